"""A source file's bytes to text, or the reason why not."""

import os
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.files.regular import with_line_feeds

LARGEST: Final = 256 * 1024


def read_source(folder: str, path: str) -> bytes | Diagnostic:
    """Read a file of at most 256 KiB below a folder."""
    shown = f"content/{path}"
    try:
        with open(f"{folder}/{path}", "rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                return Diagnostic(
                    "NG102",
                    "the file is over 256 KiB, which no release is",
                    Span(shown),
                    "Put pictures and documents in files of their own and link to them.",
                )
            return file.read()
    except OSError as error:
        return _unreadable(error, shown)


def _unreadable(error: OSError, path: str) -> Diagnostic:
    why = (error.strerror or str(error)).lower()
    hint = "Check the file's permissions."
    return Diagnostic("NG101", f"the file cannot be read: {why}", Span(path), hint)


def decode(data: bytes, path: str) -> str | Diagnostic:
    """Decode UTF-8, without a byte order mark and with line feeds as the only line ends."""
    try:
        text = with_line_feeds(data.decode())
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
    return text


def _place(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf")
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
