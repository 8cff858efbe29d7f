"""Where an address went."""

import re
from pathlib import Path

import pytest

from newsgen.content.history import commit_checked_out, title_pattern
from newsgen.model.urls import slugify
from tests.support.git import commit, git
from tests.support.site import write


@pytest.mark.parametrize(
    "title",
    [
        "Road open again",
        "Can’t you help us find 'Nadia'?",
        "Tŷ ar dân: pobl â gwybodaeth",
        "Smith & Sons: £2,000 reward",
        "Appeal and arrest",
    ],
)
def test_a_title_is_found_by_its_slug(title: str) -> None:
    for line in (f"title: {title}", f'title: "{title}"', f"slug: {slugify(title)}"):
        assert re.search(title_pattern(slugify(title)), line)
    assert not re.search(title_pattern(slugify(title)), "title: Something else")


def commit_of(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD").strip()


def test_which_commit_is_checked_out_is_read_without_git(tmp_path: Path) -> None:
    site = tmp_path / "press/site"
    site.mkdir(parents=True)
    assert commit_checked_out(site) == ""
    git(tmp_path / "press", "init", "--quiet", "--initial-branch", "news/main")
    unborn = commit_checked_out(site)
    write(site / "a.md", "A")
    commit(site, "Write one")
    first = commit_of(site)
    assert commit_checked_out(site) == first != unborn
    write(site / "a.md", "B")
    commit(site, "Write another")
    second = commit_of(site)
    assert commit_checked_out(site) == second != first
    git(site, "pack-refs", "--all")
    assert commit_checked_out(site) == second
    git(site, "checkout", "--quiet", "--detach", first)
    assert commit_checked_out(site) == first
    git(site, "worktree", "add", "--quiet", str(tmp_path / "other"), "news/main")
    assert commit_checked_out(tmp_path / "other/site") == second


def test_another_commit_shows_however_git_keeps_its_branches(tmp_path: Path) -> None:
    """It may keep all of them in tables, beside a HEAD that names none."""
    write(tmp_path / ".git/HEAD", "ref: refs/heads/.invalid\n")
    write(tmp_path / ".git/reftable/tables.list", "0x000000000001-0x000000000001-aaaa.ref\n")
    before = commit_checked_out(tmp_path)
    write(tmp_path / ".git/reftable/tables.list", "0x000000000001-0x000000000002-bbbb.ref\n")
    assert commit_checked_out(tmp_path) != before
