"""A site in Welsh: nothing that newsgen itself says is in English."""

import re
import shutil
import tomllib
from collections.abc import Iterator

import pytest
from lxml import etree

from tests.support.built import Built, Page, build
from tests.support.paths import REPOSITORY

WORDS = REPOSITORY / "src/newsgen/themes/plain/words/en.toml"


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = tmp_path_factory.mktemp("welsh")
    for folder in ("content", "themes"):
        shutil.copytree(REPOSITORY / folder, site / folder)
    text = (REPOSITORY / "newsgen.toml").read_text(encoding="utf-8")
    (site / "newsgen.toml").write_text(text.replace('"en-GB"', '"cy"'), encoding="utf-8")
    return build(site, tmp_path_factory.mktemp("welsh-built"))


def english() -> re.Pattern[str]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8")).values()
    return re.compile("|".join(re.sub(r"\\{.*?\\}", ".+", re.escape(text)) for text in words))


def spoken(page: Page) -> Iterator[str]:
    """Yield what a page says in its own language, but the bodies of releases."""
    for element in page.root.iter(etree.Element):
        if element.xpath("ancestor-or-self::*[@class='body']"):
            continue
        inherited = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
        texts = [element.text, *(child.tail for child in element)]
        if element.tag == "meta" and element.get("name") == "description":
            texts.append(element.get("content"))
        if inherited == ["cy"] and element.tag not in ("script", "style"):
            yield from (" ".join(text.split()) for text in texts if text)


def test_no_page_says_anything_in_english(welsh: Built) -> None:
    known = english()
    pages = [page for page in welsh.pages.values() if page.one("/html/@lang") == "cy"]
    kinds = {page.path.rpartition("/")[2] for page in pages}
    assert len(pages) > 40
    assert {"index.html", "404.html", "410.html"} <= kinds
    match = {
        (page.path, text)
        for page in pages
        for text in spoken(page)
        if known.fullmatch(text.split(" – ")[0])
    }
    assert match == set()
