"""PNG: only the chunks of the picture and its colours are kept."""

import zlib

import pytest

from newsgen.media._png import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


HEAD = chunk(b"IHDR", bytes(13))
PIXELS = chunk(b"IDAT", b"pixels")
END = chunk(b"IEND", b"")


def test_what_a_program_wrote_goes_and_the_picture_stays() -> None:
    before = read("camera.png")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    start, end = before.index(b"IDAT"), before.index(END)
    assert before[start : before.index(b"IDAT", start) + 4] in after
    assert b"eXIf" in after, "it is still shown upright"
    assert after.endswith(before[end:])


@pytest.mark.parametrize(
    "name", [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"caBX", b"prVt", b"iCCP"]
)
def test_other_chunks_go(name: bytes) -> None:
    more = chunk(name, SECRET)
    assert cleaned(SIGNATURE + HEAD + more + PIXELS + more + END) == SIGNATURE + HEAD + PIXELS + END


@pytest.mark.parametrize("name", [b"iCCP", b"gAMA", b"tRNS", b"acTL", b"fcTL", b"fdAT", b"pHYs"])
def test_colours_and_frames_stay(name: bytes) -> None:
    content = b"ICC\0\0" + zlib.compress(b"1234") if name == b"iCCP" else b"1234"
    whole = SIGNATURE + HEAD + chunk(name, content) + PIXELS + END
    assert cleaned(whole) == whole


def test_what_stands_behind_the_picture_goes() -> None:
    whole = SIGNATURE + HEAD + PIXELS + END
    assert cleaned(whole + SECRET) == whole


@pytest.mark.parametrize(
    "rest",
    [
        HEAD + PIXELS,
        HEAD + PIXELS + chunk(b"IDAT", SECRET)[:-1],
        HEAD + PIXELS[:-1] + b"x" + END,
        HEAD + END,
        PIXELS + END,
    ],
)
def test_a_file_that_is_not_whole_is_damaged(rest: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(SIGNATURE + rest)
