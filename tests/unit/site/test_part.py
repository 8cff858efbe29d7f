"""A part makes targets of its window, with the templates that it declares and no others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from newsgen.model.area import Root
from newsgen.site.part import Part, no_claims
from newsgen.site.target import Target
from newsgen.site.window import Window


@dataclass(frozen=True, slots=True)
class OnlyRoot(Window):
    root: Root


def _open(_root: object, _piece: str, _only: str) -> OnlyRoot:
    return OnlyRoot(Root("x.example", "", ""))


def _targets(window: OnlyRoot) -> Iterator[Target]:
    yield Target(window.root.file("a.html"), "a.html", None, "a")
    yield Target(window.root.file("copy.png"), "", None, "copy")


ROOT: Any = None
"""The opener above does not look at it."""


def test_it_makes_its_targets_of_what_its_window_sees() -> None:
    part = Part("a", _open, _targets, no_claims, templates=("a.html",))
    opened = part.opened(ROOT)
    assert opened.window == OnlyRoot(Root("x.example", "", ""))
    assert [target.path for target in opened.targets] == [
        "x.example/a.html",
        "x.example/copy.png",
    ]


@pytest.mark.parametrize("templates", [(), ("b.html",)])
def test_a_template_that_it_does_not_declare_stops_it(templates: tuple[str, ...]) -> None:
    """Else a part that is copied would not be looked into when the theme changes."""
    part = Part("a", _open, _targets, no_claims, templates=templates)
    with pytest.raises(ValueError, match=r"the part a does not declare a\.html"):
        list(part.opened(ROOT).targets)
