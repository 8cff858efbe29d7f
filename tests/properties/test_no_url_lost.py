"""Whatever is done to a release, an address that was published is not lost without a word."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from newsgen.hosting.site import AddressKind, hosted_site
from newsgen.model.same_address import fold
from newsgen.pipeline.central import examine
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from tests.support.command import Outcome, build, newsgen_in_fork
from tests.support.git import commit, git
from tests.support.site import CONFIG, HOSTS, Release, new_site, tree, write

HOST: Final = f"https://{HOSTS['Cumbria']}"
URL: Final = f"{HOST}/news/2026/March/Road-closed.aspx"
AS_OF: Final = "2026-03-15T12:00Z"
AT: Final = datetime(2026, 3, 15, 12, tzinfo=UTC)


def run(site: Path, command: str, *more: str) -> Outcome:
    return newsgen_in_fork(command, "--site", site, "--as-of", AS_OF, *more)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site whose addresses are in the ledger and in git."""
    releases = {
        "a.md": Release("Road closed", url=URL, date="2026-03-05"),
        "b.md": Release("Road open again", date="2026-03-06 10:00"),
    }
    site = new_site(tmp_path / "site", releases)
    git(site, "init", "--quiet")
    write(site / ".gitignore", "output\n.newsgen\n")
    assert build(site).code == 0
    assert run(site, "urls").code == 0
    assert run(site, "check").code == 0
    commit(site, "Two releases")
    return site


LINE: Final = re.compile(r"change the line in urls\.txt to: (\S+ gone)")
KEY: Final = re.compile(r"took its place, add there: (redirect_from: \[.*?\])\. If")


def refused(site: Path) -> str:
    """Check that the check fails for lost addresses alone, and return what it says."""
    outcome = run(site, "check")
    assert outcome.code == 1
    assert set(re.findall(r"error\[(\w+)\]", outcome.err)) == {"NG430"}
    before = tree(site / "output")
    assert build(site).code == 1
    assert tree(site / "output") == before
    return outcome.err


def correct_in_ledger(site: Path, said: str) -> None:
    ledger = site / "urls.txt"
    for line in LINE.findall(said):
        url = line.removesuffix(" gone")
        ledger.write_text(ledger.read_text().replace(f"{url}\n", f"{line}\n"))


def correct_in_release(site: Path, said: str) -> None:
    for source, key in re.findall(rf"the release of content/(\S+) {KEY.pattern}", said):
        file = site / "content" / source
        file.write_text(file.read_text().replace("---\n", f"---\n{key}\n", 1))


def delete(site: Path) -> None:
    (site / "content/a.md").unlink()


def rename(site: Path) -> None:
    file = site / "content/a.md"
    file.write_text(file.read_text().replace("Road-closed.aspx", "Ellerdale-closed.aspx"))


def retitle(site: Path) -> None:
    """Change the title of a release whose address is made of it."""
    file = site / "content/b.md"
    file.write_text(file.read_text().replace("Road open again", "Ellerdale is open"))


def change_permalink(site: Path) -> None:
    config = CONFIG.replace(
        'archive = "/News/News-Articles/"',
        'archive = "/News/News-Articles/"\npermalink = "/News/{year}/{slug}.aspx"',
    )
    write(site / "newsgen.toml", config)


WAYS = [delete, rename, retitle, change_permalink]


@pytest.mark.rotates(7)
@pytest.mark.parametrize("lose", WAYS)
@pytest.mark.parametrize("is_committed", [False, True])
def test_the_line_that_it_offers_for_the_ledger_mends_it(
    lose: object, is_committed: bool, site: Path
) -> None:
    assert callable(lose)
    lose(site)
    if is_committed:
        commit(site, "Lose an address")
    correct_in_ledger(site, refused(site))
    assert run(site, "check").code == 0
    assert build(site).code == 0


@pytest.mark.rotates(7)
@pytest.mark.parametrize("lose", [rename, retitle, change_permalink])
def test_the_key_that_it_offers_for_the_release_mends_it(lose: object, site: Path) -> None:
    assert callable(lose)
    lose(site)
    commit(site, "Lose an address")
    said = refused(site)
    correct_in_release(site, said)
    assert run(site, "check").code == 0
    assert build(site).code == 0
    pages = [p for p, data in tree(site / "output").items() if b'http-equiv="refresh"' in data]
    assert len(pages) == 1


def delete_permalink(site: Path) -> None:
    (site / "content/b.md").unlink()


