"""Why a file cannot be read, in words for a finding."""

from typing import Final

LFS_POINTER: Final = b"version https://git-lfs.github.com/spec/"
"""How the file begins that git has in place of one that Git LFS keeps."""
FETCH_IT: Final = "Run git lfs pull; in CI let the checkout do that, as with lfs: true on GitHub."


def why_unread(error: OSError | UnicodeDecodeError) -> str:
    """Return what goes on a sentence that begins with the file: `is not UTF-8: ...`."""
    if isinstance(error, OSError):
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    return f"is not UTF-8: line {line_of(error)} has the byte 0x{error.object[error.start]:02x}"


def line_of(error: UnicodeDecodeError) -> int:
    """Return the line, from 1, of the first byte that is not UTF-8."""
    return error.object.count(b"\n", 0, error.start) + 1
