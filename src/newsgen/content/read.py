"""A source file's bytes to text, or the reason why not."""

import os
from typing import Final

from newsgen.diagnostics import Diagnostic, Span

LARGEST: Final = 10 * 1024 * 1024


def read_bytes(file: str, path: str) -> bytes | Diagnostic:
    """Read a file of at most 10 MiB. `path` is its name in diagnostics."""
    try:
        with open(file, "rb") as handle:  # noqa: PTH123 (as paths, a million times)
            size = os.fstat(handle.fileno()).st_size
            data = handle.read() if size <= LARGEST else b""
    except OSError as error:
        return Diagnostic(
            "NG101",
            f"the file cannot be read: {(error.strerror or str(error)).lower()}",
            Span(path),
            "Check the file's permissions.",
        )
    if size > LARGEST:
        return Diagnostic(
            "NG102",
            "the file is over 10 MiB, which no release is",
            Span(path),
            "Put pictures and documents in files of their own and link to them.",
        )
    return data


def decode(data: bytes, path: str) -> str | Diagnostic:
    """Decode UTF-8, without a byte order mark and with line feeds as the only line ends."""
    try:
        text = data.decode("utf-8-sig")
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
