"""Feeds and sitemaps, as feed readers and search engines read them."""

import calendar
import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html

from newsgen.config.rows import table
from newsgen.config.settings import FeedSettings
from newsgen.model.declared import Row
from tests.support.builds import appeal, built
from tests.support.built import (
    NAMES,
    Built,
    Page,
    build,
    file_of,
    moment,
    read_feed,
    schema,
)
from tests.support.paths import REPOSITORY
from tests.support.pictures import png
from tests.support.site import CONFIG, HOSTS, Release, new_site, tree, write, write_site
from tests.support.sources import Source

ITEMS = 20
TWO_DAYS = timedelta(days=2)
MINUTE = timedelta(minutes=1)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
FEED_KEYS = {
    "version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url",
    "icon", "favicon", "authors", "language", "expired", "hubs", "items",
}  # fmt: skip
ITEM_KEYS = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image",
    "banner_image", "date_published", "date_modified", "authors", "tags", "language",
    "attachments",
}  # fmt: skip
AS_IT_STANDS = {"resolve_relative_uris": False, "sanitize_html": False}
SITES = ("demo", "one_force")
FEEDS = [
    ("demo", "", ITEMS),
    ("demo", "areas/northshire/", ITEMS),
    ("demo", "areas/cumbria/", 1),
    ("one_force", "", ITEMS),
    ("one_force", "areas/northshire/", ITEMS),
]


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Built:
    built: Built = request.getfixturevalue(request.param)
    return built


each_site = pytest.mark.parametrize("site", SITES, indirect=True)
each_feed = pytest.mark.parametrize(("site", "folder", "count"), FEEDS, indirect=["site"])
XML = [
    (*feed, ending)
    for feed in FEEDS
    for ending in ("atom", "rss")
    if ending == "atom" or not feed[1]
]
each_xml = pytest.mark.parametrize(("site", "folder", "count", "ending"), XML, indirect=["site"])
each_json = pytest.mark.parametrize(
    ("site", "folder", "count"), [feed for feed in FEEDS if not feed[1]], indirect=["site"]
)
"""An area has an Atom feed only."""


def read_json(built: Built, path: str) -> dict[str, Any]:
    feed: dict[str, Any] = json.loads((built.folder / path).read_text())
    return feed


def instant(parts: Any) -> datetime:
    """Return the instant that feedparser read, which it gives in UTC."""
    return datetime.fromtimestamp(calendar.timegm(parts), UTC)


def newest(built: Built, count: int, folder: str) -> list[Page]:
    """Return the newest releases of a feed, newest first."""
    home = built.pages[f"{folder}index.html"]
    area = home.canonical if folder else ""
    tag = home.one("/html/@lang")
    every = (page for page in built.releases.values() if page.one("/html/@lang") == tag)
    dated = [page for page in every if page.published]
    if area:
        dated = [p for p in dated if p.all(f"//article//a[@href='/{folder}']")]
    return sorted(dated, key=lambda page: moment(page.published), reverse=True)[:count]


def changed(page: Page) -> datetime:
    """Return when a release last changed, as its page says."""
    times = page.all("//p[contains(@class, 'dateline')]/span/time/@datetime")
    return moment(str(times[-1]))


TEXTS = (
    "//article/*[self::figure or contains(@class, 'notice')] | //div[@class='body'] | "
    "//article/section[@class='documents']"
)
"""What a page says: its notices, its pictures, its text and its documents."""


def contents(feed: Any) -> Iterator[str]:
    for entry in feed.entries:
        (content,) = entry.content
        yield content.value


@each_xml
def test_a_feed_has_the_newest_releases(site: Built, folder: str, count: int, ending: str) -> None:
    feed = read_feed(site, f"{folder}feed.{ending}")
    expected = newest(site, count, folder)
    assert len(feed.entries) == count == len(expected)
    assert {entry.link for entry in feed.entries} == {page.canonical for page in expected}


