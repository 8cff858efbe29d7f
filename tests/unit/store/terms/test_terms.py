"""Terms in the catalogue: their counts, their releases, and their spellings."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from newsgen.model.release import FileUse, Release, Status
from newsgen.model.taxonomy import Taxonomy
from newsgen.store._subject import FACTS
from newsgen.store.entries import Indexed
from newsgen.store.tables import TermRow
from newsgen.store.terms import Known, TermName
from tests.support.catalogue import AS_OF, Archive, indexed, release

TOPICS = Taxonomy("topics", "tags", {}, "/topics/{term}/")
X = TermName("", "topics", "x")


def tagged(
    name: str, *tags: str, at: str | None = "2026-03-01 09:00", root: str = "", **more: Any
) -> Indexed:
    what = release(name, at, tags=tags, **more)
    return indexed(what, root=root)._replace(sorted_by=(TOPICS,))


def sources(releases: list[Release]) -> list[str]:
    return [release.source for release in releases]


def test_a_term_is_counted_by_year_as_far_as_its_releases_are_published(archive: Archive) -> None:
    archive.put(
        tagged("a", "Fraud", files=(FileUse("a.png", 1, 1, sure=True),)),
        tagged("b", "fraud", "Courts", at="2025-03-01 09:00"),
        tagged("c", "fraud", at=None),
        tagged("draft", "fraud", status=Status.DRAFT),
        tagged("later", "fraud", at="2026-03-20 09:00"),
        tagged("gone", "fraud", status=Status.GONE),
        tagged("page", "fraud", template="page.html"),
        tagged("elsewhere", "fraud", root="x.example"),
    )
    tallies = archive.at().terms.tallies()
    assert [(t.root, t.slug, t.year, t.name, t.releases, t.has_files) for t in tallies] == [
        ("", "courts", "2025", "Courts", 1, False),
        ("", "fraud", "", "fraud", 1, False),
        ("", "fraud", "2025", "fraud", 1, False),
        ("", "fraud", "2026", "Fraud", 1, True),
        ("x.example", "fraud", "2026", "fraud", 1, False),
    ]
    then = archive.at(AS_OF + timedelta(days=9), drafts=True).terms.tallies()
    assert [t.releases for t in then if (t.root, t.year) == ("", "2026")] == [3]


def test_the_digests_of_a_year_are_those_of_its_releases(archive: Archive) -> None:
    archive.put(tagged("a", "x"), tagged("b", "x"), tagged("c", "y"))
    before = {t.slug: t.digest for t in archive.at().terms.tallies()}
    archive.put(tagged("b", "x", summary="Another."))
    after = {t.slug: t.digest for t in archive.at().terms.tallies()}
    assert after["y"] == before["y"]
    assert after["x"] != before["x"]
    archive.put(tagged("b", "x"))
    assert {t.slug: t.digest for t in archive.at().terms.tallies()} == before


def test_the_newest_come_first_and_the_undated_last(archive: Archive) -> None:
    archive.put(
        tagged("old", "x", at="2019-03-01 09:00"),
        tagged("undated", "x", at=None),
        tagged("a", "x", "y"),
        tagged("b", "x", at="2026-03-02 09:00"),
        tagged("draft", "x", status=Status.DRAFT),
    )
    terms = archive.at().terms
    assert sources(terms.latest(X, 9, {}, _same)) == ["b.md", "a.md", "old.md", "undated.md"]
    assert sources(terms.latest(X, 1, {}, _same)) == ["b.md"]
    assert sources(terms.of_year(X, "2026", {}, _same)) == ["b.md", "a.md"]
    assert sources(terms.of_year(X, "", {}, _same)) == ["undated.md"]
    assert sources(terms.latest(TermName("", "kinds", "x"), 9, {}, _same)) == []


def test_releases_of_one_second_are_in_the_order_of_their_paths(archive: Archive) -> None:
    archive.put(tagged("b", "x"), tagged("c", "x"), tagged("a", "x"))
    terms = archive.at().terms
    assert sources(terms.latest(X, 2, {}, _same)) == ["c.md", "b.md"]
    assert sources(terms.of_year(X, "2026", {}, _same)) == ["c.md", "b.md", "a.md"]


def _same(release: Release) -> Release:
    return release


def test_a_release_that_another_term_has_is_read_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.put(tagged("a", "x", "y"), tagged("b", "x"), tagged("c", "y"))
    reads: list[str] = []
    load = FACTS.load

    def noted(text: str) -> Release:
        reads.append(text)
        return load(text)

    monkeypatch.setattr(FACTS, "load", noted)
    terms, known = archive.at().terms, Known[Release]()
    of_x = terms.of_year(X, "2026", known, _same)
    of_y = terms.of_year(X._replace(slug="y"), "2026", known, _same)
    assert sources(terms.latest(X, 9, known, _same)) == sources(of_x)
    assert (sources(of_x), sources(of_y)) == (["b.md", "a.md"], ["c.md", "a.md"])
    assert len(reads) == len(known) == 3
    assert of_x[1] is of_y[1]


def test_what_is_dropped_or_changed_leaves_no_term(archive: Archive) -> None:
    archive.put(tagged("a", "x"), tagged("b", "x"))
    archive.put(tagged("a", "y"))
    archive.at().entries.drop(["b.md"])
    assert [t.slug for t in archive.at().terms.tallies()] == ["y"]
    standing = archive.at().entries.standing("a.md")
    assert standing is not None
    rows = map(TermRow._make, standing.terms)
    assert [(row.name, row.place) for row in rows] == [("y", "5 5 5 9")]
    archive.at().entries.drop_all()
    assert archive.at().terms.tallies() == []


def test_a_term_may_be_of_another_release_too(archive: Archive) -> None:
    archive.put(
        tagged("a", "x", "y", "z"),
        tagged("b", "x"),
        tagged("draft", "z", status=Status.DRAFT),
        tagged("elsewhere", "y", root="x.example"),
    )
    terms = archive.at().terms
    others = {slug for slug in "xyz" if terms.is_of_another(X._replace(slug=slug), "a.md")}
    assert others == {"x", "z"}
    assert terms.is_of_another(X._replace(slug="y"), "none.md")


def test_terms_of_several_spellings_come_with_the_first_place_of_each(archive: Archive) -> None:
    archive.put(
        tagged("c", "Rural crime"),
        tagged("b", "Rural crime"),
        tagged("a", "rural-crime", "fraud"),
        tagged("draft", "RURAL crime", status=Status.DRAFT),
        replace_root(tagged("d", "Fraud"), "x.example"),
    )
    (spellings,) = archive.at().terms.spellings()
    assert [(s.name, s.releases, s.source, s.span.line) for s in spellings] == [
        ("Rural crime", 2, "b.md", 5),
        ("rural-crime", 1, "a.md", 5),
    ]


def replace_root(entry: Indexed, root: str) -> Indexed:
    return entry._replace(root=root, branch=root, release=replace(entry.release, host=root))
