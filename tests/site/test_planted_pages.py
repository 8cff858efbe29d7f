"""What readers see of archives, counted by what the archives were given.

The generator says of each release which title, summary and date readers should see, and which
elements its text should have. These are compared with all that a build writes: pages, lists, feeds,
JSON-LD and the search index. Nothing here asks newsgen what is right.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import urlsplit

import pytest
from hypothesis import Phase, given, strategies as st

from tests.archives import Archive, Placed, national
from tests.support.built import LONDON, Built, Page, build, file_of
from tests.support.command import AS_OF
from tests.support.draws import draws
from tests.support.publishable import leave_out_errors, report_on
from tests.support.sources import straight

pytestmark = pytest.mark.rotates(5)

RELEASES: Final = 300
LONGEST_TITLE: Final = 150
LONGEST_SUMMARY: Final = 200
COUNTED: Final = ("ul", "ol", "li", "strong", "em", "h2", "h3", "h4", "br")
"""The tags of which a body has those that were planted, and no other."""
UNNAMED: Final = ("ul", "ol", "br")
"""Of these only the number is compared."""
LISTED: Final = "//main//*[self::h2 or self::h3]/a"
BODY: Final = "//div[@class='body']"


def plain(text: object) -> str:
    """Return a text as it is seen, without what is invisible, and with straight quotation marks."""
    return " ".join(straight(str(text)).replace("\u200b", "").split())


def path_of(url: str) -> str:
    """Return the path of a page; letters are composed, whatever the old site had."""
    return normalize("NFC", file_of(url))


def is_cut(shown: str, whole: str, longest: int) -> bool:
    """Return whether a text is shown as it is, or cut at the end of a word if it is too long."""
    shown, whole = plain(shown), plain(whole)
    if len(whole) <= longest:
        return shown == whole
    head = shown.removesuffix("…")
    rest = whole[len(head) :].lstrip(",;:–-")
    return longest / 2 < len(head) < longest and whole.startswith(head) and rest.startswith(" ")


@dataclass(frozen=True)
class Seen:
    """A release that was published, its page, and the built site that has both."""

    release: Placed
    page: Page

    def fault(self, what: str, shown: object) -> str:
        given_to = ", ".join(self.release.patterns)
        return f"{what} of {self.release.path}, which has {given_to}: {shown}"


@dataclass(frozen=True)
class Site:
    """A built archive, a document root a host."""

    folder: Path
    archive: Archive
    published: frozenset[str]

    @cached_property
    def hosts(self) -> dict[str, Built]:
        hosts = {urlsplit(release.url).netloc for release in self.archive.releases}
        return {host: Built(self.folder / host) for host in hosts if (self.folder / host).is_dir()}

    @cached_property
    def releases(self) -> list[Seen]:
        """The published releases; one whose date holds it back has no page."""
        return [
            Seen(r, self.hosts[urlsplit(r.url).netloc].pages[path_of(r.url)])
            for r in self.archive.releases
            if r.path in self.published and not r.held
        ]

    @cached_property
    def by_url(self) -> dict[tuple[str, str], Seen]:
        return {(urlsplit(s.release.url).netloc, s.page.path): s for s in self.releases}

    def seen(self, host: str, url: str) -> Seen | None:
        return self.by_url.get((host, path_of(url)))


def build_archive(seed: int, work: Path) -> Site:
    """Build an archive of a seed, without the releases that have errors."""
    archive = national(work / "archive", seed=seed, releases=RELEASES)
    site = work / "site"
    site.mkdir()
    options = '[site]\nlayout = "per-host"\nsearch = true\n'
    (site / "newsgen.toml").write_text(archive.settings.replace("[site]\n", options))
    (site / "content").symlink_to(archive.folder)
    left = leave_out_errors(site, lambda: report_on(site, work / "checked", as_of=AS_OF))
    built = build(site, work)
    return Site(built.folder, archive, frozenset(path.as_posix() for path in left))


def wrong_titles(site: Site) -> Iterator[str]:
    """Yield what is wrong with titles of pages, in the browser's tab and in JSON-LD."""
    for seen in site.releases:
        title = plain(seen.release.title)
        if not title:
            continue
        if plain(seen.page.text("//h1")) != title:
            yield seen.fault("heading", seen.page.text("//h1"))
        tab = seen.page.text("//title")
        if not is_cut(
            tab[: len(title)] if len(title) <= LONGEST_TITLE else tab.partition("…")[0],
            title,
            LONGEST_TITLE,
        ):
            yield seen.fault("title", tab)
        headline = json_ld(seen.page)["headline"]
        if not is_cut(headline, title, LONGEST_TITLE) and plain(headline) != title:
            yield seen.fault("headline", headline)


def json_ld(page: Page) -> dict[str, Any]:
    article: dict[str, Any] = json.loads(
        page.one("//script[@type='application/ld+json']").text_content()
    )
    return article


