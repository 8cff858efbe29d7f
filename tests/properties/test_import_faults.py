"""Whatever is wrong in what reads and converts pages, the report tells of what it lost."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final, NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsgen.config.load import parse as parse_config
from newsgen.content.markup import Markup
from newsgen.importers import (
    _bodies,
    _elements,
    _forms,
    _markdown,
    _nodes,
    http_body,
    letters,
    links,
    page,
    page_body,
    page_text,
    warc,
    written_dates,
)
from newsgen.importers.links import Links
from newsgen.importers.page import parts_of
from newsgen.importers.plan import parse
from newsgen.importers.release import ReleasePlace, written_of
from newsgen.importers.seen import address_of
from tests.properties.test_import_bodies import BODY
from tests.support.faulty import Fault, faults_in
from tests.support.old_sites import Answer, warc as warc_of

HOST: Final = "https://www.old.example"
URL: Final = f"{HOST}/news/van"
CONFIG: Final = parse_config(f'[site]\nbase_url = "{HOST}"\n')
MARKUP: Final = Markup(CONFIG.markdown.extensions, CONFIG.markdown.extension_configs)
PLAN: Final = parse("""
[areas.Old]
hosts = ["www.old.example"]
[releases]
addresses = ["/news/*"]
[page]
title = ["h1"]
date = [".date"]
body = [".text"]
remove = [".share"]
""")
LAST: Final = (
    "The second part of the text is as long as the texts of most pages are on old websites."
)
PAGE: Final = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Van stolen</title></head>
<body><ul><li><a href="/">Home</a></li></ul><h1>Van &amp; dog stolen</h1><p class=date>Published 5 March 2020 at 10:49</p>
<div class=text>{BODY}<p class=share>Share this</p></div><div class=text><p>{LAST}</p></div><p>Copyright of the force.</p></body></html>"""  # noqa: E501
SOURCE: Final = warc_of({URL: Answer(PAGE.encode())})
OF_LINKS: Final = "where a link leads is what --verify and the check of the built site look at"
OF_BOTH: Final = "both readers ask it what an element is, and the words are all there"
OF_LEVELS: Final = "levels of headings are newsgen's own, and the words are all there"
ELSEWHERE: Final = {
    "_bodies": {"_BodyReader._level": OF_LEVELS},
    "links": {f"Links.{name}": OF_LINKS for name in ("absolute", "written", "relative")},
    "page": {
        "_base": OF_LINKS, "_href": OF_LINKS, "_values": OF_LINKS, "parts_of": OF_LINKS,
        "_main": OF_LINKS, "_head_of": OF_LINKS,
    },
    "page_body": {"take_body": OF_LINKS, "_rewritten": OF_LINKS, "_picture": OF_LINKS},
    "_nodes": {
        "title_of": OF_BOTH, "is_shown": OF_BOTH, "is_layout": OF_BOTH, "kept_of": OF_BOTH,
    },
}  # fmt: skip
"""Functions of which a fault is told of elsewhere, or not at all, each with the reason."""
MODULES: Final = (
    _bodies, _elements, _forms, _markdown, _nodes, http_body, letters, links, page, page_body,
    page_text, warc, written_dates,
)  # fmt: skip
FAULTS: Final = {
    f"{fault.module.__name__.rpartition('.')[2]} {fault.function} {at}: {fault.name}": fault
    for module in MODULES
    for at, fault in enumerate(faults_in(module))
    if fault.function not in ELSEWHERE.get(module.__name__.rpartition(".")[2], ())
}


class Outcome(NamedTuple):
    """What an import of the page gives: what readers see of it, and what the report says."""

    shown: Any
    said: Any


class TooSlowError(BaseException):
    """It does not end."""


def imported() -> Outcome:
    page_text._line.cache_clear()
    written_dates._dates_in.cache_clear()
    (capture,) = warc._captures("a", BytesIO(SOURCE), None)
    parts = parts_of(capture, PLAN, CONFIG.zone, Links(PLAN.area_of_host))
    place = ReleasePlace(address_of(capture.url), "x.md", "Old")
    written = written_of(parts, place, CONFIG, MARKUP, None)
    head, _, text = written.text.rpartition("\n```\n")
    outside = [words for words, plain in written.outside if plain >= 12]
    is_release = bool(parts.title and parts.words and capture.status == 200)
    said = (written.problems, outside, capture.trouble, is_release, capture.media_type)
    return Outcome((head, seen(MARKUP.convert(text, "en"))), said)


def seen(html: str) -> list[Any]:
    """Return what readers get of a text: words, headings, cells, links and pictures.

    How words are set is none of it, nor what newsgen says beside a video, nor by which of its two
    addresses that is known.
    """
    html = _STYLES.sub("", html).replace(" (YouTube)", "")
    tree = LexborHTMLParser(html.replace("youtube.com/embed/", "youtube.com/watch?v="))
    assert tree.body
    parts = [
        ((node.tag or "").replace("th", "td"), " ".join(node.text().split()))
        for node in tree.css("h2, h3, h4, td, th")
    ]
    values = [
        [node.attributes.get(name) for name in ("href", "src", "alt")]
        for node in tree.css("a, img, iframe")
    ]
    return [tree.body.text(separator=" ").split(), parts, values]


_STYLES: Final = re.compile("</?(?:code|em|span|strong)>")


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


GOOD: Final = imported()


def test_there_are_as_many_faults_as_promised() -> None:
    assert len(FAULTS) >= 300
    assert GOOD.said == ((), [], "", True, "text/html")
    for name, functions in ELSEWHERE.items():
        (module,) = (each for each in MODULES if each.__name__.endswith(f".{name}"))
        assert functions.keys() <= {fault.function for fault in faults_in(module)}


@pytest.mark.rotates(60)
@pytest.mark.parametrize("name", FAULTS)
def test_the_report_tells_of_what_a_fault_loses(name: str) -> None:
    """A fault that stops the import, or that changes nothing for readers, need not be told of."""
    fault: Fault = FAULTS[name]
    try:
        with at_most(5), fault.put_in():
            got = imported()
    except (Exception, TooSlowError):  # noqa: BLE001 (whatever it is, it is seen)
        return
    assert got.shown == GOOD.shown or got.said != GOOD.said
