"""Rules on where a release lives."""

from collections.abc import Iterable
from typing import Final

from newsgen.diagnostics import Diagnostic, Related
from newsgen.model.urls import URLError, parse_url, windows_trouble
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule


def windows_name(m: Manuscript) -> Iterable[Diagnostic]:
    name = windows_trouble(m.release.path) if m.release else ""
    if not name:
        return ()
    return [
        Diagnostic(
            "NG405",
            f"a Windows server cannot hold the file name “{name}”",
            m.places.value("url"),
            "The URL must stay as it was; host the site on Linux, or redirect this one.",
        )
    ]


def host_of_area(m: Manuscript) -> Iterable[Diagnostic]:
    if not m.address or not m.area or not m.area.hosts or m.address.host in m.area.hosts:
        return ()
    return [
        Diagnostic(
            "NG414",
            f"{m.address.host} is not a host of the area {m.area.key}",
            m.places.value("url"),
            f"The area's hosts are {', '.join(m.area.hosts)}; newsgen.toml lists them.",
        )
    ]


def og_url(m: Manuscript) -> Iterable[Diagnostic]:
    written, url = m.text("og", "url").strip(), m.text("url")
    if not written or not m.address or not url or written == url.strip():
        return ()
    try:
        same = parse_url(written).url == m.address.url
    except URLError:
        same = False
    if same:
        return ()
    return [
        Diagnostic(
            "NG416",
            f"og.url is “{written}”, which is not the release's url",
            m.places.value("og", "url"),
            "newsgen shares the url. Delete og.url, or correct the one that is wrong.",
            (Related(m.places.value("url"), "the url is here"),),
        )
    ]


RULES: Final = (Rule(windows_name), Rule(host_of_area), Rule(og_url))
