"""What a post of WordPress lost on its way from the export to a capture.

This reads the text of an item by itself, and not as the reader does, so that it notices what that
loses.
"""

import mmap
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from newsgen.importers._wordpress import Library
from newsgen.importers.capture import Capture, Record
from newsgen.importers.page_text import text_of

_POST: Final = re.compile(rb"<wp:post_id>")
_CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)\]\]>|([^<]+)", re.DOTALL)
_META: Final = (
    r"<wp:meta_key>(?:<!\[CDATA\[)?{}(?:\]\]>)?</wp:meta_key>\s*"
    r"<wp:meta_value>(?:<!\[CDATA\[)?([^<\]]*)"
)
_TERM: Final = re.compile(
    r"<category domain=\"(?:category|post_tag)\" nicename=\"(?!uncategorized\")([^\"]*)\""
)
_HREF: Final = re.compile(r"<a\b[^<>]*?\shref=[\"']?([^\"'<>]+)", re.IGNORECASE)
_SRC: Final = re.compile(r"<(?:img|iframe|video|audio|source)\b[^<>]*?\ssrc=[\"']?([^\"'<>]+)",
                         re.IGNORECASE)  # fmt: skip
_HIDDEN: Final = re.compile(r"<(/?(?:script|style))(?=[\s>])[^<>]*>")
_URL: Final = re.compile(r"https?://[^\s<>\"'\[\]]+")
_SHOWN: Final = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|youtube|vimeo|video|audio|playlist)\b[^\[\]]*\]"
)
_OLD_CAPTION: Final = re.compile(r"\[(?:wp_)?caption\b[^\[\]]*?\bcaption=[\"']([^\"']*)")
_PICTURES: Final = re.compile(r"\[gallery\b[^\[\]]*?\b(?:ids|include)=[\"']?([\d, ]+)")
_PLAYED: Final = re.compile(
    r"\[(?:video|audio)\b[^\[\]]*?(?:src|mp4|m4v|webm|ogv|mp3|m4a|ogg|wav)=[\"']([^\"']+)"
)
_SHARED: Final = re.compile(r"<!-- wp:block \{\"ref\":(\d{1,15})(?!\d)")
_LEFT_OUT: Final = "left out: "
_WORD: Final = re.compile(r"[^\s\[\]]+")
_MOST: Final = 20


def posts_in(file: Path) -> int:
    """Return how many posts a file has, whole or not."""
    if not file.stat().st_size:
        return 0
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return sum(1 for _ in _POST.finditer(data))