@each_xml
def test_a_feed_gives_the_times_of_its_releases(
    site: Built, folder: str, count: int, ending: str
) -> None:
    entries = read_feed(site, f"{folder}feed.{ending}").entries
    assert len(entries) == count
    for entry in entries:
        page = site.releases[file_of(entry.link)]
        assert instant(entry.published_parsed) == moment(page.published)
        if ending == "atom":
            assert instant(entry.updated_parsed) == changed(page)
    times = [instant(entry.published_parsed) for entry in entries]
    assert times == sorted(times, reverse=True)


@each_xml
def test_ids_of_a_feed_are_unique_urls(site: Built, folder: str, count: int, ending: str) -> None:
    ids = [entry.id for entry in read_feed(site, f"{folder}feed.{ending}").entries]
    assert len(set(ids)) == count
    assert all(urlsplit(url).scheme == "https" for url in ids)


@each_xml
def test_a_feed_has_the_whole_text(site: Built, folder: str, count: int, ending: str) -> None:
    feed = read_feed(site, f"{folder}feed.{ending}")
    assert sum(1 for _ in contents(feed)) == count
    for entry, text in zip(feed.entries, contents(feed), strict=True):
        page = site.releases[file_of(entry.link)]
        body = html.fragment_fromstring(text, create_parent="div").text_content()
        shown = [deepcopy(part) for part in page.all(TEXTS)]
        for offer in (offer for part in shown for offer in part.xpath(".//figure/div[@hidden]")):
            offer.drop_tree()  # a script shows it
        assert body.split() == " ".join(part.text_content() for part in shown).split()


@each_xml
def test_an_entry_has_the_title_of_its_release(
    site: Built, folder: str, count: int, ending: str
) -> None:
    entries = read_feed(site, f"{folder}feed.{ending}").entries
    assert len(entries) == count
    for entry in entries:
        assert entry.title == site.releases[file_of(entry.link)].text("//h1")


@each_xml
def test_a_feed_names_itself(site: Built, folder: str, count: int, ending: str) -> None:
    feed = read_feed(site, f"{folder}feed.{ending}")
    (itself,) = [link.href for link in feed.feed.links if link.rel == "self"]
    home = site.pages["index.html"].canonical
    assert itself == f"{home}{folder}feed.{ending}"
    assert len(feed.entries) == count


@each_feed
def test_addresses_in_a_feed_are_absolute(site: Built, folder: str, count: int) -> None:
    texts = {"atom": list(contents(read_feed(site, f"{folder}feed.atom", **AS_IT_STANDS)))}
    if not folder:
        items = read_json(site, "feed.json")["items"]
        texts["rss"] = list(contents(read_feed(site, "feed.rss", **AS_IT_STANDS)))
        texts["json"] = [item["content_html"] for item in items]
    for ending, bodies in texts.items():
        assert len(bodies) == count
        for body in bodies:
            fragment = html.fragment_fromstring(body, create_parent="div")
            for address in fragment.xpath(".//@href | .//@src"):
                assert re.match(r"(https?|mailto|tel):", address), f"{ending}: {address}"


LINKED = """\
See [below](#there), [a page](/news/b.aspx), [a list](?page=2) and [a post](//social.example/1).[^1]

![A van](van.png)

## There {#there}

<blockquote cite="/news/b.aspx"><p>A <q cite="#there">word</q>, <del cite="/c">two</del>.</p>
</blockquote>

Write ` href="#there"`.

:::cy
Gweler [isod](#there).
:::

[^1]: A note.
"""
HOME_IN_WELSH = '\n[languages.cy]\nhome = "/cy/"\ntitle = "Newyddion"\n'
WITH_FOOTNOTES = '\n[markdown]\nextensions = ["tables", "sane_lists", "attr_list", "footnotes"]\n'


