"""A site in Welsh: nothing that newsgen itself says is in English."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.support.built import Built, Page, build
from tests.support.paths import REPOSITORY
from tests.support.site import CONFIG, HOSTS, Release, write, write_site

WORDS = REPOSITORY / "src/newsgen/themes/plain/words/en.toml"


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = tmp_path_factory.mktemp("welsh")
    for folder in ("content", "themes"):
        shutil.copytree(REPOSITORY / folder, site / folder)
    for file in site.glob("content/**/*-cy.md"):  # the other half is in Welsh too now
        file.unlink()
    text = (REPOSITORY / "newsgen.toml").read_text(encoding="utf-8")
    text = text.replace('"en-GB"', '"cy"').replace('home = "/cy/"\n', "")
    (site / "newsgen.toml").write_text(text, encoding="utf-8")
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


SETTINGS = """
[[menu]]
title = "Newsroom"
link = "/News/News-Articles/"
[[menu.children]]
title = "Courts"
link = "/areas/cumbria/"
[[menu]]
title = { en = "Home", cy = "Hafan" }
link = "/"
[taxonomies.topics]
title = "Subjects"
key = "tags"
[footer]
copyright = "© Northshire Police"
[[footer.links]]
title = "Privacy"
link = "/privacy/"
[[footer.links]]
title = { en = "Cookies", cy = "Cwcis" }
link = "/cookies/"
"""


def test_titles_that_are_in_one_language_say_so_on_pages_in_another(tmp_path: Path) -> None:
    url = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/{{}}.aspx"
    site = write_site(tmp_path / "site", {"newsgen.toml": CONFIG + SETTINGS})
    for name, language in (("a", "cy"), ("b", "en-GB")):
        keys = {"language": language, "tags": "[roads]"}
        release = Release(f"Release {name}", url=url.format(name), more=keys)
        write(site / f"content/{name}.md", release.text())
    pages = build(site, tmp_path / "built").pages
    languages_of = {
        path: page.all(
            "//header//summary/@lang | //header//li//@lang[not(parent::summary)] | //h2/a/@lang"
            " | //footer//*[contains(., 'Privacy') or contains(., '©')]/@lang"
        )
        for path, page in pages.items()
        if path.endswith(".aspx")
    }
    assert [len(languages) for languages in languages_of.values()] == [6, 0]
    assert {language for languages in languages_of.values() for language in languages} == {"en-GB"}


def test_words_of_authors_say_their_language_on_pages_in_another(tmp_path: Path) -> None:
    """A tag that only Welsh releases have is Welsh; a list in newsgen.toml is the site's."""
    url = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/{{}}.aspx"
    topics = '\n[taxonomies.topics]\nkey = "tags"\n'
    site = write_site(tmp_path / "site", {"newsgen.toml": CONFIG + topics})
    tags = {"a": ("cy", "[heddlu, roads]"), "b": ("en-GB", "[roads, dogs]"), "c": ("pl", "[psy]")}
    for name, (language, names) in tags.items():
        keys = {"language": language, "tags": names}
        release = Release(f"Release {name}", url=url.format(name), date="2026-03-05", more=keys)
        write(site / f"content/{name}.md", release.text())
    pages = build(site, tmp_path / "built").pages
    headings = {
        path: page.all("//h1/@lang")
        for path, page in pages.items()
        if "topics/" in path and not path.endswith("topics/index.html")
    }
    expected = {"heddlu": ["cy"], "roads": [], "dogs": [], "psy": ["pl"]}
    assert headings == {
        f"topics/{name}{year}/index.html": languages
        for name, languages in expected.items()
        for year in ("", "/2026")
    }
    lists = {name: pages[f"News/News-Articles/2026/March/{name}.aspx"] for name in tags}
    languages_of = {
        name: page.all("//section[@class='tags']/ul/@lang") for name, page in lists.items()
    }
    assert languages_of == {"a": [], "b": [], "c": ["pl"]}
