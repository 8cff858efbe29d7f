"""Themes that a test writes, and what newsgen makes of them."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsgen.contract import _markup, check
from newsgen.contract._markup import MarkupProblem, html_problems
from newsgen.contract._samples import CASES
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.report.text import diagnostic_lines
from newsgen.theme.load import Theme, load_theme
from newsgen.theme.render import Renderer

CHILD = '[theme]\ntitle = "Child"\nextends = "parent"\n'


PARENT = """\
[theme]
title = "Parent"

[options.accent]
type = "colour"
default = "#000000"

[options.note]
type = "text"
default = "from the parent"
"""


@pytest.fixture(scope="module")
def short_lists() -> Iterator[None]:
    """Have three items where the samples of the contract test have forty, which take longest."""
    with pytest.MonkeyPatch.context() as patch:
        cases = [replace(case, items=min(case.items, 3)) for case in CASES]
        patch.setattr(check, "CASES", cases)
        patch.setattr(_markup, "html_problems", known_problems)
        yield


def known_problems(text: str, hosts: Collection[str]) -> tuple[MarkupProblem, ...]:
    """Return what is wrong with a page: most themes make most pages as others do."""
    return _problems(text, frozenset(hosts))


@cache
def _problems(text: str, hosts: frozenset[str]) -> tuple[MarkupProblem, ...]:
    return tuple(html_problems(text, hosts))


class Themes:
    """Writes themes into a site's folder."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def write(self, name: str, **files: str) -> None:
        for path, text in files.items():
            file = self.site / "themes" / name / path.replace("__", "/").replace("_toml", ".toml")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def template(self, theme: str, name: str, text: str) -> None:
        file = self.site / "themes" / theme / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def load(self, name: str = "child", **options: Any) -> Theme:
        return load_theme(self.site, name, options)

    def render(self, template: str, *, site: Any = None, page: Any = None) -> str:
        renderer = Renderer(self.load(), lambda source: f"<p>{source}</p>")
        return renderer.render(template, site=site, page=page, subject="force/a.md").decode()

    def refused(self, name: str = "child", **options: Any) -> Diagnostic:
        with pytest.raises(NewsgenError) as error:
            self.load(name, **options)
        return error.value.diagnostics[0]

    def fails(self, template: str, **views: Any) -> list[str]:
        with pytest.raises(NewsgenError) as error:
            self.render(template, **views)
        return list(diagnostic_lines(error.value.diagnostics[0]))
