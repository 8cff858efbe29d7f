"""No output holds a character that XML forbids, and every one in XML or JSON is well-formed."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.support.command import build
from tests.support.pictures import saying
from tests.support.site import CONFIG, HOSTS, Release, difference, new_site, tree, write

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REFERENCES: Final = (
    "&#x1;", "&#xFFFE;", "&#65535;", "&#xD800;", "&#0;", "&#12;", "&#x1b;", "&#xdfff;", "&#8",
)  # fmt: skip
"""As authors write them; an entity without a semicolon is one too."""
ESCAPES: Final = r"\x01\x08\x0c\x1f\uFFFE\uFFFF"
"""As YAML writes them between quotes."""
TOML: Final = r"\u0001\b\f\u001F\uFFFE\uFFFF"
URL: Final = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/"


def nasty_site(folder: Path) -> Path:
    """Write a site with forbidden characters in everything that an author can write."""
    text = f"'{' a'.join(REFERENCES)} a & b'"
    escaped = f'"one{ESCAPES}two"'
    body = f"First {' a'.join(REFERENCES)} last.\n\n![x{REFERENCES[0]}y](/a.png)\n\n[{text}](/b)\n"
    plain = Release("Plain", url=f"{URL}Plain.aspx", date="2026-03-02 10:00", body=body)
    values = Release("Values", url=f"{URL}Values.aspx", date="2026-03-03 10:00")
    values.more = {
        "summary": escaped,
        "tags": f"[{escaped}]",
        "language": "en",
        "corrections": f"[{{at: 2026-03-04 10:00, note: {escaped}}}]",
        "images": f"[{{src: /a.png, alt: {escaped}, caption: {escaped}, credit: {escaped}}}]",
        "og": f"{{title: {escaped}, description: {escaped}}}",
        "mine": escaped,
    }
    words = Release("Words", url=f"{URL}Words.aspx", date="2026-03-04 10:00")
    words.more = {"summary": text, "tags": f"[{text}]"}
    title = Release("Title", url=f"{URL}Title.aspx", date="2026-03-05 10:00")
    releases = {"plain.md": plain, "values.md": values, "words.md": words, "title.md": title}
    config = CONFIG.replace("Property news", f"Property{TOML}news").replace(
        "Cumbria Constabulary", f"Cumbria{TOML}Constabulary"
    )
    site = new_site(folder, releases, config)
    written = (site / "content/title.md").read_text()
    write(site / "content/title.md", written.replace("'Title'", f'"Ti{ESCAPES}tle &#x1; &#xFFFE;"'))
    write(site / "content/a.png", saying("pixels"))
    return site


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = nasty_site(tmp_path_factory.mktemp("nasty") / "site")
    outcome = build(site)
    assert outcome.code == 0, outcome.out
    return {path: data for path, data in tree(site / "output").items() if not path.endswith("/")}


def test_no_output_holds_a_character_that_xml_forbids(files: dict[str, bytes]) -> None:
    texts = {path: data.decode() for path, data in files.items() if not path.endswith(".png")}
    assert sum(path.endswith("March/Values.aspx") for path in texts) == 1
    assert {path for path, text in texts.items() if FORBIDDEN.search(text)} == set()
    assert {path for path, text in texts.items() if "&#x1;" in text or "\\u0001" in text} == set()


def test_the_words_around_a_forbidden_character_stay(files: dict[str, bytes]) -> None:
    assert "one  two" in files["News/News-Articles/2026/March/Values.aspx"].decode()
    assert "<p>First  a a" in files["News/News-Articles/2026/March/Plain.aspx"].decode()
    assert "Property  news" in files["feed.atom"].decode()
    assert json.loads(files["feed.json"])["title"].startswith("Property  news")


def test_every_output_in_xml_and_json_is_well_formed(files: dict[str, bytes]) -> None:
    xml = [path for path in files if path.endswith((".xml", ".atom", ".rss", ".svg"))]
    texts = [path for path in files if path.endswith((".json", ".webmanifest"))]
    assert {"feed.atom", "feed.rss", "sitemap.xml", "news-sitemap.xml"} <= set(xml)
    assert {"feed.json", "manifest.webmanifest"} <= set(texts)
    for path in xml:
        ET.fromstring(files[path])
    for path in texts:
        json.loads(files[path])


ILL_FORMED: Final = {
    "feed.atom": ("<feed><title>{{ page.title }}</feed>", "mismatched tag"),
    "feed.rss": ("<rss>{{ '&' | safe }}</rss>", "not well-formed"),
    "feed.json": ('{"items": [1,]}', "JSON"),
    "sitemap.xml": ("<urlset></urlset><more/>", "junk after document element"),
    "manifest.webmanifest": ("{", "JSON"),
}


@pytest.mark.parametrize("name", sorted(ILL_FORMED))
def test_an_output_that_is_not_well_formed_refuses_the_build(tmp_path: Path, name: str) -> None:
    template, reason = ILL_FORMED[name]
    release = Release("Fair", url=f"{URL}Fair.aspx", date="2026-03-02 10:00")
    site = new_site(tmp_path / "site", {"fair.md": release})
    assert build(site).code == 0
    before = tree(site / "output")
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(site / f"themes/own/templates/{name}", template)
    write(site / "newsgen.toml", CONFIG.replace('"plain"', '"own"'))
    outcome = build(site)
    assert outcome.code == 1
    (diagnostic,) = outcome.data["diagnostics"]
    assert (diagnostic["code"], diagnostic["path"]) == ("NG809", f"themes/own/templates/{name}")
    assert reason in diagnostic["message"]
    assert difference(tree(site / "output"), before) == {}


def test_an_asset_that_is_not_well_formed_refuses_the_build(tmp_path: Path) -> None:
    release = Release("Fair", url=f"{URL}Fair.aspx", date="2026-03-02 10:00")
    site = new_site(tmp_path / "site", {"fair.md": release}, CONFIG.replace('"plain"', '"own"'))
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(site / "themes/own/assets/map.svg.j2", "<svg>{{ options.accent }}")
    outcome = build(site)
    (diagnostic,) = outcome.data["diagnostics"]
    assert (diagnostic["code"], diagnostic["path"]) == ("NG809", "themes/own/assets/map.svg.j2")
    assert tree(site / "output") == {}


MARKUP: Final = "a < b & <b>c</b> &amp; <script>d</script>"
"""A text that is no markup, whatever it looks like."""
WITHOUT_TAGS: Final = "a < b & c &amp;"
"""What a title and a summary are of it: they hold no tags, and nothing of a script."""


def test_a_text_of_a_feed_is_never_read_as_markup(tmp_path: Path) -> None:
    release = Release("X", url=f"{URL}X.aspx", date="2026-03-02 10:00")
    release.title = MARKUP.replace("&amp;", "&amp;amp;")  # entities of a title are decoded once
    release.more = {"summary": f"'{release.title}'"}
    config = CONFIG.replace("Property news", MARKUP)
    site = new_site(tmp_path / "site", {"x.md": release}, config)
    assert build(site).code == 0
    for name in ("feed.atom", "feed.rss"):
        feed = feedparser.parse((site / "output" / name).read_bytes())
        (entry,) = feed.entries
        assert shown(entry, "title") == WITHOUT_TAGS, name
        assert shown(entry, "summary") == WITHOUT_TAGS, name
        assert shown(feed.feed, "title") == MARKUP
        assert shown(feed.feed, "subtitle") == f"The latest news from {MARKUP}."
    feed = json.loads((site / "output/feed.json").read_text())
    assert (feed["title"], feed["items"][0]["title"]) == (MARKUP, WITHOUT_TAGS)
    assert feed["items"][0]["summary"] == WITHOUT_TAGS


def shown(place: Any, key: str) -> str:
    """Return what a reader shows of a text, which is HTML or not."""
    text = str(place[key])
    if place[f"{key}_detail"]["type"] == "text/plain":
        return text
    assert "<" not in text
    return unescape(text)
