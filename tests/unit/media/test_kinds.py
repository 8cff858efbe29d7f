"""Kinds of files, by their first bytes."""

import pytest

from newsgen.media.kinds import KINDS, kind_of
from tests.media import FILES


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
