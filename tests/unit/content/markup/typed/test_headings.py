"""Hashtags, headings in list items and whole paragraphs are rewritten; other lines stay."""

import pytest

from newsgen.content.markup.typed._headings import may_change, rewrite
from newsgen.model.labels import LONGEST_HEADING
from tests.support.typed import assert_rewritten, assert_stays

LONG = "A word. " * 18 + "And so on."


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("#BeSafe", "\\#BeSafe"),
        ("a\n##b\n# c", "a\n\\##b\n# c"),
        ("- 1. #b", "- 1. \\#b"),
        ("- a\n    - # b", "- a\n    - **b**"),
        ("* ### a ###", "* **a**"),
        (f"## {LONG}", LONG),
        (f"a\n## {LONG}\nb", f"a\n\n{LONG}\n\nb"),
        (f"a\n\n## {LONG}\n\nb", f"a\n\n{LONG}\n\nb"),
        (f"- # {LONG}", f"- {LONG}"),
    ],
)
def test_what_is_typed(text: str, rewritten: str) -> None:
    assert may_change(text)
    assert_rewritten(rewrite, text, rewritten)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a # b",
        "# a",
        "## a ##",
        "#",
        "* #",
        "\\#a",
        "    # a",
        "    - # a",
        f"# 1. {LONG}",
        f"# - {LONG}",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert_stays(rewrite, text)


def test_the_length_is_that_of_what_is_shown() -> None:
    assert len(LONG) > LONGEST_HEADING
    heading = f"# [Plan](/{'a' * LONGEST_HEADING})"
    assert rewrite(heading) == heading
