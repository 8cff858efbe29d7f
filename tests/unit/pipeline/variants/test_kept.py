"""Kept pictures: made once, again if they are damaged, and no more than may be kept."""

import os
from pathlib import Path

import pytest

from newsgen.pipeline.variants import keep_within, kept_in, kept_or_made
from tests.support.builds import ingested
from tests.support.pictures import photograph, png
from tests.support.site import CONFIG

SITE = {"newsgen.toml": CONFIG, "content/a.md": b"# Not read"}
PICTURES = [png(9, 9), photograph(20, 20, "WEBP"), photograph(20, 20, "AVIF")]


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_made_once(picture: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a/b/picture"
    assert kept_or_made(file, lambda: picture) == picture
    assert kept_or_made(file, lambda: b"another") == picture


@pytest.mark.parametrize("picture", PICTURES)
def test_a_damaged_one_is_made_again(picture: bytes, tmp_path: Path) -> None:
    file = tmp_path / "picture"
    for damaged in (b"", picture[:-1], b"words", picture[3:]):
        file.write_bytes(damaged)
        assert kept_or_made(file, lambda: picture) == picture
        assert file.read_bytes() == picture


def test_what_cannot_be_made_or_kept_is_not(tmp_path: Path) -> None:
    assert kept_or_made(tmp_path / "a", lambda: b"") == b""
    assert kept_or_made(None, lambda: b"x") == b"x"
    (tmp_path / "file").write_bytes(b"")
    assert kept_or_made(tmp_path / "file/a", lambda: b"x") == b"x"
    assert [*kept_in(tmp_path / "none")] == []
    assert [path.name for path, _ in kept_in(tmp_path)] == ["file"]


def test_the_oldest_go_first(site: Path) -> None:
    with ingested(site) as session:
        for age, name in enumerate(("cards/c", "b", "a")):
            file = session.variants / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(bytes(600_000))
            os.utime(file, ns=(0, 10**9 - age))
        keep_within(session, 1)
        assert [path.name for path, _ in kept_in(session.variants)] == ["c"]
