"""An older commit of a site is built with what was taken down since."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.deployers.output import open_output
from newsgen.deployers.past import older_site
from newsgen.deployers.target import TargetError
from newsgen.model.tombstones import Tombstone, Tombstones, new_key
from tests.support.builds import request
from tests.support.git import git
from tests.support.site import HOSTS, Release, new_site, write

HOST = f"https://{HOSTS['Cumbria']}"


def release(name: str, **more: str) -> Release:
    return Release(f"About {name}", url=f"{HOST}/a/{name}.aspx", date="2026-03-01", more=more)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site in a folder of a repository, of which one commit is older than its files."""
    repository = tmp_path / "repository"
    releases = {f"{name}.md": release(name) for name in "abcd"}
    site = new_site(repository / "news", releases)
    write(repository / ".gitignore", "output/\n.newsgen/\n")
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "First")
    return site


def test_what_is_down_is_as_today_and_all_else_as_then(site: Path) -> None:
    write(site / "content/a.md", release("a", status="withdrawn", explanation="Wrong.").text())
    (site / "content/b.md").unlink()
    write(site / "content/c.md", release("c", summary="Corrected").text())
    write(site / "content/d.md", release("d", expires="2030-01-01T10:00Z").text())
    write(site / "content/e.md", release("e").text())
    lines = (f"{HOST}/a/b.aspx gone", f"{HOST}/a/e.aspx", f"{HOST}/a/d.aspx")
    write(site / "urls.txt", "\n".join(lines))
    with older_site(request(site), git(site, "rev-parse", "HEAD").strip(), frozenset()) as older:
        content = older.site / "content"
        assert sorted(path.name for path in content.rglob("*.md")) == ["a.md", "c.md", "d.md"]
        assert "withdrawn" in (content / "a.md").read_text()
        assert "Corrected" not in (content / "c.md").read_text()
        assert "expires" in (content / "d.md").read_text()
        ledger = (older.site / "urls.txt").read_text().splitlines()
        assert [line for line in ledger if not line.startswith("#")] == [
            f"{HOST}/a/b.aspx gone",
            f"{HOST}/a/d.aspx",
        ]
        assert (older.output / "a/c.aspx").is_file()
    assert not older.output.exists()
    assert git(site, "worktree", "list").count("\n") == 1


def test_older_site_leaves_the_index_of_a_hook_alone(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook, git would put the older commit into the index that the hook runs for."""
    first = git(site, "rev-parse", "HEAD").strip()
    write(site / "content/e.md", release("e").text())
    git(site, "add", "-A")
    git(site, "commit", "-qm", "Second")
    write(site / "content/f.md", release("f").text())
    git(site, "add", "-A")
    with monkeypatch.context() as hook:
        hook.setenv("GIT_DIR", str(site.parent / ".git"))
        hook.setenv("GIT_INDEX_FILE", str(site.parent / ".git/index"))
        with older_site(request(site), first, frozenset()) as older:
            assert not (older.site / "content/e.md").exists()
            assert (older.output / "a/a.aspx").is_file()
        with open_output(request(site)) as output:
            assert output.is_older_than(first) is False
    assert git(site, "status", "--porcelain") == "A  news/content/f.md\n"


def test_removed_address_is_removed_in_an_older_site_too(site: Path) -> None:
    """It answers 410 there as well, and the next deployment knows of it."""
    stones = replace(Tombstones(), key=new_key())
    digest = stones.digest(HOSTS["Cumbria"], "a/a.aspx")
    stone = Tombstone(digest, "erasure", "2026-03-02", f"{HOST}/a/")
    (site / "content/a.md").unlink()
    write(site / "tombstones.txt", replace(stones, stones=(stone,)).write())
    with older_site(request(site), "HEAD", frozenset()) as older:
        assert not (older.output / "a/a.aspx").exists()
        assert (older.site / "tombstones.txt").read_text().splitlines()[-1].startswith(digest)
        with open_output(older) as output:
            assert output.answer_at("a/a.aspx").status == 410


def test_release_that_its_twin_holds_back_by_now_is_not_in_an_older_site(site: Path) -> None:
    """In the older commit the twin is missing, with the embargo that holds for both."""
    write(site / "content/a.md", release("a", expires="2030-01-01T10:00Z").text())
    twin = {"language": "cy", "translation_of": "a.md", "embargo": "2029-01-01T10:00Z"}
    write(site / "content/twin.md", release("twin", **twin).text())
    with older_site(request(site), "HEAD", frozenset()) as older:
        assert not (older.output / "a/a.aspx").exists()
        assert (older.output / "a/c.aspx").is_file()


def test_commit_that_cannot_be_built_is_left(site: Path) -> None:
    write(site / "content/c.md", "---\ntitle: C\n---\n\nWords.\n")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "A mistake")
    with (
        pytest.raises(TargetError, match="cannot be built") as error,
        older_site(request(site), "HEAD", frozenset()),
    ):
        pass
    assert "content/c.md" in error.value.hint
    assert git(site, "worktree", "list").count("\n") == 1


def test_link_that_leads_out_of_an_older_commit_is_not_followed(site: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside/x.md", release("x").text())
    (site / "content/folder").symlink_to(outside.parent)
    git(site, "add", "-A")
    git(site, "commit", "-qm", "A link")
    (site / "content/folder").unlink()
    write(site / "content/folder/x.md", release("x", status="gone").text())
    with (
        pytest.raises(TargetError, match="leads out"),
        older_site(request(site), "HEAD", frozenset()),
    ):
        pass
    assert outside.read_text() == release("x").text()
