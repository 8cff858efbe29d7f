"""Lists on pages: which, in what words, and where they go on."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from newsgen.model.area import Root, unconfigured_area
from newsgen.model.lists import AREA, HOME, PAGE, ReleaseList
from newsgen.site._lists import lists_on
from newsgen.site.outline import Archive, AreaCount
from newsgen.site.pictures import PictureFile
from newsgen.site.window import Question
from tests.support.catalogue import release

COURT = ReleaseList("court", {"en": "Courts", "cy": "Llysoedd"}, limit=2, on=(HOME, AREA, "a.md"))
NORTHSHIRE = unconfigured_area("Northshire")
ARCHIVE = Archive("/news/", "Archive", (), 3)


def window(*lists: ReleaseList, releases: int = 3) -> Any:
    shown = [release(f"r{number}") for number in range(releases)]
    asked: list[tuple[str, int, str]] = []

    def list_items(each: ReleaseList, limit: int, area: str) -> Any:
        asked.append((each.name, limit, area))
        return shown[:limit]

    return SimpleNamespace(
        lists=lists,
        list_items=Question(list_items),
        root=Root("", "", ""),
        words={"by_year": "{name} by year"},
        language="en-GB",
        archives=(ARCHIVE,),
        areas=(AreaCount(NORTHSHIRE, Archive("/northshire/", "Northshire", (), 3), 3),),
        sorted_by=(),
        area_of={"Northshire": NORTHSHIRE},
        picture=Question(lambda _: PictureFile()),
        asked=asked,
    )


def test_a_page_has_the_lists_of_its_kind_and_its_own() -> None:
    every = ReleaseList("every", {"": "All"}, on=(PAGE,))
    seen = window(COURT, every)
    assert list(lists_on(seen, HOME, language="en")) == ["court"]
    assert list(lists_on(seen, PAGE, "b.md", language="en")) == ["every"]
    assert list(lists_on(seen, PAGE, "a.md", language="en")) == ["court", "every"]
    assert list(lists_on(seen, AREA, language="en", area="Cumbria")) == ["court"]
    assert seen.asked[-1] == ("court", 3, "Cumbria")


def test_a_list_is_as_long_as_it_says_and_has_a_title_by_language() -> None:
    seen = window(COURT)
    court = lists_on(seen, HOME, language="cy")["court"]
    assert (court.title, [item.href for item in court.releases]) == (
        "Llysoedd",
        ["/news/r0", "/news/r1"],
    )


def test_a_list_that_is_cut_goes_on_in_the_language_of_the_site() -> None:
    each = ReleaseList("a", {"": "Title"}, limit=2, on=(HOME, AREA))
    [more] = lists_on(window(each), HOME, language="en")["a"].more
    assert (more.title, more.href, more.language) == ("Archive by year", "/news/", "")
    [more] = lists_on(window(each), HOME, language="cy")["a"].more
    assert more.language == "en-GB"
    assert lists_on(window(each, releases=2), HOME, language="en")["a"].more == ()


def test_a_list_of_an_area_goes_on_in_the_archive_of_the_area() -> None:
    each = ReleaseList("a", {"": "Title"}, limit=2, on=(HOME, AREA))
    more = lists_on(window(each), AREA, language="en", area="Northshire")["a"].more
    assert [link.href for link in more] == ["/northshire/"]


@pytest.mark.parametrize(
    ("title", "language", "other"),
    [
        ({"": "Courts"}, "en", ""),
        ({"": "Courts"}, "cy", "en-GB"),
        ({"en": "Courts", "cy": "Llysoedd"}, "cy", ""),
        ({"cy": "Llysoedd"}, "en", "cy"),
    ],
)
def test_a_title_says_its_language_if_it_is_not_that_of_the_page(
    title: Any, language: str, other: str
) -> None:
    assert (
        lists_on(window(replace(COURT, title=title)), HOME, language=language)["court"].language
        == other
    )
