"""TIFF: the strips or tiles of its pictures, and their colours. Source: TIFF 6.0."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from newsgen.media import _jpeg
from newsgen.media._unclean import UncleanError, damaged

_PICTURE: Final = frozenset({
    *range(254, 260), *range(262, 267), 273, 274, *range(277, 285), 286, 287, *range(290, 294), 296,
    297, 301, *range(317, 326), 332, 334, 336, 338, 339, 340, 341, 347, *range(529, 533), 34675,
})  # fmt: skip
"""Tags that a program needs to draw the picture; 274 is how it is turned, 34675 its colours."""
_COMPRESSION, _TABLES = 259, 347
_OFFSETS: Final = {273: 279, 324: 325}
"""The tags that say where strips and tiles are, with those that say how long they are."""
_KNOWN: Final = frozenset({1, 2, 3, 4, 5, 7, 8, 32773, 32946})
"""Compressions, by their numbers; 7 is JPEG."""
_JPEG: Final = 7
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""The bytes of a value of each type."""
_HEAD, _ENTRY, _INLINE = 8, 12, 4


class _Region(NamedTuple):
    """A part of the file that is published, as it is or as `content`."""

    start: int
    end: int
    content: bytes | None = None
    is_directory: bool = False


class _Entry(NamedTuple):
    tag: int
    raw: bytes
    start: int
    size: int
    width: int


def cleaned(data: bytes) -> bytes:
    """Return pictures without all but what draws them: nothing moves, what goes is zeros.

    Raises:
        UncleanError: it is damaged, or of a compression that is not known.

    """
    parts = sorted(_Directories(data).parts(), key=lambda part: (part.start, part.end))
    end = end_of_directory = 0
    most = len(data)
    for part in parts:
        if part.end > len(data) or part.start < (end if part.is_directory else end_of_directory):
            raise damaged()
        if part.is_directory:
            end_of_directory = part.end
        most -= max(end - part.start, 0)
        if most < 0:  # it names the same bytes again and again
            raise damaged()
        end = max(end, part.end)
    kept = bytearray(end)
    for part in sorted(parts, key=lambda part: part.content is not None):
        kept[part.start : part.end] = part.content or data[part.start : part.end]
    return bytes(kept)


class _Directories:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order: Literal["little", "big"] = "little" if data[:1] == b"I" else "big"

    def parts(self) -> Iterator[_Region]:
        """Yield the parts of the file that are published."""
        yield _Region(0, _HEAD, is_directory=True)
        at, seen = self._number(4, 4), {0}
        while at or len(seen) == 1:
            if at in seen:
                raise damaged()
            seen.add(at)
            count = self._number(at, 2)
            rows = range(at + 2, at + 2 + _ENTRY * count, _ENTRY)
            following = self._number(rows.stop, 4)
            entries = {entry.tag: entry for entry in map(self._entry, rows) if entry}
            rest = following.to_bytes(4, self._order)
            table = len(entries).to_bytes(2, self._order) + b"".join(
                entry.raw for entry in entries.values()
            )
            yield _Region(at, at + len(table) + 4, table + rest, is_directory=True)
            for entry in entries.values():
                if entry.size > _INLINE:
                    yield _Region(entry.start, entry.start + entry.size)
            yield from self._pixels(entries)
            at = following

    def _entry(self, at: int) -> _Entry | None:
        tag, width = self._number(at, 2), _SIZES.get(self._number(at + 2, 2), 0)
        if tag not in _PICTURE or not width:
            return None
        size = width * self._number(at + 4, 4)
        start = at + 8 if size <= _INLINE else self._number(at + 8, 4)
        raw = self._data[at : at + _ENTRY]
        if size < _INLINE:
            raw = raw[: 8 + size].ljust(_ENTRY, b"\0")
        return _Entry(tag, raw, start, size, width)

    def _pixels(self, entries: dict[int, _Entry]) -> Iterator[_Region]:
        compression = self._values(entries.get(_COMPRESSION)) or [1]
        if compression[0] not in _KNOWN:
            raise UncleanError("its compression is not known", "Save it as JPEG or PNG.")
        pairs = [
            (start, start + size)
            for offsets, sizes in _OFFSETS.items()
            for start, size in zip(
                self._values(entries.get(offsets)), self._values(entries.get(sizes)), strict=False
            )
        ]
        if not pairs:
            raise damaged()
        if compression[0] == _JPEG and _TABLES in entries:
            tables = entries[_TABLES]
            pairs.append((tables.start, tables.start + tables.size))
        for start, end in dict.fromkeys(pairs):
            content = None
            if compression[0] == _JPEG:
                content = _jpeg.stream(self._data[start:end])[0].ljust(end - start, b"\0")
                if len(content) > end - start:
                    raise damaged()
            yield _Region(start, end, content)

    def _values(self, entry: _Entry | None) -> list[int]:
        """Return the numbers of an entry."""
        if entry is None:
            return []
        end = min(entry.start + entry.size, len(self._data))
        return [self._number(at, entry.width) for at in range(entry.start, end, entry.width)]

    def _number(self, at: int, size: int) -> int:
        content = self._data[at : at + size]
        if len(content) < size:
            raise damaged()
        return int.from_bytes(content, self._order)
