"""`newsgen check --fix` on every real release: what it fixes, and that nothing else changes."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from newsgen.config import Config
from newsgen.content.release import SourceReader
from newsgen.content.scan import decode
from tests.support.archive_folders import GIVEN, SHAPES, archive_folder
from tests.support.command import newsgen

FIXABLE = {
    *("NG211", "NG212", "NG213", "NG214", "NG216", "NG512", "NG518", "NG519"),
    *("NG416", "NG507", "NG520", "NG542", "NG543", "NG546", "NG547", "NG549", "NG563"),
}
SHOWN = {"title", "summary", "og_image", "body", "images", "extra", "kind"}
"""What a release shows of a fixed key."""
FIXED_PATTERNS = (
    "title-suffix", "title-bare-bar", "title-entity-pound", "title-entity-ndash", "url-en-dash",
    "summary-entity", "image-entity", "relative-image", "og-title-cut", "zero-width", "mojibake",
    "crimestoppers-0800-555111", "crimestoppers-0800555111", "number-close",
)  # fmt: skip
"""What an archive can be given that a fix takes out again."""
pytestmark = [pytest.mark.archive, pytest.mark.rotates(5)]
PER_HOST = '[site]\nlayout = "per-host"\n'


def read(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*.md")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return both archives in one site, with Windows' line ends in every third file."""
    site = tmp_path_factory.mktemp("fix") / "site"
    for name in SHAPES:
        folder = site / "content" / name
        shutil.copytree(archive_folder(name).folder, folder, copy_function=shutil.copyfile)
    for number, file in enumerate(sorted(site.rglob("*.md"))):
        if number % 3 == 0:
            data = file.read_bytes()
            file.write_bytes(b"\xef\xbb\xbf" * (number % 2) + data.replace(b"\n", b"\r\n"))
    (site / "newsgen.toml").write_text(PER_HOST)
    return site


@pytest.fixture(scope="module")
def before(site: Path) -> dict[str, bytes]:
    return read(site / "content")


def check(site: Path, *arguments: str) -> dict[str, Any]:
    cache = site.parent / "cache"
    ran = newsgen("check", "--site", site, "--cache", cache, "--format", "json", *arguments)
    assert ran.returncode in (0, 1), ran.stderr
    # A line that says what was fixed goes to standard error.
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


@pytest.fixture(scope="module")
def unfixed(site: Path, before: dict[str, bytes]) -> dict[str, Any]:
    assert before
    return check(site)


@pytest.fixture(scope="module")
def left(site: Path, unfixed: dict[str, Any]) -> dict[str, Any]:
    """Return what is found after the fixes."""
    assert any(d["fix"] for d in unfixed["diagnostics"])
    return check(site, "--fix")


@pytest.fixture(scope="module")
def after(site: Path, left: dict[str, Any]) -> dict[str, bytes]:
    assert left
    return read(site / "content")


def count(result: Mapping[str, Any]) -> Counter[str]:
    return Counter(d["code"] for d in result["diagnostics"])


def test_nothing_that_can_be_fixed_is_left(left: dict[str, Any]) -> None:
    assert [d for d in left["diagnostics"] if d["fix"]] == []


def test_every_rule_that_says_so_has_fixes(unfixed: dict[str, Any]) -> None:
    fixed = {d["code"] for d in unfixed["diagnostics"] if d["fix"]}
    assert fixed <= FIXABLE
    assert len(fixed) >= 5


def test_no_release_is_lost_and_no_other_finding_is_new(
    unfixed: dict[str, Any], left: dict[str, Any]
) -> None:
    for key in ("sources", "releases", "held", "errors"):
        assert left["summary"][key] == unfixed["summary"][key]
    more = count(left) - count(unfixed)
    # A title that was doubled or had a suffix may be one that another release has, and what is an
    # appeal now has to say how to get in touch.
    assert set(more) <= {"NG601", "NG514"}


def test_every_release_that_was_given_something_to_fix_is_changed(
    before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    archives = {shape: archive_folder(shape).archive for shape in SHAPES}
    given = {
        f"{shape}/{release.path}"
        for shape, archive in archives.items()
        for release in (archive.releases if archive else ())
        if not {*FIXED_PATTERNS}.isdisjoint(release.patterns)
    }
    assert given or GIVEN
    assert [path for path in sorted(given) if before[path] == after[path]] == []


def test_fixing_again_changes_nothing(site: Path, after: dict[str, bytes]) -> None:
    check(site, "--fix")
    assert read(site / "content") == after


def test_a_fixed_file_keeps_its_line_ends_and_its_mark(
    before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    changed = [path for path in before if before[path] != after[path]]
    assert len(changed) > len(before) / 4
    for path in changed:
        assert after[path].startswith(b"\xef\xbb\xbf") == before[path].startswith(b"\xef\xbb\xbf")
        if b"\r\n" in before[path]:
            assert not re.search(rb"(?<!\r)\n", after[path])
        else:
            assert b"\r" not in after[path]


def test_a_fixed_release_is_the_same_but_for_what_was_fixed(
    before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    reader = SourceReader(Config())
    compared = 0
    for path in (p for p in before if before[p] != after[p]):
        old, new = (decode(data[path], path) for data in (before, after))
        assert isinstance(old, str)
        assert isinstance(new, str)
        was, now = reader.parse(old, path).release, reader.parse(new, path).release
        assert (was is None) == (now is None)
        if was is not None and now is not None:
            first, other = asdict(was), asdict(now)
            assert [k for k in first if k not in SHOWN and first[k] != other[k]] == [], path
            compared += 1
    assert compared > len(before) / 4


def test_a_diff_shows_the_same_and_writes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    folder = archive_folder(SHAPES[0]).folder
    shutil.copytree(folder, site / "content", copy_function=shutil.copyfile)
    old = read(site / "content")
    shown = newsgen("check", "--site", site, "--diff", "--quiet")
    assert shown.returncode == 1
    assert read(site / "content") == old
    newsgen("check", "--site", site, "--fix", "--quiet")
    new = read(site / "content")
    changed = {p for p in old if old[p] != new[p]}
    assert set(re.findall(r"^\+\+\+ b/content/(.*)$", shown.stdout, re.MULTILINE)) == changed
    added = Counter(re.findall(r"^\+(?!\+\+ b/)(.*)$", shown.stdout, re.MULTILINE))
    lines = {p: Counter(new[p].decode().splitlines()) for p in changed}
    olds = {p: Counter(old[p].decode().splitlines()) for p in changed}
    assert added == sum((lines[p] - olds[p] for p in changed), Counter[str]())
