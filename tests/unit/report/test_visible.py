"""Untrusted texts, made safe to show on a terminal, in a log and in JSON."""

import json

import pytest
from hypothesis import given, strategies as st

from newsgen.report.visible import json_text, visible, visible_character, width, without_commands


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
