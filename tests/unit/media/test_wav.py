"""WAV: only the format and the samples are kept."""

import pytest

from newsgen.media._unclean import UncleanError
from newsgen.media._wav import cleaned
from tests.media import SECRET, read
from tests.unit.media.test_webp import chunk

FORMAT, SOUND = chunk(b"fmt ", bytes(16)), chunk(b"data", b"sound")


def wav(*chunks: bytes) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def test_what_a_program_wrote_goes_and_the_sound_stays() -> None:
    before = read("sound.wav")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert before[before.index(b"data") :][:8000] in after


@pytest.mark.parametrize("name", [b"LIST", b"bext", b"iXML", b"id3 ", b"_PMX", b"cue "])
def test_other_chunks_go(name: bytes) -> None:
    more = chunk(name, SECRET)
    assert cleaned(wav(more, FORMAT, more, SOUND, more) + SECRET) == wav(FORMAT, SOUND)


def test_sound_that_was_streamed_lasts_to_the_end() -> None:
    streamed = b"data\xff\xff\xff\xff" + b"sounds"
    assert cleaned(wav(FORMAT, streamed)) == wav(FORMAT, chunk(b"data", b"sounds"))


@pytest.mark.parametrize("data", [wav(), wav(FORMAT), wav(SOUND), wav(FORMAT, SOUND)[:-3]])
def test_a_file_that_is_not_whole_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(data)
