"""Each file in use is looked at once, and what cannot be published is left out with a finding."""

import os
from pathlib import Path

import pytest

from newsgen.content import scan
from newsgen.files import Stamp
from newsgen.media import published
from newsgen.pipeline import _render, _verdicts
from newsgen.pipeline._verdicts import Unjudged, judge, open_judge, refused_of
from newsgen.pipeline.central import build as build_here
from newsgen.pipeline.result import Action
from tests.media import read
from tests.support.builds import appeal, ingested, request
from tests.support.command import build
from tests.support.git import git
from tests.support.pictures import png, saying
from tests.support.site import CONFIG, write

BODY = "![A](/map.png) ![B](/van.jpg) [C](/form.zip)"
SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", body=BODY),
    "content/map.png": png(3, 2),
    "content/van.jpg": png(3, 2),
    "content/form.zip": b"PK",
    "content/unused.zip": b"PK",
}
USED = {"map.png", "van.jpg", "form.zip"}


def test_files_that_cannot_be_published_have_their_reasons(site: Path) -> None:
    with ingested(site) as session:
        refused = refused_of(judge(session, USED))
    assert list(refused) == ["form.zip", "van.jpg"]
    assert "its name says otherwise" in refused["van.jpg"].reason
    assert refused["form.zip"].hint


def test_a_file_is_looked_at_again_when_it_has_changed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = published

    def seen(path: str, data: bytes, keep: tuple[str, ...]) -> bytes:
        looked.append(path)
        return real(path, data, keep)

    monkeypatch.setattr(_verdicts, "published", seen)
    for _ in range(2):
        with ingested(site) as session:
            judge(session, USED)
    assert sorted(looked) == sorted(USED)
    looked.clear()
    write(site / "content/map.png", png(4, 2))
    with ingested(site) as session:
        judge(session, USED)
        assert looked == ["map.png"]
        assert refused_of(judge(session, {"map.png"})) == {}


@pytest.mark.parametrize("unneeded", ["git_blobs", "_source"])
def test_a_fresh_checkout_cleans_and_writes_no_file_again(
    site: Path, monkeypatch: pytest.MonkeyPatch, unneeded: str
) -> None:
    """All stamps are new; where there are many, git says that the files are the same."""
    git(site, "init", "--quiet")
    assert not build_here(request(site)).refused
    for path in ("map.png", "van.jpg"):
        os.utime(site / "content" / path, (1, 1))
    git(site, "add", "--all")
    monkeypatch.setattr(_verdicts, "WORTH_ASKING_GIT", 1 if unneeded == "_source" else 50)
    for module, name in ((_verdicts, "published"), (_render, "published"), (_verdicts, unneeded)):
        monkeypatch.setattr(module, name, None)
    counts = build_here(request(site)).counts
    assert (counts[Action.UPDATE], counts[Action.DELETE]) == (0, 0)


def test_git_is_asked_once_for_releases_and_files(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(site, "init", "--quiet")
    assert not build_here(request(site)).refused
    for path in ("a.md", "map.png", "van.jpg"):
        os.utime(site / "content" / path, (1, 1))
    git(site, "add", "--all")
    monkeypatch.setattr(scan, "WORTH_ASKING_GIT", 1)
    for name in ("WORTH_ASKING_GIT", "git_blobs", "_source"):
        monkeypatch.setattr(_verdicts, name, None)
    assert build_here(request(site)).counts[Action.UPDATE] == 0


def test_a_file_with_other_bytes_of_the_same_size_is_written(site: Path) -> None:
    picture = site / "content/map.png"
    for at, words in enumerate(("one", "two")):
        os.utime(write(picture, saying(words)), (at, at))
        assert not build_here(request(site)).refused
        assert (site / "output/map.png").read_bytes() == saying(words)


def test_what_is_published_of_a_file_is_measured(tmp_path: Path) -> None:
    write(tmp_path / "leaflet.pdf", read("leaflet.pdf"))
    with open_judge(tmp_path, None, "", ()) as look:
        (leaflet,) = look([Unjudged("leaflet.pdf", Stamp(1, 2, 3))])
    assert leaflet.length == len(published("leaflet.pdf", read("leaflet.pdf")))
    assert (leaflet.pages, leaflet.lacks, leaflet.reason) == (2, "tags title", "")


def test_a_file_that_is_too_big_or_not_there_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgen.media.MOST_BYTES", 1 << 20)
    stamp = Stamp(5 << 20, 2, 3)
    with open_judge(tmp_path, None, "", ()) as look:
        big, lost = look([Unjudged("a.png", stamp), Unjudged("b.png", stamp._replace(size=1))])
    assert big.reason == "it is over 1 MB"
    assert lost.reason == "it cannot be read"


def test_the_archive_builds_without_them(site: Path) -> None:
    built = build(site)
    assert built.code == 0
    assert built.codes == ["NG551", "NG551"]
    assert (site / "output/map.png").is_file()
    assert not (site / "output/van.jpg").exists()
    assert not (site / "output/form.zip").exists()


def test_a_new_release_is_refused(site: Path) -> None:
    write(site / "newsgen.toml", CONFIG + "\n[rules]\nstrict_since = 2026-01-01\n")
    built = build(site)
    assert built.code == 1
    assert built.data["summary"]["errors"] == 2
    assert not (site / "output").exists()


def test_a_file_is_cleaned_once_in_a_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cleanings: list[str] = []

    def seen(path: str, data: bytes, keep: tuple[str, ...]) -> bytes:
        cleanings.append(path)
        return published(path, data, keep)

    monkeypatch.setattr(_verdicts, "published", seen)
    monkeypatch.setattr(_render, "published", seen)
    assert not build_here(request(site)).refused
    assert sorted(cleanings) == sorted(USED)
    assert (site / "output/map.png").read_bytes() == published("map.png", png(3, 2))
    assert not (site / ".newsgen/cleaned").exists()
    (site / "output/map.png").unlink()
    assert not build_here(request(site)).refused
    assert cleanings[3:] == ["map.png"]


def test_more_files_than_there_is_space_for_are_cleaned_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_verdicts, "_MOST_KEPT", 1)
    assert not build_here(request(site)).refused
    assert (site / "output/map.png").read_bytes() == published("map.png", png(3, 2))


def test_without_pillow_a_build_says_how_to_get_smaller_copies(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_verdicts, "can_make_variants", lambda: False)
    write(site / "content/map.png", png(201, 2))
    notices: list[str] = []
    for _ in range(2):
        assert not build_here(request(site, notice=notices.append)).refused
    (notice,) = notices
    assert notice.startswith("1 new picture without smaller copies")
    assert "newsgen[pictures]" in notice
    assert not (site / "output/media").exists()
