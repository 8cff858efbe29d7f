"""Where lists go on: at terms that have all of their releases and few others, or in archives."""

from types import SimpleNamespace
from typing import Any

import pytest

from newsgen.model.area import Root, unconfigured_area
from newsgen.model.month import Month
from newsgen.model.taxonomy import Taxonomy
from newsgen.site._lists import FEW, of_archives, onward
from newsgen.site.outline import Archive, AreaCount, TermOutline, TermYear
from newsgen.site.window import Question

WORDS = {
    "archive": "News archive",
    "by_year": "{name} by year",
    "undated": "Undated",
    "appeal": "Appeal",
    "missing": "Missing person",
    "plain_news": "News",
}
DISTRICTS = Taxonomy("districts", "district", {}, "/districts/{term}/")
TOPICS = Taxonomy("topics", "tags", {"en": "Topics"}, "/topics/{term}/", ("Rural crime",))
KINDS = Taxonomy("kinds", "kind", {}, "/kinds/{term}/")
LETTERS = Taxonomy("letters", "letter", {"en": "Letters"}, "/letters/{term}/")
COUNTS = {
    (DISTRICTS, "saltmere-coast"): 4,
    (DISTRICTS, "a"): 9,
    (DISTRICTS, "b"): 8,
    (TOPICS, "rural-crime"): 20,
    (KINDS, "appeal"): 6,
    (KINDS, "missing"): 5,
    **{(LETTERS, letter): 1 for letter in "abcdefgh"},
}
TERMS = {
    (taxonomy.name, slug): TermOutline(taxonomy, slug, slug, (TermYear("2026", count),))
    for (taxonomy, slug), count in COUNTS.items()
}
ARCHIVE = Archive("/news/", "News", ((Month(2026, 3), 2),), 0)
NORTH = Archive("/north/", "North", (), 0)


def window(*archives: Archive) -> Any:
    return SimpleNamespace(
        root=Root("", "", ""),
        words=WORDS,
        language="en-GB",
        archives=archives or (ARCHIVE, NORTH),
        areas=(AreaCount(unconfigured_area("North"), NORTH, 3),),
        sorted_by=(DISTRICTS, TOPICS, KINDS, LETTERS),
        term_of=Question(lambda taxonomy, slug: TERMS.get((taxonomy, slug))),
    )


@pytest.mark.parametrize(
    ("where", "hrefs"),
    [
        ({"fields.district": ("Saltmere Coast",)}, ["/districts/saltmere-coast/"]),
        ({"fields.district": ("A", "B")}, ["/districts/a/", "/districts/b/"]),
        ({"fields.district": ("A", "A")}, ["/districts/a/"]),
        ({"fields.district": ("A", "no such")}, ["/districts/a/"]),
        ({"kind": ("missing", "appeal")}, ["/kinds/missing/", "/kinds/appeal/"]),
        ({"kind": ("missing",), "fields.district": ("A",)}, ["/kinds/missing/"]),
        (
            {"kind": ("missing",), "fields.district": ("Saltmere coast",)},
            ["/districts/saltmere-coast/"],
        ),
        ({"tags": ("rural crime",)}, ["/topics/rural-crime/"]),
        ({"tags": ("rural crime", "fraud")}, []),
        ({"tags": ("fraud",), "area": ("North",)}, []),
        ({"area": ("North",)}, ["/north/"]),
        ({"fields.letter": tuple("abcdefgh")}, ["/letters/"]),
        ({"fields.letter": ("a", "…")}, []),
        ({"status": ("published",)}, []),
        ({}, ["/news/", "/north/"]),
    ],
)
def test_a_list_goes_on_where_all_of_it_is_and_little_else(where: Any, hrefs: list[str]) -> None:
    assert [link.href for link in onward(window(), where)] == hrefs


def test_links_are_called_what_their_pages_are() -> None:
    def titles(where: Any) -> list[str]:
        return [link.title for link in onward(window(), where)]

    assert titles({"kind": ("missing",)}) == ["Missing person"]
    assert titles({"fields.letter": tuple("abcdefgh")}) == ["Letters"]
    assert titles({}) == ["News by year", "North by year"]


def test_many_archives_are_reached_from_the_home_page() -> None:
    many = [Archive(f"/{number}/", "A", (), 1) for number in range(FEW + 1)]
    [link] = onward(window(*many), {})
    assert (link.title, link.href) == ("News archive", "/#archive")
    assert len(of_archives(WORDS, *many)) == FEW + 1


@pytest.mark.parametrize(
    ("months", "undated", "hrefs"),
    [(((Month(2026, 3), 2),), 0, ["/2026/"]), ((), 3, ["/undated/"]), ((), 0, [])],
)
def test_an_archive_at_the_root_goes_on_at_a_page_of_its_own(
    months: Any, undated: int, hrefs: list[str]
) -> None:
    links = of_archives(WORDS, Archive("/", "News", months, undated))
    assert [link.href for link in links] == hrefs
