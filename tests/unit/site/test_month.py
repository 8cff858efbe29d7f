"""A month: the pages of its releases, its list by days, and its sitemap."""

from dataclasses import replace

from newsgen.model.area import Area
from newsgen.model.month import UNDATED
from newsgen.model.release import Life, Release
from newsgen.site._month import MONTH
from newsgen.site._month_window import MonthWindow
from newsgen.site.target import Target
from newsgen.theme.load import load_theme
from tests.support.catalogue import moment, release
from tests.support.paths import REPOSITORY
from tests.support.windows import month_window, view_of

AREA = Area("Northshire", "Northshire Police", "northshire", (), "/news/", "")
WORDS = load_theme(REPOSITORY, "plain", {}).words["en"]


def window(*releases: Release) -> MonthWindow:
    return replace(month_window(AREA, releases), words=WORDS)


def made(shown: MonthWindow) -> dict[str, Target]:
    return {target.path: target for target in MONTH.makes(shown)}


MARCH = [
    release("a", "2020-03-01 09:00"),
    release("b", "2020-03-05 09:00"),
    release("c", "2020-03-05 10:00"),
]


def test_each_release_has_its_page_and_the_month_its_list_and_sitemap() -> None:
    targets = made(window(*MARCH))
    assert set(targets) == {
        *(f"news/{name}/index.html" for name in "abc"),
        "news/2020/March/index.html",
        "sitemaps/2020-03.xml",
    }
    page = view_of(targets["news/2020/March/index.html"])
    assert page.count == 3
    assert [[item.title[-1] for item in day.releases] for day in page.days] == [["c", "b"], ["a"]]


def test_the_sitemap_tells_when_a_page_changed_and_leaves_out_the_unlisted() -> None:
    changed = release("d", "2020-03-06 09:00", updated=moment("2020-04-01 09:00"))
    hidden = release("hidden", "2020-03-07 09:00", life=Life(noindex=True))
    entries = view_of(made(window(changed, hidden))["sitemaps/2020-03.xml"]).entries
    assert [(e.url, e.changed) for e in entries] == [(changed.url, changed.updated)]
    assert "sitemaps/2020-03.xml" not in made(window(hidden)), "an empty one is not valid"


def test_releases_without_a_date_have_a_page_of_their_own() -> None:
    shown = replace(window(release("a", None)), month=UNDATED)
    targets = made(shown)
    assert [target.template for target in targets.values()].count("undated.html") == 1


def test_a_preview_makes_one_page_and_nothing_else() -> None:
    targets = made(replace(window(*MARCH), only="b.md"))
    assert list(targets) == ["news/b/index.html"]
