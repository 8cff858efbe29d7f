"""Overwriting what SQLite leaves in the unused space of its pages.

With `secure_delete` it overwrites the rows that it deletes. When it moves rows to another page, it
leaves the bytes where they were: a row that is deleted later is still there.
Source: https://www.sqlite.org/fileformat.html, “B-tree Pages”.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

_FILE_HEADER: Final = 100
"""Bytes of the file before the header of its first page."""
_HEADERS: Final = {2: 12, 5: 12, 10: 8, 13: 8}
"""How long the header of a page is, by the kind of the page; others are empty or full."""
_CHUNK: Final = 1 << 20
"""So many bytes are read at once; pages have at most a sixteenth of that."""


def clear_unused_space(file: Path, take: Callable[[memoryview], object]) -> None:
    """Overwrite what lies in each page between the places of its rows and the rows.

    Nobody may write to the file meanwhile. Those that read it do not look there, and if this is cut
    short, the file is sound. `take` is given all bytes of the file as they are then, in order.
    """
    buffer, start, size = bytearray(_CHUNK), 0, 0
    zeros, view = bytes(1 << 16), memoryview(buffer)
    with file.open("r+b", buffering=0) as stream:
        while length := stream.readinto(buffer):
            if not start:
                size = _page_size(buffer)
            for page in range(0, length, size):
                begin, end = _unused(buffer, page, size, 0 if start + page else _FILE_HEADER)
                if not buffer.startswith(zeros[: end - begin], page + begin):
                    view[page + begin : page + end] = zeros[: end - begin]
                    stream.seek(start + page + begin)
                    stream.write(zeros[: end - begin])
            start += length
            stream.seek(start)
            take(view[:length])


def _page_size(header: bytearray) -> int:
    size = int.from_bytes(header[16:18])
    return 65_536 if size == 1 else max(size, 512)


def _unused(chunk: bytearray, page: int, size: int, at: int) -> tuple[int, int]:
    """Return where the unused space of a page begins and ends; its own header is at `at`."""
    kind, _, _, *numbers = chunk[page + at : page + at + 7]
    if kind not in _HEADERS:
        return 0, 0
    rows, content = numbers[0] << 8 | numbers[1], numbers[2] << 8 | numbers[3]
    begin, end = at + _HEADERS[kind] + 2 * rows, content or 65_536
    return (begin, end) if begin <= end <= size else (0, 0)  # a damaged page says anything
