"""Untrusted texts, made safe to show on a terminal, in a log and in JSON."""

import contextlib
import json
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from newsgen.printing import (
    NobodyReadsError,
    SafeLines,
    harmless,
    json_text,
    say,
    say_warning,
    show_commands,
    show_exact,
    visible,
    visible_character,
    width,
    without_commands,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Apêl am dystion – “brys”", "Apêl am dystion – “brys”"),
        ("日本語", "日本語"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\r\nb\tc\x00", "a␍␊b␉c␀"),
        ("\x7f", "<U+007F>"),
        ("\x9b2J", "<U+009B>2J"),
        ("\u202eab\u202c", "<U+202E>ab<U+202C>"),
        ("hid\u200bden\ufeff", "hid<U+200B>den<U+FEFF>"),
        ("a\u2028b", "a<U+2028>b"),
        ("\u3164\ufe0f", "<U+3164><U+FE0F>"),
        ("a\u00a0b", "a\u00a0b"),
        ("##vso[task.complete]", "#♯vso[task.complete]"),
        ("##[error]", "#♯[error]"),
        ("# Heading and C#", "# Heading and C#"),
        ("", ""),
    ],
)
def test_a_text_is_shown_on_one_line_with_nothing_hidden(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_what_is_shown_can_be_shown_again_and_obeyed_by_nobody(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert not any(char < " " or char == "\x7f" for char in shown)


@given(st.characters())
def test_a_character_stands_for_itself_or_is_named(char: str) -> None:
    shown = visible_character(char)
    assert shown == char or len(shown) == 1 or shown == f"<U+{ord(char):04X}>"


def test_a_command_is_taken_away_at_the_same_length() -> None:
    text = "x##VSO[task]y"
    assert len(without_commands(text)) == len(text)
    assert "##" not in without_commands(text)


@pytest.mark.parametrize(
    ("shown", "columns"),
    [("abc", 3), ("apêl", 4), ("ape\u0302l", 4), ("日本", 4), ("ｆ", 2), ("", 0)],
)
def test_the_columns_of_a_terminal(shown: str, columns: int) -> None:
    assert width(shown) == columns


@given(
    st.recursive(st.text() | st.integers() | st.none(), st.lists)
    | st.dictionaries(st.text(), st.text())
)
def test_json_reads_as_the_same_data_with_nothing_hidden(data: object) -> None:
    text = json_text(data)
    assert json.loads(text) == data
    assert not any(char in text for char in "\x7f\x9b\u202e\u2028\ufeff")
    assert "##[" not in text
    text.encode()


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", "꞉:error::x"),
        (" \t::error::x", " ␉::error::x"),
        ("\u3000::error::x", "\u3000꞉:error::x"),
        ("a\n::error::x", "a␊::error::x"),
        ("a\r\n##vso[x]", "a␍␊#♯vso[x]"),
        ("##TeamCity[x]", "#♯TeamCity[x]"),
        ("::: video", "::: video"),
        ("a::b", "a::b"),
    ],
)
def test_a_line_that_is_said_gives_no_command(
    line: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(line)
    say(line, err=True)
    assert capsys.readouterr() == (f"{shown}\n", f"{shown}\n")


@given(st.text(st.sampled_from("a:# []\t\r\n\u2028\u3000vso"), max_size=30))
def test_no_text_that_is_harmless_gives_a_command(text: str) -> None:
    for line in re.split("[\r\n]", harmless(text)):
        assert not re.match(r"\s*::[^:\s]", line)
        assert not re.search(r"##(vso)?\[", line, re.IGNORECASE)
    assert len(harmless(text)) == len(text)


def test_a_finding_is_the_one_command_of_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    show_commands(["::error file=a%3A%3Ab::x ##vso[y]", "\n##vso[task.logissue type=error;]::z"])
    show_commands(["\n::error::x\n::warning "])
    shown = ["::error file=a%3A%3Ab::x #♯vso[y]", "##vso[task.logissue type=error;]::z"]
    assert capsys.readouterr().out == "\n".join([*shown, "꞉:error::x", "꞉:warning "])


@pytest.mark.parametrize("is_file", [True, False])
def test_a_patch_is_exact_in_a_file_only(
    is_file: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text, file = " ::error::x\n+##vso[y]\x1b\n", tmp_path / "a.patch"
    if is_file:
        with file.open("w", encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stdout", stream)
            show_exact(text)
        assert file.read_text(encoding="utf-8") == text
    else:
        show_exact(text)
        assert capsys.readouterr().out == " ꞉:error::x\n+#♯vso[y]\x1b\n"


def test_what_others_write_is_printed_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = SafeLines()
    print("a", "b\n::error::x", file=lines)
    lines.write("##v")
    lines.write("so[x]\x1b")
    assert capsys.readouterr().err == "a b\n꞉:error::x\n"
    lines.close()
    assert capsys.readouterr().err == "#♯vso[x]␛\n"


def test_a_warning_of_python_is_a_line_without_its_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_warning(UserWarning("x\n::error::y"), UserWarning, "::a.py", 3)
    assert capsys.readouterr().err == "꞉:a.py:3: UserWarning: x␊::error::y\n"


def test_output_that_nobody_reads_is_told_from_other_pipes(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(NobodyReadsError):
            say("line")
        with contextlib.suppress(BrokenPipeError):  # what is kept of the line
            stream.close()
