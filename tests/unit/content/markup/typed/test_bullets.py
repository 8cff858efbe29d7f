"""Lists without a blank line above, or with typed bullets, get what Markdown wants."""

import pytest

from newsgen.content.markup.typed import standard
from newsgen.content.markup.typed._bullets import rewrite


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("a:\n• b\n• c\nD", "a:\n\n- b\n- c\n\nD"),
        ("a:\n - b\n - c", "a:\n\n- b\n- c"),
        ("1) a\n2) b", "1. a\n2. b"),
        ("a\n1. b\n2. c", "a\n\n1. b\n2. c"),
        ("• a  \n  more\n• b  ", "- a\nmore\n- b"),
        ("• a\n• b\n1) c\n2) d", "- a\n- b\n\n1. c\n2. d"),
    ],
)
def test_what_is_typed(text: str, rewritten: str) -> None:
    assert rewrite(text) == rewritten
    assert standard(text) == standard(rewritten) == rewritten


@pytest.mark.parametrize(
    "text",
    [
        "",
        "• a",
        "a\n- b",
        "- a\n- b",
        "- a\n• b\n• c",
        "a\n2. b\n3. c",
        "a\n- b\n* c",
        "a\n- - -\n- - -",
        "a **b\n- c\n- d**",
        "  a\n- b\n- c",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert rewrite(text) == text
