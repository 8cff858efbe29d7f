"""An address of the ledger is lost if nothing is there, or would be if its file could be read."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from newsgen.pipeline import _findings
from newsgen.pipeline._findings import ledger_findings
from newsgen.pipeline.central import build
from tests.support.builds import URL, appeal, built, ingested, request, touch
from tests.support.git import commit, git
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", redirect_from="['/old/a.asp/']"),
    "urls.txt": "".join(f"{URL}/{path}\n" for path in ("news/a.aspx", "news/b.aspx", "old/a.asp")),
}


def found_in(site: Path, pages: Mapping[str, set[str]]) -> list[tuple[str, str, int]]:
    with ingested(site) as session:
        diagnostics = list(ledger_findings(session, pages))
    return [(d.code, d.span.path, d.span.line) for d in diagnostics]


def test_an_address_is_lost_where_nothing_is(site: Path) -> None:
    assert found_in(site, {}) == [("NG430", "urls.txt", 2)]


def test_an_address_is_not_lost_where_another_page_is(site: Path) -> None:
    assert found_in(site, {"": {"news/b.aspx"}}) == []


def test_an_address_that_moved_to_another_site_needs_its_host_in_the_settings(site: Path) -> None:
    moved = [f"{URL}/{n} moved {to}/n\n" for n, to in enumerate((URL, "https://www.gov.example"))]
    write(site / "urls.txt", "".join(moved))
    assert found_in(site, {}) == [("NG425", "urls.txt", 2)]
    write(site / "newsgen.toml", f'{CONFIG}[hosting]\nredirect_hosts = ["www.gov.example"]\n')
    assert found_in(site, {}) == []


@pytest.mark.parametrize(("address", "lost"), [("news/b.aspx", []), ("news/c.aspx", [2])])
def test_an_address_is_not_lost_while_its_file_has_errors(
    site: Path, address: str, lost: list[int]
) -> None:
    write(site / "content/b.md", f"---\nurl: {URL}/{address}\n---\n")
    assert [line for _, _, line in found_in(site, {})] == lost


def test_a_ledger_is_missed_if_git_had_one(site: Path) -> None:
    git(site, "init", "--quiet")
    commit(site, "Keep the addresses")
    (site / "urls.txt").unlink()
    assert [code for code, _, _ in found_in(site, {})] == ["NG434"]
    (site / ".git").rename(site / "git")
    assert found_in(site, {}) == []


def test_a_ledger_that_came_and_went_since_the_last_build_is_missed(site: Path) -> None:
    """The cache is an old one: another computer built in between."""
    ledger = (site / "urls.txt").read_text()
    (site / "urls.txt").unlink()
    git(site, "init", "--quiet")
    write(site / ".gitignore", "output\n")
    commit(site, "Begin")
    built(site)
    write(site / "urls.txt", ledger)
    commit(site, "Keep the addresses")
    (site / "urls.txt").unlink()
    commit(site, "Lose them")
    assert [(d.code, d.span.path) for d in build(request(site)).diagnostics] == [
        ("NG434", "urls.txt")
    ]


def test_of_one_commit_git_is_asked_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "urls.txt").unlink()
    git(site, "init", "--quiet")
    write(site / ".gitignore", "output\n")
    commit(site, "Begin")
    built(site)
    asked: list[Path] = []
    monkeypatch.setattr(_findings, "deleted", asked.append)
    assert built(site).work.rows_written == 0
    write(site / "content/b.md", appeal("b", "2026-03-02").text())
    built(site)
    assert asked == []
    commit(site, "Write another")
    built(site)
    assert asked == [site / "urls.txt"]


def test_when_a_ledger_was_written_is_asked_again_after_a_commit(site: Path) -> None:
    """One that no commit has was written when it was saved: after the time of the build."""
    early, late = "2026-03-14T10:00Z", "2026-03-18T10:00Z"
    write(site / "content/a.md", appeal("a", "2026-03-01", embargo="2026-03-17T10:00Z").text())
    write(site / "urls.txt", f"{URL}/news/a.aspx\n")
    git(site, "init", "--quiet")
    write(site / ".gitignore", "output\n")
    assert codes_of(site) == []
    commit(site, "Keep the addresses", GIT_COMMITTER_DATE=early)
    assert codes_of(site) == ["NG433"]
    assert codes_of(site) == ["NG433"]
    git(site, "commit", "--quiet", "--amend", "--no-edit", GIT_COMMITTER_DATE=late)
    assert codes_of(site) == []


def test_when_a_ledger_was_saved_is_asked_again_after_it_is_saved_as_it_was(site: Path) -> None:
    write(site / "content/a.md", appeal("a", "2026-03-01", embargo="2026-03-17T10:00Z").text())
    write(site / "urls.txt", f"{URL}/news/a.aspx\n")
    assert codes_of(site) == []
    touch(site / "urls.txt")
    assert codes_of(site) == ["NG433"]


def codes_of(site: Path) -> list[str]:
    return [d.code for d in built(site).diagnostics]
