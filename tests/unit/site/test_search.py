"""What is to be found of a release, and what a search can be narrowed by."""

import json
import re
from dataclasses import replace

import pytest

from newsgen.model.area import Root, unconfigured_area
from newsgen.model.dates import MONTH_NAMES, Moment, Precision
from newsgen.model.release import Incident, Kind, Picture, Status
from newsgen.site.outline import AreaCount
from newsgen.site.search import (
    INDEX,
    SEARCH_PAGE,
    IndexWindow,
    SearchWindow,
    document,
    facets,
)
from newsgen.site.target import IndexFile
from newsgen.site.window import Question
from tests.support.catalogue import moment, release
from tests.support.windows import ARCHIVE, view_of

AREAS = {name: unconfigured_area(name) for name in ("Northshire", "Mid Wessex")}


def test_a_document_has_all_words_and_nothing_that_breaks_it() -> None:
    text = document(
        release(
            "a",
            title="R&D <b>Siôn</b>",
            images=(Picture("/a.png", "A <van>", "Caption"), Picture("/b.png")),
            tags=("Môn & co",),
            incident=Incident("LC-1"),
            language='cy"x',
        ),
        "<p>Apêl</p>",
    )
    for words in ("<p>Apêl</p>", "A &lt;van&gt;", "Caption", "Môn &amp; co", "LC-1"):
        assert words in text
    assert 'meta="title">R&amp;D &lt;b&gt;Siôn&lt;/b&gt;</h1>' in text
    assert '<html lang="cy&quot;x">' in text


def test_a_document_says_where_another_language_begins() -> None:
    both = '<p>One</p>\n<div lang="cy">\n<p>Dau</p>\n</div>\n<p>Three</p>'
    assert re.findall(r'<div id="site-lang-([^"]*)">\s*<p>(\w+)', document(release("a"), both)) == [
        ("", "One"), ("cy", "Dau"), ("", "Three"),
    ]  # fmt: skip
    assert "site-lang-" not in document(release("a"), "<p>One</p>")


def test_nobody_finds_the_reference_of_a_closed_release() -> None:
    closed = release("a", incident=Incident("LC-1"), status=Status.CLOSED)
    assert "LC-1" not in document(closed, "<p>It is over.</p>")


@pytest.mark.parametrize("body", ["", "<p>…</p>", '<img src="words.png">', "<p> </p>"])
def test_the_title_stands_in_where_there_is_no_word(body: str) -> None:
    assert "<p>Title of a</p>" in document(release("a"), body)
    assert "<p>Title of a</p>" not in document(release("a"), "<p>A word</p>")


def test_facets_are_numbered_and_dates_are_as_far_as_they_are_known() -> None:
    month = Moment(moment("2026-02-01 00:00").at, Precision.MONTH)
    releases = [
        release("a", kind=Kind.APPEAL),
        release("b", None, area="Mid Wessex", language="cy"),
        replace(release("c"), published=month),
        release("d", status=Status.CLOSED),
        release("e", status=Status.DRAFT, language="cy"),
        release("wordless"),
    ]
    names = {f"/news/{name}": f"n{name}" for name in "abcde"}
    linked = [(each.href, each) for each in releases]
    data = json.loads(facets(linked, names, area_of=AREAS, language="en-GB", months=MONTH_NAMES))
    assert data["areas"] == ["Northshire", "Mid Wessex"]
    assert data["kinds"] == ["appeal", "news"]
    assert data["months"][2] == "March"
    assert data["releases"] == [
        ["na", 0, 0, "2026-03-01"],
        ["nb", 1, 1, "", "cy"],
        ["nc", 0, 1, "2026-02"],
        ["nd", 0, 1, "2026-03-01", "", "closed"],
        ["ne", 0, 1, "2026-03-01", "cy", "draft"],
    ]


def test_the_page_offers_what_there_is() -> None:
    words = {"search": "Search", "search_of": "Search {name}", "home": "Home", "archive": "Archive"}
    area = AREAS["Northshire"]
    window = SearchWindow(
        Root("x.example", "News", "https://x.example"),
        words,
        (),
        (AreaCount(area, ARCHIVE, 1),),
        Question(lambda: {Kind.NEWS, Kind.APPEAL}),
    )
    (target,) = SEARCH_PAGE.makes(window)
    assert (target.path, target.template) == ("x.example/search/index.html", "search.html")
    assert view_of(target).areas == ("Northshire",)
    assert view_of(target).kinds == ("news", "appeal")


def test_the_index_is_the_files_that_were_made() -> None:
    root = Root("x.example", "News", "https://x.example")
    files = [("pagefind.js", "0" * 32), ("fragment/en_1.pf", "1" * 32)]
    targets = [*INDEX.makes(IndexWindow(root, Question(lambda: files)))]
    assert [target.path for target in targets] == [
        "x.example/pagefind/pagefind.js",
        "x.example/pagefind/fragment/en_1.pf",
    ]
    assert targets[1].view == IndexFile("fragment/en_1.pf", "1" * 32)
