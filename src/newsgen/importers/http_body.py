"""The body of an answer of a server, without its chunks and unpacked.

warcio passes over damage here, so a page would be shorter without a word. Crawlers often keep the
headers of what they unpacked themselves: such a body is as it should be.
"""

import re
import zlib
from typing import Final

_CHUNK: Final = re.compile(rb"([0-9a-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n", re.IGNORECASE)
_LINE_END: Final = re.compile(rb"\r?\n")
_GZIP: Final = ("gzip", "x-gzip")
_UNKNOWN: Final = ("br", "zstd", "compress", "x-compress", "dcb", "dcz")
_DAMAGED: Final = "the body cannot be unpacked"
_START: Final = 512
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_FILES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"RIFF", b"wOF")
"""How files begin that are not texts, and that servers pack all the same."""


def unpacked(data: bytes, *, transfer: str, encoding: str, most: int) -> tuple[bytes, str]:
    """Return the body that headers describe, and what is wrong with it."""
    if "chunked" in transfer.lower():
        data, problem = _without_chunks(data)
        if problem:
            return data, problem
    for name in reversed(encoding.lower().split(",")):
        data, problem = _unpacked(data, name.strip(), most)
        if problem:
            return data, problem
    return (data, "") if len(data) <= most else (b"", _too_large(most))


def _too_large(most: int) -> str:
    return f"the body is larger than {most >> 20} MB"


def _without_chunks(data: bytes) -> tuple[bytes, str]:
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK.match(data, at):
        start, end = size.end(), size.end() + int(size[1], 16)
        if start == end:
            return b"".join(pieces), ""
        pieces.append(data[start:end])
        line_end = _LINE_END.match(data, end)
        if line_end is None:
            break
        at = line_end.end()
    if len(pieces) > 1 or (pieces and len(data) < end):
        return b"".join(pieces), "the body ends within its chunks"
    return data, ""


def _unpacked(data: bytes, name: str, most: int) -> tuple[bytes, str]:
    if name in _UNKNOWN and data and not _is_plain(data):
        return b"", f"the body is packed with {name}, which newsgen cannot unpack"
    if name in _GZIP and data[:2] == b"\x1f\x8b":
        return _inflated(data, 31, most)
    if name == "deflate" and data:
        return _inflated_of_either(data, most)
    return data, ""


def _inflated_of_either(data: bytes, most: int) -> tuple[bytes, str]:
    """Unpack what is called deflate: with a header as it should be, or without as it often is."""
    body, problem = _inflated(data, 15, most)
    if problem.startswith(_DAMAGED):
        if _is_plain(data):
            return data, ""
        body, problem = _inflated(data, -15, most)
    return body, problem


def _is_plain(data: bytes) -> bool:
    """Return whether bytes are a text, or a file of a kind that is known."""
    start = data[:_START]
    return start.startswith(_FILES) or len(start.translate(None, _CONTROLS)) == len(start)


def _inflated(data: bytes, window: int, most: int) -> tuple[bytes, str]:
    """Unpack one piece after another; what follows the last is left."""
    pieces: list[bytes] = []
    room = most + 1
    while True:
        unpack = zlib.decompressobj(window)
        try:
            pieces.append(unpack.decompress(data, room))
        except zlib.error as error:
            return b"", f"{_DAMAGED}: {error}"
        room -= len(pieces[-1])
        if room <= 0:
            return b"", _too_large(most)
        if not unpack.eof:
            return b"".join(pieces), "the body ends within its packing"
        data = unpack.unused_data
        if data[:2] != b"\x1f\x8b":
            return b"".join(pieces), ""
