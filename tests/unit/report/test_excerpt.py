"""The line that is shown with a finding, and the mark below it."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from newsgen.content.scan import LARGEST
from newsgen.diagnostics import Diagnostic, Span
from newsgen.printing import visible, visible_character, width, without_commands
from newsgen.report import text
from newsgen.report.excerpt import WIDEST, Excerpts, excerpt

NASTY = st.one_of(
    st.sampled_from("\t\x1b\x00\u202e\u200b\u0301日#[ %\x9b"),
    st.characters(),
    st.sampled_from("ab "),
)
LINES = st.one_of(st.text(NASTY, max_size=60), st.text(NASTY, min_size=90, max_size=600))


def mark(line: str, column: int, end: int, *, end_line: int = 1) -> list[str]:
    return list(excerpt(Span("content/a.md", 1, column, end_line, end), line))


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "marked"),
    [
        ("Call 0800 55 111.", 6, 17, "Call 0800 55 111.", "     ^^^^^^^^^^^"),
        ("Call", 1, 1, "Call", "^"),
        ("Call", 5, 5, "Call", "    ^"),
        ("", 1, 1, "", "^"),
        ("Call", 3, 99, "Call", "  ^^"),
        ("Call", 99, 99, "Call", "    ^"),
        ("\ta\tb", 4, 5, "    a    b", "         ^"),
        ("日本 x", 4, 5, "日本 x", "     ^"),
        ("日本 x", 1, 3, "日本 x", "^^^^"),
        ("cafe\u0301 x", 7, 8, "cafe\u0301 x", "     ^"),
        ("a\x1b[2Jb", 6, 7, "a␛[2Jb", "     ^"),
        ("a\u202eb", 3, 4, "a<U+202E>b", "         ^"),
        ("a\u3164b", 2, 3, "a<U+3164>b", " ^^^^^^^^"),
        ("a\xa0b", 2, 3, "a\xa0b", " ^"),
        ("##vso[x]", 6, 7, "#♯vso[x]", "     ^"),
    ],
)
def test_the_mark_is_under_the_place(
    line: str, column: int, end: int, shown: str, marked: str
) -> None:
    assert mark(line, column, end) == [f"    1 | {shown}".rstrip(), f"      | {marked}"]


def test_a_span_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert mark("Call us", 6, 2, end_line=3)[1] == "      |      ^^"


def test_the_number_of_the_line_sets_the_margin() -> None:
    assert list(excerpt(Span("content/a.md", 120, 1, 120, 3), "Call")) == [
        "    120 | Call",
        "        | ^^",
    ]


@pytest.mark.parametrize("column", [1, 20, 50, 500, 970, 1000])
def test_a_long_line_is_cropped_around_the_place(column: int) -> None:
    line = "".join(str(i // 100 % 10) for i in range(999)) + "!"
    shown, marked = (part[8:] for part in mark(line, column, column + 1))
    assert 95 <= len(shown) <= WIDEST
    assert shown[marked.index("^")] == line[column - 1]
    assert shown.startswith("…") is (column > 40)
    assert shown.endswith("…") is (column < 930)


@pytest.mark.parametrize("length", [60, 90, 98])
def test_a_span_that_fits_is_shown_whole(length: int) -> None:
    shown, marked = (
        part[8:] for part in mark("a" * 200 + "b" * length + "c" * 200, 201, 201 + length)
    )
    assert shown.count("b") == marked.count("^") == length
    assert len(shown) <= WIDEST


def test_a_span_that_is_wider_than_the_excerpt_begins_in_it() -> None:
    shown, marked = (part[8:] for part in mark("a" * 40 + "b" * 400, 41, 441))
    assert shown[marked.index("^")] == "b"
    assert len(marked) <= len(shown) <= WIDEST


@given(LINES, st.data())
def test_any_line_and_span_give_two_lines_that_fit(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line) + 1))
    end = data.draw(st.integers(column, len(line) + 1))
    shown, marked = (part[8:] for part in mark(line, column, end))
    assert width(shown) <= WIDEST
    assert shown == visible(shown)
    before, count = marked.index("^"), marked.count("^")
    there, at = "", 0
    for char in shown:
        if before <= at < before + count and width(char):
            there += char
        at += width(char)
    safe = without_commands(line)[column - 1 : end - 1]
    wanted = "".join("    " if c == "\t" else visible_character(c) for c in safe)
    wanted = "".join(c for c in wanted if width(c))
    assert there.rstrip("… ") == wanted[: len(there.rstrip("… "))] or not wanted
    if width(wanted) <= WIDEST - 2 and len(line) < WIDEST:
        assert there.rstrip() == wanted.rstrip() or not wanted


def test_lines_are_those_that_newsgen_reads(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n\xff\n")
    lines = Excerpts(tmp_path)
    assert [lines.line("a.md", n) for n in range(7)] == [None, "one", "two", "three", "�", "", None]


def test_the_bytes_of_a_picture_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "van.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\n")
    (tmp_path / "nul.md").write_bytes(b"Call \x00101.\n")
    lines = Excerpts(tmp_path)
    assert lines.line("van.jpg", 1) is None
    assert lines.line("nul.md", 1) == "Call \x00101."


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name there")
def test_what_is_no_file_of_the_site_is_not_shown(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret\n")
    (site / "content/link.md").symlink_to(tmp_path / "secret")
    (site / "content/circle.md").symlink_to("circle.md")
    os.mkfifo(site / "content/pipe.md")
    with (site / "content/big.md").open("wb") as file:
        file.truncate(LARGEST + 1)
    lines = Excerpts(site)
    names = ["link.md", "circle.md", "pipe.md", "big.md", "gone.md", "x\0y.md", "../../secret", ""]
    assert [name for name in names if lines.line(f"content/{name}", 1) is not None] == []
    assert lines.line(str(tmp_path / "secret"), 1) is None


def test_the_content_folder_may_be_a_link(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases/a.md").write_text("one\n")
    (site / "content").symlink_to(tmp_path / "releases")
    assert Excerpts(site).line("content/a.md", 1) == "one"


def test_without_excerpts_the_text_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one\n")
    diagnostics = Diagnostic("NG201", "no title", Span("a.md"), "Add one.")
    assert len(list(text.diagnostic_lines(diagnostics))) == 2
    assert list(text.diagnostic_lines(diagnostics, Excerpts(tmp_path))) == [
        "a.md:1:1: error[NG201] no title",
        "    1 | one",
        "      | ^",
        "    hint: Add one.",
    ]
