"""H.264 and H.265: what cameras write between pictures goes, and pictures stay."""

import pytest

from newsgen.media._bmff import cleaned
from newsgen.media._nal import Packing, blank_described, blank_messages
from tests.media import SECRET
from tests.unit.media.test_boxes import box
from tests.unit.media.test_film import ENTRY, FILE_TYPE
from tests.unit.media.test_items import full

PICTURE = b"\x65pixels"
AVC, HEVC = Packing(4, is_hevc=False), Packing(2, is_hevc=True)


def message(kind: int, content: bytes) -> bytes:
    long, rest = divmod(len(content.replace(b"\0\0\3", b"\0\0")), 255)
    return bytes([kind]) + b"\xff" * long + bytes([rest]) + content


def units(packed: Packing, *messages: bytes) -> bytes:
    head = bytes([39 << 1, 1]) if packed.is_hevc else b"\6"
    each = (PICTURE, head + b"".join(messages) + b"\x80", PICTURE)
    return b"".join(len(unit).to_bytes(packed.size) + unit for unit in each)


def blanked(packed: Packing, data: bytes) -> bytes:
    whole = bytearray(data)
    blank_messages(whole, 0, len(whole), packed)
    assert len(whole) == len(data)
    return bytes(whole)


@pytest.mark.parametrize("packed", [AVC, HEVC])
@pytest.mark.parametrize("content", [b"A" * 16 + SECRET, b"A" * 300 + SECRET, SECRET])
def test_messages_of_cameras_are_blank_and_others_stay(packed: Packing, content: bytes) -> None:
    captions, after = message(4, b"captions"), message(1, b"times")
    data = units(packed, captions, message(5, content), after)
    kept = units(packed, captions, message(5, b"\xff" * len(content)), after)
    assert blanked(packed, data) == kept


def test_bytes_that_keep_others_from_being_a_sign_stay() -> None:
    content = b"a\0\0\3\1" + SECRET + b"\0\0\3\0"
    data = units(AVC, message(5, content), message(1, b"times"))
    content = b"\xff\0\0\3" + b"\xff" * 7 + b"\0\0\3\xff"
    assert blanked(AVC, data) == units(AVC, message(5, content), message(1, b"times"))


def test_the_version_of_an_encoder_stays() -> None:
    """Players know mistakes of older versions by it."""
    x264 = bytes.fromhex("dc45e9bde6d948b7962cd820d923eeef") + b"x264 - core 164"
    data = units(AVC, message(5, x264))
    assert blanked(AVC, data) == data


@pytest.mark.parametrize("end", range(0, 60, 3))
def test_units_that_are_cut_off_are_read_to_their_end(end: int) -> None:
    blanked(AVC, units(AVC, message(5, SECRET), message(1, b"times"))[:end])
    blanked(HEVC, units(HEVC, b"\5\xff")[:end])


def described(content: bytes) -> bytes:
    rows = ((33, b"sizes"), (39, bytes([39 << 1, 1]) + message(5, content) + b"\x80"), (34, b"end"))
    units = (bytes([kind]) + (1).to_bytes(2) + len(unit).to_bytes(2) + unit for kind, unit in rows)
    return b"\xff" * 22 + b"\3" + b"".join(units)


def test_a_description_is_without_messages_of_encoders() -> None:
    whole = bytearray(described(SECRET))
    blank_described(whole, 0, len(whole))
    assert whole == described(b"\xff" * len(SECRET))


@pytest.mark.parametrize("end", range(0, 60, 3))
def test_a_description_that_is_cut_off_is_read_to_its_end(end: int) -> None:
    whole = bytearray(described(b"\xff" * 9)[:end])
    blank_described(whole, 0, len(whole))
    assert whole == described(b"\xff" * 9)[:end]


@pytest.mark.parametrize("is_fragment", [True, False])
@pytest.mark.parametrize("kind", ["avc1 avcC", "hvc1 hvcC"])
def test_films_are_without_messages_of_cameras(kind: str, is_fragment: bool) -> None:
    codec, setting = (word.encode() for word in kind.split())
    packed = AVC if codec == b"avc1" else Packing(4, is_hevc=True)
    content = units(packed, message(5, SECRET))
    setting_of = {b"avcC": b"\xff" * 22, b"hvcC": described(SECRET)}
    entry = box(codec, ENTRY + box(setting, setting_of[setting]))
    at = len(FILE_TYPE) + 8
    table = full(b"stsd", (1).to_bytes(4) + entry)
    if not is_fragment:
        table += full(b"stsz", bytes(4) + (1).to_bytes(4) + len(content).to_bytes(4))
        table += full(b"stsc", (1).to_bytes(4) + (1).to_bytes(4) * 3)
        table += full(b"stco", (1).to_bytes(4) + at.to_bytes(4))
    media = full(b"hdlr", bytes(4) + b"vide" + bytes(12)) + box(b"minf", box(b"stbl", table))
    head = full(b"tkhd", bytes(8) + (1).to_bytes(4) + bytes(68))
    film = box(b"moov", box(b"trak", head + box(b"mdia", media)))
    part = full(b"tfhd", b"")[:-4] + b"\0\0\0\1" + (1).to_bytes(4) + at.to_bytes(8)
    run = b"\0\0\2\0" + (1).to_bytes(4) + len(content).to_bytes(4)
    moof = box(b"moof", box(b"traf", box(b"tfhd", part[8:]) + box(b"trun", run)))
    before = FILE_TYPE + box(b"mdat", content) + film + (moof if is_fragment else b"")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert after.count(PICTURE) == 2
