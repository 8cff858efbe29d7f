"""The demo site, as a visitor, a search engine and a press officer find it."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest

from tests.support.built import Built, Page, broken_links, file_of, moment
from tests.support.paths import REPOSITORY

SAMPLE = (
    "News/News-Articles/2020/March/"
    "Operation-underway-to-safeguard-victims-of-human-trafficking.aspx"
)
LISTS = ("index.html", "newsroom/index.html", "areas/northshire/index.html")
FOCUSABLE = "//body//*[self::a[@href] or self::button or self::input or @tabindex]"
ERRORS = {"404.html", "410.html"}
FORCES = ("Northshire Police", "Cumbria Constabulary", "Heddlu Northshire")
WELSH = "newsroom/2026/July/Cyngor-i-ymwelwyr-o-Gymru-cyn-Gwyl-Saltmere.aspx"


def northshire(demo: Built) -> list[Page]:
    return [p for path, p in demo.releases.items() if path.startswith("newsroom/")]


def published_sources() -> list[Path]:
    """Return the demo's releases that are no drafts."""
    files = (REPOSITORY / "content").rglob("*.md")
    return [f for f in files if not re.search(r"^status: draft$", f.read_text(), re.MULTILINE)]


def news_article(page: Page) -> dict[str, Any]:
    text = page.one("//script[@type='application/ld+json']").text_content()
    article: dict[str, Any] = json.loads(text)
    return article


def known_day(page: Page) -> str:
    """Return the time of publication where the day at least is known: a month is no date."""
    return page.published if page.published.count("-") > 1 else ""


def test_the_sample_release_is_at_its_historic_path(demo: Built) -> None:
    page = demo.releases[SAMPLE]
    assert page.canonical == f"https://www.cumbria.police.uk/{SAMPLE}"
    assert page.text("//h1") == "Operation underway to safeguard victims of human trafficking"


def test_northshire_has_forty_releases_over_three_years(demo: Built) -> None:
    years = {page.published[:4] for page in northshire(demo)} - {""}
    assert len(northshire(demo)) >= 40
    assert len(years) >= 3


def test_every_published_source_has_one_page(demo: Built) -> None:
    texts = [file.read_text(encoding="utf-8") for file in published_sources()]
    pages = [text for text in texts if re.search(r"^type: page$", text, re.MULTILINE)]
    assert len(demo.releases) == len(texts) - len(pages)
    names = ("about-us", "contact-us", "court-results", "media", "cysylltu", "cyfryngau")
    assert {f"{name}/index.html" for name in names} <= demo.pages.keys()
    assert len(pages) == len(names)


def test_no_draft_is_published(demo: Built) -> None:
    drafts = set((REPOSITORY / "content").rglob("*.md")) - set(published_sources())
    assert drafts, "the demo should have a draft"
    titles = [re.search(r"^title: [\"']?(.*?)[\"']?$", d.read_text(), re.MULTILINE) for d in drafts]
    everything = b"".join(f.read_bytes() for f in demo.folder.rglob("*") if f.is_file())
    for title in titles:
        assert title
        assert title[1].encode() not in everything


def test_every_internal_link_leads_to_a_file(demo: Built) -> None:
    assert list(broken_links(demo)) == []


def test_every_fragment_leads_to_an_element(demo: Built) -> None:
    lost = []
    for page in demo.pages.values():
        for link in page.links:
            address, fragment = urldefrag(link)
            if fragment and not urlsplit(address).netloc:
                target = demo.pages[file_of(address)] if address else page
                if not target.all(f"//*[@id='{fragment}']"):
                    lost.append(f"{page.path} -> {link}")
    assert lost == []


def test_every_page_is_reached_from_the_home_page(demo: Built) -> None:
    reached, waiting = set[str](), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in demo.pages and path not in reached:
            reached.add(path)
            waiting += [file_of(h) for h in demo.pages[path].links if re.match("/(?!/)", h)]
    assert set(demo.pages) - reached == ERRORS


