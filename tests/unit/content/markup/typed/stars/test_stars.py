"""Asterisks within words are escaped, and bold marks put against their words; others stay."""

import pytest

from newsgen.content.markup.typed._stars import may_change, rewrite
from tests.support.typed import assert_rewritten, assert_stays


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("20*1 20*2", "20\\*1 20\\*2"),
        ("a*b\n*c*", "a\\*b\n*c*"),
        ("`a*b` c*d", "`a*b` c\\*d"),
        ("** a **", "**a**"),
        ("a** b **c", "a **b** c"),
        ("** 2*3 **", "**2\\*3**"),
        ("£5** to £6**", "£5\\*\\* to £6\\*\\*"),
        ("**a:****b** ** c **", "**a:b** **c**"),
        ("**_a_****\nb**", "**_a_**\n**b**"),
        ("******a**", "**a**"),
        ("** a", "a"),
        ("a **", "a"),
        ("**a\n\n**b", "a\n\nb"),
        ("* **a\n* b**", "* a\n* b"),
        ("a: **\n\n** “b”", "a:\n\n“b”"),
        ("a** b\n\n** c", "a\\*\\* b\n\n\\*\\* c"),
        ("£5**", "£5\\*\\*"),
        ("**- a", "\\*\\*- a"),
    ],
)
def test_what_is_typed(text: str, rewritten: str) -> None:
    assert may_change(text)
    assert_rewritten(rewrite, text, rewritten)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20*1",
        "20*1\n\n20*2",
        "*a* *b*",
        "**a** b **c**",
        "** **",
        "A ** b",
        "    2*3*4",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert_stays(rewrite, text)


@pytest.mark.timeout(30)
def test_many_asterisks_that_close_nothing_are_escaped_in_one_pass() -> None:
    assert rewrite("5* " * 300_000) == "5\\* " * 300_000
