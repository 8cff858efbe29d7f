"""What a picture of items holds beside its pixels. Source: ISO/IEC 14496-12, section 8.11."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from newsgen.media import _film
from newsgen.media._boxes import Box, blank, blank_all, boxes, free, in_full, inside, number
from newsgen.media._unclean import UncleanError, damaged

_PRIVATE: Final = frozenset({b"Exif", b"mime", b"uri "})
"""Kinds of items: Exif data, XMP and other texts, and what a web address says the kind of."""
_KNOWN: Final = frozenset({
    b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat", b"dinf", b"grpl", b"ipro",
})  # fmt: skip
_PROPERTIES: Final = frozenset({
    b"av1C", b"hvcC", b"vvcC", b"avcC", b"lhvC", b"jpgC", b"a1op", b"a1lx", b"lsel", b"tols",
    b"oinf", b"ispe", b"pixi", b"colr", b"pasp", b"clap", b"irot", b"imir", b"rloc", b"auxC",
    b"clli", b"mdcv", b"cclv", b"amve", b"reve", b"ndwt",
})  # fmt: skip
"""What a picture is drawn by; others are names, times and texts."""
_HANDLER_NAME: Final = 24


def clean(data: bytearray, meta: Box) -> list[tuple[int, int]]:
    """Blank the items of a picture beside its pixels, and the names of all.

    Returns where the others begin and end.
    """
    parts = {box.kind: box for box in in_full(data, meta)}
    for box in list(in_full(data, meta)):
        if box.kind not in _KNOWN:
            blank(data, box.content, box.end)
        elif parts[box.kind] != box:
            raise damaged()
    if handler := parts.get(b"hdlr"):
        blank(data, handler.content + _HANDLER_NAME, handler.end)
    if place := parts.get(b"dinf"):
        _film.clean(data, place)
    for box in inside(data, parts[b"iprp"]) if b"iprp" in parts else ():
        for each in list(inside(data, box)) if box.kind == b"ipco" else ():
            if each.kind not in _PROPERTIES:
                free(data, each)
    private = set(_private_items(data, parts.get(b"iinf")))
    extents = list(_extents(data, parts.get(b"iloc"), parts.get(b"idat")))
    blank_all(data, ((e.start, e.start + e.length) for e in extents if e.item in private))
    shown = [
        (e.start, e.start + e.length if e.length else len(data))
        for e in extents
        if e.item not in private
    ]
    _film.blank_unused(data, [parts[b"idat"]] if b"idat" in parts else [], shown)
    return shown


def kinds_of_items(data: bytes) -> set[bytes]:
    """Return the kinds of a picture's items; none if it is damaged."""
    whole, kinds = bytearray(data), set[bytes]()
    with suppress(UncleanError, IndexError):
        for meta in boxes(whole, 0, len(whole)):
            for box in in_full(whole, meta) if meta.kind == b"meta" else ():
                items = _items_in(whole, box) if box.kind == b"iinf" else ()
                kinds.update(bytes(whole[kind : kind + 4]) for _, _, kind in items)
    return kinds


def _private_items(data: bytearray, infos: Box | None) -> Iterator[int]:
    """Yield the numbers of the items that are not published, and make each of a free kind."""
    if infos is None:
        return
    for info, number_at, kind in list(_items_in(data, infos)):
        if bytes(data[kind : kind + 4]) in _PRIVATE:
            yield number(data, number_at, kind - 2 - number_at)
            data[kind : kind + 4] = b"free"
        blank(data, kind + 4, info.end)


def _items_in(data: bytearray, infos: Box) -> Iterator[tuple[Box, int, int]]:
    """Yield where the description, the number and the kind of each item are that has a kind."""
    count_size = 2 if data[infos.content] == 0 else 4
    for info in inside(data, infos, 4 + count_size):
        if data[info.content] < 2:  # before items had a kind
            raise damaged()
        number_size = 2 if data[info.content] == 2 else 4
        yield info, info.content + 4, info.content + 4 + number_size + 2


class _Extent(NamedTuple):
    item: int
    start: int
    length: int


def _extents(data: bytearray, places: Box | None, inner: Box | None) -> Iterator[_Extent]:
    """Yield the parts of the file in which each item is."""
    if places is None:
        return
    version, at = data[places.content], places.content + 4
    offset, length = data[at] >> 4, data[at] & 15
    base, index = data[at + 1] >> 4, data[at + 1] & 15
    wide = 4 if version == 2 else 2
    count, at = number(data, at + 2, wide), at + 2 + wide
    for _ in range(count):
        item, at = number(data, at, wide), at + wide
        method = 0
        if version:
            method, at = number(data, at, 2) & 15, at + 2
        start = number(data, at + 2, base) + (inner.content if method == 1 and inner else 0)
        at += 2 + base
        extents, at = number(data, at, 2), at + 2
        step = (index if version else 0) + offset + length
        for place in range(at, min(at + extents * step, places.end), step or 1):
            size_at = place + step - length
            begin = start + number(data, size_at - offset, offset)
            yield _Extent(item, begin, number(data, size_at, length))
        at += extents * step
        if at >= places.end:
            return
