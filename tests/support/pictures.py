"""Pictures of a size, as small as a whole file can be."""

import struct
import zlib
from io import BytesIO
from typing import Any


def png(width: int, height: int) -> bytes:
    return _png(width, height, zlib.compress(bytes((3 * width + 1) * height)))


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def saying(words: str | bytes) -> bytes:
    """Return a picture with words for pixels, which are published as they are."""
    return _png(1, 1, words.encode() if isinstance(words, str) else words)


def undecodable(width: int, height: int) -> bytes:
    """Return a picture that is whole by its form, and whose pixels nobody can unpack."""
    return _png(width, height, b"no pixels")


def _png(width: int, height: int, pixels: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", pixels), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def photograph(width: int, height: int, kind: str = "JPEG", *, seed: int = 0, **how: Any) -> bytes:
    """Return a picture whose colours change from each place to the next, as Pillow writes it."""
    from PIL import Image  # few tests need it

    across = Image.linear_gradient("L").resize((width, height))
    down = across.transpose(Image.Transpose.ROTATE_90).resize((width, height))
    third = Image.new("L", (width, height), seed * 37 % 256)
    file = BytesIO()
    Image.merge("RGB", (across, down, third)).save(file, kind, **how)
    return file.getvalue()
