"""Pairs: which releases are one in two languages, and when each half is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsgen.model.release import (
    TRANSLATION_OF,
    Destination,
    Life,
    RelatedUse,
    Release,
    Status,
)
from newsgen.store.entries import Indexed
from tests.support.catalogue import AS_OF, Archive, indexed, release

LATER = AS_OF + timedelta(days=2)
LATEST = AS_OF + timedelta(days=4)


def half(name: str, named: str = "", path: str = "", **changes: Any) -> Indexed:
    """Return a release in Welsh that names its twin by file or path; without either, in English."""
    what = release(name, **changes)
    if not (named or path):
        return indexed(what)
    use = RelatedUse(TRANSLATION_OF, named or path, named, "", path, 7, 3, 9)
    return indexed(replace(what, language="cy"))._replace(related=(use,))


def shown(archive: Archive, as_of: datetime = AS_OF) -> set[str]:
    return {r.source for published, r in archive.at(as_of).releases.all() if published}


def twins(archive: Archive, as_of: datetime = AS_OF) -> dict[str, str]:
    return {twin.source: twin.href for twin in archive.at(as_of).pairs.twins()}


@pytest.mark.parametrize(("named", "path"), [("en.md", ""), ("", "news/en/index.html")])
def test_each_half_has_the_other_by_whatever_name(archive: Archive, named: str, path: str) -> None:
    archive.put(half("en"), half("cy", named, path), half("alone"))
    assert archive.at().related.has_pairs()
    assert twins(archive) == {"en.md": "/news/cy", "cy.md": "/news/en"}
    assert archive.at().pairs.of("en.md") == ("cy.md", True)
    assert archive.at().pairs.of("cy.md") == ("en.md", False)
    assert archive.at().pairs.of("alone.md") == ("", False)


def test_without_pairs_nothing_is_held(archive: Archive) -> None:
    archive.put(half("en", embargo=LATER), half("alone"))
    archive.at().pairs.hold()
    assert not archive.at().related.has_pairs()
    assert (twins(archive), shown(archive)) == ({}, {"alone.md"})


def test_the_later_embargo_holds_for_both(archive: Archive) -> None:
    archive.put(half("en", embargo=LATER), half("cy", "en.md", embargo=LATEST))
    archive.at().pairs.hold()
    assert [len(shown(archive, at)) for at in (AS_OF, LATER, LATEST)] == [0, 0, 2]
    archive.put(half("en", embargo=LATER), half("cy", "en.md"))
    archive.at().pairs.hold()
    assert [len(shown(archive, at)) for at in (AS_OF, LATER)] == [0, 2]


def test_an_urgent_half_does_not_wait_but_its_twin_does(archive: Archive) -> None:
    urgent = Life(apart="urgent")
    archive.put(half("en", life=urgent), half("cy", "en.md", embargo=LATER))
    archive.at().pairs.hold()
    assert shown(archive) == {"en.md"}
    archive.put(half("en", life=urgent, embargo=LATER), half("cy", "en.md"))
    archive.at().pairs.hold()
    assert shown(archive) == set()


def test_the_earlier_expiry_holds_for_both_even_if_one_is_urgent(archive: Archive) -> None:
    urgent = Life(apart="urgent")
    archive.put(half("en", expires=LATER), half("cy", "en.md", expires=LATEST, life=urgent))
    archive.at().pairs.hold()
    assert len(shown(archive)) == 2
    assert shown(archive, LATER) == set()
    assert archive.at(LATER).pairs.ended() == ["cy.md"]
    assert archive.at(LATEST).pairs.ended() == []


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.GONE, Status.MOVED])
def test_what_was_taken_down_holds_its_twin_as_before(archive: Archive, status: Status) -> None:
    archive.put(half("en", status=status, embargo=LATER), half("cy", "en.md"))
    archive.at().pairs.hold()
    assert [shown(archive, at) for at in (AS_OF, LATER)] == [set(), {"cy.md"}]
    assert "cy.md" not in twins(archive, LATER)
    assert archive.at().pairs.times_of_twin("cy.md") == (LATER.timestamp(), None)
    archive.put(half("en", status=status, expires=LATER), half("cy", "en.md"))
    archive.at().pairs.hold()
    assert [shown(archive, at) for at in (AS_OF, LATER)] == [{"cy.md"}, set()]
    assert archive.at(LATER).pairs.ended() == ["cy.md"]
    assert archive.at().pairs.times_of_twin("cy.md") == (None, LATER.timestamp())
    assert archive.at().pairs.times_of_twin("en.md") == (None, None)


def test_what_is_over_by_itself_is_no_pair_and_holds_nothing_of_itself(archive: Archive) -> None:
    archive.put(half("en", status=Status.GONE, expires=LATER), half("alone"))
    archive.at().pairs.hold()
    assert not archive.at().related.has_pairs()


def test_a_draft_holds_nothing(archive: Archive) -> None:
    archive.put(half("en", status=Status.DRAFT, embargo=LATER), half("cy", "en.md"))
    archive.at().pairs.hold()
    assert shown(archive) == {"cy.md"}
    assert "cy.md" not in twins(archive)


def test_what_was_held_is_free_once_it_is_no_pair(archive: Archive) -> None:
    archive.put(half("en", embargo=LATER), half("cy", "en.md"))
    archive.at().pairs.hold()
    archive.put(half("cy"))
    archive.at().pairs.hold()
    assert shown(archive) == {"cy.md"}
    archive.put(half("cy", "en.md"))
    archive.at().pairs.hold()
    archive.at().entries.drop(["en.md"])
    archive.at().pairs.hold()
    assert shown(archive) == {"cy.md"}


def test_what_is_left_of_a_pair_is_known(archive: Archive) -> None:
    over = Life(explanation="It is over.")
    archive.put(half("en", status=Status.WITHDRAWN, life=over), half("cy", "en.md"))
    assert [(left.source, left.twin) for left in archive.at().pairs.left()] == [("cy.md", "en.md")]
    to = Destination("/x", "https://x.example/x", "", "x")
    archive.put(half("en", status=Status.MOVED, life=Life(superseded_by=to)))
    assert list(archive.at().pairs.left()) == []


def lacking(archive: Archive, since: datetime | None = None) -> list[tuple[str, int | None]]:
    found_now = archive.at().pairs.not_in("cy", "Northshire", since)
    return [(each.source, each.twin_state) for each in found_now]


def test_what_is_in_another_language_is_known_with_its_twin(archive: Archive) -> None:
    page: Release = release("page", None, template="page.html")
    archive.put(
        half("a"),
        half("a-cy", "a.md"),
        half("b"),
        half("b-cy", "b.md", status=Status.DRAFT),
        half("c", published="2025-01-01 09:00"),
        half("draft", status=Status.DRAFT),
        half("ends", expires=LATEST),
        half("over", expires=datetime(2026, 3, 2, tzinfo=UTC)),
        half("elsewhere", area="Southshire"),
        indexed(page),
    )
    every = [("a.md", 0), ("b.md", 1), ("c.md", None), ("ends.md", None), ("page.md", None)]
    assert lacking(archive) == every
    assert lacking(archive, datetime(2026, 1, 1, tzinfo=UTC)) == every[:2] + every[3:]


def test_of_three_languages_the_third_is_asked_for_once_though_two_are_a_pair(
    archive: Archive,
) -> None:
    archive.put(half("a"), half("a-cy", "a.md"), half("b", "b-cy.md"), half("b-cy", "b.md"))
    archive.put(half("c"))
    rows = [*archive.at(any_time=True).pairs.not_in("pl", "Northshire")]
    assert [(row.source, row.twin_state, row.is_of_pair) for row in rows] == [
        ("a.md", None, 1),
        ("b-cy.md", None, 1),
        ("c.md", None, 0),
    ]


def test_a_text_that_says_it_in_a_language_itself_lacks_none(archive: Archive) -> None:
    archive.put(half("a", also_in=("cy",)), half("b", also_in=("pl",)), half("b-cy", "b.md"))
    pairs = archive.at(any_time=True).pairs
    assert [row.source for row in pairs.not_in("cy", "Northshire")] == ["b.md"]
    assert [row.source for row in pairs.not_in("pl", "Northshire")] == ["a.md"]
