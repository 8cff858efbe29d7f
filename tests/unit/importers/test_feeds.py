"""RSS and Atom: items by the names of their elements, up to where they are damaged."""

from pathlib import Path
from typing import Any

import pytest

from newsgen.importers.feeds import is_feed, rows
from newsgen.importers.records import DataRow

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:x="https://x.example/ns">
<channel><title>News</title><link>https://www.old.example/</link>
<item><title>A &amp; B</title><link>https://www.old.example/a</link><category>Roads</category>
<category>Cars</category><d:date>2020-03-05</d:date><x:rating>5</x:rating>
<enclosure url="https://www.old.example/a.mp3" type="audio/mpeg"/>
<content:encoded><![CDATA[<p>One</p>]]></content:encoded></item>
<item><title>C</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://www.old.example/news/">
<title>News</title>
<entry xml:lang="cy"><title type="html">A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title>
<link href="a"/><link rel="enclosure" href="/a.pdf"/><category term="roads" label="Roads"/>
<author><name>Press</name></author>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p class="x">1 &lt; 2 <a
href="/b?x=1&amp;y=2">b</a></p></div></content>
</entry><entry><title>D</title><summary>Less &lt; more</summary></entry></feed>"""


def read(folder: Path, text: str) -> list[DataRow]:
    file = folder / "feed.xml"
    file.write_text(text, encoding="utf-8")
    return list(rows(file))


def test_rss(tmp_path: Path) -> None:
    first, second = read(tmp_path, RSS)
    assert first.origin == "feed.xml, item 1"
    expected: dict[str, Any] = {
        "title": ["A & B"], "link": ["https://www.old.example/a"], "category": ["Roads", "Cars"],
        "dc:date": ["2020-03-05"], "rating": ["5"], "enclosure": ["https://www.old.example/a.mp3"],
        "content:encoded": ["<p>One</p>"],
    }  # fmt: skip
    assert first.values == expected
    assert second.values == {"title": ["C"]}


def test_atom(tmp_path: Path) -> None:
    first, second = read(tmp_path, ATOM)
    assert first.values == {
        "xml:lang": "cy", "title": ["A & B"], "link": ["https://www.old.example/news/a"],
        "link enclosure": ["https://www.old.example/a.pdf"], "category": ["Roads"],
        "author": ["<name>Press</name>"],
        "content": ['<div><p class="x">1 &lt; 2 <a href="/b?x=1&amp;y=2">b</a></p></div>'],
    }  # fmt: skip
    assert second.values == {"title": ["D"], "summary": ["<p>Less &lt; more</p>"]}


def test_an_address_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    text = ATOM.replace('"a"', '"//[a"').replace(
        "<entry><title>D", '<entry xml:base="//["><title>D'
    )
    first, second = read(tmp_path, text.replace("/a.pdf", "http://[a.pdf"))
    assert first.values["link"] == ["//[a"]
    assert first.values["link enclosure"] == ["http://[a.pdf"]
    assert (second.values["title"], second.trouble) == (["D"], "")


def test_damage_costs_what_follows(tmp_path: Path) -> None:
    for text in (
        RSS[:-40],
        RSS.replace("<title>C", "<title>C & D"),
        RSS.replace("<item><title>C", "<item <"),
    ):
        items = read(tmp_path, text)
        assert items[0].values["title"] == ["A & B"]
        assert items[-1].trouble.startswith("the feed cannot be read to its end: ")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Story 2", "Story 2 & more", "not well-formed"),
        ("Story 2", "Story 2 <b>", "mismatched tag"),
        ("Story 2</title></item>", "Story 2</title>", "it does not end"),
        ("Story 2</title>", "Story 2", "mismatched tag"),
        ("<item><title>Story 2", "<item <title>Story 2", "not well-formed"),
        ("Story 2", "Story 2 &nbsp;", "undefined entity"),
    ],
)
def test_a_damaged_item_costs_itself(tmp_path: Path, old: str, new: str, why: str) -> None:
    stories = "".join(f"<item><title>Story {n}</title></item>" for n in range(1, 5))
    text = RSS.replace("<item><title>C</title></item>", stories).replace(old, new)
    items = read(tmp_path, text)
    titles = [item.values["title"][0] for item in items if not item.trouble]
    assert titles == ["A & B", "Story 1", "Story 3", "Story 4"]
    (damaged,) = (item for item in items if item.trouble)
    assert damaged.origin == "feed.xml, " + ("after item 2" if "<item <" in new else "item 3")
    assert damaged.trouble.startswith("it is damaged: ")
    assert why in damaged.trouble
    assert len({item.origin for item in items}) == 5


def test_damage_in_every_item_ends(tmp_path: Path) -> None:
    items = read(tmp_path, RSS.replace("</title>", "<"))
    assert [bool(item.trouble) for item in items] == [True]
    broken = ATOM.replace("</entry>", "")
    assert [item.origin for item in read(tmp_path, broken)] == ["feed.xml, item 1", "feed.xml"]


def test_bombs_are_told_of(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + RSS.partition("?>")[2]
    assert "declares entities" in read(tmp_path, bomb)[0].trouble
    deep = RSS.replace("<item><title>C</title>", "<item>" + "<x>" * 500)
    assert "nested too deep" in read(tmp_path, deep)[-1].trouble
    long = RSS.replace("<title>C", f"<title>{'x' * (9 << 20)}")
    assert "is larger than 8 MB" in read(tmp_path, long)[-1].trouble
    unknown = RSS.replace('version="1.0"?', 'version="1.0" encoding="x-none"?')
    assert "cannot be read" in read(tmp_path, unknown)[0].trouble


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(RSS, True), (ATOM, True), ('<rdf:RDF xmlns="x">', True), ("<html>", False), ("", False),
     ('<rss xmlns:wp="http://wordpress.org/export/1.2/">', False), ("<urlset>", False)],
)  # fmt: skip
def test_which_files_are_feeds(text: str, is_one: bool, tmp_path: Path) -> None:
    (tmp_path / "x").write_text(text, encoding="utf-8")
    assert is_feed(tmp_path / "x") is is_one
