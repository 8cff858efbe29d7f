"""Kinds of files, by their first bytes."""

import pytest

from newsgen.media import UncleanError, cleaned, published
from newsgen.media.kinds import KINDS, REFUSED, kind_of, refused_kind
from tests.media import FILES

HEADS = {
    b"II*\0\x08\0\0\0": "TIFF",
    b"MM\0*\0\0\0\x08": "TIFF",
    b"II+\0\x08\0\0\0": "TIFF",
    b"MM\0+\0\x08\0\0": "TIFF",
    b"\x1aE\xdf\xa3\x9fB\x86\x81\x01": "WebM or Matroska",
    b"OggS\0\x02\0\0\0": "Ogg",
    b"fLaC\0\0\0\x22": "FLAC",
}
"""How files begin that are refused."""


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_every_file_is_of_the_kind_that_its_name_says(name: str) -> None:
    file = next(file for file in FILES if file.name == name)
    kind = kind_of(file.read_bytes())
    assert kind is not None
    assert file.suffix in kind.endings


@pytest.mark.parametrize(
    "head",
    [
        b"<svg xmlns='x'>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- by x -->\n<svg>",
        b"<!DOCTYPE svg PUBLIC 'x' 'y'><svg:svg xmlns:svg='x'>",
        b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x 'y'>",
    ],
)
def test_a_drawing_may_begin_in_several_ways(head: bytes) -> None:
    kind = kind_of(head)
    assert kind is not None
    assert kind.name == "SVG"


@pytest.mark.parametrize(
    "head", [b"", b"A text", b"RIFF\0\0\0\0AVI ", b"\xff", b"<html><svg>", b"\xff\xf1 AAC"]
)
def test_another_file_is_of_no_kind(head: bytes) -> None:
    assert kind_of(head) is None


def test_no_ending_is_of_two_kinds() -> None:
    endings = [ending for kind in KINDS for ending in kind.endings]
    assert len(endings) == len(set(endings))
    assert all(ending == ending.lower() for ending in endings)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("ending", ["tif", "webm", "mkv", "ogg", "opus", "flac", "jpg", "mp4", ""])
def test_a_kind_that_is_not_cleaned_is_refused_whatever_its_name(head: bytes, ending: str) -> None:
    kind = refused_kind(head)
    assert kind is not None
    assert kind.name == HEADS[head]
    with pytest.raises(UncleanError, match=f"it is {kind.name}, which newsgen does not") as refused:
        published(f"a.{ending}", head + bytes(100))
    assert refused.value.hint == f"Save it as {kind.save_as}."
    with pytest.raises(UncleanError, match=f"it is {kind.name}"):  # in a drawing or a document
        cleaned(head + bytes(100))


def test_what_to_save_as_is_a_kind_that_is_cleaned() -> None:
    known = {kind.name for kind in KINDS}
    assert all(known.intersection(kind.save_as.replace(",", "").split()) for kind in REFUSED)
    assert {kind.name for kind in REFUSED} == set(HEADS.values())
