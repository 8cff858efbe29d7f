"""Pictures that were made and are kept in the cache: variants and cards.

The name of each stands for all that decides its bytes, so one that another version of newsgen made
is good too.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsgen.files import Stamp, walk, write_atomically
from newsgen.pipeline.session import Session

_RIFF_HEAD: Final = 8
"""How many bytes of a WebP stand before those that its size counts, which is the last of them."""
_BOX_HEAD: Final = 8
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_PNG_END: Final = b"IEND\xaeB`\x82"


def kept_or_made(file: Path | None, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of a picture: kept ones, or those that are made and kept from now on.

    Without a file none are kept. Empty bytes mean that it cannot be made.
    """
    if file and (kept := _whole(file)):
        return kept
    data = make()
    if file and data:
        with suppress(OSError):  # then it is made again when it is needed again
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, data)
    return data


def _whole(file: Path) -> bytes:
    """Return the bytes of a kept picture: empty if there is none, or if it is damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    if data.startswith(_PNG_START):
        return data if data.endswith(_PNG_END) else b""
    if data[4:8] == b"ftyp":
        return data if _end_of_boxes(data) == len(data) else b""
    size = int.from_bytes(data[4:_RIFF_HEAD], "little")
    return data if data.startswith(b"RIFF") and len(data) == size + _RIFF_HEAD else b""


def _end_of_boxes(data: bytes) -> int:
    """Return where the last of the boxes of an AVIF ends by its size."""
    at = 0
    while at < len(data):
        at += max(int.from_bytes(data[at : at + 4]), _BOX_HEAD)
    return at


def kept_in(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    """Yield the pictures that are kept in a folder, at any depth."""
    for entry in walk(folder, hidden=True) if folder.is_dir() else ():
        if entry.stamp:
            yield folder / entry.path, entry.stamp


def keep_within(session: Session, megabytes: int) -> None:
    """Delete the kept pictures that are oldest, as far as all of them take too much space."""
    kept = sorted(kept_in(session.variants), key=lambda pair: pair[1].mtime_ns)
    size = sum(stamp.size for _, stamp in kept)
    for file, stamp in kept:
        if size <= megabytes * 1_000_000:
            break
        file.unlink(missing_ok=True)
        size -= stamp.size