def test_every_page_has_one_h1(demo: Built) -> None:
    counts = {path: len(page.all("//h1")) for path, page in demo.pages.items()}
    assert {path: n for path, n in counts.items() if n != 1} == {}


def test_no_page_skips_a_heading_level(demo: Built) -> None:
    for page in demo.pages.values():
        names = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
        levels = [int(heading.tag[1]) for heading in page.all(f"//*[{names}]")]
        steps = [b - a for a, b in zip([0, *levels], levels, strict=False)]
        assert max(steps) == 1, f"{page.path}: {levels}"


def test_titles_are_unique(demo: Built) -> None:
    titles = Counter(page.text("//head/title") for page in demo.pages.values())
    assert [title for title, count in titles.items() if count > 1] == []
    assert "" not in titles


def test_every_page_names_its_language(demo: Built) -> None:
    languages = Counter(page.one("/html/@lang") for page in demo.pages.values())
    assert set(languages) == {"en-GB", "cy"}
    assert languages["cy"] == len(demo.pages) - languages["en-GB"] >= 1


def test_every_page_has_a_main_landmark(demo: Built) -> None:
    for page in demo.pages.values():
        assert page.one("//main").get("id") == "main-content", page.path


def test_the_skip_link_comes_first(demo: Built) -> None:
    for page in demo.pages.values():
        first = page.all(FOCUSABLE)[0]
        assert (first.tag, first.get("href")) == ("a", "#main-content"), page.path
        welsh = page.one("/html/@lang") == "cy"
        assert first.text_content() == (
            "Neidio i'r prif gynnwys" if welsh else "Skip to main content"
        )


def test_one_url_stands_in_canonical_open_graph_and_sitemap(demo: Built) -> None:
    canonical = {page.canonical for page in demo.releases.values()}
    graph = {page.meta("og:url") for page in demo.releases.values()}
    listed = [url for sitemap in demo.release_sitemaps.values() for url in sitemap]
    assert canonical == graph == set(listed)
    assert len(listed) == len(demo.releases)


def test_a_canonical_url_names_the_page_it_is_on(demo: Built) -> None:
    for path, page in demo.pages.items():
        if path not in ERRORS:
            assert file_of(page.canonical) == path


def test_error_pages_are_kept_out_of_search(demo: Built) -> None:
    for path in ERRORS:
        assert demo.pages[path].meta("robots") == "noindex"
        assert demo.pages[path].all("//link[@rel='canonical']") == []


def test_json_ld_describes_each_release(demo: Built) -> None:
    for page in demo.releases.values():
        article = news_article(page)
        assert article["@type"] == "NewsArticle"
        assert article["headline"] == page.text("//h1")
        assert article["publisher"]["name"] in FORCES
        assert article.get("datePublished", "") == known_day(page), page.path


def test_a_release_known_to_the_month_is_dated_so(demo: Built) -> None:
    month_only = [p for p in demo.releases.values() if len(p.published) == len("2020-03")]
    assert month_only, "the demo should have a release of which the month alone is known"
    for page in month_only:
        assert page.meta("article:published_time") is None, "a month alone is no timestamp"
        shown = page.one("//p[contains(@class, 'dateline')]//time").text_content()
        assert re.fullmatch(r"[A-Z][a-z]+ \d{4}", shown)


def test_only_the_undated_release_lacks_a_date(demo: Built) -> None:
    undated = [path for path, page in demo.releases.items() if not page.published]
    assert undated == ["newsroom/about-our-news-archive.aspx"]
    listed = demo.pages["newsroom/undated/index.html"].links
    assert "/newsroom/about-our-news-archive.aspx" in listed


def test_the_publisher_is_at_its_own_host(demo: Built) -> None:
    for page in demo.releases.values():
        host = urlsplit(page.canonical).netloc
        assert urlsplit(news_article(page)["publisher"]["url"]).netloc == host, page.path


