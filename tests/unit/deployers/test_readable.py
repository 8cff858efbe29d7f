"""A site with errors is built as far as it can be read, and as it was deployed where it cannot."""

from pathlib import Path

import pytest

from newsgen.deployers.readable import (
    ReadableSite,
    read_settings,
    readable_site,
    with_settings_of,
)
from newsgen.diagnostics import NewsgenError, errors_in
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.git import git
from tests.support.site import HOSTS, Release, new_site, tree, write

HOST = f"https://{HOSTS['Cumbria']}"
DOWN = {"status": "withdrawn", "explanation": "Wrong."}


def release(name: str, **more: str) -> Release:
    url, date = f"{HOST}/a/{name}.aspx", more.pop("date", "2026-03-01")
    return Release(f"About {name}", url=url, date=date, more=more)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site in a folder of a repository."""
    site = new_site(tmp_path / "repository/news", {f"{n}.md": release(n) for n in "abc"})
    git(site.parent, "init", "-q")
    git(site.parent, "add", "-A")
    git(site.parent, "commit", "-qm", "First")
    return site


def readable(site: Path, *commits: str) -> tuple[ReadableSite, dict[str, bytes]]:
    """Return the site as it can be read, and its output folder."""
    result = build(request(site))
    assert result.refused
    with readable_site(request(site), errors_in(result.diagnostics), lambda: commits) as built:
        assert built is not None
        return built, tree(built.request.output)


def test_release_with_an_error_is_as_it_was_deployed(site: Path) -> None:
    write(site / "content/a.md", release("a", date="2026-13-01").text())
    write(site / "content/b.md", release("b", **DOWN).text())
    facts, output = readable(site, "", "0" * 40, "HEAD")
    assert (facts.is_whole, facts.wrong) == (True, ["content/a.md"])
    assert facts.withheld == {"a/b.aspx"}
    assert b"About a" in output["a/a.aspx"]
    assert b"About a" in output["index.html"]
    assert b"About b" not in output["index.html"]
    assert not (site / "output").exists()


def test_release_that_is_not_known_is_left_out(site: Path) -> None:
    write(site / "content/a.md", release("a", date="2026-13-01").text())
    facts, output = readable(site, "0" * 40)
    assert not facts.is_whole
    assert (facts.as_before, facts.not_known) == ([], [])
    assert "a/a.aspx" not in output
    assert "a/b.aspx" in output


def test_release_that_is_down_is_left_out_and_not_as_it_was(site: Path) -> None:
    write(site / "content/a.md", release("a", **DOWN).text())
    write(site / "content/d.md", release("a", **DOWN).text())
    facts, output = readable(site, "HEAD")
    assert facts.is_whole
    assert facts.withheld == {"a/a.aspx"}
    assert "a/a.aspx" not in output


@pytest.mark.parametrize("keys", [{}, {"expires": "2030-01-01T10:00Z"}])
def test_new_release_at_the_address_of_another_is_left_out(
    site: Path, keys: dict[str, str]
) -> None:
    write(site / "content/d.md", release("a", **keys).text())
    facts, output = readable(site, "HEAD")
    assert (facts.is_whole, facts.as_before) == (False, ["a.md"])
    assert b"About a" in output["a/a.aspx"]


def test_older_text_with_errors_is_left_out_too(site: Path) -> None:
    write(site / "content/a.md", release("a", date="2026-13-01").text())
    write(site / "content/d.md", release("a").text())
    git(site, "add", "-A")
    git(site, "commit", "-qm", "Mistakes")
    facts, output = readable(site, "HEAD")
    assert not facts.is_whole
    assert b"About a" in output["a/a.aspx"]


@pytest.mark.parametrize(
    ("key", "value", "goes"),
    [
        ("status", "gone", True),
        ("status", "Withdrawn", True),
        ("status", "drft", True),
        ("status", "published", False),
        ("status", "closed", False),
        ("status", "publisht", False),
        ("former_status", "gone", False),
        ("expires", "2026-03-14T10:00Z", True),
        ("expires", "2030-03-14T10:00Z", False),
        ("expires", "soon", False),
        ("embargo", "2030-03-14T10:00Z", True),
        ("embargo", "2026-03-01T10:00Z", False),
    ],
)
def test_release_with_an_error_goes_if_it_says_so(
    site: Path, key: str, value: str, goes: bool
) -> None:
    write(site / "content/a.md", release("a", date="2026-13-01", **{key: value}).text())
    facts, output = readable(site, "HEAD")
    assert ("a/a.aspx" in output) is not goes
    assert (b"About a" in output["index.html"]) is not goes
    assert facts.as_before == ([] if goes else ["a.md"])
    assert (facts.is_whole, facts.not_known) == (True, [])


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("status: gone\n\nText.\n", True),
        ("\n\nstatus: gone\n\nText.\n", True),
        ("title: About a\n\nstatus: gone\n", False),
    ],
)
def test_release_without_fences_goes_if_its_first_lines_say_so(
    site: Path, text: str, *, goes: bool
) -> None:
    write(site / "content/a.md", text)
    assert ("a/a.aspx" in readable(site, "HEAD")[1]) is not goes


def test_words_of_a_text_do_not_hide_a_release(site: Path) -> None:
    text = release("a", date="2026-13-01").text() + "\nstatus: gone\n"
    write(site / "content/a.md", text)
    assert "a/a.aspx" in readable(site, "HEAD")[1]


def test_release_that_is_to_go_and_is_not_known_is_named(site: Path) -> None:
    write(site / "content/a.md", release("a", date="2026-13-01", status="gone").text())
    facts, output = readable(site)
    assert (facts.not_known, facts.is_whole) == (["a.md"], False)
    assert "a/a.aspx" not in output


def test_settings_are_those_of_a_commit_and_the_content_is_that_of_now(site: Path) -> None:
    before = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", "[")
    write(site / "content/d.md", release("d").text())
    write(site / "urls.txt", f"{HOST}/a/old.aspx gone\n")
    with with_settings_of(request(site), "HEAD") as now:
        assert (now.site / "newsgen.toml").read_text() == before
        assert not build(now).refused
        assert {"a/a.aspx", "a/d.aspx"} <= tree(now.output).keys()
        assert (now.site / "urls.txt").read_text().startswith(f"{HOST}/a/old.aspx")
    assert (site / "content/d.md").is_file()
    assert git(site, "worktree", "list").count("\n") == 1


def test_wrong_line_of_the_tombstones_does_not_stop_it(site: Path) -> None:
    write(site / "tombstones.txt", "<<<<<<< HEAD\n")
    write(site / "content/b.md", release("b", **DOWN).text())
    facts, output = readable(site, "HEAD")
    assert (facts.is_whole, facts.wrong) == (True, ["tombstones.txt"])
    assert b"About b" not in output["index.html"]


def test_files_that_are_not_utf_8_are_those_of_the_commit(site: Path) -> None:
    write(site / "urls.txt", f"{HOST}/a/old.aspx gone\n")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "Second")
    write(site / "urls.txt", b"\xff\xfe")
    write(site / "tombstones.txt", b"\xff\xfe")
    with with_settings_of(request(site), "HEAD") as now:
        assert (now.site / "urls.txt").read_text() == f"{HOST}/a/old.aspx gone\n"
        assert not (now.site / "tombstones.txt").exists()


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", b"\xff\xfe"])
def test_settings_are_those_of_the_newest_commit_that_has_them_right(
    site: Path, text: str | bytes
) -> None:
    settings = read_settings(site)
    assert settings == (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", text)
    assert read_settings(site) == settings
    git(site, "commit", "-qam", "A mistake")
    assert read_settings(site) == settings


def test_settings_that_no_commit_has_right_are_an_error(site: Path) -> None:
    (site.parent / ".git").rename(site.parent / "not-git")
    write(site / "newsgen.toml", "<<<<<<< HEAD\n")
    with pytest.raises(NewsgenError) as raised:
        read_settings(site)
    assert raised.value.diagnostics[0].span.line == 1
