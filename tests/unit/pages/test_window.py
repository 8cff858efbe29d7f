"""Windows: each is filled by the names of its fields, and its digest covers all of them."""

from dataclasses import dataclass, make_dataclass
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic_core import PydanticSerializationError

from newsgen.model.root import Root
from newsgen.pages.window import Digests, Question, Window


@dataclass(frozen=True, slots=True)
class Narrow(Window):
    root: Root
    latest: Question[[int], str]


class Lens(SimpleNamespace):
    """Shows a root, a question and more."""


def lens(**changes: Any) -> Lens:
    values: dict[str, Any] = {
        "root": Root("", "Title", "https://x.example"),
        "latest": Question(lambda limit: "x" * limit, lambda: b"digest"),
        "words": {"home": "Home"},
    }
    return Lens(**values | changes)


def test_a_window_has_what_the_lens_shows_under_its_names_and_no_more() -> None:
    window = Narrow.open(lens())
    assert window.root.title == "Title"
    assert window.latest(3) == "xxx"
    assert not hasattr(window, "words")
    with pytest.raises(AttributeError):
        Narrow.open(Lens(root=Root("", "", "")))


def test_each_field_decides_the_digest() -> None:
    lenses = [
        lens(),
        lens(root=Root("", "Other", "https://x.example")),
        lens(latest=Question(lambda limit: "x" * limit, lambda: b"other")),
    ]
    for first, other in combinations(lenses, 2):
        assert Narrow.open(first).digest(Digests()) != Narrow.open(other).digest(Digests())
    assert Narrow.open(lens()).digest(Digests()) == Narrow.open(lens()).digest(Digests())
    assert Narrow.open(lens(words={})).digest(Digests()) == Narrow.open(lens()).digest(Digests())


def test_a_field_that_is_added_is_in_the_digest() -> None:
    fields = [("words", dict[str, str])]
    wide: Any = make_dataclass("Wide", fields, bases=(Narrow,), frozen=True, slots=True)
    before, after = wide.open(lens()), wide.open(lens(words={"home": "Front page"}))
    assert before.digest(Digests()) != after.digest(Digests())


def test_a_question_whose_answers_are_unknown_leaves_the_window_without_a_digest() -> None:
    assert Narrow.open(lens(latest=Question(str))).digest(Digests()) == b""


def test_what_cannot_be_digested_cannot_be_shown() -> None:
    for value in (lambda: 1, object(), Lens()):
        with pytest.raises(PydanticSerializationError):
            Narrow.open(lens(root=value)).digest(Digests())


def test_digests_are_kept_for_the_same_value_only() -> None:
    digests = Digests()
    root = Root("", "Title", "")
    assert digests.of("root", root) == digests.of("root", root)
    assert digests.of("root", root) != digests.of("root", Root("", "Other", ""))
    assert digests.of("root", root) == Digests().of("root", Root("", "Title", ""))