def test_a_dateline_is_not_left_in_a_body(demo: Built) -> None:
    sources = [f for f in published_sources() if "Posted on" in f.read_text()]
    assert sources, "the demo should have a dateline"
    for page in demo.releases.values():
        assert "Posted on" not in page.text("//div[@class='body']"), page.path


def test_the_dateline_is_shown_by_the_theme(demo: Built) -> None:
    time = demo.releases[SAMPLE].one("//article//time")
    assert time.get("datetime") == "2020-03-05T10:49:00+00:00"
    assert time.text_content() == "5 March 2020 at 10:49am"


def test_no_marker_of_a_list_is_left_in_the_text(demo: Built) -> None:
    left = {}
    for path, page in demo.releases.items():
        body = page.one("//div[@class='body']")
        left[path] = re.findall(r"\n *[-*+] .*", body.text_content())
    assert {path: lines for path, lines in left.items() if lines} == {}


@pytest.mark.parametrize(
    ("path", "outer", "inner"),
    [
        ("2025/December/Shop-theft-team-marks-its-first-year", "Recovered goods", "190 bottles"),
        ("2024/March/Romance-fraud-six-signs-to-look-for", "There is a sudden", "a medical bill"),
        ("2025/February/Talking-to-your-family-about-life-online", "Agree what", "Keep that"),
    ],
)
def test_a_list_within_a_list_stays_within_it(
    demo: Built, path: str, outer: str, inner: str
) -> None:
    page = demo.releases[f"newsroom/{path}.aspx"]
    item = "li[starts-with(normalize-space(), '{}')]"
    assert page.one(f"//{item.format(outer)}//ul/{item.format(inner)}") is not None


def test_links_of_the_navigation_are_told_apart_by_their_names(demo: Built) -> None:
    for page in demo.pages.values():
        names = page.all("//header//nav//a/text()")
        assert len(set(names)) == len(names) >= 2, f"{page.path}: {names}"


def test_robots_names_both_sitemaps(demo: Built) -> None:
    lines = (demo.folder / "robots.txt").read_text().splitlines()
    sitemaps = [line.partition(": ")[2] for line in lines if line.startswith("Sitemap: ")]
    paths = ["/sitemap.xml", "/news-sitemap.xml", "/cy/news-sitemap.xml"]
    assert [urlsplit(url).path for url in sitemaps] == paths
    for url in sitemaps:
        assert demo.target(url).is_file()


@pytest.mark.parametrize(("path", "words"), [("404.html", "no page"), ("410.html", "removed")])
def test_error_pages_say_what_happened(demo: Built, path: str, words: str) -> None:
    assert words in demo.pages[path].text()


def test_assets_carry_a_digest_in_their_names(demo: Built) -> None:
    names = [file.name for file in (demo.folder / "assets").iterdir()]
    assert len(names) >= 2
    for name in names:
        assert re.fullmatch(r"[a-z-]+\.[0-9a-f]{8,}\.\w+", name)


def test_an_asset_that_differs_has_another_name(demo: Built, one_force: Built) -> None:
    (demo_css,) = (demo.folder / "assets").glob("site.*.css")
    (plain_css,) = (one_force.folder / "assets").glob("site.*.css")
    assert demo_css.read_bytes() != plain_css.read_bytes()
    assert demo_css.name != plain_css.name


def test_a_browser_finds_an_icon(demo: Built) -> None:
    at_the_root = (demo.folder / "favicon.ico").is_file()
    for page in demo.pages.values():
        assert at_the_root or page.all("//link[@rel='icon']"), "browsers ask for /favicon.ico"


def archives(demo: Built) -> list[list[Page]]:
    """Return the dated releases of each archive."""
    by_archive = defaultdict[str, list[Page]](list)
    for path, page in demo.releases.items():
        if page.published:
            is_welsh = page.one("/html/@lang") == "cy"
            by_archive["newyddion" if is_welsh else path.partition("/")[0]].append(page)
    return list(by_archive.values())


def neighbour(demo: Built, page: Page, way: str) -> Page | None:
    links = page.all(f"//a[@rel='{way}']/@href")
    return demo.releases[file_of(links[0])] if links else None


