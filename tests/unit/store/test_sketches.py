"""Sketches of bodies are made once, kept, and gone with the body."""

import pytest

from newsgen.model.likeness import sketch
from newsgen.store import Fragments
from newsgen.store.sketches import Sketches
from tests.support.catalogue import Archive, indexed, release

HTML = {"a.md": "<p>Call 101.</p>", "b.md": "<p>Words.</p>", "c.md": ""}


@pytest.fixture
def sketches(archive: Archive) -> Sketches:
    archive.put(*(indexed(release(source[0]), html) for source, html in HTML.items()))
    return Sketches(archive.database.connection)


def kept(archive: Archive) -> set[str]:
    return {
        source for (source,) in archive.database.connection.execute("SELECT source FROM sketch")
    }


def test_they_are_those_of_the_bodies_and_made_once(
    archive: Archive, sketches: Sketches, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept(archive) == set()
    assert sketches.of(["a.md"]) == {"a.md": sketch(HTML["a.md"])}
    assert kept(archive) == {"a.md"}
    every = {source: sketch(html) for source, html in HTML.items()}
    assert sketches.of(list(HTML)) == every
    monkeypatch.delattr(Fragments, "html")
    assert sketches.of(list(HTML)) == every
    assert sketches.of([]) == {}


def test_they_go_with_the_body(archive: Archive, sketches: Sketches) -> None:
    sketches.of(list(HTML))
    archive.put(indexed(release("a"), "<p>Other words.</p>"))
    assert kept(archive) == {"b.md", "c.md"}
    assert sketches.of(["a.md"]) == {"a.md": sketch("<p>Other words.</p>")}
    archive.at().entries.drop(["b.md"])
    assert kept(archive) == {"a.md", "c.md"}
    archive.at().entries.drop_all()
    assert kept(archive) == set()
