"""Releases by path and source, and all of them."""

from newsgen.model.release import Destination, Life, Status
from tests.support.catalogue import AS_OF, Archive, indexed, release
from tests.support.sqlite_steps import sqlite_steps


def test_a_release_is_at_its_very_path_and_like_it_in_any_case(archive: Archive) -> None:
    archive.put(release("a", path="News/A.aspx"), release("to-come", "2026-03-20 09:00"))
    releases = archive.at().releases
    at = releases.at("", "News/A.aspx")
    assert at is not None
    assert at.source == "a.md"
    assert releases.at("", "news/a.aspx") is None
    assert releases.at("there", "News/A.aspx") is None
    assert [r.source for r in releases.like("", "news/a.ASPX")] == ["a.md"]
    assert releases.at("", "news/to-come/index.html") is None


def test_a_source_gives_its_release_with_its_place(archive: Archive) -> None:
    archive.put(indexed(release("a"), root="there"), release("draft", status=Status.DRAFT))
    placed = archive.at().releases.from_source("a.md")
    assert placed is not None
    assert (placed.root, placed.month, placed.release) == ("there", "2026-03", release("a"))
    assert archive.at().releases.from_source("draft.md") is None
    assert archive.at(drafts=True).releases.from_source("draft.md") is not None


def test_places_are_those_of_what_is_published(archive: Archive) -> None:
    hidden = release("c", status=Status.WITHDRAWN)
    archive.put(release("b"), release("a"), hidden)
    places = {f"\t{release(name).path}" for name in "ab"}
    assert {*archive.at().releases.places().split("\n")} == places


def test_bodies_come_newest_first_and_all_oldest_first(archive: Archive) -> None:
    archive.put(
        indexed(release("b", "2026-03-02 09:00"), "<p>b"),
        indexed(release("a", "2026-03-01 09:00"), "<p>a"),
        indexed(release("undated", None), "<p>u"),
        indexed(release("to-come", "2026-03-20 09:00"), "<p>t"),
    )
    releases = archive.at().releases
    assert [html for _, html in releases.bodies("")] == ["<p>b", "<p>a", "<p>u"]
    assert [(r.source, is_seen) for is_seen, r in releases.all()] == [
        ("a.md", True),
        ("b.md", True),
        ("to-come.md", False),
        ("undated.md", True),
    ]


def test_the_page_that_took_a_place_is_told_once_readers_can_see_it(archive: Archive) -> None:
    later = release("later", "2026-03-20 09:00")
    life = Life(superseded_by=Destination(later.href, later.url, "", later.path))
    archive.put(release("a", life=life), later)

    def onward(archive_life: Life | None) -> Destination | None:
        return archive_life.superseded_by if archive_life else None

    now, then = archive.at(), archive.at(AS_OF.replace(day=21))
    before, after = now.releases.from_source("a.md"), then.releases.from_source("a.md")
    assert before is not None
    assert after is not None
    assert onward(before.release.life) is None
    assert onward(after.release.life) == life.superseded_by
    digests = [next(catalogue.months.digests()).digests for catalogue in (now, then)]
    assert digests[0] != digests[1]


def test_pages_are_looked_up_among_any_number_of_releases(archive: Archive) -> None:
    def steps(numbers: range) -> int:
        archive.put(*(release(str(number)) for number in numbers))
        releases = archive.at().releases
        return sqlite_steps(archive.database.connection, lambda: releases.pages(""))

    archive.put(release("b", template="page.html"), release("a", template="page.html"))
    few, many = steps(range(10)), steps(range(10, 200))
    assert [page.source for page in archive.at().releases.pages("")] == ["a.md", "b.md"]
    assert few == many
