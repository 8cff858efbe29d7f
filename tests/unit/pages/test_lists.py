"""Lists on pages: which, in what words, and where they go on."""

from types import SimpleNamespace
from typing import Any

import pytest

from newsgen.model.area import unconfigured_area
from newsgen.model.lists import AREA, HOME, PAGE, ReleaseList
from newsgen.model.taxonomy import Taxonomy
from newsgen.pages._lists import lists_on
from newsgen.pages.pictures import PictureFile
from newsgen.pages.window import Question
from tests.support.catalogue import release

COURT = ReleaseList("court", {"en": "Courts", "cy": "Llysoedd"}, limit=2, on=(HOME, AREA, "a.md"))
DISTRICTS = Taxonomy("districts", "district", {}, "/districts/{term}/")
TOPICS = Taxonomy("topics", "tags", {}, "/topics/{term}/", ("Rural crime",))


def window(*lists: ReleaseList, releases: int = 3) -> Any:
    shown = [release(f"r{number}") for number in range(releases)]
    asked: list[tuple[str, int, str]] = []

    def list_items(each: ReleaseList, limit: int, area: str) -> Any:
        asked.append((each.name, limit, area))
        return shown[:limit]

    return SimpleNamespace(
        lists=lists,
        list_items=Question(list_items),
        sorted_by=(DISTRICTS, TOPICS),
        area_of={"Northshire": unconfigured_area("Northshire")},
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


@pytest.mark.parametrize(
    ("where", "href"),
    [
        ((("fields.district", ("Saltmere Coast",)),), "/districts/saltmere-coast/"),
        ((("tags", ("rural crime",)),), "/topics/rural-crime/"),
        ((("tags", ("fraud",)),), ""),
        ((("kind", ("news",)),), ""),
        ((("fields.district", ("A", "B")),), ""),
        ((("fields.district", ("A",)), ("kind", ("news",))), ""),
        ((), ""),
    ],
)
def test_a_list_that_is_cut_goes_on_at_the_term_that_has_all_of_it(where: Any, href: str) -> None:
    each = ReleaseList("a", {"": "Title"}, where, limit=2, on=(HOME, AREA))
    more = lists_on(window(each), HOME, language="en")["a"].more
    assert [(link.title, link.href) for link in more] == ([("Title", href)] if href else [])
    assert lists_on(window(each, releases=2), HOME, language="en")["a"].more == ()
    assert lists_on(window(each), AREA, language="en", area="Northshire")["a"].more == ()
