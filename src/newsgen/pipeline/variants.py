"""Smaller copies of pictures: made once, and kept in the cache for as long as the picture is used.

The name of a copy stands for all that decides its bytes, so a copy that another version of newsgen
made is good too.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from newsgen.digest import digest
from newsgen.files import Stamp, walk, write_atomically
from newsgen.media import UncleanError, published
from newsgen.media.pictures import Original, recipe
from newsgen.pages.pictures import variant_file, variants_name
from newsgen.pages.target import VariantFile
from newsgen.pipeline._verdicts import content_digest
from newsgen.pipeline.frame import Frame
from newsgen.pipeline.session import Session

_IN_USE: Final = "variants"
"""Remembered in the store: a digest of the names of the copies that may be kept."""
_HEAD: Final = 8
"""How many bytes of a WebP stand before those that its size counts, which is the last of them."""


class VariantMaker:
    """Gives the bytes of copies; that of one picture after the other, it is decoded once."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._last: tuple[str, Original | None] = "", None

    def bytes_of(self, variant: VariantFile) -> bytes:
        """Return the bytes of a copy: nothing if its picture has changed since it was judged."""
        folder = self._frame.variants
        file = folder / variant_file(variant.name, variant.width) if folder else None
        if file and (kept := _whole(file)):
            return kept
        original = self._original(variant.name)
        if original is None:
            return b""
        try:
            data = original.variant(variant.width, self._frame.config.media.quality)
        except UncleanError:
            return b""
        if file:
            with suppress(OSError):  # then it is made again when it is needed again
                file.parent.mkdir(exist_ok=True)
                write_atomically(file, data)
        return data

    def _original(self, name: str) -> Original | None:
        if self._last[0] != name:
            self._last = name, self._read(name)
        return self._last[1]

    def _read(self, name: str) -> Original | None:
        path = self._paths[name]
        try:
            data = published(path, (self._frame.content / path).read_bytes())
        except UncleanError:
            return None
        now = variants_name(content_digest(data), recipe(self._frame.config.media.quality))
        return Original(data) if now == name else None

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {file.name: path for path, file in self._frame.pictures.items() if file.name}


def _whole(file: Path) -> bytes:
    """Return the bytes of a kept copy: nothing if there is none, or if it is damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    size = int.from_bytes(data[4:_HEAD], "little")
    return data if data.startswith(b"RIFF") and len(data) == size + _HEAD else b""


def _kept(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    for entry in walk(folder, hidden=True) if folder.is_dir() else ():
        if entry.stamp:
            yield folder / entry.path, entry.stamp


def forget_unused(session: Session, frame: Frame) -> None:
    """Delete the kept copies of pictures that nothing uses any more, withdrawn ones among them."""
    names = {file.name for file in frame.pictures.values() if file.name}
    known = digest(sorted(names)).hex()
    if session.database.meta(_IN_USE) == known:
        return
    for file, _ in _kept(session.variants):
        if file.name.partition("-")[0] not in names:
            file.unlink(missing_ok=True)
    session.database.remember(_IN_USE, known)


def keep_within(session: Session, megabytes: int) -> None:
    """Delete the kept copies that are oldest, as far as all of them take too much space."""
    kept = sorted(_kept(session.variants), key=lambda pair: pair[1].mtime_ns)
    size = sum(stamp.size for _, stamp in kept)
    for file, stamp in kept:
        if size <= megabytes * 1_000_000:
            break
        file.unlink(missing_ok=True)
        size -= stamp.size
