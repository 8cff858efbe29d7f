"""No two claim one path: releases, and the pages of newsgen's own."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.release import Release, Status
from newsgen.rules.archive import check_archive, check_texts
from tests.support.catalogue import Archive, indexed, release
from tests.unit.store.test_claims import TEXT

SETTING = Span("newsgen.toml", 3, 1)
Reserved = dict[str, list[tuple[str, Span]]]


def at(name: str, path: str, **changes: Any) -> Release:
    return release(name, path=path, **changes)


def found(archive: Archive, *pages: str, root: str = "") -> list[Diagnostic]:
    reserved: Reserved = {root: [(page, SETTING) for page in pages]}
    return list(check_archive(archive.at().claims, reserved, {}))


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (("a.aspx", "a.aspx"), "NG410"),
        (("A.aspx", "a.aspx"), "NG411"),
        (("Apêl.aspx", "APÊL.aspx"), "NG411"),
        (("a.aspx", "a.aspx/b.aspx"), "NG412"),
        (("x/a.aspx", "x/A.ASPX/y/z/b.aspx"), "NG412"),
        (("x/a.aspx", "X/A.aspx"), "NG411"),
        (("x/a.aspx", "X/b.aspx"), "NG417"),
        (("a.aspx", "b.aspx"), ""),
        (("a/b.aspx", "a/c.aspx"), ""),
        (("a.aspx", "a.aspx2/b.aspx"), ""),
    ],
)
def test_two_releases(archive: Archive, paths: tuple[str, str], code: str) -> None:
    archive.put(at("one", paths[0]), at("two", paths[1], published=None))
    findings = found(archive)
    assert [finding.code for finding in findings] == ([code] if code else [])
    for finding in findings:
        places = {finding.span.path, finding.related[0].span.path}
        assert places == {"content/one.md", "content/two.md"}


def test_a_folder_and_a_file_below_it_that_differ_by_case_are_two_findings(
    archive: Archive,
) -> None:
    archive.put(at("one", "x/a.aspx"), at("two", "X/A.ASPX/y/z/b.aspx"))
    assert [finding.code for finding in found(archive)] == ["NG412", "NG417"]


def test_drafts_and_other_roots_are_in_nobodys_way(archive: Archive) -> None:
    archive.put(
        at("one", "a.aspx"),
        at("draft", "a.aspx", status=Status.DRAFT),
        indexed(at("other", "a.aspx"), root="other.example"),
    )
    assert found(archive) == []


def test_the_oldest_of_three_is_the_first(archive: Archive) -> None:
    days = {"c": "2026-03-01 09:00", "a": "2026-03-02 09:00", "b": "2026-03-03 09:00"}
    archive.put(*(release(name, day, path="x.aspx") for name, day in days.items()))
    assert [(f.span.path, f.related[0].span.path) for f in found(archive)] == [
        ("content/a.md", "content/c.md"),
        ("content/b.md", "content/c.md"),
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("News/Index.html", "belongs to a page"),
        ("news", "is a file where newsgen needs a folder"),
        ("feed.atom/x.aspx", "needs a folder where newsgen writes the file feed.atom"),
        ("news/x.aspx", ""),
    ],
)
def test_a_release_is_not_in_the_way_of_a_page(archive: Archive, path: str, words: str) -> None:
    archive.put(at("one", path))
    findings = found(archive, "news/index.html", "feed.atom")
    assert len(findings) == bool(words)
    assert all(f.code == "NG413" and words in f.message for f in findings)
    assert found(archive, "news/index.html", root="other.example") == []


def test_the_pages_of_the_site_itself_do_not_clash(archive: Archive) -> None:
    assert found(archive, "news/index.html", "feed.atom") == []
    (same,) = found(archive, "about.html", "About.html")
    (below,) = found(archive, "about", "about/x.png")
    assert (same.code, below.code) == ("NG415", "NG415")
    assert "the site has the file about" in below.message


@pytest.mark.parametrize(
    ("first", "second", "hint"),
    [
        ("content/Van.jpg", "content/van.jpg", "Give one of the two files another name"),
        ("content/a.md", "content/b.md", "Give each area a slug"),
        ("newsgen.toml", "content/van.jpg", "Give each area a slug"),
    ],
)
def test_two_pictures_whose_names_differ_by_case_are_renamed(
    archive: Archive, first: str, second: str, hint: str
) -> None:
    reserved: Reserved = {"": [("Van.jpg", Span(first)), ("van.jpg", Span(second))]}
    (same,) = check_archive(archive.at().claims, reserved, {})
    assert (same.code, same.span.path) == ("NG415", second)
    assert same.hint.startswith(hint)


def test_a_release_with_the_text_of_an_older_one_is_reported_whatever_its_title(
    archive: Archive,
) -> None:
    for day, name in enumerate(("first", "second", "third", "other"), 1):
        what = release(name, f"2026-03-{day:02} 09:00", title=f"Title of {name}")
        archive.put(indexed(what, TEXT if name != "other" else f"{TEXT} Call 101."))
    findings = list(check_texts(archive.at().claims))
    assert {d.code for d in findings} == {"NG601"}
    assert [(d.span.path, d.related[0].span.path, d.subject) for d in findings] == [
        ("content/second.md", "content/first.md", "news/second/index.html"),
        ("content/third.md", "content/first.md", "news/third/index.html"),
    ]
    assert [
        d.span.path for d in check_texts(archive.at().claims, datetime(2026, 3, 3, tzinfo=UTC))
    ] == ["content/third.md"]


def test_two_files_with_one_path_and_text_are_reported_once(archive: Archive) -> None:
    for day, path in enumerate(("a.html", "A.html", "b.html", "B.html"), 1):
        archive.put(indexed(release(f"r{day}", f"2026-03-0{day} 09:00", path=path), TEXT))
    assert [d.span.path for d in check_texts(archive.at().claims)] == ["content/r3.md"]
