"""Overwriting what SQLite leaves in the unused space of its pages.

With `secure_delete` it overwrites the rows that it deletes. When it moves rows to another page, it
leaves the bytes where they were: a row that is deleted later is still there.
Source: https://www.sqlite.org/fileformat.html, “B-tree Pages”.
"""

from pathlib import Path
from typing import Final

_FILE_HEADER: Final = 100
"""Bytes of the file before the header of its first page."""
_HEADERS: Final = {2: 12, 5: 12, 10: 8, 13: 8}
"""How long the header of a page is, by the kind of the page; others are empty or full."""
_PAGES_AT_ONCE: Final = 64


def clear_unused_space(file: Path) -> None:
    """Overwrite what lies in each page between the places of its rows and the rows.

    Nobody may write to the file meanwhile. Those that read it do not look there, and if this is cut
    short, the file is sound.
    """
    with file.open("r+b", buffering=0) as stream:
        size = _page_size(stream.read(_FILE_HEADER))
        zeros, start = bytes(size), 0
        stream.seek(0)
        while chunk := stream.read(size * _PAGES_AT_ONCE):
            for page in range(0, len(chunk), size):
                begin, end = _unused(chunk, page, 0 if start + page else _FILE_HEADER)
                if chunk[page + begin : page + end] != zeros[begin:end]:
                    stream.seek(start + page + begin)
                    stream.write(zeros[begin:end])
            start += len(chunk)
            stream.seek(start)


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18])
    return 65_536 if size == 1 else size


def _unused(chunk: bytes, page: int, at: int) -> tuple[int, int]:
    """Return where the unused space of a page begins and ends; its own header is at `at`."""
    kind, _, _, *numbers = chunk[page + at : page + at + 7]
    if kind not in _HEADERS:
        return 0, 0
    rows, content = numbers[0] << 8 | numbers[1], numbers[2] << 8 | numbers[3]
    return at + _HEADERS[kind] + 2 * rows, content or 65_536