def wrong_entries(site: Site) -> Iterator[str]:
    """Yield what is wrong with titles and summaries in lists, feeds and the search index."""
    for host, built in site.hosts.items():
        for url, title, summary in entries(built):
            if not (seen := site.seen(host, url)):
                continue
            if seen.release.title and not (
                is_cut(title, seen.release.title, LONGEST_TITLE)
                or plain(title) == plain(seen.release.title)
            ):
                yield seen.fault("title in a list", title)
            if summary is None or not seen.release.summary:
                continue
            if not is_cut(summary, seen.release.summary, LONGEST_SUMMARY):
                yield seen.fault("summary in a list", summary)


def entries(built: Built) -> Iterator[tuple[str, str, str | None]]:
    """Yield address, title and summary of each release that is named outside its page."""
    for page in built.pages.values():
        if not page.is_release:
            for link in page.all(LISTED):
                yield str(link.get("href")), link.text_content(), summary_below(link)
    for entry in json.loads((built.folder / "feed.json").read_text("utf-8"))["items"]:
        yield entry["url"], entry["title"], entry.get("summary")
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in built.xml("feed.atom").getroot().findall(f"{atom}entry"):
        url = entry.find(f"{atom}link").get("href")
        yield url, entry.findtext(f"{atom}title"), entry.findtext(f"{atom}summary")
    for item in built.xml("feed.rss").getroot().iter("item"):
        yield item.findtext("link"), item.findtext("title"), None
    for file in (built.folder / "pagefind/fragment").iterdir():
        index = json.loads(gzip.decompress(file.read_bytes()).partition(b"{")[2].join([b"{", b""]))
        yield index["url"], index["meta"]["title"], None


def summary_below(link: Any) -> str | None:
    around = link.xpath("ancestor::*[self::li or self::article or self::div][1]")
    below = around[0].xpath(".//p[@class='summary']") if around else []
    return below[0].text_content() if below else None


def wrong_bodies(site: Site) -> Iterator[str]:
    """Yield what is wrong with the elements of bodies: those that were planted, and no other."""
    for seen in site.releases:
        body = seen.page.one(BODY)
        contents = [
            (tag, "" if tag in UNNAMED else plain(element.text_content()))
            for tag in COUNTED
            for element in body.iter(tag)
        ]
        shown = Counter((tag, words) for tag, words in contents if words or tag in UNNAMED)
        known = Counter((tag, plain(words)) for tag, words in seen.release.shows if tag != "p")
        if shown != known:
            yield seen.fault("elements", f"{dict(shown - known)} and not {dict(known - shown)}")
        paragraphs = {plain(element.text_content()) for element in body.iter("p")}
        planted = {plain(words) for tag, words in seen.release.shows if tag == "p"}
        if lost := planted - paragraphs:
            yield seen.fault("paragraphs", lost)


def wrong_dates(site: Site) -> Iterator[str]:
    """Yield dates of pages that are not those which a person reads."""
    for seen in site.releases:
        at, shown = seen.release.at.astimezone(LONDON), seen.page.published
        if not seen.release.dated:
            if shown:
                yield seen.fault("date", shown)
        elif "T" in shown:
            if datetime.fromisoformat(shown).strftime("%F %H:%M") != f"{at:%F %H:%M}":
                yield seen.fault("time", f"{shown}, not {at}")
        elif shown != f"{at:%F}":
            yield seen.fault("day", f"{shown}, not {at}")


def wrong_pictures(site: Site) -> Iterator[str]:
    """Yield default pictures that are shown, and others that are not."""
    for seen in site.releases:
        shown = seen.page.meta("og:image")
        if seen.release.picture != bool(shown):
            yield seen.fault("picture", shown)
        if bool(shown) != ("image" in json_ld(seen.page)):
            yield seen.fault("picture in JSON-LD", json_ld(seen.page).get("image"))
        if (seen.page.meta("twitter:card") == "summary_large_image") != bool(shown):
            yield seen.fault("card", seen.page.meta("twitter:card"))


def wrong_order(site: Site) -> Iterator[str]:
    """Yield the lists and feeds that have a release without a date before one that has one.

    Also those of a site that have none at all.
    """
    for host, built in site.hosts.items():
        for path, urls in lists(built):
            listed = [seen for url in urls if (seen := site.seen(host, url))]
            dated = [seen.release.dated for seen in listed]
            if not dated or dated != sorted(dated, reverse=True):
                yield f"{host}/{path} lists releases, with a date or without: {dated}"


def lists(built: Built) -> Iterator[tuple[str, list[str]]]:
    """Yield the addresses that home page, pages of areas and feed list, in their order."""
    for path, page in built.pages.items():
        if path == "index.html" or path.startswith("areas/"):
            yield path, [str(link.get("href")) for link in page.all(LISTED)]
    feed = json.loads((built.folder / "feed.json").read_text("utf-8"))
    yield "feed.json", [entry["url"] for entry in feed["items"]]


@given(seed=st.integers(0, 2**32))
@draws(5, phases=[Phase.generate])
def test_readers_see_what_was_meant(seed: int) -> None:
    with TemporaryDirectory() as folder:
        site = build_archive(seed, Path(folder))
        assert len(site.releases) > RELEASES * 9 / 10
        assert faults(site) == []


def faults(site: Site) -> list[str]:
    return [
        *wrong_titles(site),
        *wrong_entries(site),
        *wrong_bodies(site),
        *wrong_dates(site),
        *wrong_pictures(site),
        *wrong_order(site),
    ]
