"""newsgen media says what files give away, and which of them cannot be published."""

from pathlib import Path

import pytest

from tests.media import SECRET, read
from tests.support.command import Console, newsgen_in_fork
from tests.support.site import CONFIG, Release, new_site, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = new_site(tmp_path / "site", {"a.md": Release("A", date="2026-03-02 10:00")})
    for name in ("camera.jpg", "plain.jpg", "sound.mp3"):
        write(site / "content" / name, read(name))
    write(site / "content/form.zip", b"PK")
    return site


def test_it_lists_what_each_file_says(site: Path) -> None:
    printed = newsgen_in_fork("media", "--site", site).out
    assert "camera.jpg  place" in printed
    assert "54.60000, -3.30000" in printed
    assert "sound.mp3   other" in printed
    assert "form.zip    not published  its kind is not one that can be cleaned" in printed
    assert "plain.jpg" not in printed


def test_as_json(site: Path) -> None:
    files = {
        file["path"]: file
        for file in newsgen_in_fork("media", "--site", site, "--format", "json").data["files"]
    }
    assert sorted(files) == ["camera.jpg", "form.zip", "plain.jpg", "sound.mp3"]
    assert {"sort": "author", "words": SECRET.decode()} in files["camera.jpg"]["facts"]
    assert files["plain.jpg"] == {
        "path": "plain.jpg",
        "facts": [],
        "kept": [],
        "reason": "",
        "hint": "",
    }
    assert files["form.zip"]["reason"] == "its kind is not one that can be cleaned"
    assert files["form.zip"]["hint"]


def test_a_site_without_files_says_so(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", {"a.md": Release("A", date="2026-03-02 10:00")})
    assert newsgen_in_fork("media", "--site", site).out == "No file has metadata.\n"


def test_a_file_that_is_too_large_is_listed_and_not_read(
    site: Path, monkeypatch: pytest.MonkeyPatch, run: Console
) -> None:
    monkeypatch.setattr("newsgen.media.MOST_BYTES", 1 << 20)
    write(site / "content/long.mp4", read("film.mp4") + bytes(1 << 20))
    lines = run("media", "--site", site).out.splitlines()
    (line,) = (line for line in lines if line.startswith("long.mp4"))
    assert line.split(maxsplit=1)[1] == "not published  it is over 1 MB"


def test_it_says_what_is_kept(site: Path) -> None:
    write(site / "newsgen.toml", f'{CONFIG}\n[media]\nkeep = ["credit"]\n')
    write(site / "content/credited.jpg", read("credited/xmp.jpg"))
    printed = newsgen_in_fork("media", "--site", site).out
    assert "credited.jpg  published      creator: Sam Field" in printed
    data = newsgen_in_fork("media", "--site", site, "--format", "json").data
    kept = {file["path"]: file["kept"] for file in data["files"]}
    assert kept["credited.jpg"] == [
        {"sort": "creator", "words": "Sam Field"},
        {"sort": "credit", "words": "PA Media & Co"},
    ]
