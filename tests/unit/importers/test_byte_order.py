"""Texts of two bytes a letter."""

import codecs
from typing import Final

import pytest

from newsgen.importers.byte_order import as_utf8, wide_encoding

TEXT: Final = "<html><p>A café is closed.</p></html>"


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf_16_is_known_by_its_bytes(name: str, mark: str) -> None:
    body = f"{mark}{TEXT}".encode(name)
    assert wide_encoding(body) == name
    assert as_utf8(body) == TEXT.encode()


@pytest.mark.parametrize(
    "body",
    [TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.encode("cp1252"), b"", b"\0a\0b",
     bytes(99), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(200))],
)  # fmt: skip
def test_other_bytes_stay_as_they_are(body: bytes) -> None:
    assert wide_encoding(body) == ""
    assert as_utf8(body) is body
