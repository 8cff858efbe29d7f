"""Marks that enclose nothing, and where blanks belong beside marks."""

import pytest

from newsgen.model.marks import (
    closed_up,
    ends_words,
    has_idle_backslash,
    idle_lines,
    lone_underscores,
    spaced_underscores,
)


@pytest.mark.parametrize(
    "line",
    [
        "**",
        "** **",
        "****",
        "_",
        "__",
        "_ _",
        "**_ _**",
        "\\",
        "&nbsp;",
        "**&nbsp;**",
        "====",
        "  ** ",
    ],
)
def test_a_line_is_idle(line: str) -> None:
    text = f"A\n\n{line}\n\nB"
    assert [(text[start:end], right) for start, end, right in idle_lines(text)] == [(line, "")]
    assert list(idle_lines(line)) == [(0, len(line), "")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "***",
        "* * *",
        "___",
        "---",
        "A\n====",
        "**A\nB**",
        "    **",
        "\\\\",
        "** A",
    ],
)
def test_a_line_does_something(text: str) -> None:
    assert list(idle_lines(text)) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("**A\n**", "**A**"),
        ("**A\nb \n  **", "**A\nb**"),
        ("**\nA**", "**A**"),
        ("**A\n**\nB", "**A**\n\nB"),
        ("A\n**\nB** c", "A\n\n**B** c"),
        ("**A\n**\n**\nB", "**A**\n\n\nB"),
        ("A ** b\n**", "A ** b\n"),
    ],
)
def test_a_mark_alone_on_its_line_belongs_to_bold_words(text: str, right: str) -> None:
    for start, end, marks in reversed(list(idle_lines(text))):
        text = text[:start] + marks + text[end:]
    assert text == right


@pytest.mark.timeout(30)
@pytest.mark.parametrize("unit", ["**\n", "a**\n**\n", "**\n**a\n", "a\n**\n", "**\na**\n"])
def test_many_idle_lines_are_read_once(unit: str) -> None:
    assert list(idle_lines(f"**a\n{unit * 100_000}"))


@pytest.mark.parametrize(
    ("before", "words", "is_so"),
    [
        ("£5", " to £10", True),
        ("Call", " 101 ", False),
        ("Name:", " Alex", False),
        ("a ", " b", False),
    ],
)
def test_marks_may_end_words(before: str, words: str, is_so: bool) -> None:
    assert ends_words(before, words) == is_so


def test_marks_alone_on_their_lines_enclose_nothing() -> None:
    assert list(idle_lines("**\nA\n**")) == [(0, 2, ""), (5, 7, "")]


@pytest.mark.parametrize(
    ("before", "words", "after", "right"),
    [
        ("a", " b ", "c", " **b** "),
        ("a ", " b ", " c", "**b**"),
        ("(", " b ", ")", "**b**"),
        ("", " b ", "", "**b**"),
        ("a", "b", "c", "**b**"),
    ],
)
def test_blanks_go_outside(before: str, words: str, after: str, right: str) -> None:
    assert closed_up(before, "**", words, after) == right


def test_underscores_are_closed_up_around_a_line() -> None:
    assert list(spaced_underscores("A\n- __ b c __ \n_ d _")) == [
        (4, 13, "__b c__"),
        (15, 20, "_d_"),
    ]
    assert list(spaced_underscores("A __b __ c\n- __ d__ e\n__f __, g")) == [
        (2, 8, "__b__"),
        (13, 19, "__d__"),
        (22, 28, "__f__"),
    ]
    for text in (
        "a__b __ c",
        "A __ b__ c",
        "__a __ b __c__",
        "`__a __`",
        "    __a __ b",
        "__a __b",
    ):
        assert list(spaced_underscores(text)) == [], text
    assert list(spaced_underscores("_ / _\n\nName: __ Date: __\n\n_ a_")) == []
    assert list(spaced_underscores("_a b. _")) == [(0, 7, "_a b._")]


def test_underscores_alone_in_their_paragraph_are_idle() -> None:
    text = "a. _\n\n_B c\n\n* __ d\n\ne, _ _\nf. _\n\n“g.”_"
    left = text
    for start, end, right in reversed(list(lone_underscores(text))):
        left = left[:start] + right + left[end:]
    assert left == "a.\n\nB c\n\n* d\n\ne,\nf.\n\n“g.”"
    for near in (
        "_a_ b. _",
        "a: _",
        "_b c",
        "a_b",
        "@a_",
        "_A\nb. _",
        "`a. _`",
        "    a. _",
        "a _ b",
    ):
        assert list(lone_underscores(near)) == [], near


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A\\", True),
        ("A\\ ", True),
        ("A\\\\", False),
        ("C:\\", False),
        ("a|b\\", False),
        ("A", False),
    ],
)
def test_a_backslash_ends_a_line(line: str, *, expected: bool) -> None:
    assert has_idle_backslash(line) is expected
