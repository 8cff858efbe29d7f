"""Short lines that follow each other get line breaks; sentences over several lines do not."""

import pytest

from newsgen.content.markup.typed._breaks import LONGEST, rewrite
from tests.support.typed import assert_rewritten, assert_stays

LONG = "b " * (LONGEST // 2) + "c"


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("A: b\nC: d\nE: f", "A: b  \nC: d  \nE: f"),
        ("Ask:\nAlex\nQuay Road\n101", "Ask:  \nAlex  \nQuay Road  \n101"),
        ("A: b\nC: d\nE: f\nand so on", "A: b  \nC: d  \nE: f  \nand so on"),
        ("A\n B\n C\n", "A  \nB  \nC\n"),
        ("A: b\nC: d", "A: b  \nC: d"),
        ("A: b\nC: d\nOr e f g h i.\nAnd j", "A: b  \nC: d  \nOr e f g h i.\nAnd j"),
        ("- A\nB\nC\nD", "- A  \nB  \nC  \nD"),
        ("- a\n- B: c\n  D: e\n", "- a\n- B: c  \n  D: e\n"),
        ("  A\n  B\n  C", "  A  \n  B  \n  C"),
        ("a) b\nc\nd) e", "a) b\nc  \nd) e"),
        ("a) b\nd) e\nThe f is g", "a) b  \nd) e  \nThe f is g"),
        ("**A b:** c\n**D:** e", "**A b:** c  \n**D:** e"),
        (f"A: b\nC: {LONG}\nE: f", f"A: b  \nC: {LONG}  \nE: f"),
        (f"A: b\nC: d\nE: {LONG}", f"A: b  \nC: d  \nE: {LONG}"),
        (f"A: b\nC: d\nE: f\nG: {LONG}\nand h", f"A: b  \nC: d  \nE: f  \nG: {LONG}\nand h"),
    ],
)
def test_what_is_typed(text: str, rewritten: str) -> None:
    assert_rewritten(rewrite, text, rewritten)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A\nB",
        "A: b\nC",
        "A said: b\nB said: c",
        "A: b\nC: d e f g h i.",
        "A\n\nB\n\nC",
        "A\nB of\nC",
        "A\nb b\nC",
        "- A\nb b\nC",
        "- A\n- B\n- C",
        "    A\n    B\n    C",
        "\n",
        "A | B\n--|--\nC | D\nE | F",
        f"A\nB{'b' * LONGEST}\nC",
        f"A: b\nC: {LONG}",
        f"A: b\nC: {LONG}\nD: {LONG}",
        f"A\nB: {LONG}\nC: d",
        f"A said: {LONG}\nB: c\nD: e",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert_stays(rewrite, text)
