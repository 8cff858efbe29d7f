"""Releases with one title are reported where their texts are much alike."""

import pytest

from newsgen.diagnostics import Diagnostic
from newsgen.model.likeness import Sketch, percent_alike
from newsgen.rules.repeated_titles import MOST_COMPARED, check_titles
from newsgen.store import Fragments
from newsgen.store.sketches import Sketches
from newsgen.store.twins import Twins
from tests.support.catalogue import Archive, indexed, release

TITLE = "Do you recognise this man?"
LETTERS = "abcdefghij"
WORDS = [f"word{tens}{units}" for tens in LETTERS for units in LETTERS]
OTHERS = [f"{word}other" for word in WORDS]


def put(archive: Archive, name: str, html: str, day: int = 1, **changes: str) -> None:
    what = release(name, f"2026-03-{day:02} 09:00", **{"title": TITLE, "body": html} | changes)
    archive.put(indexed(what, html))


def repeated(archive: Archive) -> list[Diagnostic]:
    connection = archive.database.connection
    return list(check_titles(archive.at().claims, Sketches(connection), Twins(connection)))


def text(same: int) -> str:
    """Return so many of WORDS, and as many others as make a hundred."""
    return f"<p>{' '.join(WORDS[:same] + OTHERS[same:])}</p>"


@pytest.mark.parametrize(
    ("same", "words"),
    [
        (100, "and all of their words are the same"),
        (95, "and 90 % of their words are the same"),
        (91, "and 83 % of their words are the same"),
        (88, ""),
        (0, ""),
    ],
)
def test_it_says_how_alike_two_releases_are(archive: Archive, same: int, words: str) -> None:
    put(archive, "old", text(100), 1)
    put(archive, "new", text(same), 2, title="do you  RECOGNISE this man?")
    messages = [d.message for d in repeated(archive)]
    assert messages == ([f"another release of this area has the same title, {words}"] * bool(words))


def test_the_newer_is_reported_and_the_one_most_alike_is_named(archive: Archive) -> None:
    put(archive, "first", text(92), 1)
    put(archive, "second", text(100), 2)
    put(archive, "third", text(99), 3)
    second, third = repeated(archive)
    assert [second.span.path, second.related[0].span.path] == [
        "content/second.md",
        "content/first.md",
    ]
    assert [third.span.path, third.related[0].span.path] == [
        "content/third.md",
        "content/second.md",
    ]
    assert third.subject == "news/third/index.html"
    assert "98 %" in third.message


def test_two_files_with_one_path_are_reported_by_another_rule(archive: Archive) -> None:
    put(archive, "old", text(100), 1)
    put(archive, "twin", text(100), 2, path="news/OLD/index.html")
    assert repeated(archive) == []


def test_releases_without_words_are_not_alike(archive: Archive) -> None:
    put(archive, "old", "", 1)
    put(archive, "new", "<p></p>", 2)
    assert repeated(archive) == []


def test_no_body_is_read_where_no_title_is_repeated(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = Fragments.html

    def counted(fragments: Fragments, source: str) -> str:
        asked.append(source)
        return read(fragments, source)

    monkeypatch.setattr(Fragments, "html", counted)
    for name in "abc":
        put(archive, name, text(100), title=f"Title of {name}")
    assert (repeated(archive), asked) == ([], [])
    put(archive, "d", text(100), title="Title of a")
    assert len(repeated(archive)) == 1
    assert sorted(asked) == ["a.md", "d.md"]
    assert len(repeated(archive)) == 1
    assert sorted(asked) == ["a.md", "d.md"], "their sketches are kept"


def test_only_a_group_with_a_change_is_compared_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, title in (("a", "One"), ("b", "One"), ("c", "Two"), ("d", "Two")):
        put(archive, name, text(100), title=title)
    assert {d.span.path for d in repeated(archive)} == {"content/b.md", "content/d.md"}
    compared = []

    def counted(first: Sketch, other: Sketch) -> int:
        compared.append((first, other))
        return percent_alike(first, other)

    monkeypatch.setattr("newsgen.rules.repeated_titles.percent_alike", counted)
    assert len(repeated(archive)) == 2
    assert compared == []
    put(archive, "b", text(0), title="One")
    assert [d.span.path for d in repeated(archive)] == ["content/d.md"]
    assert len(compared) == 1


def test_texts_of_another_length_are_not_read(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(archive, "short", text(100))
    put(archive, "long", text(100) * 3, day=2)
    monkeypatch.delattr(Fragments, "html")
    assert repeated(archive) == []


def test_a_release_is_compared_with_the_latest_of_many(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = []

    def counted(first: Sketch, other: Sketch) -> int:
        pairs.append((first, other))
        return percent_alike(first, other)

    monkeypatch.setattr("newsgen.rules.repeated_titles.percent_alike", counted)
    for number in range(MOST_COMPARED + 3):
        put(archive, f"r{number:03}", f"<p>{' '.join(WORDS[number : number + 40 : 10])}</p>")
    assert repeated(archive) == []
    assert len(pairs) == MOST_COMPARED * (MOST_COMPARED - 1) // 2 + 3 * MOST_COMPARED
