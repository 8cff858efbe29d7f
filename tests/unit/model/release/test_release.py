"""A release: what it shares with others, what is open, and what readers see at a time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsgen.model.release import (
    KINDS,
    STATUSES,
    Acceptance,
    Incident,
    Kind,
    Life,
    Note,
    Status,
    as_seen,
    status_at,
)
from tests.support.catalogue import moment, release

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def test_every_kind_and_status_says_what_it_means() -> None:
    assert set(KINDS) == set(Kind)
    assert set(STATUSES) == set(Status)


@pytest.mark.parametrize(
    ("incident", "case"),
    [
        (None, ""),
        (Incident("LC-20260301-1"), "northshire lc-20260301-1"),
        (Incident("lc-20260301-1 "), "northshire lc-20260301-1"),
        (Incident("117"), ""),  # counted again each day
        (Incident("117", "1", "March", "2026"), "northshire 117 1 march 2026"),
        (Incident("123456"), "northshire 123456"),
    ],
)
def test_releases_share_a_case_only_if_the_reference_is_sure(
    incident: Incident | None, case: str
) -> None:
    assert release("a", incident=incident).case == case


def test_two_forces_may_have_the_same_reference() -> None:
    incident = Incident("123456")
    cases = {release("a", area=area, incident=incident).case for area in ("Cumbria", "Northshire")}
    assert len(cases) == 2


@pytest.mark.parametrize(
    ("kind", "status", "is_open"),
    [
        (Kind.APPEAL, Status.PUBLISHED, True),
        (Kind.CCTV, Status.DRAFT, True),
        (Kind.MISSING, Status.PUBLISHED, True),
        (Kind.WANTED, Status.PUBLISHED, True),
        (Kind.MISSING, Status.CLOSED, False),
        (Kind.NEWS, Status.PUBLISHED, False),
        (Kind.COURT_RESULT, Status.CLOSED, False),
    ],
)
def test_an_appeal_is_open_until_it_is_closed(kind: Kind, status: Status, *, is_open: bool) -> None:
    assert release("a", kind=kind, status=status).is_open_appeal is is_open


@pytest.mark.parametrize("status", Status)
def test_what_was_taken_down_is_retired(status: Status) -> None:
    expected = status in (Status.WITHDRAWN, Status.GONE, Status.MOVED)
    assert release("a", status=status).is_retired is expected


def test_a_release_is_seen_from_the_later_of_its_date_and_its_embargo() -> None:
    embargo = datetime(2026, 3, 2, tzinfo=UTC)
    assert release("a", embargo=embargo).visible_from == embargo
    assert release("a", "2026-03-03 09:00", embargo=embargo).visible_from == datetime(
        2026, 3, 3, 9, tzinfo=UTC
    )
    assert release("a", None).visible_from is None


def test_search_engines_list_all_but_what_says_no() -> None:
    assert release("a").is_listed
    assert release("a", life=Life()).is_listed
    assert not release("a", life=Life(noindex=True)).is_listed


def note(at: str, *, significant: bool = False) -> Note:
    return Note(moment(at), "Said more.", significant=significant)


UPDATES = (note("2026-03-02 09:00"), note("2026-03-20 09:00"))
CORRECTIONS = (note("2026-03-15 12:00"), note("2026-03-15 12:01"))


@pytest.mark.parametrize(
    ("updates", "corrections"), [(UPDATES, ()), ((), CORRECTIONS), (UPDATES, CORRECTIONS)]
)
def test_notes_to_come_are_not_seen(
    updates: tuple[Note, ...], corrections: tuple[Note, ...]
) -> None:
    life = Life(updates=updates, corrections=corrections)
    seen = as_seen(release("a", life=life), NOW)
    assert seen.life == Life(updates=life.updates[:1], corrections=life.corrections[:1])
    assert seen.updated is None, "none of them was significant"


@pytest.mark.parametrize(
    ("notes", "updated", "expected"),
    [
        ((note("2026-03-02 09:00", significant=True),), None, "2026-03-02 09:00"),
        ((note("2026-03-20 09:00", significant=True),), None, None),
        ((note("2026-03-02 09:00", significant=True),), "2026-03-03 09:00", "2026-03-03 09:00"),
        ((note("2026-03-04 09:00", significant=True),), "2026-03-03 09:00", "2026-03-04 09:00"),
        ((note("2026-03-04 09:00"),), "2026-03-03 09:00", "2026-03-03 09:00"),
        ((note("2026-02-01 09:00", significant=True),), None, None),  # before it was published
        ((note("2026-03-01 09:00", significant=True),), None, None),
    ],
)
def test_a_significant_note_makes_a_release_newer(
    notes: tuple[Note, ...], updated: str | None, expected: str | None
) -> None:
    written = release("a", updated=moment(updated) if updated else None, life=Life(updates=notes))
    assert as_seen(written, NOW).updated == (moment(expected) if expected else None)


def test_a_release_without_notes_is_seen_as_it_is() -> None:
    plain = release("a", updated=moment("2026-03-02 09:00"))
    assert as_seen(plain, NOW) is plain


def test_an_acceptance_is_where_it_was_written() -> None:
    span = Acceptance("NG601", "", 7, 3).span("content/a.md")
    assert (span.path, span.line, span.column) == ("content/a.md", 7, 3)


@pytest.mark.parametrize(
    ("status", "is_published", "word"),
    [
        (Status.PUBLISHED, True, "published"),
        (Status.CLOSED, True, "closed"),
        (Status.WITHDRAWN, True, "withdrawn"),
        (Status.DRAFT, False, "draft"),
        (Status.GONE, False, "gone"),
        (Status.PUBLISHED, False, "embargoed"),
        (Status.CLOSED, False, "embargoed"),
    ],
)
def test_a_release_stands_by_its_status_or_why_it_is_not_published(
    status: Status, is_published: bool, word: str
) -> None:
    assert status_at(NOW, release("a", status=status), is_published=is_published) == word


def test_a_release_whose_time_is_over_has_expired() -> None:
    over = release("a", expires=NOW)
    assert status_at(NOW, over, is_published=False) == "expired"


def test_a_release_that_lost_its_words_with_its_twin_has_expired() -> None:
    over = replace(release("a"), title="")
    assert status_at(NOW, over, is_published=False) == "expired"