def chain(demo: Built, start: Page, way: str) -> list[str]:
    """Walk from release to release until there is none, or a release comes again."""
    steps: list[str] = []
    page: Page | None = start
    while page is not None and page.path not in steps:
        steps.append(page.path)
        page = neighbour(demo, page, way)
    assert page is None, f"the links go round in a circle at {page and page.path}"
    return steps


def test_next_leads_through_every_release_of_an_archive_once(demo: Built) -> None:
    for releases in archives(demo):
        (first,) = [page for page in releases if neighbour(demo, page, "prev") is None]
        assert sorted(chain(demo, first, "next")) == sorted(page.path for page in releases)


def test_previous_leads_back_the_same_way(demo: Built) -> None:
    for releases in archives(demo):
        (first,) = [page for page in releases if neighbour(demo, page, "prev") is None]
        (last,) = [page for page in releases if neighbour(demo, page, "next") is None]
        assert chain(demo, last, "prev") == chain(demo, first, "next")[::-1]


def test_next_is_never_older(demo: Built) -> None:
    for releases in archives(demo):
        (first,) = [page for page in releases if neighbour(demo, page, "prev") is None]
        times = [moment(demo.releases[path].published) for path in chain(demo, first, "next")]
        assert times == sorted(times)


def test_a_release_links_to_its_month(demo: Built) -> None:
    for page in demo.releases.values():
        if page.published:
            trail = page.all("//nav[@class='breadcrumb']//a/@href")
            month = demo.pages[file_of(trail[-1])]
            assert f"/{page.path}" in month.links


@pytest.mark.parametrize("path", LISTS)
def test_lists_put_the_newest_first_behind_the_featured(demo: Built, path: str) -> None:
    news = "//main//*[not(ancestor::section[@class='appeals'] or ancestor::div[@class='lists'])]"
    times = [moment(t) for t in demo.pages[path].all(f"{news}/time/@datetime")]
    named = [moment(t) for t in demo.pages[path].all("//div[@class='lists']//time/@datetime")]
    assert named == sorted(named, reverse=True)
    years = demo.pages[path].all("//ul[@class='years']/li/a/text()")
    assert times or years
    if times:
        (featured,) = [p for p in northshire(demo) if "Gull-Point-lighthouse" in p.path]
        assert times[0] == moment(featured.published)
        assert featured.published not in demo.pages[path].all(f"{news}/time/@datetime")[1:]
    assert times[1:] == sorted(times[1:], reverse=True)
    appeals = demo.pages[path].all("//section[@class='appeals']//li")
    assert len(times) == 0 or 20 - len(appeals) <= len(times) <= 20  # those are not named again


def test_counts_of_the_year_pages_agree_with_the_months(demo: Built) -> None:
    for year in range(2022, 2027):
        page = demo.pages[f"newsroom/{year}/index.html"]
        for item in page.all("//ul[@class='months']/li[a]"):
            month = demo.pages[file_of(item.find("a").get("href"))]
            listed = len(month.all("//ul[@class='listing']/li"))
            assert item.text_content().split()[-2:][0] == str(listed)


def test_a_welsh_release_has_a_welsh_interface(demo: Built) -> None:
    page = demo.releases[WELSH]
    assert page.all("//header//li/a/text()")[-1] == "Cysylltu"
    assert page.all("//header//form/button/text()") == ["Chwilio"]
    assert page.all("//nav[@class='breadcrumb']//a/text()")[::3] == ["Hafan", "Gorffennaf"]
    assert page.text("//p[@class='kind']") == "Ymgyrch"
    assert page.text("//p[contains(@class, 'dateline')]/span") == (
        "Cyhoeddwyd 7 Gorffennaf 2026 am 10:05am"
    )
    assert page.text("//footer//h2") == "Cysylltu â'r heddlu"
    assert page.all("//section[@class='share']//a/text()")[0] == "E-bost"
    assert "Skip" not in page.text("//body")
    around = page.all("//nav[@class='pager']//b/@lang")
    assert {*around} == {"cy"}, "its archive is in Welsh too"


