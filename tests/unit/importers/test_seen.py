"""What a source has, address by address."""

from dataclasses import replace
from datetime import timedelta

import pytest

from newsgen.importers.accounts import AddressFate
from newsgen.importers.capture import Capture, Record
from newsgen.importers.seen import CaptureIndex
from tests.support.accounted import DAY, HOST, Visit, account

UNEXPLAINED = AddressFate.UNEXPLAINED


@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_capture_decides(order: int) -> None:
    seen = [
        Visit("/news/a", "old text"),
        Visit("/news/a", "new text", at=DAY + timedelta(days=1), origin="new"),
        Visit("/news/b"),
        Visit("/news/b", at=DAY + timedelta(days=1), status=404),
    ]
    accounts, rows = account(seen[::order])
    assert accounts.releases.keys() == {"new"}
    assert rows["/news/b"].reason == "the server answered 404, and had a page before"
    assert accounts.lines == [f"{HOST}/news/b gone"]


def test_a_visit_has_the_page_that_it_names() -> None:
    accounts, rows = account(
        [
            Visit("/news/a", "text", digest="sha1:A"),
            Visit("/news/b", same_as="sha1:B", at=DAY),
            Visit("/news/a", same_as="sha1:A", at=DAY + timedelta(days=1), origin="visit"),
        ]
    )
    assert accounts.releases.keys() == {"/news/a"}
    assert rows["/news/b"].outcome is UNEXPLAINED


@pytest.mark.parametrize("order", [1, -1])
def test_a_visit_that_names_no_body_hides_no_page(order: int) -> None:
    visits = [Visit("/news/a", "text"), Visit("/news/a", at=None, trouble="what?", origin="visit")]
    accounts, _ = account(visits[::order])
    assert accounts.releases.keys() == {"/news/a"}
    _, rows = account(visits[1:])
    assert (rows["/news/a"].outcome, rows["/news/a"].reason) == (UNEXPLAINED, "what?")


@pytest.mark.parametrize(
    "url",
    [f"{HOST}/a/../b", f"{HOST}/a%2Fb", f"{HOST}/.git/config", f"{HOST}/%ff", f"{HOST}:8080/a",
     f"{HOST}/web.config/"],
)  # fmt: skip
def test_an_address_that_newsgen_cannot_have_is_a_row_all_the_same(url: str) -> None:
    accounts, _ = account([Visit(url)])
    assert accounts.rows[url].outcome is UNEXPLAINED


def test_an_address_keeps_what_nobody_sees_as_servers_have_it() -> None:
    accounts, _ = account([Visit(f"{HOST}/news/a\u200bb\u00a0c.aspx")])
    assert f"{HOST}/news/a%E2%80%8Bb%C2%A0c.aspx" in accounts.rows


def test_places_that_cannot_be_read_are_named() -> None:
    index = CaptureIndex()
    index.add(Capture("a.warc, record 3", trouble="damaged"), None)
    index.add(Capture("a.warc, record 4", media_type="image/png", body=b"PNG"), None)
    index.add(Capture("a.xml", counts=(("comments", 2),)), None)
    assert index.unread == [
        ("a.warc, record 3", "damaged"),
        ("a.warc, record 4", "it has no address"),
    ]
    assert (index.captures, index.counts) == (2, {"comments": 2})


@pytest.mark.parametrize("later", [0, 1])
@pytest.mark.parametrize("path", ["/news/a", "/news/b"])
def test_a_visit_may_stand_before_the_page_that_it_names(path: str, later: int) -> None:
    at = DAY + timedelta(days=later)
    visit = Visit(path, same_as="sha1:A", at=at, origin="visit")
    for seen in ([visit, Visit("/news/a", "text", digest="sha1:A")],
                 [visit, visit, Visit("/news/c", "text", digest="sha1:A")]):  # fmt: skip
        accounts, rows = account(seen)
        assert {row.outcome for row in rows.values()} <= {
            AddressFate.IMPORTED,
            AddressFate.REDIRECT,
        }
        assert rows[path].outcome is not UNEXPLAINED
        assert "visit" not in accounts.releases


def test_a_newer_answer_does_not_wait_for_the_page_of_an_older_visit() -> None:
    accounts, rows = account(
        [
            Visit("/news/a", same_as="sha1:A", at=DAY, origin="visit"),
            Visit("/news/a", at=DAY + timedelta(days=1), status=410),
            Visit("/news/b", "text", digest="sha1:A"),
        ]
    )
    assert rows["/news/a"].outcome is AddressFate.GONE
    assert accounts.releases.keys() == {"/news/b"}


PUBLIC = Capture(
    "b.json, record 1", f"{HOST}/news/a", media_type="text/html", record=Record("A"),
)  # fmt: skip
DRAFT = Capture("a.json, record 1", f"{HOST}/news/a", status=403, counts=(("not public", 1),))


@pytest.mark.parametrize("order", [1, -1])
def test_a_record_that_everybody_may_see_counts_beside_a_draft_of_it(order: int) -> None:
    index = CaptureIndex()
    for each in (DRAFT, PUBLIC)[::order]:
        index.add(each, None)
    assert (index.seen[PUBLIC.url].origin, index.counts) == (PUBLIC.origin, {"not public": 1})


def test_a_record_that_nobody_may_see_hides_the_page_of_a_copy() -> None:
    index = CaptureIndex()
    index.add(Visit("/news/a").capture, None)
    index.add(DRAFT, None)
    assert index.seen[DRAFT.url].status == 403


def test_records_of_two_files_with_one_address_are_told_of() -> None:
    index = CaptureIndex()
    for origin, words in (("a.csv, line 2", "x"), ("b.csv, line 2", "x"), ("c.csv, line 2", "y")):
        index.add(replace(PUBLIC, origin=origin), Visit("/news/a", words).facts)
    assert index.seen[PUBLIC.url].origin == "a.csv, line 2"
    why = f"{PUBLIC.url} is the address of a.csv, line 2 too, which says something else"
    assert index.unread == [("c.csv, line 2", why)]