TITLED: Final = [(delete_permalink, "deleted with"), (retitle, "taken out of")]


@pytest.mark.rotates(3)
@pytest.mark.parametrize(("lose", "words"), TITLED)
def test_it_names_where_an_address_went_that_was_made_from_a_title(
    lose: object, words: str, site: Path
) -> None:
    """The address is in no file; another release of the same title is not taken for it."""
    other = Release("Road open again", date="2026-02-06 10:00")
    write(site / "content/c.md", other.text())
    commit(site, "Another of the same title")
    (site / "content/c.md").unlink()
    commit(site, "Delete it: it was never in the ledger")
    assert callable(lose)
    lose(site)
    assert f"{words} content/b.md since the last commit" in refused(site)
    name = commit(site, "Lose an address")
    said = refused(site)
    assert f"{words} content/b.md in commit {name}" in said
    if lose is retitle:
        correct_in_release(site, said)
        assert run(site, "check").code == 0


def test_the_heir_is_found_when_the_ending_of_a_permalink_changes(site: Path) -> None:
    config = CONFIG.replace(
        'archive = "/News/News-Articles/"',
        'archive = "/News/News-Articles/"\npermalink = "/News/{year}/{slug}/"',
    )
    write(site / "newsgen.toml", config)
    said = refused(site)
    assert "release of content/b.md took its place" in said
    correct_in_release(site, said)
    assert run(site, "check").code == 0


@pytest.mark.rotates(3)
@pytest.mark.parametrize(("lose", "words"), [(delete, "deleted with"), (rename, "taken out of")])
def test_it_names_the_file_and_the_commit_where_the_address_went(
    lose: object, words: str, site: Path
) -> None:
    assert callable(lose)
    lose(site)
    assert f"{words} content/a.md since the last commit" in refused(site)
    name = commit(site, "Lose an address")
    assert f"{words} content/a.md in commit {name}" in refused(site)


def test_a_redirect_that_is_taken_out_again_is_a_lost_address(site: Path) -> None:
    rename(site)
    file = site / "content/a.md"
    text = file.read_text()
    file.write_text(text.replace("---\n", f"---\nredirect_from: {URL}\n", 1))
    assert run(site, "check").code == 0
    file.write_text(text)
    refused(site)


def test_another_letter_case_loses_nothing(site: Path) -> None:
    """A server leads the old address to the new one; the ledger may hold both, or the new one."""
    new = URL.replace("Road-closed", "ROAD-closed")
    file = site / "content/a.md"
    file.write_text(file.read_text().replace(URL, new))
    assert run(site, "check").code == 0
    with open_session(Request(site, AT, site / "output", None, 1)) as session:
        frame = examine(session)
        roots = hosted_site(session, frame, "website").roots
    key = fold(URL.removeprefix(HOST))
    [entry] = [entry for root in roots for entry in root.entries if entry.key == key]
    assert (entry.kind, HOST + entry.target) == (AddressKind.PAGE, new)
    assert run(site, "urls").code == 0
    ledger = (site / "urls.txt").read_text()
    assert URL in ledger
    assert new in ledger
    assert run(site, "check").code == 0
    (site / "urls.txt").write_text(ledger.replace(f"{URL}\n", ""))
    assert run(site, "check").code == 0
    (site / "urls.txt").write_text(ledger)
    delete(site)
    correct_in_ledger(site, refused(site))
    assert run(site, "check").code == 0


@pytest.mark.parametrize(
    "release",
    [
        Release("Road closed", url=f"{URL}/", date="2026-03-05"),
        Release("Road", url=f"{HOST}/x", more={"redirect_from": f"['{URL}/']"}),
    ],
)
def test_a_slash_at_the_end_loses_nothing(release: Release, site: Path) -> None:
    """Servers find the page with it and without."""
    write(site / "content/a.md", release.text())
    outcome = run(site, "check")
    assert outcome.code == 0, outcome.err


