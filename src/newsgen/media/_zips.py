"""The files in a ZIP archive, read within bounds and written the same way each time."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Final

from newsgen.media._unclean import damaged, locked, spend, too_much

MOST_BYTES: Final = 256 << 20
"""An archive may unpack to so many bytes."""
_MOST_FILES: Final = 10_000
_ENCRYPTED: Final = 0x1
_MODE: Final = 0o600 << 16


class ZippedFiles(Mapping[str, bytes]):
    """The files in an archive by name; each is unpacked when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Read the table of its files.

        Raises:
            UncleanError: it is damaged or locked, or has too many files.

        """
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _FAILURES:
            raise damaged() from None
        self._files = dict[str, zipfile.ZipInfo]()
        self._left = MOST_BYTES
        for info in self._archive.infolist():
            name = info.filename
            if info.flag_bits & _ENCRYPTED:
                raise locked()
            if name in self._files or name.startswith("/") or ".." in name.split("/"):
                raise damaged()
            self._files[name] = info
        if len(self._files) > _MOST_FILES:
            raise too_much()

    def __getitem__(self, name: str) -> bytes:
        info = self._files[name]
        self._left -= info.file_size
        spend(info.file_size)
        if self._left < 0:
            raise too_much()
        try:
            with self._archive.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except _FAILURES:
            raise damaged() from None
        if len(content) != info.file_size:
            raise damaged()
        return content

    def __iter__(self) -> Iterator[str]:
        return (name for name, info in self._files.items() if not info.is_dir())

    def __len__(self) -> int:
        return sum(1 for _ in self)


_FAILURES: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the contents of the files in an archive; raises as `ZippedFiles` does."""
    yield from ZippedFiles(data).items()


def packed(files: Iterable[tuple[str, bytes]], *, stored: str = "") -> bytes:
    """Return an archive of files; one of them may be stored as it is."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name)  # of 1980, as all are
            info.create_system, info.external_attr = 3, _MODE
            how = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content, how)
    return written.getvalue()
