"""Archives read by the tests themselves, so that newsgen is not measured with its own rule."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from tests.support.built import LONDON, MONTHS, PAGE_ENDINGS, Page

_BLOCK = re.compile(r"\A```yaml\n(.*?)\n```\n(.*)\Z", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_LEFT = re.compile(
    r"(?im)^[*_#> -]*(?:Share by email|Page Image|Page Content|Author ID: ?\d+"
    r"|Confirm that this is not an emergency|Your (?:name|email|telephone number)|Send|Submit"
    r"|(?:View \| )?Download \(\w+ - [\d.,]+ [KM]B\))[*_: ]*$"
)
"""Lines of the old site's pages, which pages leave out."""
_POSTED = re.compile(r"Posted on (\d\d):(\d\d):(\d\d) on (\d{1,2})(?:st|nd|rd|th) (\w+) (\d{4})")


@dataclass(frozen=True)
class Source:
    """A file of an archive."""

    file: Path
    meta: dict[str, Any]
    body: str

    @property
    def url(self) -> str:
        return str(self.meta["url"])

    @cached_property
    def path(self) -> str:
        """The path of the release's file, in its host's document root."""
        parts = urlsplit(self.url)
        path = unicodedata.normalize("NFC", unquote(parts.path))
        segments = [s for s in path.split("/") if s]
        if parts.query:
            segments[-1] += f"@{parts.query}.html"
        elif path.endswith("/") or not segments[-1].lower().endswith(PAGE_ENDINGS):
            segments.append("index.html")
        return "/".join(segments)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.lower()

    @property
    def posted(self) -> datetime:
        """The time in the `Posted on` line."""
        match = _POSTED.search(self.body)
        assert match, f"{self.file.name} has no dateline"
        hour, minute, second, day = map(int, match.groups()[:4])
        month, year = MONTHS.index(match[5]) + 1, int(match[6])
        return datetime(year, month, day, hour, minute, second, tzinfo=LONDON)

    @property
    def text(self) -> str:
        """The body without its `Posted on` line, and without what the old site's page left."""
        return _LEFT.sub("", _POSTED.sub("", self.body, count=1))


def read_source(file: Path) -> Source:
    """Read a file of an archive: a fenced block of YAML, then Markdown."""
    text = file.read_text("utf-8-sig").replace("\r\n", "\n")
    block = _BLOCK.match(text)
    assert block, f"{file} has no fenced block"
    return Source(file, yaml.load(block[1], Loader=yaml.CBaseLoader), block[2])


def read_sources(folder: Path) -> list[Source]:
    """Read every file under a folder, in order."""
    return [read_source(file) for file in sorted(folder.rglob("*.md"))]


def one_force_settings(sources: list[Source], *, more: str = "") -> str:
    """Return the newsgen.toml of the archive of one force, with more settings of the site."""
    (area,) = {source.meta["area"] for source in sources}
    (host,) = {source.host for source in sources}
    return f"""\
[site]
title = "{area} news"
base_url = "https://{host}"
language = "en-GB"
timezone = "Europe/London"
layout = "single"
theme = "plain"
{more}
[areas.{area}]
name = "{area} Constabulary"
hosts = ["{host}"]
archive = "/News/News-Articles/"
permalink = "/News/News-Articles/{{year}}/{{month_name}}/{{slug}}.aspx"
"""


_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def straight(text: str) -> str:
    """Return a text with straight quotation marks: a release that has both shows curly ones."""
    return text.translate(_STRAIGHT)


def words(text: str) -> Counter[str]:
    """Return how often each word stands in a text, whatever its marks and letter case."""
    plain = unescape(text).replace("*", "")  # emphasis may begin within a word
    return Counter(word.casefold() for word in _WORD.findall(plain))


def body_words(page: Page) -> Counter[str]:
    """Return the words of a page's body, with the numbers that a browser gives list items."""
    numbers = [
        str(int(numbered.get("start", "1")) + at)
        for numbered in page.all("//div[@class='body']//ol")
        for at in range(len(numbered.findall("li")))
    ]
    return words(page.text("//div[@class='body']")) + Counter(numbers)