def test_each_form_of_address_in_a_feed_is_absolute(tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "site",
        {
            "newsgen.toml": CONFIG + HOME_IN_WELSH + WITH_FOOTNOTES,
            "content/a.md": appeal("a", "2026-02-01", LINKED),
            "content/b.md": appeal("b", "2026-02-01", LINKED, language="cy"),
            "content/van.png": png(3, 2),
        },
    )
    built(site)
    feeds = sorted((site / "output").rglob("feed.*"))
    assert len(feeds) == 8, "three and that of the area, in each language"
    for feed in feeds:
        for fragment in texts_of(feed):
            addresses = fragment.xpath(".//@href | .//@src | .//@cite")
            assert [a for a in addresses if not a.startswith("https://")] == [], feed
            (itself, there) = fragment.xpath(".//a[contains(@href, '#there')]/@href")
            assert itself == there
            assert itself.startswith(f"https://{HOSTS['Northshire']}/news/")
            assert ' href="#there"' in fragment.text_content()


NEWS = {
    "updates": "[{at: 2026-02-03 09:00, note: A woman was arrested.}]",
    "corrections": "[{at: 2026-02-02 09:00, note: It was a blue van.}]",
    "images": "[{src: /van.png, alt: A van, credit: A reader}, {src: /lost.png, alt: Lost}]",
    "attachments": "[{file: /plan.txt, title: The plan}]",
}


def texts_of(feed: Path) -> list[Any]:
    """Return the texts of the releases in a feed of any form, as HTML."""
    if feed.suffix == ".json":
        texts = [item["content_html"] for item in json.loads(feed.read_text())["items"]]
    else:
        texts = [*contents(feedparser.parse(feed.read_bytes(), **AS_IT_STANDS))]
    return [html.fragment_fromstring(text, create_parent="div") for text in texts]


def test_feeds_say_what_was_corrected_added_and_closed_and_have_pictures(tmp_path: Path) -> None:
    closed = {
        "status": "closed",
        "explanation": "All is well.",
        "superseded_by": "/news/a.aspx",
    }
    site = write_site(
        tmp_path / "site",
        {
            "newsgen.toml": CONFIG + '[taxonomies.topics]\nkey = "tags"\n',
            "content/a.md": appeal("a", "2026-02-01", tags="[roads]", **NEWS),
            "content/b.md": appeal("b", "2026-01-01", tags="[roads]", **closed),
            "content/van.png": png(3, 2),
            "content/plan.txt": "Plan.",
        },
    )
    built(site)
    feeds = sorted((site / "output").rglob("feed.*"))
    assert len(feeds) == 5, "those of the site, of the area and of the term"
    for feed in feeds:
        first, second = texts_of(feed)
        words = " ".join(first.text_content().split())
        assert words.startswith("Correction 2 February 2026 at 9:00am It was a blue van."), feed
        assert "Updated 3 February 2026 at 9:00am A woman was arrested." in words
        (src,) = first.xpath(".//img/@src")
        assert first.xpath(".//a[contains(., 'The plan')]/@href")[0].endswith("/plan.txt")
        assert "A reader" in words
        assert "All is well." in second.text_content()
        (newer,) = second.xpath(".//a/@href")
        assert [address.startswith("https://") for address in (src, newer)] == [True, True]


def test_a_text_in_a_feed_says_its_language_and_direction(tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "site",
        {
            "newsgen.toml": CONFIG,
            "content/a.md": appeal("a", "2026-02-03"),
            "content/b.md": appeal("b", "2026-02-02", language="ur", status="closed"),
            "content/c.md": appeal("c", "2026-02-01", language="cy", status="closed"),
        },
    )
    built(site)
    for ending in ("atom", "rss", "json"):
        english, urdu, welsh = texts_of(site / f"output/feed.{ending}")
        assert english.xpath(".//@lang") == []
        assert urdu.xpath("./div/@lang | ./div/@dir") == ["ur", "rtl"]
        assert urdu.xpath("./div/div/@lang | ./div/div/@dir") == ["en", "ltr"], "the notice"
        assert welsh.xpath(".//@lang") == ["cy"]
        assert "Wedi cau" in welsh.text_content()


def test_some_body_in_the_feeds_has_a_picture(demo: Built) -> None:
    items = read_json(demo, "feed.json")["items"]
    pictures = [
        a for item in items for a in re.findall(r'<img[^>]* src="(.*?)"', item["content_html"])
    ]
    assert pictures
    for address in pictures:
        assert demo.target(address).is_file(), address


