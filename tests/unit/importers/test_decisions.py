"""What becomes of files by their names and media types, and of what only a list has."""

import pytest

from newsgen.importers.accounts import AddressFate
from newsgen.importers.decisions import extension, other_file
from newsgen.model.urls import parse_url
from tests.support.accounted import HOST, Visit, account
from tests.unit.importers.test_addresses import listed


@pytest.mark.parametrize(
    ("media_type", "reason"),
    [
        ("text/css", "a file of the old theme"),
        ("application/rss+xml", "a feed or the like, which newsgen makes itself"),
        ("image/png", "a picture that no release uses"),
        ("application/pdf", "a file that no release uses"),
    ],
)
def test_files_that_no_release_uses(media_type: str, reason: str) -> None:
    decision = other_file(media_type)
    assert decision.reason == reason
    assert (decision.fate is AddressFate.UNEXPLAINED) is (media_type == "application/pdf")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/a.PDF", "pdf"), ("/a.aspx", ""), ("/a", ""), ("/a.b/c", ""), ("/v1.2 (3)", "")],
)
def test_how_the_names_of_files_end(path: str, expected: str) -> None:
    assert extension(parse_url(f"https://www.old.example{path}")) == expected


def test_pages_for_printers_that_only_a_list_has_lead_to_their_releases() -> None:
    paths = ["/news/a/print/", "/print/news/a", "/amp/News/A/", "/news/a/AMP"]
    others = ["/news/print", "/print", "/news/a/printed", "/amplify/news/a", "/news/b/print"]
    accounts, rows = account([Visit("/news/a"), *map(listed, [*paths, *others])])
    assert {path: rows[path].target for path in paths} == dict.fromkeys(paths, f"{HOST}/news/a")
    assert accounts.redirects == {f"{HOST}/news/a": paths}
    assert {rows[path].outcome for path in others} == {AddressFate.UNEXPLAINED}
    accounts, rows = account([Visit("/news/a"), listed("/news/a/print", 404)])
    assert rows["/news/a/print"].outcome is AddressFate.GONE