def differences(
    item: str, capture: Capture, library: Library, others: Sequence[str], links: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield what an item has and its capture has not, by the names of problems.

    `others` are the addresses that lead to it, `links` those of all posts.
    """
    record = capture.record
    assert record is not None
    yield from _of_sight(item, capture, record)
    yield from _of_fields(item, record)
    folder = capture.url.rstrip("/").rpartition("/")[0]
    has_name = f"/{unquote(_field(item, 'wp:post_name'))}" in unquote(capture.url)
    for old in filter(None, _meta(item, "_wp_old_slug") if has_name else ()):
        is_taken = not links.isdisjoint((f"{folder}/{old}/", f"{folder}/{old}"))
        if not is_taken and not any(f"/{unquote(old)}" in unquote(each) for each in others):
            yield "unexplained", f"no address has its old name {old}"
    content = _field(item, "content:encoded")
    for name, left_out in record.problems:
        if name == "markup":
            content = content.replace(left_out.removeprefix(_LEFT_OUT), " ")
    yield from _of_text(content, capture.body.decode(), library)
    thumbnail = _attached(library, next(iter(_meta(item, "_thumbnail_id")), ""))
    shown = (*(each.url for each in record.pictures), content)
    if thumbnail and not any(
        unquote(thumbnail).partition("://")[2] in unquote(each) for each in shown
    ):
        yield "pictures", f"lost from the export: {thumbnail}"


def _of_sight(item: str, capture: Capture, record: Record) -> Iterator[tuple[str, str]]:
    """Yield that nobody may see a post, or not yet, and the record does not say so."""
    status = _field(item, "wp:status")
    is_waiting = status in ("future", "draft", "pending")
    if _field(item, "wp:post_password") or not (is_waiting or status == "publish"):
        yield "unread", "nobody may see it"
    day = _field(item, "wp:post_date").partition(" ")[0]
    is_held = record.embargo.startswith(day) if status == "future" else record.status == "draft"
    if is_waiting and not (is_held and capture.is_hidden):
        yield "unread", "nobody may see it yet"


def _of_fields(item: str, record: Record) -> Iterator[tuple[str, str]]:
    title, excerpt = text_of(_field(item, "title")), text_of(_field(item, "excerpt:encoded"))
    if title and title != record.title:
        yield "words", f"the title is “{title}” in the export"
    if excerpt != record.summary:
        yield "words", f"the excerpt is “{excerpt}” in the export"
    date = _field(item, "wp:post_date")[:16]
    is_date = date and not date.startswith("0000")
    if is_date and not any(text[:16].replace("T", " ") == date for _, text in record.dates):
        yield "dates", f"the export has {date}"
    terms = set(_TERM.findall(item))
    if len(terms) > len(record.tags):
        yield "words", f"the tags are {', '.join(sorted(terms))} in the export"


def _of_text(content: str, after: str, library: Library) -> Iterator[tuple[str, str]]:
    captions = " ".join(_OLD_CAPTION.findall(content))
    shared = " ".join(library.blocks.get(int(each), "") for each in _SHARED.findall(content))
    before = _SHOWN.sub(" ", f"{content} {shared}") + captions
    pictures = [
        _attached(library, each) for ids in _PICTURES.findall(content)
        for each in re.findall(r"\d+", ids)
    ]  # fmt: skip
    shown = unescape(after)
    addresses = [
        each for each in map(unescape, [*_URL.findall(text_of(before)), *_PLAYED.findall(content)])
        if each not in shown
    ]  # fmt: skip
    yield from _missing("words", Counter(_words(before)) - Counter(_words(after)))
    yield from _missing("links", _of(_HREF, before) - _of(_HREF, after) + Counter(addresses))
    shown_before = _of(_SRC, before) + Counter(filter(None, pictures))
    yield from _missing("pictures", shown_before - _of(_SRC, after))


def _attached(library: Library, number: str) -> str:
    is_one = number.isdecimal() and len(number) < 16
    file = library.attachments.get(int(number)) if is_one else None
    return file.url if file and file.is_picture else ""


def _field(item: str, name: str) -> str:
    """Return the text of an element."""
    start = re.search(rf"<{name}(?:\s[^>]*)?>", item)
    end = item.find(f"</{name}>", start.end()) if start else -1
    parts = _CDATA.finditer(item, start.end(), end) if start and end > 0 else ()
    return "".join(part[1] if part[1] is not None else unescape(part[2]) for part in parts)


def _meta(item: str, key: str) -> list[str]:
    return re.findall(_META.format(key), item)


def _words(html: str) -> list[str]:
    """Return the words that readers see, in no order."""
    shown, hidden = [], ""
    for at, piece in enumerate(_HIDDEN.split(html)):  # a text, then the tag that is behind it
        if at % 2 == 0:
            shown += [piece] if not hidden else []
        elif not hidden or piece == f"/{hidden}":
            hidden = "" if piece.startswith("/") else piece
    return _WORD.findall(_URL.sub(" ", text_of(" ".join(shown))))


def _of(expression: re.Pattern[str], html: str) -> Counter[str]:
    return Counter(unescape(each).strip() for each in expression.findall(html))


def _missing(name: str, values: Counter[str]) -> Iterator[tuple[str, str]]:
    every = list(values.elements())
    if every:
        more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
        yield name, f"lost from the export: {' '.join(every[:_MOST])}{more}"
