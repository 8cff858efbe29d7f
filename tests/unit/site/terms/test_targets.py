"""The pages of terms: all of them, each with its feed, and each year."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsgen.config.settings import FeedSettings
from newsgen.model.area import Root, unconfigured_area
from newsgen.model.release import Release
from newsgen.model.taxonomy import Taxonomy
from newsgen.site._feed_pages import feed_items
from newsgen.site._terms import (
    LATEST,
    TAXONOMIES,
    TERM_YEARS,
    TERMS,
    TaxonomiesWindow,
    TermWindow,
    TermYearWindow,
)
from newsgen.site.items import items
from newsgen.site.outline import RootOutline, TaxonomyOutline, TermOutline, TermYear
from newsgen.site.pictures import PictureFile
from newsgen.site.window import Question
from newsgen.theme.load import load_theme
from tests.support.catalogue import release
from tests.support.paths import REPOSITORY
from tests.support.windows import view_of

WORDS = load_theme(REPOSITORY, "plain", {}).words["en"]
AREA = unconfigured_area("Northshire")
ROOT = Root("", "Siôn’s news", "https://x.example")
TOPICS = Taxonomy("topics", "tags", {"": "Topics", "cy": "Pynciau"}, "/topics/{term}/")
YEARS = (TermYear("", 1), TermYear("2024", 2), TermYear("2026", 40))
FRAUD = TermOutline(TOPICS, "fraud", "fraud", YEARS)
OUTLINE = TaxonomyOutline(TOPICS, (FRAUD, TermOutline(TOPICS, "cctv", "CCTV", YEARS[:1])))
SHARED: dict[str, Any] = {"root": ROOT, "words": WORDS, "language": "en-GB"}
AREA_OF = {AREA.key: AREA}


def _picture(_: str) -> PictureFile:
    return PictureFile(30, 20)


def views(latest: Sequence[Release], term: TermOutline = FRAUD, count: int = 3) -> list[Any]:
    shown = items(ROOT, latest, AREA_OF, _picture)
    entries = feed_items(ROOT, AREA_OF, latest, lambda _: None)
    window = TermWindow(
        **SHARED,
        feeds=FeedSettings(items=count),
        term=term,
        term_latest=Question(lambda limit: list(zip(shown, entries, strict=True))[:limit]),
    )
    return [(target.path, view_of(target)) for target in TERMS.makes(window)]


def year_view(year: str, *releases: Release) -> Any:
    window = TermYearWindow(
        **SHARED,
        term_around=FRAUD.around(year),
        year=year,
        of_year=Question(lambda: items(ROOT, releases, AREA_OF, _picture)),
    )
    (target,) = TERM_YEARS.makes(window)
    return view_of(target)


def test_each_file_is_claimed_by_its_term_or_year() -> None:
    outline = RootOutline(ROOT, sorted_by=(OUTLINE,))
    of_all, of_terms, of_years = (
        [(claim.path, claim.piece) for claim in part.claims(outline)]
        for part in (TAXONOMIES, TERMS, TERM_YEARS)
    )
    assert of_all == [("topics/index.html", "")]
    assert of_terms[:2] == [
        ("topics/fraud/index.html", "topics/fraud"),
        ("topics/fraud/feed.atom", "topics/fraud"),
    ]
    assert of_years == [
        ("topics/fraud/undated/index.html", "topics/fraud/undated"),
        ("topics/fraud/2024/index.html", "topics/fraud/2024"),
        ("topics/fraud/2026/index.html", "topics/fraud/2026"),
        ("topics/cctv/undated/index.html", "topics/cctv/undated"),
    ]


def test_a_site_without_taxonomies_has_no_such_part() -> None:
    outline = RootOutline(ROOT)
    assert not any(part.applies(outline) for part in (TAXONOMIES, TERMS, TERM_YEARS))


def test_all_terms_come_by_the_alphabet() -> None:
    window = TaxonomiesWindow(**SHARED | {"language": "cy"}, taxonomies=(OUTLINE,))
    (target,) = TAXONOMIES.makes(window)
    assert (target.path, view_of(target).title) == ("topics/index.html", "Pynciau")
    assert [link.title for link in view_of(target).terms] == ["CCTV", "Fraud"]


def test_a_term_shows_its_latest_releases_and_its_years() -> None:
    latest = [release(f"r{number}") for number in range(30)]
    (path, page), (feed_path, feed) = views(latest)
    assert (path, feed_path) == ("topics/fraud/index.html", "topics/fraud/feed.atom")
    assert (len(page.latest), len(feed.items), page.count) == (LATEST, 3, 43)
    assert [(year.title, year.releases) for year in page.years] == [("2026", 40), ("2024", 2)]
    assert (page.undated.href, page.undated.title) == ("/topics/fraud/undated/", WORDS["undated"])
    assert page.head.title == "Fraud – Topics – Siôn’s news"
    assert [link.href for link in page.trail] == ["/", "/topics/"]
    assert [link.href for link in page.feeds] == ["/topics/fraud/feed.atom"]
    assert (feed.title, feed.author) == ("Fraud – Siôn’s news", "Siôn’s news")
    assert [(link.title, link.href) for link in page.more] == [
        ("Fraud, 2026", "/topics/fraud/2026/")
    ]
    (_, longer) = views(latest, count=25)[1]
    assert len(longer.items) == 25


def test_a_term_whose_releases_all_have_dates_has_no_page_for_others() -> None:
    page = views([], TermOutline(TOPICS, "fraud", "fraud", YEARS[1:]))[0][1]
    assert page.undated is None
    assert len(page.years) == 2


def test_a_list_that_is_whole_goes_on_nowhere() -> None:
    term = TermOutline(TOPICS, "fraud", "fraud", (TermYear("2026", LATEST),))
    page = views([release(f"r{number}") for number in range(LATEST)], term)[0][1]
    assert page.more == ()


def test_a_list_that_ends_among_the_undated_goes_on_there() -> None:
    term = TermOutline(TOPICS, "fraud", "fraud", (TermYear("", LATEST + 1),))
    page = views([release(f"r{number}", None) for number in range(LATEST + 1)], term)[0][1]
    assert [link.href for link in page.more] == ["/topics/fraud/undated/"]


def test_a_year_is_shown_by_month_with_the_years_beside_it() -> None:
    dates = ("2024-03-02 09:00", "2024-03-01 09:00", "2024-01-05 09:00")
    page = year_view("2024", *(release(date, date) for date in dates))
    months = [(month.title, len(month.releases)) for month in page.months]
    assert months == [("March", 2), ("January", 1)]
    assert (page.title, page.count) == ("Fraud, 2024", 3)
    assert (page.previous, page.next.href) == (None, "/topics/fraud/2026/")
    assert [link.href for link in page.trail] == ["/", "/topics/", "/topics/fraud/"]
    assert year_view("2026").previous.href == "/topics/fraud/2024/"


def test_the_way_to_a_year_says_that_authors_name_the_term_in_another_language() -> None:
    welsh = year_view("2026", release("a", language="cy"))
    assert [link.language for link in welsh.trail] == ["", "", "cy"]
    english = year_view("2026", release("a", language="en"))
    assert [link.language for link in english.trail] == ["", "", ""]


def test_a_title_in_another_language_says_so_on_the_page_and_on_the_way_to_it() -> None:
    topics = replace(TOPICS, title={"cy": "Pynciau"})
    term = replace(FRAUD, taxonomy=topics)
    of_all = TaxonomiesWindow(**SHARED, taxonomies=(TaxonomyOutline(topics, (term,)),))
    (target,) = TAXONOMIES.makes(of_all)
    assert (view_of(target).title, view_of(target).language) == ("Pynciau", "cy")
    (_, page), *_ = views([], term)
    assert [link.language for link in page.trail] == ["", "cy"]


def test_releases_without_a_date_have_a_page_beside_the_years() -> None:
    page = year_view("", release("a", None))
    assert [month.title for month in page.months] == [""]
    assert page.title == "Fraud, Undated releases"
    assert (page.previous, page.next) == (None, None)


def test_terms_stand_in_the_order_of_the_alphabet_of_the_site() -> None:
    names = ["Lolfa", "Zone 10", "Ŵyl", "Llŷn", "Zone 9", "Lydan"]
    terms = tuple(TermOutline(TOPICS, str(at), name, YEARS) for at, name in enumerate(names))
    outlines = (TaxonomyOutline(TOPICS, terms),)
    expected = {
        "cy": ["Lolfa", "Lydan", "Llŷn", "Ŵyl", "Zone 9", "Zone 10"],
        "en-GB": ["Llŷn", "Lolfa", "Lydan", "Ŵyl", "Zone 9", "Zone 10"],
    }
    for language, titles in expected.items():
        window = TaxonomiesWindow(root=ROOT, words=WORDS, language=language, taxonomies=outlines)
        (target,) = TAXONOMIES.makes(window)
        assert [link.title for link in view_of(target).terms] == titles
