"""theme.toml: what it may hold, and what is said of all else."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from newsgen.diagnostics import NewsgenError
from newsgen.model.release import KINDS, Kind
from newsgen.theme.declaration import (
    OPTION_TYPES,
    PLAIN_CARDS,
    Declaration,
    Option,
    Pair,
    declaration,
)

WRONG: list[Any] = ["", "x", "text", "flag", 1, True, 1.5, [], {}, ["text"]]
VALUES = st.sampled_from(WRONG)
ABOUT = st.dictionaries(st.sampled_from(["title", "description", "extends", "more"]), VALUES)
OPTION = st.dictionaries(st.sampled_from(["type", "default", "description", "more"]), VALUES)
RIGHT = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(OPTION_TYPES)), "default": VALUES},
    optional={"description": st.just("About")},
)
OPTIONS = st.dictionaries(st.sampled_from("ab"), RIGHT | OPTION | VALUES) | VALUES
NUMBERS = st.sampled_from([0, 1, 4.5, 21, 21.1, "3"])
PAIR = st.tuples(st.sampled_from(["a", 1]), st.sampled_from(["b", []]), NUMBERS).map(list)
PAIRS = st.lists(PAIR | VALUES, max_size=2)
CONTRAST = (
    st.fixed_dictionaries({"pairs": PAIRS | VALUES}, optional={"more": VALUES})
    | st.just({"pairs": [["a", "b", 4.5]]})
    | VALUES
)
DATA = st.fixed_dictionaries(
    {},
    optional={
        "theme": st.just({"title": "T"}) | ABOUT | VALUES,
        "options": OPTIONS,
        "contrast": CONTRAST,
        "more": VALUES,
    },
)


def toml(value: Any) -> str:
    """Write a value as TOML does inside a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def read(data: dict[str, Any]) -> Declaration:
    return declaration("".join(f"{key} = {toml(value)}\n" for key, value in data.items()), "t.toml")


def is_right(data: dict[str, Any]) -> bool:
    """Judge apart from the rows: this is what the guide to themes says of the file."""
    about, options = data.get("theme"), data.get("options", {})
    contrast = data.get("contrast", {"pairs": []})
    return (
        data.keys() <= {"theme", "options", "contrast"}
        and isinstance(about, dict)
        and {"title"} <= about.keys() <= {"title", "description", "extends"}
        and all(isinstance(value, str) for value in about.values())
        and isinstance(options, dict)
        and all(map(is_option, options.values()))
        and isinstance(contrast, dict)
        and contrast.keys() == {"pairs"}
        and isinstance(contrast["pairs"], list)
        and all(map(is_pair, contrast["pairs"]))
    )


def is_option(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and {"type", "default"} <= data.keys() <= {"type", "default", "description"}
        and data["type"] in OPTION_TYPES.keys() & {str(data["type"])}
        and isinstance(data.get("description", ""), str)
    )


def is_pair(data: Any) -> bool:
    return (
        isinstance(data, list)
        and [type(value) for value in data[:2]] == [str, str]
        and [type(value) in (int, float) and 1 <= value <= 21 for value in data[2:]] == [True]
    )


@given(DATA)
def test_what_is_right_is_taken_and_all_else_refused(data: dict[str, Any]) -> None:
    if not is_right(data):
        with pytest.raises(NewsgenError) as error:
            read(data)
        assert {wrong.code for wrong in error.value.diagnostics} <= {"NG702", "NG703"}
        return
    declared = read(data)
    assert declared.theme.extends == data["theme"].get("extends")
    assert {name: (o.type, o.default) for name, o in declared.options.items()} == {
        name: (o["type"], o["default"]) for name, o in data.get("options", {}).items()
    }
    assert list(map(list, declared.contrast.pairs)) == data.get("contrast", {}).get("pairs", [])


def test_every_setting_is_read() -> None:
    option = {"type": "flag", "default": True, "description": "D"}
    about = {"title": "T", "description": "D", "extends": "plain"}
    declared = read(
        {"theme": about, "options": {"a": option}, "contrast": {"pairs": [["a", "b", 3]]}}
    )
    assert declared.options == {"a": Option("flag", True, "D")}
    assert declared.contrast.pairs == (Pair("a", "b", 3),)
    assert (declared.theme.title, declared.theme.extends) == ("T", "plain")
    assert read({"theme": {"title": "T"}}).contrast.pairs == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"theme": {}}, "theme.title is missing"),
        ({"theme": {"title": "T", "colour": 1}}, "there is no setting theme.colour"),
        ({"options": {"copy": {"type": "flag", "default": True}}}, "call something else copy"),
        ({"options": {"a": {"default": 1}}}, "options.a.type is missing"),
        ({"options": {"a": {"type": "flag"}}}, "options.a.default is missing"),
        (
            {"options": {"a": {"type": "color", "default": ""}}},
            "“color”, but it can only be 'text', 'flag', 'number', 'colour', 'url' or 'telephone'",
        ),
        (
            {"contrast": {"pairs": [["a", "b", 4.5], ["a", "b"]]}},
            "contrast.pairs.2 should be a list of two custom properties and a contrast from 1",
        ),
        ({"contrast": {}}, "contrast.pairs is missing"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(data: dict[str, Any], words: str) -> None:
    with pytest.raises(NewsgenError) as error:
        read({"theme": {"title": "T"}} | data)
    (wrong,) = error.value.diagnostics
    assert words in wrong.message


@pytest.mark.parametrize(
    ("kind", "fits", "others"),
    [
        ("text", ["", "x"], [1, True, []]),
        ("flag", [True, False], ["true", 1, 0]),
        ("number", [0, 1.5, -3], ["1", True]),
        ("colour", ["#fff", "#1D3557"], ["red", "#ffff", "#ggg", 1]),
        (
            "url",
            ["", "/a/b", "https://a.example/x", "HTTP://a.example"],
            ["a", "ftp://a", "/a b", 1],
        ),
        (
            "telephone",
            ["", "999", "18001 101", "+44 (0)1632 960-001"],
            ["Always call 999", "999 or 112", "none", "-", 999],
        ),
    ],
)
def test_an_option_takes_values_of_its_type(kind: str, fits: list[Any], others: list[Any]) -> None:
    option = Option(kind, None)
    assert [value for value in fits if option.mismatch(value)] == []
    assert [value for value in others if not option.mismatch(value)] == []
    words = OPTION_TYPES[kind].words
    assert option.mismatch(others[-1]).startswith(f"should be {words}, but it is ")


@pytest.mark.parametrize("kind", OPTION_TYPES)
def test_the_hint_at_a_missing_default_is_a_value_of_the_type(kind: str) -> None:
    with pytest.raises(NewsgenError) as error:
        read({"theme": {"title": "T"}, "options": {"a": {"type": kind}}})
    (wrong,) = error.value.diagnostics
    example = wrong.hint.removeprefix("Add ").removesuffix(".")
    option = f'[options.a]\ntype = "{kind}"\n{example}\n'
    declared = declaration(f'[theme]\ntitle = "T"\n{option}', "t.toml").options["a"]
    assert not declared.mismatch(declared.default)


def test_every_kind_but_plain_news_has_an_edge_on_cards() -> None:
    assert {*KINDS} - {*PLAIN_CARDS.kinds} == {Kind.NEWS}
