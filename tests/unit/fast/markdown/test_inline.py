"""Patterns within a line: asked only where their signs stand, with the same result."""

import pytest
from markdown import Markdown

from newsgen.fast.markdown._inline import TRIGGERS, names
from newsgen.fast.markdown.extension import FastText

PLAIN, FAST = Markdown(), Markdown(extensions=[FastText()])


def test_the_names_of_a_registry_come_by_priority() -> None:
    actual = names(PLAIN.inlinePatterns)
    assert actual[0] == "backtick"
    assert len(actual) == len(PLAIN.inlinePatterns)


def test_every_pattern_of_python_markdown_has_its_trigger() -> None:
    assert set(names(PLAIN.inlinePatterns)) <= set(TRIGGERS)


@pytest.mark.parametrize(
    "line",
    [
        '**Siôn** – *é* `c*d*` [a](/b "t") ![x](/y.png)',
        "a_b_c __d__ ***e*** \\*f\\*",
        "<https://x.example/?a=b&c=d> <a@b.example> &amp; &#65; <b>g</b>",
        "a  \nb",
        "[a][b] [c]\n\n[b]: /b\n[c]: /c",
        "“quoted’s” – 100% & <",
        "____b____[x](/y)_",
    ],
)
def test_a_line_gives_the_same(line: str) -> None:
    assert FAST.reset().convert(line) == PLAIN.reset().convert(line)
