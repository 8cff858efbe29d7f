"""Elements: what a WebM consists of."""

import pytest

from newsgen.media._ebml import Element, elements, number, number_at, void
from newsgen.media._unclean import UncleanError


def element(kind: bytes, content: bytes = b"") -> bytes:
    return kind + b"\x40" + bytes([len(content)]) + content


def listed(data: bytes) -> list[Element]:
    return list(elements(bytearray(data), 0, len(data)))


def test_elements_follow_each_other() -> None:
    data = b"\xa3\x82ab" + b"\x1a\x45\xdf\xa3\x40\x01c"
    assert listed(data) == [
        Element(0xA3, 0, 2, 4, is_open=False),
        Element(0x1A45DFA3, 4, 10, 11, is_open=False),
    ]


@pytest.mark.parametrize("size", [b"\xff", b"\x01" + b"\xff" * 7])
def test_an_element_may_be_open(size: bytes) -> None:
    (part,) = listed(b"\xa3" + size + b"abc")
    assert part.is_open
    assert part.end - part.content == 3


@pytest.mark.parametrize("data", [b"\xa3", b"\xa3\x83ab", b"\0\x80", b"\xa3\0", b"\x1a\x45"])
def test_an_element_that_is_not_whole_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        listed(data)


def test_numbers() -> None:
    data = bytearray(b"\xd7\x82\x01\x02")
    assert number(data, next(elements(data, 0, 4))) == 0x0102
    assert number_at(bytearray(b"\x40\x05"), 0) == 5


@pytest.mark.parametrize("size", [0, 1, 5, 123, 124, 125, 126, 127, 128, 129, 255])
def test_padding_takes_as_much_space(size: int) -> None:
    data = bytearray(element(b"\x7b\xa9", b"x" * size) + b"\xa3\x81y")
    whole = len(data)
    void(data, next(elements(data, 0, whole)))
    parts = listed(bytes(data))
    assert [part.kind for part in parts] == [0xEC, 0xA3]
    assert len(data) == whole
    assert b"xx" not in data
