"""The search index: its files by digest, the same whenever the releases are, and what is in it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.model.area import unconfigured_area
from newsgen.model.dates import MONTH_NAMES, Moment, Precision
from newsgen.model.release import Incident, Kind, Picture, Status
from newsgen.site import index
from newsgen.site.addresses import SEARCH_FACETS
from newsgen.site.index import document, facets, make_index, require_pagefind
from tests.support.builds import appeal, ingested
from tests.support.catalogue import moment, release
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", body="Apêl am dystion – “brys”."),
    "content/held.md": appeal("held", "2026-03-20"),
}
AREAS = {name: unconfigured_area(name) for name in ("Northshire", "Mid Wessex")}


def made(site: Path, folder: Path) -> list[tuple[str, str]]:
    with ingested(site) as session:
        areas: dict[str, Any] = {"Northshire": session.config.area("Northshire")}
        return make_index(
            session.catalogue, "", folder, area_of=areas, language="en-GB", months=MONTH_NAMES
        )


def test_every_file_is_named_with_its_digest_and_is_the_same_again(
    site: Path, tmp_path: Path
) -> None:
    write(tmp_path / "index/left-over", "x")
    first = made(site, tmp_path / "index")
    assert {name for name, _ in first} == {
        path.relative_to(tmp_path / "index").as_posix()
        for path in (tmp_path / "index").rglob("*")
        if path.is_file()
    }
    assert SEARCH_FACETS in dict(first)
    assert "left-over" not in dict(first)
    assert made(site, tmp_path / "other") == first


def test_a_program_that_is_not_there_is_told_in_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "PACKAGE", "no_such_package")
    with pytest.raises(NewsgenError) as error:
        require_pagefind("[site]\nsearch = true\n")
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path, diagnostic.span.line) == (
        "NG706",
        "newsgen.toml",
        2,
    )


def test_one_that_is_there_is_enough() -> None:
    require_pagefind("")


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