def test_the_contact_box_is_the_same_in_the_same_place_on_every_page(demo: Built) -> None:
    """Source: WCAG 2.2, 3.2.6. Each language has its own."""
    boxes = defaultdict[str, set[str]](set)
    for page in demo.pages.values():
        (footer,) = page.all("//body/footer")
        assert footer[0].get("class") == "contact", page.path
        boxes[page.one("/html/@lang")].add(page.text("//footer/section"))
        *numbers, report = page.all("//footer/section//a/@href")
        assert numbers == ["tel:999", "tel:101", "tel:+44800555111"]
        assert report == "https://www.northshire.police.example/report/"
        assert "18001 101" in page.text("//footer/section")
    assert [len(texts) for texts in boxes.values()] == [1, 1]


def test_every_page_links_to_the_accessibility_statement(demo: Built) -> None:
    for page in demo.pages.values():
        home = "/cy" if page.one("/html/@lang") == "cy" else ""
        assert f"{home}/accessibility-statement/" in page.all("//footer//a/@href"), page.path
    assert "partially compliant" in demo.pages["accessibility-statement/index.html"].text()


def test_releases_of_one_incident_link_to_each_other(demo: Built) -> None:
    appeal = demo.releases["newsroom/2024/March/Witness-appeal-after-Saltmere-collision.aspx"]
    charge = demo.releases["newsroom/2024/March/Driver-charged-after-Saltmere-collision.aspx"]
    related = "//section[@aria-labelledby='site-related']//a/@href"
    assert appeal.all(related) == [f"/{charge.path}"]
    assert charge.all(related) == [f"/{appeal.path}"]


def test_open_appeals_are_on_the_home_page(demo: Built) -> None:
    home = demo.pages["index.html"]
    tags = home.all("//section[@class='appeals']//span[contains(@class, 'tag')]/text()")
    assert len(tags) == 4
    assert set(tags) <= {"Appeal", "Missing person", "Wanted", "CCTV appeal"}


def test_only_open_appeals_say_near_their_top_whom_to_call(demo: Built) -> None:
    box = "//article//section[@class='action']"
    kinds = {
        path: page.all("//article/p[@class='kind']/span/text()")
        for path, page in demo.releases.items()
        if page.all(box)
    }
    assert len(kinds) >= 4
    assert {kind for shown in kinds.values() for kind in shown} == {
        "Appeal", "Missing person", "Wanted", "CCTV appeal",
        "Apêl", "Apêl teledu cylch cyfyng",
    }  # fmt: skip
    closed = [
        page
        for page in demo.releases.values()
        if page.all("//*[contains(@class, 'notice-closed')]")
    ]
    assert [page.path for page in closed if page.all(box)] == []


def test_a_month_names_the_months_of_its_year(demo: Built) -> None:
    month = demo.pages["newsroom/2024/March/index.html"]
    links = month.all("//nav[@aria-labelledby='months']//a")
    assert [link.text for link in links] == [
        "January", "March", "July", "November", "The whole year",
    ]  # fmt: skip
    assert [link.text for link in links if link.get("aria-current")] == ["March"]


def test_sharing_is_by_plain_links(demo: Built) -> None:
    for page in demo.releases.values():
        links = page.all("//section[@class='share']//a/@href")
        assert [urlsplit(link).netloc for link in links] == [
            "", "wa.me", "www.facebook.com", "x.com",
        ]  # fmt: skip
        quoted = page.canonical.replace("%", "%25").replace(":", "%3A").replace("/", "%2F")
        assert all(link.endswith(quoted) for link in links), links


def test_no_navigation_names_a_page_twice(demo: Built) -> None:
    for path, page in demo.pages.items():
        for navigation in page.all("//nav"):
            links = navigation.xpath(".//a/@href")
            assert len(links) == len(set(links)), path
