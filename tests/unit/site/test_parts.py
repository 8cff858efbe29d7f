"""The parts of a site: what they declare is complete and true."""

import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

from newsgen.model.area import Root
from newsgen.model.partition import Partition
from newsgen.site import parts
from newsgen.site._month import MONTH
from newsgen.site._month_window import MonthWindow
from newsgen.site.outline import RootOutline
from newsgen.site.part import Part, PathClaim
from newsgen.site.partitions import Partitions
from newsgen.site.target import Target, page
from newsgen.site.templates import PAGE_FOLDER, TEMPLATES
from newsgen.site.views import RobotsPage
from newsgen.site.window import Window
from tests.support.builds import appeal, built
from tests.support.opened_site import open_root
from tests.support.paths import REPOSITORY
from tests.support.site import CONFIG, tree, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-02-01"),
    "content/b.md": appeal("b", "2026-03-02"),
}


def test_every_part_has_a_name_of_its_own() -> None:
    names = [part.name for part in parts.PARTS]
    assert len({*names}) == len(names) > 9


MODULES = {part.makes.__module__ for part in parts.PARTS if isinstance(part, Part)}


def test_every_module_with_a_part_has_it_in_the_tuple() -> None:
    names = (f"newsgen.site.{file.stem}" for file in Path(parts.__file__).parent.glob("*.py"))
    declared = {
        f"{value.name} of {name}"
        for name in names
        for value in vars(import_module(name)).values()
        if isinstance(value, Part) and value.makes.__module__ == name
    }
    known = {
        f"{part.name} of {part.makes.__module__}" for part in parts.PARTS if isinstance(part, Part)
    }
    assert declared - known == set(), "add each to PARTS in site/parts.py"


def test_the_contracts_on_parts_name_all_of_their_modules() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    (reaching,) = (c for c in contracts if c["name"].startswith("A part of the site reaches"))
    (independent,) = (c for c in contracts if c["name"] == "No part of the site knows another")
    assert MODULES - {*reaching["source_modules"]} == set(), "add each to this contract"
    assert {*independent["modules"]} == MODULES


def test_every_part_is_made_by_a_unit_test_of_its_module() -> None:
    """A part beside another one in a module has a test too."""
    lacking = []
    for part in (part for part in parts.PARTS if isinstance(part, Part)):
        module = sys.modules[part.makes.__module__]
        (name,) = (name for name, value in vars(module).items() if value is part)
        stem = module.__name__.rpartition(".")[2].lstrip("_")
        here = Path(__file__).parent
        files = [*here.glob(f"test_{stem}.py"), *here.glob(f"{stem}/test_*.py")]
        if not any(re.search(rf"\b{name}\b", file.read_text("utf-8")) for file in files):
            lacking.append(f"{name} of {module.__name__}")
    assert lacking == [], "write tests/unit/site/test_MODULE.py with a test of each"


def test_every_template_with_a_view_is_that_of_a_part() -> None:
    declared = {name for part in parts.PARTS for name in part.templates}
    assert declared == {*TEMPLATES, PAGE_FOLDER}


def test_targets_are_made_of_a_window_and_nothing_else() -> None:
    for part in parts.PARTS:
        assert isinstance(part, Part)
        opens, makes = (get_type_hints(each) for each in (part.opens, part.makes))
        (seen,) = inspect.signature(part.makes).parameters
        assert issubclass(makes[seen], Window), part.name
        assert makes[seen] is opens["return"], part.name


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


def test_a_second_part_by_month_leaves_the_files_of_the_first(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def targets(window: MonthWindow) -> Iterator[Target]:
        view = RobotsPage(tuple(release.title for release in window.releases()))
        yield page(window.root, f"/titles/{window.month}.txt", "robots.txt", view)

    def claims(outline: RootOutline) -> Iterator[PathClaim]:
        yield from (PathClaim(f"titles/{month}.txt", month) for month, _ in outline.months)

    titles = replace(
        MONTH, name="titles", makes=targets, claims=claims, templates=("robots.txt",), piece_at=None
    )
    built(site)
    first = tree(site / "output")
    monkeypatch.setattr(parts, "PARTS", (*parts.PARTS, titles))
    for edit in ("none", "an edit"):
        write(site / "content/b.md", appeal("b", "2026-03-02", body=edit).text())
        built(site)
        files = {path for path in tree(site / "output") if path.startswith("titles/")}
        assert files == {"titles/", "titles/2026-02.txt", "titles/2026-03.txt"}
        assert {*tree(site / "output")} - files == {*first}
    with open_root(site) as root:
        partitions = Partitions(root.site.frame, root.catalogue)
        assert [*partitions.making("", "titles/2026-03.txt")] == [
            Partition("titles", "", "2026-03")
        ]