def test_a_release_that_is_held_back_again_is_told_of_and_a_look_back_is_not(site: Path) -> None:
    """The ledger was committed when all in it was published: git knows when that was."""
    when = {"GIT_COMMITTER_DATE": "2026-03-15T12:30Z", "GIT_AUTHOR_DATE": "2026-03-15T12:30Z"}
    git(site, "commit", "--quiet", "--amend", "--no-edit", "--date", "2026-03-15T12:30Z", **when)
    for as_of in ("2026-03-01T12:00Z", "2026-03-15T12:00Z", "2026-03-15T13:00Z"):
        assert "NG433" not in run(site, "check", "--as-of", as_of).err
    file = site / "content/a.md"
    file.write_text(file.read_text().replace("---\n", "---\nembargo: 2026-03-16T10:00Z\n", 1))
    outcome = run(site, "check", "--as-of", "2026-03-15T13:00Z")
    assert outcome.code == 0
    assert f"{URL} was published, and is not found now: content/a.md is held back" in outcome.err
    assert "NG433" not in run(site, "check", "--as-of", "2026-03-16T10:00Z").err
    file.write_text(file.read_text().replace("embargo: 2026-03-16T10:00Z\n", ""))
    file.write_text(file.read_text().replace("date: 2026-03-05", "date: 2026-03-17"))
    assert "warning[NG433]" in run(site, "check", "--as-of", "2026-03-15T13:00Z").err


@pytest.mark.rotates(5)
@pytest.mark.parametrize(
    "more",
    [
        {"status": "gone"},
        {"status": "withdrawn", "explanation": "No longer needed."},
        {"status": "moved", "superseded_by": "https://www.elsewhere.example/"},
        {"status": "closed"},
        {"expires": "2026-03-14T10:00Z"},
    ],
    ids=lambda more: more.get("status", "expired"),
)
def test_taking_a_release_down_by_its_status_loses_nothing(
    more: dict[str, str], site: Path
) -> None:
    write(
        site / "content/a.md", Release("Road closed", url=URL, date="2026-03-05", more=more).text()
    )
    assert run(site, "check").code == 0


def test_a_ledger_that_is_deleted_is_missed(site: Path) -> None:
    """Git knows of it; the cache is not asked, as findings must not depend on it."""
    text = (site / "urls.txt").read_text()
    (site / "urls.txt").unlink()
    delete(site)
    outcome = run(site, "check")
    assert outcome.code == 1
    assert "error[NG434] urls.txt was deleted since the last commit" in outcome.err
    name = commit(site, "Delete an address, and what knows of it")
    for cache in (site / ".newsgen", site.parent / "fresh"):
        outcome = run(site, "check", "--cache", str(cache))
        assert outcome.code == 1
        assert f"error[NG434] urls.txt was deleted in commit {name}" in outcome.err
    write(site / "urls.txt", "")
    assert run(site, "check").code == 0
    (site / "urls.txt").unlink()
    (site / ".git").rename(site.parent / "git")
    assert run(site, "check").code == 0
    write(site / "urls.txt", text)
    assert URL in refused(site)


def test_without_git_it_says_what_is_lost_all_the_same(site: Path) -> None:
    (site / ".git").rename(site.parent / "git")
    delete(site)
    assert URL in refused(site)


def test_urls_adds_what_is_published_and_takes_nothing_out(site: Path) -> None:
    before = (site / "urls.txt").read_text()
    embargo = {"embargo": "2026-04-01T10:00+01:00"}
    for name, more in (("new", {}), ("later", embargo), ("draft", {"status": "draft"})):
        release = Release(name, url=f"{HOST}/{name}.aspx", date="2026-03-07", more=more)
        write(site / f"content/{name}.md", release.text())
    outcome = run(site, "urls", "--check")
    assert (outcome.code, outcome.out) == (1, f"{HOST}/new.aspx\n")
    assert (site / "urls.txt").read_text() == before
    assert run(site, "urls").code == 0
    assert run(site, "urls", "--check").code == 0
    delete(site)
    assert run(site, "urls").code == 0
    lines = [line for line in (site / "urls.txt").read_text().splitlines() if line[0] != "#"]
    assert lines == sorted(lines)
    assert set(lines) >= {URL, f"{HOST}/new.aspx"}
    assert not [line for line in lines if "later" in line or "draft" in line]


def test_two_branches_that_both_publish_merge_by_union(site: Path) -> None:
    write(site / ".gitattributes", "urls.txt merge=union\n")
    commit(site, "Merge the ledger line by line")
    for branch in ("one", "two"):
        git(site, "checkout", "--quiet", "-b", branch, "HEAD" if branch == "one" else "HEAD~1")
        write(
            site / f"content/{branch}.md",
            Release(branch, url=f"{HOST}/{branch}.aspx", date="2026-03-07").text(),
        )
        assert run(site, "urls").code == 0
        commit(site, f"Publish {branch}")
    git(site, "merge", "--quiet", "one")
    assert run(site, "check").code == 0
    assert run(site, "urls", "--check").code == 0
