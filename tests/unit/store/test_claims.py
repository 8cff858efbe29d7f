"""Claims to paths and titles."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from newsgen.diagnostics import Span
from newsgen.model.release import Status
from newsgen.store.claims import ReleaseClaim
from tests.support.catalogue import Archive, indexed, release

TEXT = (
    "<p>Officers ask for help after a crash on Quarry Road.</p>"
    "<p>It happened on Friday evening, and two people were hurt.</p>"
)


def sources(claims: Iterable[ReleaseClaim]) -> list[str]:
    return [claim.source.removesuffix(".md") for claim in claims]


def test_paths_are_shared_whatever_their_case_and_drafts_count_if_asked_for(
    archive: Archive,
) -> None:
    archive.put(
        release("b", "2026-03-02 09:00", path="a.html"),
        release("a", "2026-03-01 09:00", path="A.html"),
        release("draft", path="c.html", status=Status.DRAFT),
        release("c", path="C.html"),
    )
    (group,) = archive.at().claims.shared_paths()
    assert group == [
        ReleaseClaim("A.html", "a.md", "3 5 3 9"),
        ReleaseClaim("a.html", "b.md", "3 5 3 9"),
    ]
    assert group[0].span == Span("content/a.md", 3, 5, 3, 9)
    groups = archive.at(drafts=True).claims.shared_paths()
    assert [set(sources(group)) for group in groups] == [{"a", "b"}, {"c", "draft"}]


def test_texts_are_repeated_within_an_area_oldest_first(archive: Archive) -> None:
    archive.put(
        indexed(release("b", "2026-03-02 09:00"), TEXT),
        indexed(release("a", "2026-03-01 09:00"), TEXT.upper()),
        indexed(release("c", area="Southshire"), TEXT),
        indexed(release("d"), TEXT + "More."),
        indexed(release("draft", status=Status.DRAFT), TEXT),
        indexed(release("there"), TEXT, root="there"),
        release("e"),
        release("f"),
    )
    (group,) = archive.at().claims.repeated_texts()
    claims, _ = zip(*group, strict=True)
    assert sources(claims) == ["a", "b"]
    assert claims[0].span == Span("content/a.md", 1, 5, 1, 9)
    (group,) = archive.at(drafts=True).claims.repeated_texts()
    assert set(sources(claim for claim, _ in group)) == {"a", "b", "draft"}
    (group,) = archive.at().claims.repeated_texts(datetime(2026, 3, 2, tzinfo=UTC))
    assert [(claim.source, is_new) for claim, is_new in group] == [
        ("a.md", False),
        ("b.md", True),
    ]
    assert [*archive.at().claims.repeated_texts(datetime(2026, 3, 3, tzinfo=UTC))] == []


def test_of_texts_that_begin_alike_the_same_are_told_apart_by_their_ends(archive: Archive) -> None:
    archive.put(
        indexed(release("a", "2026-03-01 09:00"), TEXT),
        indexed(release("b", "2026-03-02 09:00"), TEXT + "More."),
        indexed(release("c", "2026-03-03 09:00"), TEXT),
        indexed(release("d", "2026-03-04 09:00"), f"{TEXT}<b>More!</b>"),
    )
    claims = archive.at().claims
    assert [[claim.source for claim, _ in group] for group in claims.repeated_texts()] == [
        ["a.md", "c.md"],
        ["b.md", "d.md"],
    ]
    (group,) = claims.repeated_texts(datetime(2026, 3, 4, tzinfo=UTC))
    assert [(claim.source, is_new) for claim, is_new in group] == [("b.md", False), ("d.md", True)]


def test_releases_whose_text_begins_as_that_of_any_other_are_named(archive: Archive) -> None:
    texts = {"a": TEXT, "b": "Other words. " * 9, "c": "", "d": TEXT + "More.", "e": TEXT[9:]}
    archive.put(*(indexed(release(name), text) for name, text in texts.items()))
    archive.put(indexed(release("draft", status=Status.DRAFT), texts["b"]))
    claims = archive.at().claims
    before = claims.alike_among(["a.md", "b.md", "c.md", "e.md", "unknown.md"])
    assert {source for source, *_ in before} == {"a.md", "b.md"}
    assert len({text for _, text, _ in before}) == 2
    archive.put(indexed(release("a", title="Another"), TEXT))
    assert len(before & claims.alike_among(["a.md", "b.md"])) == 1


def test_claims_at_below_and_starting(archive: Archive) -> None:
    archive.put(
        release("a", path="News/A.html"),
        release("b", path="news/a.html/b.html"),
        release("c", path="news/a.html0"),
        release("draft", path="news/a.html/d.html", status=Status.DRAFT),
    )
    claims = archive.at().claims
    assert sources(claims.at("", ["news/a.HTML", "other"])) == ["a"]
    assert sources(claims.below("", "News/A.html")) == ["b"]
    assert sources(archive.at(drafts=True).claims.below("", "News/A.html")) == ["b", "draft"]
    assert sources(claims.starting("", "/news/a.html/")) == ["b", "draft"]
    assert claims.starting("there", "/news/") == []


def test_each_folder_of_each_root_comes_once(archive: Archive) -> None:
    assert list(archive.at().claims.folders()) == []
    archive.put(
        release("a", path="News/A.html"),
        release("b", path="news/b.html"),
        release("b2", path="news/b2.html"),
        release("c", path="c.html"),
        release("d", path="a/b/d.html"),
        indexed(release("e", path="news/e.html"), root="there"),
        indexed(release("f", path="top.html"), root="here"),
    )
    folders = list(archive.at().claims.folders())
    assert sorted(folders) == [("", "News"), ("", "a/b"), ("", "news"), ("there", "news")]


@pytest.mark.parametrize("many", [0, 1_000])
def test_releases_in_a_folder_are_counted_by_its_spelling_however_deep(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("newsgen.store.claims._MANY", many)
    archive.put(
        release("a", "2026-03-02 09:00", path="News/A.html"),
        release("b", "2026-03-01 09:00", path="News/2026/b.html"),
        release("c", path="news/c.html"),
        release("d", path="News2/d.html"),
        release("e", path="News-old/e.html"),
        release("draft", path="drafts/e.html", status=Status.DRAFT),
    )
    claims = archive.at().claims
    assert claims.inside("", "News") == (2, ReleaseClaim("News/2026/b.html", "b.md", "3 5 3 9"))
    assert claims.inside("", "news")[0] == 1
    assert claims.inside("", "drafts") == (0, None)
    assert claims.inside("other.example", "News") == (0, None)
    assert archive.at(drafts=True).claims.inside("", "drafts")[0] == 1
