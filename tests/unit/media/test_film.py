"""MP4 and MOV: places, times and makers are blank, and pictures and sound stay where they are."""

import pytest

from newsgen.media._bmff import cleaned
from newsgen.media._boxes import boxes
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read
from tests.unit.media.test_boxes import box
from tests.unit.media.test_items import full

FILE_TYPE = box(b"ftyp", b"isom" + bytes(4))


def track(
    handler: bytes, start: int, *, name: bytes = b"", stored: bytes = b"", more: bytes = b""
) -> bytes:
    table = box(
        b"stbl",
        full(b"stsz", bytes(4) + (1).to_bytes(4) + len(SECRET).to_bytes(4))
        + full(b"stsc", (1).to_bytes(4) + (1).to_bytes(4) * 3)
        + full(b"stco", (1).to_bytes(4) + start.to_bytes(4)),
    )
    head = full(b"hdlr", bytes(4) + handler + bytes(12) + name)
    minf = box(b"minf", stored + table)
    return box(b"trak", box(b"mdia", full(b"mdhd", b"time" * 2) + head + minf) + more)


def film(handler: bytes, *more: bytes) -> bytes:
    """Return a film of one track, whose content is the word SECRET."""
    at = len(FILE_TYPE) + 8
    return FILE_TYPE + box(b"mdat", SECRET) + box(b"moov", track(handler, at) + b"".join(more))


@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
def test_what_a_camera_wrote_goes_and_the_film_stays(name: str) -> None:
    before = read(name)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert b"+54.6" not in after
    assert len(before) == len(after)
    assert before.index(b"mdat") == after.index(b"mdat")
    assert before.count(b"vide") == after.count(b"vide") == 1
    assert after.count(b"trak") == before.count(b"trak") - (name == "film.mov"), "its time code"


@pytest.mark.parametrize("handler", [b"vide", b"soun", b"text", b"subt"])
def test_a_track_that_is_shown_stays(handler: bytes) -> None:
    assert SECRET in cleaned(film(handler))


@pytest.mark.parametrize("handler", [b"meta", b"mebx", b"camm", b"tmcd", b"gpmd"])
def test_what_sensors_saw_is_blank(handler: bytes) -> None:
    after = cleaned(film(handler))
    assert SECRET not in after
    assert b"trak" not in after


@pytest.mark.parametrize("kind", [b"udta", b"meta", b"uuid", b"free", b"gps "])
def test_what_no_player_needs_is_blank(kind: bytes) -> None:
    more = box(kind, b"private")
    assert b"private" not in cleaned(film(b"vide", more))
    assert b"private" not in cleaned(film(b"vide") + more)


def test_names_and_times_are_blank() -> None:
    before = FILE_TYPE + box(b"moov", track(b"vide", 0, name=b"maker"))
    after = cleaned(before)
    assert b"maker" not in after
    assert b"time" not in after
    assert b"vide" in after


def test_what_stands_behind_the_boxes_is_not_published() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(film(b"vide") + b"\0\0\0\xffXXXX" + SECRET)


@pytest.mark.parametrize("table", [b"stsz", b"stsc", b"stco"])
def test_a_table_that_says_too_much_is_read_to_its_end(table: bytes) -> None:
    damaged = bytearray(film(b"meta"))
    at = damaged.index(table) + 8
    damaged[at : at + 4] = b"\xff\xff\xff\xff"
    assert len(cleaned(bytes(damaged))) == len(damaged)


@pytest.mark.parametrize("name", ["film.mp4", "sound.m4a"])
def test_what_is_shown_stays_byte_for_byte(name: str) -> None:
    before, after = bytearray(read(name)), bytearray(cleaned(read(name)))
    (store,) = (part for part in boxes(before, 0, len(before)) if part.kind == b"mdat")
    assert before[store.start : store.end] == after[store.start : store.end]


def test_what_no_track_uses_is_blank() -> None:
    after = cleaned(film(b"vide") + box(b"mdat", b"private") * 2)
    assert SECRET in after
    assert b"private" not in after


def sound(*sizes: bytes, chunks: int = 1) -> bytes:
    """Return a film of one track with other sizes of samples."""
    table = (
        full(b"stsc", (1).to_bytes(4) + (1).to_bytes(4) + (6).to_bytes(4) + (1).to_bytes(4)),
        full(b"stco", chunks.to_bytes(4) + (len(FILE_TYPE) + 8).to_bytes(4) * chunks),
    )
    head = full(b"hdlr", bytes(4) + b"soun" + bytes(12))
    stored = box(b"minf", box(b"stbl", b"".join((*sizes, *table))))
    film = box(b"moov", box(b"trak", box(b"mdia", head + stored)))
    return FILE_TYPE + box(b"mdat", SECRET + b"REST") + film


def test_sizes_of_samples_may_be_compact() -> None:
    for bits, sizes in ((4, bytes([0x11] * 3)), (8, bytes([1] * 6)), (16, bytes([0, 1] * 6))):
        after = cleaned(sound(full(b"stz2", bytes([0, 0, 0, bits]) + (6).to_bytes(4) + sizes)))
        assert SECRET + bytes(4) in after


def test_a_chunk_of_samples_of_a_byte_goes_on_to_the_next_one() -> None:
    """Older cameras count samples of sound so, though each has a number for each channel."""
    after = cleaned(sound(full(b"stsz", (1).to_bytes(4) + (6).to_bytes(4))))
    assert SECRET + b"REST" in after


