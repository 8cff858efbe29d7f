"""What a post of WordPress lost on its way from the export to a record.

This reads the text of an item by itself, and not as the reader does, so that it notices what that
loses.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Final

from newsgen.importers.capture import Capture, Record
from newsgen.importers.page import text_of

_CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)\]\]>|([^<]+)", re.DOTALL)
_HREF: Final = re.compile(r"<a\b[^<>]*?\shref=[\"']?([^\"'<>]+)", re.IGNORECASE)
_SRC: Final = re.compile(r"<(?:img|iframe|video|audio|source)\b[^<>]*?\ssrc=[\"']?([^\"'<>]+)",
                         re.IGNORECASE)  # fmt: skip
_URL: Final = re.compile(r"https?://[^\s<>\"'\[\]]+")
_SHOWN: Final = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|youtube|vimeo|video|audio|playlist)\b[^\]]*\]"
)
_OLD_CAPTION: Final = re.compile(r"\[(?:wp_)?caption\b[^\]]*?\bcaption=[\"']([^\"']*)")
_LEFT_OUT: Final = "left out: "
_WORD: Final = re.compile(r"[^\s\[\]]+")
_MOST: Final = 20


def differences(item: str, capture: Capture) -> Iterator[tuple[str, str]]:
    """Yield what an item has and its capture has not, by the names of problems."""
    record = capture.record
    assert record is not None
    yield from _of_fields(item, record)
    content = _field(item, "content:encoded")
    for name, left_out in record.problems:
        if name == "markup":
            content = content.replace(left_out.removeprefix(_LEFT_OUT), " ")
    captions = " ".join(_OLD_CAPTION.findall(content))
    before = _SHOWN.sub(" ", content) + captions
    after = capture.body.decode()
    shown = unescape(after)
    addresses = [each for each in map(unescape, _URL.findall(text_of(before))) if each not in shown]
    yield from _missing("words", Counter(_words(before)) - Counter(_words(after)))
    yield from _missing("links", _of(_HREF, content) - _of(_HREF, after) + Counter(addresses))
    yield from _missing("pictures", _of(_SRC, content) - _of(_SRC, after))


def _of_fields(item: str, record: Record) -> Iterator[tuple[str, str]]:
    title, excerpt = text_of(_field(item, "title")), text_of(_field(item, "excerpt:encoded"))
    if title and title != record.title:
        yield "words", f"the title is “{title}” in the export"
    if excerpt != record.summary:
        yield "words", f"the excerpt is “{excerpt}” in the export"
    day = _field(item, "wp:post_date").partition(" ")[0]
    if not day.startswith("0000") and not any(text.startswith(day) for _, text in record.dates):
        yield "dates", f"the export has {day}"
    terms = re.findall(r"<category domain=\"(?:category|post_tag)\" nicename=\"([^\"]*)\"", item)
    if len({*terms} - {"uncategorized"}) > len(record.tags):
        yield "words", f"the tags are {', '.join(sorted({*terms}))} in the export"


def _field(item: str, name: str) -> str:
    """Return the text of an element."""
    inner = re.search(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", item, re.DOTALL)
    parts = _CDATA.finditer(inner[1]) if inner else ()
    return "".join(part[1] if part[1] is not None else unescape(part[2]) for part in parts)


def _words(html: str) -> list[str]:
    return _WORD.findall(_URL.sub(" ", text_of(html)))


def _of(expression: re.Pattern[str], html: str) -> Counter[str]:
    return Counter(unescape(each).strip() for each in expression.findall(html))


def _missing(name: str, values: Counter[str]) -> Iterator[tuple[str, str]]:
    every = list(values.elements())
    if every:
        more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
        yield name, f"lost from the export: {' '.join(every[:_MOST])}{more}"
