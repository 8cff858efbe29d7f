"""Pictures of a size, as small as a whole file can be."""

import struct
import zlib


def png(width: int, height: int) -> bytes:
    return _png(width, height, zlib.compress(bytes((3 * width + 1) * height)))


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def saying(words: str | bytes) -> bytes:
    """Return a picture with words for pixels, which are published as they are."""
    return _png(1, 1, words.encode() if isinstance(words, str) else words)


def _png(width: int, height: int, pixels: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", pixels), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
