"""Markdown as people type it: what each rule gives, and what is near to it and stays."""

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup
from newsgen.content.markup._converter import Converter
from tests.support.paths import REPOSITORY

RULES: Final[list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "markdown.toml").read_text(encoding="utf-8")
)["rule"]
CASES: Final = [
    pytest.param(body, html, id=f"{rule['as']}: {which} {number}")
    for rule in RULES
    for which in ("cases", "near")
    for number, (body, html) in enumerate(rule[which], 1)
]
LONG: Final = "Officers say all of it in one line. " * 4 + "It goes on so."


def without_shortcuts() -> Markup:
    markup = Markup(DEFAULT_EXTENSIONS, {})
    markup._clean = Converter(DEFAULT_EXTENSIONS, {}).convert
    return markup


WAYS: Final = {"shortcuts": Markup(DEFAULT_EXTENSIONS, {}), "plain": without_shortcuts()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("body", "html"), CASES)
def test_a_body_gives(body: str, html: str, way: str) -> None:
    assert WAYS[way].convert(body.replace("LONG", LONG)) == html.replace("LONG", LONG)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["as"]))
def test_each_rule_is_in_the_reference(rule: dict[str, Any]) -> None:
    page = (REPOSITORY / "docs/reference/markdown.md").read_text(encoding="utf-8")
    assert f"\n### {rule['as']}\n" in page
