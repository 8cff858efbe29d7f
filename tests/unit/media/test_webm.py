"""WebM and Matroska: titles, tags and attached files are padding, and nothing moves."""

import pytest

from newsgen.media._unclean import UncleanError
from newsgen.media._webm import cleaned
from tests.media import SECRET, read
from tests.unit.media.test_ebml import element

HEADER = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
SEGMENT, CLUSTER, OPEN = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75", b"\x01" + b"\xff" * 7
TAGS = element(b"\x12\x54\xc3\x67", SECRET)


def track(number: int, kind: int) -> bytes:
    parts = element(b"\xd7", bytes([number])) + element(b"\x83", bytes([kind]))
    return element(b"\xae", parts + element(b"\x86", b"V_VP8") + element(b"\x53\x6e", SECRET))


def block(number: int, content: bytes) -> bytes:
    return element(b"\xa3", bytes([0x80 | number, 0, 0, 0]) + content)


def film(*tracks: bytes, blocks: bytes = b"") -> bytes:
    """Return a film as a browser records it: nothing says where the whole and its parts end."""
    tables = element(b"\x16\x54\xae\x6b", b"".join(tracks))
    return HEADER + SEGMENT + OPEN + tables + CLUSTER + OPEN + element(b"\xe7", b"\0") + blocks


@pytest.mark.parametrize("name", ["film.mkv", "film.webm"])
def test_what_a_program_wrote_goes_and_the_film_stays(name: str) -> None:
    before = read(name)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert b"Lavf" not in after
    assert len(before) == len(after)
    assert before.index(CLUSTER) == after.index(CLUSTER)
    assert cleaned(after) == after


def test_a_film_that_was_recorded_in_a_browser() -> None:
    blocks = block(1, b"shown") + TAGS + CLUSTER + OPEN + block(1, b"later")
    after = cleaned(film(track(1, 1), blocks=blocks))
    assert SECRET not in after
    assert b"shown" in after
    assert b"later" in after


@pytest.mark.parametrize("kind", [3, 16, 18, 32, 33])
def test_a_track_that_nobody_sees_goes_with_its_blocks(kind: int) -> None:
    group = element(b"\xa0", element(b"\xa1", b"\x82\0\0\0" + SECRET) + element(b"\x9b", b"\1"))
    blocks = block(1, b"shown") + block(2, SECRET) + group
    after = cleaned(film(track(1, 1), track(2, kind), blocks=blocks))
    assert SECRET not in after
    assert b"shown" in after


def test_a_group_of_a_track_that_is_shown_stays() -> None:
    group = element(b"\xa0", element(b"\xa1", b"\x81\0\0\0shown") + element(b"\xec", SECRET))
    after = cleaned(film(track(1, 17), blocks=group))
    assert b"shown" in after
    assert SECRET not in after


@pytest.mark.parametrize(
    "data",
    [
        HEADER,
        HEADER + SEGMENT + OPEN,
        HEADER + SEGMENT + OPEN + TAGS[:-1],
        HEADER + TAGS,
        film(track(1, 1), blocks=block(1, b"pixels"))[:-1],
    ],
)
def test_a_file_that_is_not_whole_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(data)
