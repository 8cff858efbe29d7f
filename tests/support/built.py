"""Sites that the tests build: running newsgen as its users do, and reading what it wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import feedparser
from lxml import etree, html

from tests.support.command import newsgen
from tests.support.paths import REPOSITORY

SCHEMAS = REPOSITORY / "tests/site/schemas"
LONDON = ZoneInfo("Europe/London")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
PAGE_ENDINGS = (".aspx", ".html", ".htm", ".php", ".asp")
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def build(site: Path, work: Path, *options: str) -> "Built":
    """Build a site into a folder under `work`, and fail unless the exit code is 0."""
    output = work / "output"
    run = newsgen("build", "--site", site, "--output", output, "--cache", work / "cache", *options)
    assert run.returncode == 0, f"newsgen build ended with {run.returncode}:\n{run.stderr[-4000:]}"
    return Built(output)


@dataclass(frozen=True)
class Page:
    """A page of HTML; `path` is relative to its document root."""

    path: str
    root: Any

    @classmethod
    def read(cls, file: Path, path: str) -> "Page":
        parser = html.HTMLParser(encoding="utf-8")
        return cls(path, html.document_fromstring(file.read_bytes(), parser=parser))

    def all(self, xpath: str) -> list[Any]:
        """Return what an XPath finds."""
        elements: list[Any] = self.root.xpath(xpath)
        return elements

    def one(self, xpath: str) -> Any:
        """Return the only thing that an XPath finds."""
        elements = self.all(xpath)
        assert len(elements) == 1, f"{self.path} has {len(elements)} of {xpath}"
        return elements[0]

    def meta(self, name: str) -> str | None:
        """Return the content of a meta element, by its name or property."""
        elements = self.all(f"//meta[@name='{name}' or @property='{name}']/@content")
        assert len(elements) < 2, f"{self.path} has {name} twice"
        return str(elements[0]) if elements else None

    def text(self, xpath: str = "//main") -> str:
        """Return the text of one element."""
        return " ".join(self.one(xpath).text_content().split())

    @property
    def canonical(self) -> str:
        return str(self.one("//link[@rel='canonical']/@href"))

    @property
    def is_release(self) -> bool:
        return self.meta("og:type") == "article"

    @property
    def published(self) -> str:
        """The machine-readable time in the dateline, or nothing."""
        elements = self.all("//article//p[contains(@class, 'dateline')]/span/time/@datetime")
        return str(elements[0]) if elements else ""

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Every address the page links to or loads."""
        return tuple(str(a) for a in self.all("//@href | //@src"))


@dataclass(frozen=True)
class Built:
    """A built site, or one host of it."""

    folder: Path

    def files(self, *endings: str) -> list[Path]:
        """Return the files whose names have one of the endings, in order."""
        return sorted(f for f in self.folder.rglob("*") if f.is_file() and f.suffix in endings)

    def path(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All pages, by path."""
        files = self.files(*PAGE_ENDINGS)
        return {self.path(f): Page.read(f, self.path(f)) for f in files}

    @cached_property
    def releases(self) -> dict[str, Page]:
        return {path: page for path, page in self.pages.items() if page.is_release}

    @cached_property
    def months(self) -> dict[str, Page]:
        """The month pages, by path."""
        shape = re.compile(rf"(?:.*/)?\d{{4}}/(?:{'|'.join(MONTHS)})/index\.html")
        return {p: page for p, page in self.pages.items() if shape.fullmatch(p)}

    def xml(self, path: str) -> Any:
        return etree.parse(self.folder / path)

    @cached_property
    def release_sitemaps(self) -> dict[str, dict[str, str | None]]:
        """Sitemaps of releases, by path: each URL with its lastmod."""
        return {path: self.sitemap(path) for path in self.sitemaps if "pages.xml" not in path}

    @cached_property
    def sitemaps(self) -> list[str]:
        """The paths of all sitemaps of pages and releases, in each language."""
        return [self.path(file) for file in sorted(self.folder.glob("**/sitemaps/*.xml"))]

    def sitemap_of_protocol(self, path: str) -> Any:
        """Return a sitemap without links to other languages, which the schema does not know."""
        text = (self.folder / path).read_bytes()
        return etree.fromstring(re.sub(rb"<xhtml:link [^>]*/>", b"", text))

    def sitemap(self, path: str) -> dict[str, str | None]:
        """Return the URLs of a sitemap or an index with their lastmod."""
        entries = self.xml(path).getroot().findall("*", NAMES)
        by_address = [(e.findtext("s:loc", None, NAMES), e) for e in entries]
        assert len({url for url, _ in by_address}) == len(by_address), f"{path} names a URL twice"
        return {url: entry.findtext("s:lastmod", None, NAMES) for url, entry in by_address}

    def target(self, href: str) -> Path:
        """Return the file that a web server gives for a link from the root."""
        return self.folder / file_of(href)


def file_of(url: str) -> str:
    """Work out the file of a URL or link, as design section 7 says."""
    parts = urlsplit(url)
    path = unquote(parts.path).strip("/")
    name = path.rpartition("/")[2]
    if parts.query:
        return f"{path}@{parts.query}.html"
    if parts.path.endswith("/") or not name:
        return f"{path}/index.html".lstrip("/")
    if name.lower().endswith(PAGE_ENDINGS) or re.search(r"\.[a-z]{2,11}$", name):
        return path
    return f"{path}/index.html"


def moment(text: str) -> datetime:
    """Return the instant of a machine-readable time: of a day or month, its first in London."""
    if "T" in text:
        return datetime.fromisoformat(text)
    day = date.fromisoformat(text if len(text) > len("2020-03") else f"{text}-01")
    return datetime.combine(day, datetime.min.time(), LONDON)


def broken_links(built: Built) -> Iterator[str]:
    """Yield every link from the root that leads to no file of the site."""
    known: dict[str, bool] = {}
    for page in built.pages.values():
        for link in page.links:
            if not link.startswith("/") or link.startswith("//"):
                continue
            if link not in known:
                known[link] = built.target(link).is_file()
            if not known[link]:
                yield f"{page.path} -> {link}"


def schema(name: str) -> Any:
    """Return one of the schemas in the folder `schemas`."""
    return etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd"))


def read_feed(built: Built, path: str, **options: bool) -> Any:
    """Read a feed with feedparser, which must find no fault."""
    feed = feedparser.parse((built.folder / path).read_bytes(), **options)
    assert not feed.bozo, f"{path}: {feed.get('bozo_exception')}"
    return feed