def test_a_table_without_rows_is_read() -> None:
    rows = full(b"stsc", (1).to_bytes(4) + (1).to_bytes(4) * 3)
    damaged = film(b"camm").replace(rows, full(b"stsc", bytes(4)) + box(b"free", bytes(4)))
    assert len(cleaned(damaged)) == len(damaged)


ENTRY = bytes(7) + b"\1" + bytes(70)
SPOKEN = bytes(7) + b"\1" + bytes(20)


def described(kind: bytes, entry: bytes, *, version: int = 0) -> bytes:
    return box(b"stbl", full(b"stsd", (1).to_bytes(4) + box(kind, entry), version))


def with_box(way: str) -> bytes:
    """Return boxes within each other, of which the last says `private`."""
    *outer, inner = (kind.encode() for kind in way.split())
    film = box(inner, b"private")
    for kind in reversed(outer):
        film = box(kind, film)
    return film


def entry_of(name: str) -> bytes:
    private = box(b"udta", b"private")
    named = ENTRY[:42] + b"\7private" + ENTRY[50:]
    decoder = box(b"esds", b"decoder")
    return {
        "compressor": described(b"mp4v", named + decoder),
        "vendor": described(b"mp4v", ENTRY[:12] + b"priv" + ENTRY[16:] + decoder + private),
        "picture": described(b"avc1", ENTRY + decoder + box(b"abcd", b"private")),
        "sound": described(b"mp4a", SPOKEN + decoder + private),
        "long sound": described(b"mp4a", SPOKEN[:9] + b"\1" + bytes(34) + decoder + private),
        "sound of ISO": described(b"mp4a", SPOKEN[:9] + b"\1" + bytes(18) + decoder + private,
                                  version=1),
        "longest sound": described(b"lpcm", SPOKEN[:9] + b"\2" + bytes(18) + (72).to_bytes(4)
                                   + bytes(32) + decoder + private),
        "wave": described(b"mp4a", SPOKEN + box(b"wave", decoder + private + bytes([0, 0, 0, 8])
                                                + bytes(4))),
        "captions": described(b"wvtt", bytes(8) + decoder + box(b"vlab", b"private")),
    }[name]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "handler"),
    [
        *[("compressor", "vide"), ("vendor", "vide"), ("picture", "vide"), ("picture", "auxv")],
        *[("sound", "soun"), ("long sound", "soun"), ("sound of ISO", "soun"), ("wave", "soun")],
        *[("longest sound", "soun"), ("captions", "text")],
    ],
)
def test_a_description_of_samples_names_nobody(name: str, handler: str) -> None:
    film = track(handler.encode(), 0, stored=entry_of(name))
    after = cleaned(FILE_TYPE + box(b"moov", film))
    assert b"priv" not in after
    assert b"decoder" in after
    assert cleaned(after) == after


@pytest.mark.parametrize(
    "way",
    [
        *("stbl udta", "stbl abcd", "gmhd abcd", "gmhd tmcd", "dinf abcd", "gmhd udta"),
        *("dinf alis", "stbl uuid", "stbl meta"),
    ],
)
def test_what_no_player_needs_of_a_track_is_blank(way: str) -> None:
    film = track(b"vide", 0, stored=with_box(way))
    assert b"private" not in cleaned(FILE_TYPE + box(b"moov", film))


@pytest.mark.parametrize("way", ["iods", "pssh", "mvex abcd"])
def test_what_no_player_needs_of_a_film_is_blank(way: str) -> None:
    after = cleaned(film(b"vide", with_box(way)))
    assert b"private" not in after
    assert SECRET in after


@pytest.mark.parametrize("way", ["edts abcd", "tapt abcd", "load", "imap"])
def test_what_no_player_needs_beside_samples_is_blank(way: str) -> None:
    film = track(b"vide", 0, more=with_box(way))
    after = cleaned(FILE_TYPE + box(b"moov", film))
    assert b"private" not in after
    assert b"trak" in after


@pytest.mark.parametrize("kind", [b"mfra", b"pdin"])
def test_what_no_player_needs_of_a_file_is_blank(kind: bytes) -> None:
    assert b"private" not in cleaned(film(b"vide") + box(kind, box(b"abcd", b"private")))


@pytest.mark.parametrize("kind", [b"url ", b"alis", b"urn "])
def test_where_samples_came_from_is_blank(kind: bytes) -> None:
    place = full(b"dref", (1).to_bytes(4) + full(kind, b"file:///private"))
    after = cleaned(FILE_TYPE + box(b"moov", track(b"vide", 0, stored=box(b"dinf", place))))
    assert b"private" not in after
    assert kind in after


@pytest.mark.parametrize(
    ("kind", "size"), [(b"vmhd", 12), (b"smhd", 8), (b"mvhd", 100), (b"mdhd", 24), (b"tkhd", 84)]
)
def test_what_stands_behind_numbers_is_blank(kind: bytes, size: int) -> None:
    film = box(kind, bytes(3) + bytes([7]) + b"1" * (size - 4) + b"private")
    before = {
        b"mvhd": film,
        b"tkhd": box(b"trak", film + track(b"vide", 0)[8:]),
        b"mdhd": box(b"trak", box(b"mdia", film + track(b"vide", 0)[16:])),
    }.get(kind) or track(b"vide", 0, stored=film)
    after = cleaned(FILE_TYPE + box(b"moov", before))
    assert b"private" not in after
    assert b"1" * (size - 12 if kind in {b"mvhd", b"mdhd", b"tkhd"} else size - 4) in after


def test_an_old_film_whose_description_is_packed_is_refused() -> None:
    with pytest.raises(UncleanError, match="packed"):
        cleaned(FILE_TYPE + box(b"moov", box(b"cmov")) + box(b"mdat", SECRET))
