"""Windows: the digest of each covers all of its fields."""

from dataclasses import dataclass, make_dataclass
from itertools import combinations
from typing import Any

import pytest

from newsgen.model.area import Root
from newsgen.site.window import Digests, Question, Window


@dataclass(frozen=True, slots=True)
class Narrow(Window):
    root: Root
    latest: Question[[int], str]


def narrow(**changes: Any) -> Narrow:
    values: dict[str, Any] = {
        "root": Root("", "Title", "https://x.example"),
        "latest": Question(lambda limit: "x" * limit, lambda: b"digest"),
    }
    return Narrow(**values | changes)


def test_a_question_gives_its_answer() -> None:
    assert narrow().latest(3) == "xxx"


def test_each_field_decides_the_digest() -> None:
    windows = [
        narrow(),
        narrow(root=Root("", "Other", "https://x.example")),
        narrow(latest=Question(lambda limit: "x" * limit, lambda: b"other")),
    ]
    for first, other in combinations(windows, 2):
        assert first.digest(Digests()) != other.digest(Digests())
    assert narrow().digest(Digests()) == narrow().digest(Digests())


def test_a_field_that_is_added_is_in_the_digest() -> None:
    fields = [("words", dict[str, str])]
    wide: Any = make_dataclass("Wide", fields, bases=(Narrow,), frozen=True, slots=True)
    window = narrow()
    before = wide(window.root, window.latest, {"home": "Home"})
    after = wide(window.root, window.latest, {"home": "Front page"})
    assert before.digest(Digests()) != after.digest(Digests())


def test_a_question_whose_answers_are_unknown_leaves_the_window_without_a_digest() -> None:
    assert narrow(latest=Question(str)).digest(Digests()) == b""


def test_what_cannot_be_digested_cannot_be_shown() -> None:
    for value in (lambda: 1, object(), Digests()):
        with pytest.raises(TypeError):
            narrow(root=value).digest(Digests())


def test_digests_are_kept_for_the_same_value_only() -> None:
    digests = Digests()
    root = Root("", "Title", "")
    assert digests.of("root", root) == digests.of("root", root)
    assert digests.of("root", root) != digests.of("root", Root("", "Other", ""))
    assert digests.of("root", root) == Digests().of("root", Root("", "Title", ""))
