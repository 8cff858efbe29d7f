"""Marks that enclose nothing are left out, and backslashes at the ends of lines are breaks."""

import pytest

from newsgen.content.markup.typed._stars import may_be_idle, rewrite_idle
from tests.support.typed import assert_rewritten, assert_stays


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("A\n\n**\n\nB", "A\n\n\n\nB"),
        ("A\n_\nB", "A\n\nB"),
        ("A\\\nB\\", "A  \nB"),
        ("A \\\n\nB\\\\\\\n", "A\n\nB\\\\\n"),
        ("a b\nc d\\\ne f", "a b\nc d  \ne f"),
        ("__ A __\n\n- _ B _", "__A__\n\n- _B_"),
    ],
)
def test_what_is_typed(text: str, rewritten: str) -> None:
    assert may_be_idle(text)
    assert_rewritten(rewrite_idle, text, rewritten)


@pytest.mark.parametrize(
    "text",
    ["", "A", "**A\nB**", "C:\\", "A\\\\", "a | b\\\n--|--", "    A\\", "__ / __", "A __ B __"],
)
def test_all_else_stays(text: str) -> None:
    assert_stays(rewrite_idle, text)
