"""No address that was published is lost: what became of each, and what to write."""

import pytest

from newsgen.diagnostics import Diagnostic
from newsgen.model.ledger import Trace
from newsgen.model.release import Status
from newsgen.model.urls import folded, output_path, parse_url
from newsgen.rules.addresses import MOST_TRACED, Heirs, check_held, check_ledger, is_like
from newsgen.store.addresses import SourcePath
from newsgen.store.tables import LedgerRow
from tests.support.catalogue import HOST, Archive, release

SITE = f"https://{HOST}"


def row(path: str, line: int = 3) -> LedgerRow:
    address = parse_url(f"{SITE}{path}")
    file = output_path(address)
    return LedgerRow(line, address.url, "", address.path, address.query, file, folded(file))


def lost(archive: Archive, *paths: str, trace: Trace | None = None) -> list[Diagnostic]:
    rows = [row(path, n) for n, path in enumerate(paths, 3)]
    return list(check_ledger(archive.at().paths, rows, lambda _: trace))


def test_a_lost_address_is_marked_on_its_line_and_told_what_to_write(archive: Archive) -> None:
    (finding,) = lost(archive, "/news/Caf%C3%A9.aspx")
    url = f"{SITE}/news/Caf%C3%A9.aspx"
    assert (finding.code, finding.subject) == ("NG430", url)
    assert (finding.span.path, finding.span.line, finding.span.end_column) == (
        "urls.txt",
        3,
        len(url) + 1,
    )
    assert f"{url} gone" in finding.hint


def test_one_finding_stands_for_all_terms_of_a_taxonomy(archive: Archive) -> None:
    paths = [f"/witness/{name}{year}/" for name in ("bob", "ann") for year in ("", "/2026")]
    finding, other = lost(archive, *paths, "/witness/bob/undated/", "/news/a/")
    assert finding.message.startswith("5 addresses below /witness/ were published")
    assert '[taxonomies.NAME] with path = "/witness/{term}/"' in finding.hint
    assert f"{SITE}/witness/bob/ gone" in finding.hint
    assert (finding.span.line, finding.subject) == (3, "/witness/")
    assert other.subject == f"{SITE}/news/a/"


@pytest.mark.parametrize(
    "paths", [("/news/a/2026/", "/news/b/"), ("/a/", "/a/2026/"), ("/news/a/", "/news/a/page/")]
)
def test_other_addresses_are_not_those_of_terms(archive: Archive, paths: tuple[str, ...]) -> None:
    assert len(lost(archive, *paths)) == len(paths)


def test_that_of_a_draft_names_it(archive: Archive) -> None:
    archive.put(release("draft", status=Status.DRAFT))
    (finding,) = lost(archive, "/news/draft")
    assert finding.message.endswith(": content/draft.md is a draft")


def test_other_capitals_than_a_to_z_are_another_address(archive: Archive) -> None:
    archive.put(release("ê", path="news/apêl/index.html"))
    (finding,) = lost(archive, "/news/AP%C3%8AL")
    assert "content/ê.md has other capital letters" in finding.message


@pytest.mark.parametrize(
    ("trace", "words", "hint"),
    [
        (
            Trace("a.md", "1a2b3c4", "2026-03-01", is_there=False),
            "deleted with content/a.md in commit 1a2b3c4 of 2026-03-01",
            "Put the release back",
        ),
        (
            Trace("a.md", "", "", is_there=True),
            "taken out of content/a.md since the last commit",
            "redirect_from: ['",
        ),
    ],
)
def test_what_git_knows_is_told(archive: Archive, trace: Trace, words: str, hint: str) -> None:
    (finding,) = lost(archive, "/news/a", trace=trace)
    assert words in finding.message
    assert hint in finding.hint


def test_git_is_asked_of_few(archive: Archive) -> None:
    asked: list[LedgerRow] = []
    rows = [row(f"/news/{n}", n) for n in range(3 * MOST_TRACED)]
    findings = list(check_ledger(archive.at().paths, rows, asked.append))
    assert len(findings) == len(rows)
    assert len(asked) == MOST_TRACED


def test_a_release_of_the_same_name_may_be_its_heir(archive: Archive) -> None:
    archive.put(release("new", path="newsroom/it's.aspx"))
    (finding,) = lost(archive, "/news/It's.aspx")
    assert f"content/new.md took its place, add there: redirect_from: ['{SITE}" in finding.hint
    assert "It''s.aspx" in finding.hint


@pytest.mark.parametrize(
    ("path", "heir"),
    [
        ("News/2026/March/Appeal.aspx", "march.md"),
        ("News/2026/April/appeal.aspx", "april.md"),
        ("News/2025/May/Appeal.aspx", None),  # two have the name, and neither the month
        ("Court/Result.aspx", "result.md"),
        ("News/2026/March/Other.aspx", None),
    ],
)
def test_an_heir_has_the_name_and_the_month_or_the_name_alone(path: str, heir: str | None) -> None:
    heirs = Heirs([
        SourcePath("march.md", "new/Appeal.aspx", "2026-03"),
        SourcePath("april.md", "new/appeal.aspx", "2026-04"),
        SourcePath("result.md", "new/result.aspx", "2026-04"),
    ])  # fmt: skip
    assert heirs.of(path) == heir


@pytest.mark.parametrize(
    ("path", "like"),
    [
        ("/news/a", True),
        ("/old/2026/March/a", True),
        ("/old/2026/April/a", False),
        ("/news/b", False),
    ],
)
def test_a_release_is_like_a_line_by_address_or_by_name_and_month(path: str, *, like: bool) -> None:
    assert is_like(row(path), release("a", "2026-03-01 09:00")) is like


def test_a_release_is_like_a_line_of_the_month_in_its_address_too() -> None:
    embargoed = release("a", "2026-04-01 00:01", path="new/2026/March/a/index.html")
    assert is_like(row("/old/2026/March/a"), embargoed)
    assert is_like(row("/old/2026/April/a"), embargoed)
    assert not is_like(row("/old/2026/May/a"), embargoed)


def test_what_was_published_and_is_held_again_is_told(archive: Archive) -> None:
    archive.put(release("held", "2026-03-20 09:00"))
    ledger = archive.at().ledger
    ledger.put([row("/news/held")], [], [])
    until = ledger.held()[0].until
    (finding,) = check_held(ledger, lambda: until - 1)
    assert (finding.code, finding.span.line) == ("NG433", 3)
    assert "content/held.md is held back" in finding.message
    assert list(check_held(ledger, lambda: until)) == []


def test_the_time_of_the_ledger_is_asked_only_if_something_is_held(archive: Archive) -> None:
    def fail() -> float:
        raise AssertionError

    assert list(check_held(archive.at().ledger, fail)) == []
