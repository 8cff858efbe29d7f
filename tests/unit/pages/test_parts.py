"""The parts of a site: what they declare is complete and true."""

import tomllib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from newsgen.model.root import Root
from newsgen.pages import parts
from newsgen.pages.outline import RootOutline
from newsgen.pages.part import Part, no_claims
from newsgen.pages.target import Target, page
from newsgen.pages.templates import PAGE_FOLDER, TEMPLATES
from newsgen.pages.views import RobotsPage
from newsgen.pages.window import Window
from tests.support.paths import REPOSITORY


def test_every_part_has_a_name_of_its_own() -> None:
    names = [part.name for part in parts.PARTS]
    assert len({*names}) == len(names) > 9


def test_the_contract_on_parts_names_all_of_their_modules() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    (independent,) = (c for c in contracts if c["name"] == "No part of the site knows another")
    assert {*independent["modules"]} == {part.targets.__module__ for part in parts.PARTS}


def test_every_template_with_a_view_is_that_of_a_part() -> None:
    declared = {name for part in parts.PARTS for name in part.templates}
    assert declared == {*TEMPLATES, PAGE_FOLDER}


def _targets(window: Any) -> Iterator[Target]:
    yield page(window.root, "/robots.txt", "robots.txt", RobotsPage(()))


def test_a_template_that_is_not_declared_is_refused() -> None:
    """Else a part that is copied would not be looked into when the theme changes."""
    root = Root("", "Title", "")

    class Opened(Window):
        @classmethod
        def open(cls, lens: object) -> Any:
            return lens

    lens = SimpleNamespace(root=root)
    declared = Part("one", Opened, _targets, no_claims, templates=("robots.txt",))
    assert [target.path for target in declared.targets_of(lens)] == ["robots.txt"]
    with pytest.raises(ValueError, match="does not declare robots"):
        list(Part("one", Opened, _targets, no_claims).targets_of(lens))


def test_what_is_off_claims_nothing() -> None:
    outline = RootOutline(Root("", "Title", "https://x.example"))
    claimed = {claim.path for _, claim in parts.claims_in(outline)}
    assert "index.html" in claimed
    assert not {"search/index.html", "accessibility-statement/index.html"} & claimed
    whole = RootOutline(Root("", "Title", ""), has_search=True, has_statement=True)
    assert {"search/index.html", "accessibility-statement/index.html", "pagefind/"} <= {
        claim.path for _, claim in parts.claims_in(whole)
    }
    assert parts.page_hrefs(whole) == ("/", "/accessibility-statement/", "/search/")


def test_a_portal_is_a_page_and_its_assets() -> None:
    portal = RootOutline(Root("", "", ""), assets=(("a.css", "assets/a.1.css"),), is_portal=True)
    assert [part.name for part in parts.parts_in(portal)] == ["assets", "portal"]
    claimed = {claim.path for _, claim in parts.claims_in(portal)}
    assert claimed == {"index.html", "assets/a.1.css"}
