"""Markdown as people type it: what each rule gives, and what is near to it and stays."""

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup
from newsgen.content.markup._converter import Converter
from newsgen.content.markup.typed import standard
from tests.support.paths import REPOSITORY

RULES: Final[list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "markdown.toml").read_text(encoding="utf-8")
)["rule"]
CASES: Final = [
    pytest.param(body, html, id=f"{rule['as']}: {which} {number}")
    for rule in RULES
    for which in ("wrong", "right", "near")
    for number, (body, html) in enumerate(rule[which], 1)
]
LONG: Final = "Officers say all of it in one line. " * 4 + "It goes on so."


def without_shortcuts() -> Markup:
    markup = Markup(DEFAULT_EXTENSIONS, {})
    markup._clean = Converter(DEFAULT_EXTENSIONS, {}).convert
    return markup


LEAST: Final = 15
"""Wrong forms, and near misses, of each rule."""
WAYS: Final = {"shortcuts": Markup(DEFAULT_EXTENSIONS, {}), "plain": without_shortcuts()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("body", "html"), CASES)
def test_a_body_gives(body: str, html: str, way: str) -> None:
    assert WAYS[way].convert(body.replace("LONG", LONG)) == html.replace("LONG", LONG)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["as"]))
def test_each_rule_is_in_the_reference(rule: dict[str, Any]) -> None:
    page = (REPOSITORY / "docs/reference/markdown.md").read_text(encoding="utf-8")
    assert f"\n### {rule['as']}\n" in page


@pytest.mark.parametrize(
    ("body", "rewritten"),
    [
        ("#a\n\nb:\n• c\n• **d **\n", "\\#a\n\nb:\n\n- c\n- **d**\n"),
        ("<div>\n#a\n</div>\n\n#b", "<div>\n#a\n</div>\n\n\\#b"),
        ("#a\n<!-- #b\n#c -->\n#d", "\\#a\n<!-- #b\n#c -->\n\\#d"),
        ("```\n#a\n```\n#b", "```\n#a\n```\n\\#b"),
        ("<br>\n#a", "<br>\n\\#a"),
        ("A\nB\nC\n<div>\n#a", "A  \nB  \nC\n<div>\n#a"),
        ("As:\n• #a\n• 2*3*4", "As:\n\n- \\#a\n- 2\\*3\\*4"),
    ],
)
def test_a_body_is_rewritten(body: str, rewritten: str) -> None:
    assert standard(body) == rewritten


@pytest.mark.parametrize(
    "body", ["", "\n", "Text.\n", "# A\n\n- b\n- c\n", "*a* **b**\n", "<p>\n• a\n• b\n"]
)
def test_usual_bodies_stay(body: str) -> None:
    assert standard(body) == body


def test_each_rule_has_enough_of_both() -> None:
    assert all(len(rule[form]) >= LEAST for rule in RULES for form in ("wrong", "near"))
    assert all(rule["right"] for rule in RULES)
