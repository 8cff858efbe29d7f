"""Boxes: what a file of them holds, as far as it is whole."""

import pytest

from newsgen.media._boxes import Box, blank_all, boxes, free
from newsgen.media._unclean import UncleanError


def box(kind: bytes, content: bytes = b"") -> bytes:
    return (len(content) + 8).to_bytes(4) + kind + content


def test_boxes_follow_each_other() -> None:
    data = bytearray(box(b"ftyp", b"abcd") + box(b"free"))
    assert list(boxes(data, 0, len(data))) == [Box(b"ftyp", 0, 8, 12), Box(b"free", 12, 20, 20)]


def test_a_long_box_and_one_to_the_end() -> None:
    long = bytearray(b"\0\0\0\1mdat" + (18).to_bytes(8) + b"ab")
    assert list(boxes(long, 0, len(long))) == [Box(b"mdat", 0, 16, 18)]
    open_end = bytearray(b"\0\0\0\0mdatabc")
    assert list(boxes(open_end, 0, len(open_end))) == [Box(b"mdat", 0, 8, 11)]


@pytest.mark.parametrize("size", [1, 2, 7, 9, 2**32 - 1])
def test_a_box_that_is_not_whole_is_damaged(size: int) -> None:
    data = bytearray(size.to_bytes(4) + b"mdat")
    with pytest.raises(UncleanError, match="damaged"):
        list(boxes(data, 0, len(data)))


@pytest.mark.parametrize("count", [1, 4, 7, 8, 20])
def test_behind_the_last_there_may_be_zeros(count: int) -> None:
    data = bytearray(box(b"free") + bytes(count))
    assert len(list(boxes(data, 0, len(data)))) == 1


@pytest.mark.parametrize("rest", [b"\0\0\1", b"\0\0\0\7", b"\0\0\0\7free", b"\0\0\0\x09free"])
def test_behind_the_last_there_is_nothing_else(rest: bytes) -> None:
    data = bytearray(box(b"free") + rest)
    with pytest.raises(UncleanError, match="damaged"):
        list(boxes(data, 0, len(data)))


def test_free_space_holds_nothing() -> None:
    data = bytearray(box(b"udta", b"secret") + box(b"free"))
    free(data, next(boxes(data, 0, len(data))))
    assert data == box(b"free", bytes(6)) + box(b"free")


def test_parts_that_overlap_are_blanked_once() -> None:
    data = bytearray(b"abcdefgh")
    blank_all(data, [(4, 6), (1, 5), (1, 2), (7, 99)])
    assert data == b"a\0\0\0\0\0g\0"
