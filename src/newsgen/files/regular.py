"""Reading the files that a site has by fixed names: whoever sends a change may put links there."""

import os
import stat
from errno import EINVAL
from pathlib import Path
from typing import Final

_WITHOUT_WAITING: Final = getattr(os, "O_NONBLOCK", 0)
"""A pipe that nobody writes to is opened at once."""


def read_regular(file: Path) -> bytes:
    """Return the bytes of a file, or of that which a link leads to.

    Raises:
        OSError: it cannot be read, or is a device or a pipe, which may never end.

    """
    with open(file, "rb", buffering=0, opener=_opened) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(EINVAL, "Not a regular file", str(file))
        return stream.read()


def read_regular_text(file: Path) -> str:
    """Return the text of a file, with line feeds as the only line ends. Raises as above."""
    return with_line_feeds(read_regular(file).decode())


def read_own(file: Path) -> str:
    """Return the text of a file that is a site's own, as messages may quote it.

    Raises:
        OSError: as above, or it is a link that leads out of its folder.

    """
    above, target = os.path.realpath(file.parent), os.path.realpath(file)
    if file.is_symlink() and not Path(target).is_relative_to(above):
        raise OSError(EINVAL, "A symbolic link leads out of the site", str(file))
    return read_regular_text(file)


def with_line_feeds(text: str) -> str:
    """Return a text without a byte order mark and with line feeds as the only line ends."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _WITHOUT_WAITING)
