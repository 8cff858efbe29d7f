"""Archives: their months, what is around one of them, and what its pages may see."""

import pytest

from newsgen.model.area import Root
from newsgen.model.month import UNDATED, Month
from newsgen.model.taxonomy import Taxonomy
from newsgen.site.outline import Archive, RootOutline, TaxonomyOutline, TermOutline, TermYear

MONTHS = ((2019, 12), (2020, 3), (2020, 7), (2020, 8), (2022, 1))
ARCHIVE = Archive("/news/", "News", tuple((Month(*month), 5) for month in MONTHS), 2)


@pytest.mark.parametrize("at", range(len(MONTHS)))
def test_neighbours_are_the_months_that_have_releases(at: int) -> None:
    months = [None, *(Month(*month) for month in MONTHS), None]
    month = Month(*MONTHS[at])
    assert ARCHIVE.neighbours(month) == (months[at], months[at + 2])
    assert ARCHIVE.has(str(month))
    assert not ARCHIVE.has("2020-04")


@pytest.mark.parametrize("at", range(len(MONTHS)))
def test_around_a_month_are_its_year_and_its_neighbours_without_counts(at: int) -> None:
    month = Month(*MONTHS[at])
    around = ARCHIVE.around(str(month))
    assert around.neighbours(month) == ARCHIVE.neighbours(month)
    assert around.months_of(month.year) == ARCHIVE.months_of(month.year)
    neighbours = {other for other in ARCHIVE.neighbours(month) if other}
    assert {other for other, _ in around.months} == {*ARCHIVE.months_of(month.year), *neighbours}
    assert {count for _, count in around.months} == {0}
    assert around.undated == 0


def test_the_undated_have_no_months_around_them() -> None:
    assert ARCHIVE.has(UNDATED)
    around = ARCHIVE.around(UNDATED)
    assert (around.months, around.undated) == ((), 0)
    assert not around.has(UNDATED)


def test_search_engines_are_told_of_terms_and_their_years() -> None:
    topics = Taxonomy("topics", "tags", {}, "/topics/{term}/")
    fraud = TermOutline(topics, "fraud", "fraud", (TermYear("", 1), TermYear("2024", 2)))
    outline = RootOutline(Root("", "News", ""), sorted_by=(TaxonomyOutline(topics, (fraud,)),))
    assert [*outline.hrefs()] == [
        "/",
        "/topics/",
        "/topics/fraud/",
        "/topics/fraud/undated/",
        "/topics/fraud/2024/",
    ]


def test_files_below_a_folder_are_those_that_begin_with_its_name() -> None:
    files = ("a.jpg", "media/0f.jpg", "media/0f/a.webp", "media/0f/b.webp", "media/10/c.webp")
    outline = RootOutline(Root("", "News", ""), files=files)
    assert outline.files_below("media/0f/") == files[2:4]
    assert outline.files_below("z/") == ()
