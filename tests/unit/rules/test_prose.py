"""Sentences, and the names of people in them."""

import re
from itertools import pairwise

import pytest

from newsgen.rules._prose import LONGEST, is_nobody, names, names_in_capitals, sentences_with

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
        ("Siôn ap Rhys-Evans O’Neill said", ["Siôn ap Rhys-Evans O’Neill"]),
        ("Gabriel de Souza said", ["Gabriel de Souza"]),
        ("Zsófia Łukaszewska-van der Berg said", ["Zsófia Łukaszewska-van der Berg"]),
        ("Đorđe Ćosić and Ștefan Țurcanu", ["Đorđe Ćosić", "Ștefan Țurcanu"]),
        ("Amelia van der Berg’s home", ["Amelia van der Berg"]),
        (
            "Cathal Mac Giolla, Yusuf Al-Amin and Niamh O'Dowd",
            ["Cathal Mac Giolla", "Yusuf Al-Amin", "Niamh O'Dowd"],
        ),
        ("Ryan St John said", ["Ryan St John"]),
        ("Rowan St", []),
        ("Alex ROWAN and Gabriel DE SOUZA", ["Alex ROWAN", "Gabriel DE SOUZA"]),
        ("Jane Roe OBE of Saltmere CID, with Ellerdale RNLI", ["Jane Roe"]),
        ("a Ford van Alex Rowan drove", ["Alex Rowan"]),
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
    people = list(names(sentence))
    assert [name.text for name in people] == expected
    assert all(sentence[name.start : name.end] == name.text for name in people)


def test_a_name_over_two_lines_is_shown_on_one() -> None:
    (name,) = names("Alex\nRowan was there")
    assert str(name) == "Alex Rowan"


def test_one_word_may_be_enough() -> None:
    assert [name.text for name in names("a man called Rowan", 1)] == ["Rowan"]


@pytest.mark.parametrize(("word", "expected"), [("Police", True), ("CCTV", True), ("Rowan", False)])
def test_some_words_are_nobodys_name(word: str, *, expected: bool) -> None:
    assert is_nobody(word) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Alex Rowan was seen.", ["Alex Rowan"]),
        ("On Monday Alex Rowan, of Ellerdale, was seen.", ["Alex Rowan"]),
        ("Alex Rowan's and Jo Marsh’s home", ["Alex Rowan", "Jo Marsh"]),
        ("Sadly, Zoë O’Rowan-Hart died.", ["Zoë O’Rowan-Hart"]),
        ("**Alex James Rowan** was seen.", ["Alex James Rowan"]),
        ("Detective Sergeant Sam Carter said:", []),
        ("Sam Carter, DC Jo Fielding and PC 1234 Max Hollow said:", ["Sam Carter"]),
        ("Judge Robin Marsh said:", []),
        ("He appeared at Northshire Crown Court.", []),
        ("It was on Quarry Bank Road and in Market Ellerdale.", []),
        ("Officers from Northshire Police met the Ellerdale Lions.", []),
        ("The CCTV Team saw A White Ford Transit.", []),
        ("Write to alex.rowan@northshire.police.example or @AlexRowan.", []),
    ],
)
def test_names_in_sentences(sentence: str, expected: list[str]) -> None:
    assert [str(name) for name in names(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He is ALEX ROWAN, of Ellerdale.", ["ALEX ROWAN"]),
        ("NIAMH O'DOWD and KAI VAN DYKE", ["NIAMH O'DOWD", "KAI VAN DYKE"]),
        ("They are SIÂN RHYS-EVANS,", ["SIÂN RHYS-EVANS"]),
        ("It names JORDAN McALLISTER", ["JORDAN McALLISTER"]),
        ("PC ALEX ROWAN said", []),
        ("the BBC NEWS team", []),
        ("the TEENAGE BOY said", []),
        ("the OPERATION NIGHTJAR team", []),
        ("ALEX said", []),
        ("ALEX ROWAN JAILED", []),
    ],
)
def test_names_in_capitals(sentence: str, expected: list[str]) -> None:
    assert [str(name) for name in names_in_capitals(sentence)] == expected


@pytest.mark.parametrize("first", ["April", "August", "Autumn", "June", "May", "Summer"])
@pytest.mark.parametrize(
    "sentence",
    [
        *("Officers look for missing Saltmere woman {}.", "Missing 15-year-old {} is safe."),
        *("Have you seen {}?", "We want to find {}.", "His daughter, {}, was hurt."),
        *("Her mother **{}** said so.", "The victim, named {}, died.", "a girl called {} fell"),
        *("Mrs {} said so.", "Can you help trace {}?"),
    ],
)
def test_someone_may_be_called_as_a_month_or_season(first: str, sentence: str) -> None:
    people = names(sentence.format(f"{first} Rowan"))
    assert [str(name) for name in people] == [f"{first} Rowan"]


@pytest.mark.parametrize(
    "sentence",
    [
        *("In April Rowan fell.", "In June Officers came.", "On 5 April Ellerdale was dark."),
        *("Since May Police officers look.", "A woman was hurt in May. June Officers came."),
        *("the missing June Bank Holiday", "Missing since April Rowan", "The man. May Rowan ask?"),
        *("Last Summer Rowan sang.", "A girl, 15, April 2020"),
    ],
)
def test_a_month_is_no_name_where_nobody_is_meant(sentence: str) -> None:
    assert list(names(sentence)) == []
