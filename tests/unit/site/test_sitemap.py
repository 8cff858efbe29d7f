"""Sitemaps: an index of all, the pages that list releases, and what is news."""

from dataclasses import replace

import pytest

from newsgen.model.area import Root, unconfigured_area
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Life, Release
from newsgen.site._sitemap import MOST_NEWS, SITEMAPS, SitemapWindow
from newsgen.site.addresses import MOST_URLS
from newsgen.site.target import Target
from newsgen.site.views import SitemapEntry
from newsgen.site.window import Question
from tests.support.catalogue import moment, release
from tests.support.windows import view_of

ROOT = Root("", "News", "https://x.example")


def made(*news: Release, listed: tuple[tuple[str, int], ...] = ()) -> dict[str, Target]:
    asked: list[int] = []

    def newest(limit: int) -> list[Release]:
        asked.append(limit)
        return list(news)

    areas = {"Northshire": unconfigured_area("Northshire")}
    pages = (SitemapEntry("https://x.example/about/", moment("2026-03-01 00:00")),)
    window = SitemapWindow(ROOT, ("/", "/news/"), pages, listed, areas, Question(newest))
    targets = {target.path: target for target in SITEMAPS.makes(window)}
    assert asked == [MOST_NEWS]
    return targets


def test_the_index_names_every_sitemap_of_every_month() -> None:
    targets = made(listed=(("2026-03", 5), ("2025-12", MOST_URLS + 1)))
    urls = [entry.url for entry in view_of(targets["sitemap.xml"]).entries]
    assert urls == [
        "https://x.example/sitemaps/pages.xml",
        "https://x.example/sitemaps/2026-03.xml",
        "https://x.example/sitemaps/2025-12.xml",
        "https://x.example/sitemaps/2025-12-2.xml",
    ]


def test_pages_that_list_releases_have_whole_addresses() -> None:
    entries = view_of(made()["sitemaps/pages.xml"]).entries
    paths = ("/", "/news/", "/about/")
    assert [entry.url for entry in entries] == [f"https://x.example{path}" for path in paths]
    assert [entry.changed for entry in entries] == [None, None, moment("2026-03-01 00:00")]


def test_many_pages_have_several_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("_sitemap", "addresses"):
        monkeypatch.setattr(f"newsgen.site.{module}.MOST_URLS", 2)
    targets = made()
    assert [entry.url for entry in view_of(targets["sitemaps/pages-2.xml"]).entries] == [
        "https://x.example/about/"
    ]
    assert len(view_of(targets["sitemaps/pages.xml"]).entries) == 2
    urls = [entry.url for entry in view_of(targets["sitemap.xml"]).entries]
    assert "https://x.example/sitemaps/pages-2.xml" in urls


def test_news_has_a_day_and_may_be_listed() -> None:
    month = Moment(moment("2026-03-01 00:00").at, Precision.MONTH)
    targets = made(
        release("a", language="cy-GB"),
        release("month", published=None),
        release("hidden", life=Life(noindex=True)),
        replace(release("only-month"), published=month),
    )
    (entry,) = view_of(targets["news-sitemap.xml"]).entries
    assert entry.url.endswith("/news/a")
    assert (entry.publication, entry.language) == ("Northshire", "cy")
