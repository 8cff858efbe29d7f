"""A source file's bytes to text, or the reason why not."""

import os
from collections.abc import Iterator, Sequence
from typing import Final

from newsgen.diagnostics import Diagnostic, Span

LARGEST: Final = 10 * 1024 * 1024


def read_all(folder: str, paths: Sequence[str]) -> Iterator[bytes | Diagnostic]:
    """Read files of at most 10 MiB below a folder, in order.

    All are opened, and asked for, before the first is read: the disk fetches them together.
    """
    opened = [_open(f"{folder}/{path}") for path in paths]
    for path, handle in zip(paths, opened, strict=True):
        yield _read(handle, f"content/{path}")


def _open(file: str) -> int | OSError:
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_WILLNEED)
    except OSError as error:
        return error
    return descriptor


def _read(handle: int | OSError, path: str) -> bytes | Diagnostic:
    if isinstance(handle, OSError):
        return _unreadable(handle, path)
    try:
        size = os.fstat(handle).st_size
        if size > LARGEST:
            return Diagnostic(
                "NG102",
                "the file is over 10 MiB, which no release is",
                Span(path),
                "Put pictures and documents in files of their own and link to them.",
            )
        return _bytes(handle, size)
    except OSError as error:
        return _unreadable(error, path)
    finally:
        os.close(handle)


def _bytes(handle: int, size: int) -> bytes:
    """Read a file to its end; fewer bytes than asked for are its last."""
    data = os.read(handle, size + 1)
    while len(data) > size:  # it has grown
        size += LARGEST
        data += os.read(handle, size + 1 - len(data))
    return data


def _unreadable(error: OSError, path: str) -> Diagnostic:
    why = (error.strerror or str(error)).lower()
    hint = "Check the file's permissions."
    return Diagnostic("NG101", f"the file cannot be read: {why}", Span(path), hint)


def decode(data: bytes, path: str) -> str | Diagnostic:
    """Decode UTF-8, without a byte order mark and with line feeds as the only line ends."""
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        return Diagnostic(
            "NG103",
            f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8",
            Span(path, line, column),
            "Save the file again with the encoding UTF-8; Word and Notepad call it by that name.",
        )
    if "\0" in text:
        line, column = _place(data, data.index(0))
        return Diagnostic(
            "NG104",
            "the file holds a NUL byte, which no text has",
            Span(path, line, column),
            "It may be a picture or an office file under a wrong name.",
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _place(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf")
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
