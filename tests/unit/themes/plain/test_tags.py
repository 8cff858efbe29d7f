"""Each list says of a release that it is over, or a draft, and what else readers need to know."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html

from newsgen.contract._samples import CASES, Samples
from newsgen.model.release import Kind
from newsgen.site.templates import TEMPLATES
from newsgen.site.views import AreaPage, FeedExtras, FeedItem, FeedPage, HomePage, Item, MonthPage
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer

THEME: Final = load_theme(Path(), "plain", {})
LISTS: Final = (
    *("home.html", "month.html", "area.html", "term.html", "term_year.html", "undated.html"),
    *("release.html", "page.html"),
)
FEEDS: Final = ("feed.atom", "feed.rss", "feed.json")


def changed(value: Any, part: Any, /, **values: Any) -> Any:
    """Return a view in which each part of a class has some values."""
    if isinstance(value, part):
        return replace(value, **values)
    if isinstance(value, tuple):
        return tuple(changed(each, part, **values) for each in value)
    if isinstance(value, dict):
        return {name: changed(each, part, **values) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: changed(getattr(value, f.name), part, **values) for f in fields(value)}
        return replace(value, **{name: parts[name] for name in parts if hasattr(value, name)})
    return value


def rendered(template: str, page: Any) -> str:
    site = Samples(CASES[0], THEME, "en-GB").site(type(page))
    renderer = Renderer(THEME, lambda _: "")
    return renderer.render(template, site=site, page=page, subject="").decode()


def entries(template: str, page: Any) -> list[list[str]]:
    """Return the tags of each release that a page lists."""
    tree = html.fromstring(rendered(template, page))
    lists = "//main//ul[contains(@class, 'listing')]/li | //article[@class='lead']"
    return [
        [tag.text_content() for tag in entry.xpath(".//*[contains(@class, 'tag ')]")]
        for entry in tree.xpath(lists)
    ]


def sample(template: str) -> Any:
    page = Samples(CASES[0], THEME, "en-GB").view(TEMPLATES[template])
    return replace(page, featured=0, usual_area="") if template == "home.html" else page


@pytest.mark.parametrize("template", LISTS)
@pytest.mark.parametrize(
    ("values", "tags"),
    [
        ({"closed": True}, ["Missing person", "Closed"]),
        ({"draft": True}, ["Missing person", "Draft"]),
        ({"kind": Kind.NEWS, "closed": True}, ["Closed"]),
        ({}, ["Missing person"]),
        ({"kind": Kind.NEWS}, []),
    ],
)
def test_each_list_says_what_has_become_of_a_release(
    template: str, values: dict[str, Any], tags: list[str]
) -> None:
    usual = {"kind": Kind.MISSING, "closed": False, "draft": False}
    page = changed(sample(template), Item, **usual | values)
    if template == "area.html":
        page = replace(page, featured=0)
    shown = entries(template, page)
    assert shown
    assert shown == [tags] * len(shown)


@pytest.mark.parametrize("template", FEEDS)
def test_a_feed_says_that_a_release_is_closed(template: str) -> None:
    page = Samples(CASES[0], THEME, "en-GB").view(FeedPage)
    open_page = changed(changed(page, FeedItem, closed=False), FeedExtras, closed=False)
    closed_page = changed(changed(page, FeedItem, closed=True), FeedExtras, closed=True)
    assert "Closed" not in rendered(template, open_page)
    text = rendered(template, closed_page)
    assert text.count("Closed") == 2 * len(page.items) > 2, "its category, and above its text"


def test_what_is_featured_says_so() -> None:
    for template, view in (("home.html", HomePage), ("area.html", AreaPage)):
        page = Samples(CASES[0], THEME, "en-GB").view(view)
        page = replace(changed(page, Item, kind=Kind.NEWS, closed=False), lists={}, featured=2)
        page = replace(page, appeals=()) if view is HomePage else page
        assert entries(template, page) == [["Featured"], ["Featured"], []]


def test_the_home_page_names_no_release_twice() -> None:
    page = Samples(CASES[0], THEME, "en-GB").view(HomePage)
    _, second, third = page.latest
    page = replace(page, appeals=(second,), lists={}, featured=0)
    tree = html.fromstring(rendered("home.html", page))
    hrefs = tree.xpath("//main//*[self::h2 or self::h3]/a/@href")
    assert hrefs.count(second.href) == hrefs.count(third.href) == 1


def test_the_area_of_nearly_all_is_not_named_again() -> None:
    page = Samples(CASES[0], THEME, "en-GB").view(MonthPage)
    page = changed(page, Item, area="Northshire Police")
    for title, count in (("Northshire Police", 0), ("News archive", 9)):
        trail = (page.trail[0], replace(page.trail[0], title=title), page.trail[0])
        text = rendered("month.html", replace(page, trail=trail))
        tree = html.fromstring(text)
        assert len(tree.xpath("//*[@class='meta']/span[. = 'Northshire Police']")) == count


def test_a_list_of_one_kind_does_not_name_it() -> None:
    page = changed(sample("page.html"), Item, kind=Kind.COURT_RESULT, closed=False)
    (name,) = page.lists
    for kind, tags in (("court-result", []), ("", ["Court result"])):
        lists = {name: replace(page.lists[name], kind=kind)}
        shown = entries("page.html", replace(page, lists=lists))
        assert shown == [tags] * len(page.lists[name].releases)
