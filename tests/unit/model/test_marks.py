"""Marks that enclose nothing, and where blanks belong beside marks."""

import pytest

from newsgen.model.marks import closed_up, has_idle_backslash, idle_lines, spaced_underscores


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
    assert [text[start:end] for start, end in idle_lines(text)] == [line]
    assert list(idle_lines(line)) == [(0, len(line))]


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


def test_marks_alone_on_their_lines_enclose_nothing() -> None:
    assert list(idle_lines("**\nA\n**")) == [(0, 2), (5, 7)]


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
    assert list(spaced_underscores("_ / _\n\nName: __ Date: __\n\n_a _\n\n_ a_")) == []


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
