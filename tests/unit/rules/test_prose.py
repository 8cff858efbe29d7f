"""Sentences, and the names of people in them."""

import re
from itertools import pairwise

import pytest

from newsgen.rules._prose import LONGEST, is_nobody, names, sentences_with

HERE = re.compile("here")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. It is here. Three.", ["It is here. "]),
        ("“Is it here?” She said so.", ["“Is it here?” "]),
        ("at 5 p.m. here it is. No", ["at 5 p.m. here it is. "]),
        ("Line one\n\nhere\n\nline three", ["here\n\n"]),
        ("- One\n- here\n- three", ["- here\n"]),
        ("here and here. Not there, but here.", ["here and here. ", "Not there, but here."]),
        ("Nothing", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences_with(HERE, text)] == expected


def test_what_has_no_end_is_cut() -> None:
    text = "x" * 5000 + " here " + "y" * 5000
    ((start, end),) = sentences_with(HERE, text)
    assert "here" in text[start:end]
    assert end - start <= LONGEST


def test_each_place_is_in_one_sentence_and_the_search_ends() -> None:
    spans = list(sentences_with(HERE, "here " * 1000))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert spans[-1][1] == 5000


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Alex Rowan was charged.", ["Alex Rowan"]),
        ("Siôn ap Rhys-Evans O’Neill said", ["Rhys-Evans O’Neill"]),
        ("Alex Rowan’s home", ["Alex Rowan"]),
        ("Alex\nRowan", ["Alex\nRowan"]),
        ("PC 1234 Alex Rowan said", []),
        ("in Alex Rowan", []),
        ("Alex", []),
        ("ALEX ROWAN", []),
        ("One Two Three Four Five", []),
        ("alex rowan", []),
    ],
)
def test_names(sentence: str, expected: list[str]) -> None:
    found = list(names(sentence))
    assert [name.text for name in found] == expected
    assert all(sentence[name.start : name.end] == name.text for name in found)


def test_a_name_over_two_lines_is_shown_on_one() -> None:
    (name,) = names("Alex\nRowan was there")
    assert str(name) == "Alex Rowan"


def test_one_word_may_be_enough() -> None:
    assert [name.text for name in names("a man called Rowan", 1)] == ["Rowan"]


@pytest.mark.parametrize(("word", "expected"), [("Police", True), ("CCTV", True), ("Rowan", False)])
def test_some_words_are_nobodys_name(word: str, *, expected: bool) -> None:
    assert is_nobody(word) is expected
