"""Damaged and hostile files: cleaning ends, and leaves a file that is clean."""

from time import process_time

import pytest
from hypothesis import given, strategies as st

from newsgen.media import UncleanError, cleaned
from tests.media import FILES, read
from tests.support.draws import draws
from tests.unit.media.test_boxes import box
from tests.unit.media.test_items import full

MOST_SECONDS = 10.0
"""For a hostile file of a megabyte; one that is read once takes a few hundredths."""


def try_to_clean(data: bytes) -> bytes:
    """Return what is published of a file: nothing if it cannot be cleaned."""
    try:
        return cleaned(data)
    except UncleanError:
        return b""


@draws(1200)
@given(data=st.data(), name=st.sampled_from([file.name for file in FILES]))
def test_cleaning_a_damaged_file_ends_and_what_is_clean_stays(
    data: st.DataObject, name: str
) -> None:
    whole = bytearray(read(name))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole)))
        whole[at : at + 4] = data.draw(
            st.binary(min_size=0, max_size=4) | st.sampled_from([b"\xff" * 4, bytes(4)])
        )
        whole = whole[: data.draw(st.sampled_from([len(whole), max(at, 1)]))]
    once = try_to_clean(bytes(whole))
    assert cleaned(once) == once
    assert len(once) <= len(whole) + 16


def many_places() -> bytes:
    """Return a picture whose items are each everywhere."""
    infos = full(b"iinf", (1).to_bytes(2) + full(b"infe", b"\0\1\0\0Exif", version=2))
    extent = bytes(4) + b"\xff" * 4
    row = b"\0\1" + bytes(2) + b"\xff\xff" + extent * 0xFFFF
    places = full(b"iloc", b"\x44\x00" + b"\0\2" + row * 2)
    return box(b"ftyp", b"avif" + bytes(4)) + full(b"meta", infos + places)


def many_chunks() -> bytes:
    """Return a film of which each chunk of a hidden track is the whole."""
    table = box(
        b"stbl",
        full(b"stsz", bytes(4) + b"\0\1\0\0" + bytes(4 * 0x10000))
        + full(b"stsc", b"\0\1\0\0" + b"\0\0\0\1\0\1\0\0\0\0\0\1" * 0x8000)
        + full(b"stco", b"\0\1\0\0" + bytes(4 * 0x10000)),
    )
    head = full(b"hdlr", bytes(4) + b"meta" + bytes(12))
    track = box(b"trak", box(b"mdia", head + box(b"minf", table)))
    return box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", track)


HOSTILE = {
    "empty items": box(b"ftyp", b"avif" + bytes(4))
    + full(b"meta", full(b"iinf", b"") + full(b"iloc", b"\x00\x00\xff\xff" + bytes(0x100000))),
    "items everywhere": many_places(),
    "chunks everywhere": many_chunks(),
    "small blocks": b"GIF89a" + bytes(7) + b"!\xfe" + b"\1x" * 0x80000,
    "padding": b"\xff\xd8" + b"\xff" * 0x100000,
    "segments": b"\xff\xd8" + b"\xff\xe1\0\2" * 0x40000,
    "empty chunks": b"\x89PNG\r\n\x1a\n" + bytes(0x100000),
    "frames": b"RIFF\xff\xff\xff\x7fWEBP" + b"ANMF\0\0\0\0" * 0x20000,
    "boxes in boxes": box(b"ftyp", b"isom" + bytes(4)) + b"\0\x10\0\0moov" * 0x8000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_cleaning_a_hostile_file_takes_no_longer_than_its_size(kind: str) -> None:
    before = process_time()
    once = try_to_clean(HOSTILE[kind])
    assert process_time() - before < MOST_SECONDS
    assert cleaned(once) == once
