"""Rules on where a release lives."""

from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic, Related
from newsgen.model.urls import URLError, parse_url, windows_trouble
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule


def windows_name(m: Manuscript) -> Iterator[Diagnostic]:
    if name := windows_trouble(m.release.path) if m.release else "":
        yield Diagnostic(
            "NG405",
            f"a Windows server cannot hold the file name “{name}”",
            m.places.value("url"),
            "The URL must stay as it was; host the site on Linux, or redirect this one.",
        )


def host_of_area(m: Manuscript) -> Iterator[Diagnostic]:
    if m.address and m.area and m.area.hosts and m.address.host not in m.area.hosts:
        yield Diagnostic(
            "NG414",
            f"{m.address.host} is not a host of the area {m.area.key}",
            m.places.value("url"),
            f"The area's hosts are {', '.join(m.area.hosts)}; newsgen.toml lists them.",
        )


def og_url(m: Manuscript) -> Iterator[Diagnostic]:
    written, url = m.text("og", "url").strip(), m.text("url").strip()
    if written and m.address and url and written != url and _url_of(written) != m.address.url:
        yield Diagnostic(
            "NG416",
            f"og.url is “{written}”, which is not the release's url",
            m.places.value("og", "url"),
            "newsgen shares the url. Delete og.url, or correct the one that is wrong.",
            (Related(m.places.value("url"), "the url is here"),),
        )


def _url_of(written: str) -> str:
    try:
        return parse_url(written).url
    except URLError:
        return ""


RULES: Final = (Rule(windows_name), Rule(host_of_area), Rule(og_url))
