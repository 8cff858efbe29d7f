"""Exif: how a picture is turned, and nothing else."""

import struct

import pytest

from newsgen.files.exif import only_orientation, orientation_of


def exif(order: str, orientation: int, before: int = 0) -> bytes:
    """Return Exif data with so many other entries before the orientation."""
    entries = [struct.pack(f"{order}HHIH2x", 0x0100 + n, 3, 1, n) for n in range(before)]
    entries.append(struct.pack(f"{order}HHIH2x", 0x0112, 3, 1, orientation))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + struct.pack(f"{order}H", len(entries)) + b"".join(entries) + bytes(4)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_read_in_both_orders(order: str, orientation: int) -> None:
    assert orientation_of(exif(order, orientation)) == orientation
    assert orientation_of(exif(order, orientation, before=3)) == orientation


@pytest.mark.parametrize("orientation", range(2, 9))
def test_the_orientation_alone_is_kept(orientation: int) -> None:
    kept = only_orientation(exif("<", orientation, before=5))
    assert kept == exif(">", orientation)


@pytest.mark.parametrize("orientation", [0, 1, 9, 255])
def test_an_upright_picture_needs_no_exif(orientation: int) -> None:
    assert only_orientation(exif(">", orientation)) == b""


@pytest.mark.parametrize("length", range(30))
def test_exif_that_is_cut_off_turns_nothing(length: int) -> None:
    assert orientation_of(exif(">", 6)[: min(length, 18)]) == 1


def test_a_count_of_entries_that_is_not_true_is_read_to_the_end() -> None:
    damaged = bytearray(exif(">", 6))
    damaged[8:10] = b"\xff\xff"
    assert orientation_of(bytes(damaged)) == 6