@each_json
def test_a_json_feed_is_of_version_1_1(site: Built, folder: str, count: int) -> None:
    feed = read_json(site, f"{folder}feed.json")
    assert set(feed) <= FEED_KEYS
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert feed["title"]
    home = site.pages["index.html"].canonical
    assert feed["home_page_url"].startswith(home)
    assert feed["feed_url"] == f"{home}{folder}feed.json"
    assert LANGUAGE.fullmatch(feed["language"])
    check_authors(feed["authors"])
    assert len(feed["items"]) == count


def check_authors(authors: Any) -> None:
    """Check that each author has one of three keys at least, and no others."""
    assert isinstance(authors, list)
    for author in authors:
        assert author
        assert set(author) <= {"name", "url", "avatar"}
        assert all(isinstance(value, str) for value in author.values())


@each_json
def test_the_items_of_a_json_feed_are_as_the_standard_says(
    site: Built, folder: str, count: int
) -> None:
    items = read_json(site, f"{folder}feed.json")["items"]
    assert len({item["id"] for item in items}) == count
    for item in items:
        check_item(item)


def check_item(item: dict[str, Any]) -> None:
    """Check an item of JSON Feed 1.1: keys, their types and forms."""
    assert set(item) <= ITEM_KEYS
    texts = {key: value for key, value in item.items() if key not in ("tags", "authors")}
    assert all(isinstance(value, str) for value in texts.values())
    assert item["id"]
    assert "content_html" in item or "content_text" in item
    for key in ("url", "external_url", "image", "banner_image"):
        assert re.match(r"https?://", item.get(key, "https://")), item[key]
    for key in ("date_published", "date_modified"):
        assert RFC3339.fullmatch(item.get(key, "2020-01-01T00:00:00Z")), item[key]
    assert all(isinstance(tag, str) for tag in item.get("tags", []))
    assert LANGUAGE.fullmatch(item.get("language", "en"))
    check_authors(item.get("authors", []))


@each_json
def test_a_json_feed_agrees_with_the_pages(site: Built, folder: str, count: int) -> None:
    items = read_json(site, f"{folder}feed.json")["items"]
    assert {i["url"] for i in items} == {p.canonical for p in newest(site, count, folder)}
    for item in items:
        page = site.releases[file_of(item["url"])]
        assert item["title"] == page.text("//h1")
        assert item["language"] == page.one("/html/@lang")
        assert moment(item["date_published"]) == moment(page.published)
        assert moment(item["date_modified"]) == changed(page)


NO_TIME = "1970-01-02T00:00:00Z"
"""When Atom says that a release without a date was updated."""


def undated_site(folder: Path, *dates: str | None) -> Path:
    """Write a site of one area, with a release of each date, by their order."""
    releases = {
        f"{n}.md": Release(
            f"Release {n}",
            "Northshire",
            f"https://{HOSTS['Northshire']}/{n}.aspx",
            date,
            more={"updated": "2026-03-09 09:00"} if date is None else {},
        )
        for n, date in enumerate(dates)
    }
    return new_site(folder / "site", releases)


def test_releases_without_a_date_are_fed_last_and_never_look_new(tmp_path: Path) -> None:
    site = undated_site(tmp_path, None, "2020-03-05 09:00", None, "2026-03-01 09:00")
    built = build(site, tmp_path, "--as-of", "2026-03-15T12:00Z")
    for path in ("feed.atom", "feed.rss", "areas/northshire/feed.atom"):
        entries = read_feed(built, path).entries
        assert [e.title for e in entries[:2]] == ["Release 3", "Release 1"], path
        assert {e.title for e in entries[2:]} == {"Release 0", "Release 2"}
        assert [e.get("published") for e in entries[2:]] == [None, None]
        when = NO_TIME if path.endswith("atom") else None
        assert [e.get("updated") for e in entries[2:]] == [when, when]
        times = [e["updated_parsed"] for e in entries] if when else []
        assert times == sorted(times, reverse=True)
    items = read_json(built, "feed.json")["items"]
    for item in items:
        check_item(item)
    assert [set(i) & {"date_published", "date_modified"} for i in items[2:]] == [set(), set()]


