"""Rules on where a release lives."""

from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic, Related
from newsgen.files import windows_trouble
from newsgen.model.urls import URLError, parse_url
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule


def windows_name(m: Manuscript) -> Iterator[Diagnostic]:
    if name := windows_trouble(m.release.path) if m.release else "":
        message = f"a Windows server cannot hold the file name “{name}”"
        hint = "The URL must stay as it was; host the site on Linux, or redirect this one."
        yield Diagnostic("NG405", message, m.places.value("url"), hint)


def host_of_area(m: Manuscript) -> Iterator[Diagnostic]:
    if m.address and m.area and m.area.hosts and m.address.host not in m.area.hosts:
        message = f"{m.address.host} is not a host of the area {m.area.key}"
        hint = f"The area's hosts are {', '.join(m.area.hosts)}; newsgen.toml lists them."
        yield Diagnostic("NG414", message, m.places.value("url"), hint)


def og_url(m: Manuscript) -> Iterator[Diagnostic]:
    written, url = m.text("og", "url").strip(), m.text("url").strip()
    if written and m.address and url and written != url and _url_of(written) != m.address.url:
        message = f"og.url is “{written}”, which is not the release's url"
        hint = "newsgen shares the url. Delete og.url, or correct the one that is wrong."
        related = (Related(m.places.value("url"), "the url is here"),)
        yield Diagnostic("NG416", message, m.places.value("og", "url"), hint, related)


def _url_of(written: str) -> str:
    try:
        return parse_url(written).url
    except URLError:
        return ""


RULES: Final = (Rule(windows_name), Rule(host_of_area), Rule(og_url))
