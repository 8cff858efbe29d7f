"""The files in a ZIP archive, read within bounds and written the same way each time."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from newsgen.media._unclean import UncleanError, damaged

MOST_BYTES: Final = 256 << 20
"""An archive may unpack to so many bytes."""
_MOST_FILES: Final = 10_000
_ENCRYPTED: Final = 0x1
_MODE: Final = 0o600 << 16


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the contents of the files in an archive.

    Raises:
        UncleanError: it is damaged, locked, or unpacks to too much.

    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield from _files(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError):
        raise damaged() from None


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left, names = MOST_BYTES, set[str]()
    for info in archive.infolist():
        name = info.filename
        if info.flag_bits & _ENCRYPTED:
            raise UncleanError("it is locked with a password", "Save it without a password.")
        if name in names or name.startswith("/") or ".." in name.split("/"):
            raise damaged()
        names.add(name)
        if info.is_dir():
            continue
        with archive.open(info) as stream:
            content = stream.read(min(left, info.file_size) + 1)
        left -= len(content)
        if left < 0 or len(names) > _MOST_FILES:
            raise UncleanError("it unpacks to too much", "Make pictures in it smaller.")
        if len(content) != info.file_size:
            raise damaged()
        yield name, content


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
