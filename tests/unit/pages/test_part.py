"""A part makes targets of its window, with the templates that it declares and no others."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from newsgen.model.root import Root
from newsgen.pages.part import Part, no_claims
from newsgen.pages.parts import PARTS
from newsgen.pages.target import Target
from newsgen.pages.window import Window


@dataclass(frozen=True, slots=True)
class OnlyRoot(Window):
    root: Root


def _targets(window: OnlyRoot) -> Iterator[Target]:
    yield Target(window.root.file("a.html"), "a.html", None, "a")
    yield Target(window.root.file("copy.png"), "", None, "copy")


LENS = SimpleNamespace(root=Root("x.example", "", ""), words={"home": "Home"})


def test_it_makes_its_targets_of_what_its_window_sees() -> None:
    part = Part("a", OnlyRoot, _targets, no_claims, templates=("a.html",))
    assert [target.path for target in part.targets_of(LENS)] == [
        "x.example/a.html",
        "x.example/copy.png",
    ]


def test_a_template_that_it_does_not_declare_stops_it() -> None:
    part = Part("a", OnlyRoot, _targets, no_claims, templates=("b.html",))
    with pytest.raises(ValueError, match=r"the part a does not declare a\.html"):
        list(part.targets_of(LENS))


def test_no_two_parts_have_one_name() -> None:
    names = [part.name for part in PARTS]
    assert len(set(names)) == len(names)