def test_the_feeds_of_an_area_without_dates_have_its_releases(tmp_path: Path) -> None:
    built = build(undated_site(tmp_path, None, None), tmp_path, "--as-of", "2026-03-15T12:00Z")
    for path in ("feed.atom", "areas/northshire/feed.atom"):
        feed = read_feed(built, path)
        assert len(feed.entries) == 2
        assert feed.feed.updated == NO_TIME
        assert calendar.timegm(feed.entries[0].updated_parsed) > 0, "0 is no time to many"
    later = build(undated_site(tmp_path, None, None), tmp_path / "x", "--as-of", "2027-01-01")
    assert (later.folder / "feed.atom").read_bytes() == (built.folder / "feed.atom").read_bytes()
    assert "lastBuildDate" not in (built.folder / "feed.rss").read_text()


def test_the_feed_of_one_force_has_its_newest_datelines(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    newest_first = sorted(one_force_sources, key=lambda source: source.posted, reverse=True)
    links = [file_of(entry.link) for entry in read_feed(one_force, "feed.atom").entries]
    assert links == [source.path for source in newest_first[:ITEMS]]


@each_site
def test_pages_link_to_feeds_that_exist(site: Built) -> None:
    for page in site.pages.values():
        links = page.all("//head/link[@rel='alternate'][@type]")
        types = {"application/atom+xml", "application/rss+xml", "application/feed+json"}
        assert {link.get("type") for link in links} == types
        assert all(site.target(link.get("href")).is_file() for link in links)


@each_site
def test_every_sitemap_is_valid(site: Built) -> None:
    urlset = schema("urlset")
    assert len(site.sitemaps) >= 20
    for path in site.sitemaps:
        urlset.assertValid(site.sitemap_of_protocol(path))


@each_site
def test_the_index_of_sitemaps_is_valid_and_whole(site: Built) -> None:
    schema("sitemapindex").assertValid(site.xml("sitemap.xml"))
    assert sorted(map(file_of, site.sitemap("sitemap.xml"))) == site.sitemaps


def test_the_schema_refuses_what_the_protocol_forbids() -> None:
    urlset = schema("urlset")
    url = "<url><loc>https://www.example.police.uk/</loc>{}</url>"
    for inner, valid in (("", True), ("<lastmod>2020-03</lastmod>", False), ("<x/>", False)):
        document = f'<urlset xmlns="{NAMES["s"]}">{url.format(inner)}</urlset>'
        assert urlset.validate(etree.fromstring(document)) is valid


@each_site
def test_lastmod_is_when_the_release_last_changed(site: Built) -> None:
    for sitemap in site.release_sitemaps.values():
        for url, lastmod in sitemap.items():
            page = site.releases[file_of(url)]
            if len(page.published) > len("2020-03"):  # a month alone is no date to the protocol
                assert lastmod, url
                assert moment(lastmod) == changed(page)
            else:
                assert lastmod is None


def test_a_release_that_was_updated_says_so_in_the_sitemap(demo: Built) -> None:
    updated = [p for p in demo.releases.values() if p.meta("article:modified_time")]
    assert updated, "the demo should have an updated release"
    listed = {url: when for s in demo.release_sitemaps.values() for url, when in s.items()}
    for page in updated:
        assert listed[page.canonical] == page.meta("article:modified_time")


@each_site
def test_the_index_gives_no_times_as_each_release_would_change_it(site: Built) -> None:
    index = site.sitemap("sitemap.xml")
    assert {*site.sitemaps} == set(map(file_of, index))
    assert set(index.values()) == {None}


@each_site
def test_an_area_has_an_atom_feed_and_no_other(site: Built) -> None:
    for area in (site.folder / "areas").iterdir():
        assert sorted(path.name for path in area.iterdir()) == ["feed.atom", "index.html"]


@each_site
def test_the_sitemap_of_pages_has_every_page_that_is_no_release(site: Built) -> None:
    of_pages = [path for path in site.sitemaps if path.endswith("sitemaps/pages.xml")]
    listed = {file_of(url) for path in of_pages for url in site.sitemap(path)}
    others = set(site.pages) - set(site.releases) - {"404.html", "410.html"}
    assert listed == others


@pytest.fixture(scope="module")
def latest(demo: Built) -> datetime:
    """Return the time of the demo's newest release that has a time of day."""
    timed = [p.published for p in demo.releases.values() if "T" in p.published]
    return max(map(moment, timed))


@pytest.fixture(scope="module")
def demo_at(tmp_path_factory: pytest.TempPathFactory) -> Callable[[datetime], Built]:
    """Build the demo as of a time, from where it was."""
    work = tmp_path_factory.mktemp("demo-at")
    return lambda as_of: build(REPOSITORY, work, "--as-of", as_of.isoformat())


@pytest.mark.parametrize(
    "after", [timedelta(0), MINUTE, TWO_DAYS - MINUTE, TWO_DAYS + MINUTE, -MINUTE]
)
def test_the_news_sitemap_has_the_releases_of_two_days(
    demo: Built, latest: datetime, demo_at: Callable[[datetime], Built], after: timedelta
) -> None:
    as_of = latest + after
    built = demo_at(as_of)
    expected = {
        page.canonical
        for page in demo.releases.values()
        if page.published.count("-") > 1 and as_of - TWO_DAYS <= moment(page.published) <= as_of
    }
    assert set(built.sitemap("news-sitemap.xml")) == expected


def test_the_news_sitemap_is_valid_and_describes_its_release(
    latest: datetime, demo_at: Callable[[datetime], Built]
) -> None:
    built = demo_at(latest)
    news = built.xml("news-sitemap.xml")
    schema("urlset").assertValid(news)
    assert len(news.findall("s:url", NAMES)) >= 1
    for entry in news.findall("s:url", NAMES):
        page = built.releases[file_of(entry.findtext("s:loc", None, NAMES))]
        assert entry.findtext(".//n:title", None, NAMES) == page.text("//h1")
        assert moment(entry.findtext(".//n:publication_date", None, NAMES)) == moment(
            page.published
        )
        assert entry.findtext(".//n:name", None, NAMES) == "Northshire Police"
        assert page.one("/html/@lang").startswith(entry.findtext(".//n:language", None, NAMES))


def test_a_news_sitemap_without_news_is_an_empty_list(one_force: Built) -> None:
    root = one_force.xml("news-sitemap.xml").getroot()
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    assert len(root) == 0


# Settings

OTHERWISE: dict[str, object] = {"items": 1}
"""Values of settings whose example would change nothing here."""
OF_ALL = (
    "feed.atom",
    "feed.rss",
    "feed.json",
    "areas/northshire/feed.atom",
    "topics/fraud/feed.atom",
)


@pytest.mark.parametrize("row", table(FeedSettings).rows, ids=lambda row: str(row.name))
def test_a_setting_reaches_the_feeds_of_root_areas_and_terms(row: Row, tmp_path: Path) -> None:
    more = {"tags": "[fraud]", "images": "[{src: /a.png, alt: A van}]"}
    site = write_site(
        tmp_path / "site",
        {
            "newsgen.toml": f'{CONFIG}\n[taxonomies.topics]\nkey = "tags"\n',
            "content/a.md": appeal("a", "2026-02-01", **more),
            "content/b.md": appeal("b", "2026-03-02", **more),
            "content/a.png": png(3, 2),
        },
    )
    built(site)
    first = tree(site / "output")
    config = (site / "newsgen.toml").read_text("utf-8")
    value = json.dumps(OTHERWISE.get(row.name, row.examples[0]))
    write(site / "newsgen.toml", f"{config}\n[feeds]\n{row.name} = {value}\n")
    built(site)
    second = tree(site / "output")
    same = [path for path in OF_ALL if first[path] == second[path]]
    assert same == [], f"feeds.{row.name} = {value} does not change these"
