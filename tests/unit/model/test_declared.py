"""Rows: values are read by them, all mistakes are told at once, and a schema follows."""

import re
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft7Validator

from newsgen.model import declared
from newsgen.model.dates import Precision
from newsgen.model.declared import Row, ValueReader
from newsgen.model.refusal import MISSING, Fault, Refusal, RefusalError, refusal

LONDON = ZoneInfo("Europe/London")


class Van(NamedTuple):
    plate: str
    seats: int = 2
    colours: tuple[str, ...] = ()


def no_space(text: str) -> str:
    if " " in text:
        raise refusal("NG206", f"“{text}” has a space", "Take it out.")
    return text.upper()


PLATE = Row("plate", declared.text(no_space), "The plate", ("AB12",), missing=MISSING)
SEATS = Row("seats", declared.number(1, 9), "How many seats", (2,), default=2)
COLOURS = Row(
    "colours", declared.list_of(declared.text(), "Write colours: [{}]"), "All", (["red"],)
)
VAN = declared.group(PLATE, SEATS, COLOURS, make=Van)
VANS = declared.list_of(VAN)


def read(reader: ValueReader[Any], value: Any) -> Any:
    return reader.read(value, LONDON)


def said(reader: ValueReader[Any], value: Any) -> list[str]:
    """Return what is wrong with the value of a key `vans`, with its hint."""
    with pytest.raises(RefusalError) as error:
        read(reader, value)
    return [
        f"{wrong.words('.'.join(['vans', *map(str, wrong.keys)]))} {wrong.hint}".rstrip()
        for wrong in error.value.refusals
    ]


def test_a_group_makes_a_value_of_what_is_given() -> None:
    assert read(VAN, {"plate": "ab12"}) == Van("AB12")
    assert read(VAN, {"plate": "ab12", "seats": 3, "colours": ["red"]}) == Van("AB12", 3, ("red",))
    assert read(VANS, [{"plate": "a"}, {"plate": "b"}]) == (Van("A"), Van("B"))


def test_a_list_with_a_bound_says_how_many_it_has() -> None:
    few = declared.one_or_more(declared.text(), most=2)
    assert read(few, ["a", "b"]) == ("a", "b")
    assert said(few, ["a"] * 1_500) == [
        "vans should have at most 2 items, but it has 1,500 Keep those that matter."
    ]
    schema = Draft7Validator(few.schema())
    assert [schema.is_valid(["a"] * n) for n in (2, 3)] == [True, False]


def test_every_mistake_in_a_list_of_groups_is_told_with_its_place() -> None:
    values = [
        {"plate": "A B", "seats": 10},
        {"colour": "red"},
        "x",
        {"plate": ["x"], "colours": "red", "seats": True},
    ]
    assert said(VANS, values) == [
        "“A B” has a space Take it out.",
        "vans.0.seats should be at most 9",
        "vans.1.colour is unknown Did you mean colours?",
        "vans.1.plate is missing",
        "vans.2 should be a map of keys and values, but it is the text “x”",
        "vans.3.plate should be text, but it is a list",
        "vans.3.colours should be a list, but it is the text “red” Write colours: [red]",
        (
            "vans.3.seats should be a whole number, but it is true or false "
            "Write a number without quotes, such as 1."
        ),
    ]


def test_a_refusal_has_the_code_of_its_check_or_none() -> None:
    with pytest.raises(RefusalError) as error:
        read(VAN, {"plate": "A B", "seats": 0})
    assert [(w.fault, w.code) for w in error.value.refusals] == [
        (Fault.RULE, "NG206"),
        (Fault.SHAPE, ""),
    ]


def test_an_open_group_leaves_other_keys_out_and_may_skip_empty_texts() -> None:
    rows = (PLATE, COLOURS)
    tags: ValueReader[dict[str, Any]] = declared.group(
        *rows, make=dict, is_open=True, skips_empty=True
    )
    assert read(tags, {"plate": "a", "colours": "", "more": ["x"]}) == {"plate": "A"}
    assert said(tags, {"plate": ""}) == ["vans.plate is missing"]


def test_a_group_may_be_checked_as_a_whole() -> None:
    def check(van: Van) -> Van:
        if van.seats > 5 and not van.colours:
            raise refusal("", "so large a van needs colours")
        return van

    group = declared.group(PLATE, SEATS, COLOURS, make=Van, check=check)
    assert read(group, {"plate": "a", "seats": 5}) == Van("A", 5)
    assert said(group, {"plate": "a", "seats": 6}) == ["so large a van needs colours"]


def test_a_table_has_names_of_the_authors() -> None:
    table = declared.table_of(declared.number(0, 9), no_space)
    assert read(table, {"a": 1, "b": 2}) == {"A": 1, "B": 2}
    assert said(table, {"a b": 1, "c": "x"}) == [
        "“a b” has a space Take it out.",
        (
            "vans.c should be a whole number, but it is the text “x” "
            "Write a number without quotes, such as 0."
        ),
    ]
    assert said(table, []) == ["vans should be a map of keys and values, but it is a list"]


def test_one_item_alone_may_stand_for_a_list() -> None:
    reader = declared.one_or_more(declared.text())
    assert read(reader, "a") == ("a",)
    assert read(reader, ["a", "b"]) == ("a", "b")
    assert said(reader, ["a", {}]) == ["vans.1 should be text, but it is a map of keys and values"]


def test_a_hint_without_a_place_for_the_text_is_always_shown() -> None:
    reader = declared.list_of(declared.text(), "Write each on a line.")
    assert said(reader, {}) == [
        "vans should be a list, but it is a map of keys and values Write each on a line."
    ]


@pytest.mark.parametrize(
    ("text", "flag"), [("true", True), ("Yes", True), ("0", False), ("OFF", False), ("n", False)]
)
def test_words_for_true_and_false(text: str, *, flag: bool) -> None:
    assert read(declared.worded_flag(), text) is flag


@pytest.mark.parametrize("value", ["", " true ", "maybe", [], {}, 1])
def test_other_words_are_neither_true_nor_false(value: Any) -> None:
    (words,) = said(declared.worded_flag(), value)
    assert words.startswith("vans should be true or false, but it is ")


def test_a_flag_of_toml_is_no_text() -> None:
    assert read(declared.flag(), value=False) is False
    assert said(declared.flag(), "true") == [
        "vans should be true or false, but it is the text “true”"
    ]


def test_choices() -> None:
    words = {"red": "As a rose", "blue": "As the sea", "green": "As grass"}
    strict, lax = declared.choice(words), declared.choice(words, any_case=True)
    assert read(strict, "red") == "red"
    assert read(lax, " Red ") == "red"
    assert said(strict, "Red") == [
        "vans is “Red”, but it can only be 'red', 'blue' or 'green' Did you mean red?"
    ]
    assert said(lax, " Bleu ") == ["vans is “Bleu”, but it can only be 'red', 'blue' or 'green'"]
    assert said(lax, "Gren") == [
        "vans is “Gren”, but it can only be 'red', 'blue' or 'green' Did you mean green?"
    ]
    assert said(strict, {}) == ["vans should be text, but it is a map of keys and values"]


def test_dates() -> None:
    assert read(declared.day(), date(2026, 3, 5)) == date(2026, 3, 5)
    (words,) = said(declared.day(), datetime(2026, 3, 5, tzinfo=UTC))
    assert "a date such as 2026-01-01, without quotes" in words
    moment = read(declared.moment(), " 5 March 2026 ")
    assert (moment.at.isoformat(), moment.precision) == (
        "2026-03-05T00:00:00+00:00",
        Precision.DAY,
    )
    assert said(declared.moment(), []) == [
        "vans should be a date such as 2026-03-05 10:49, but it is a list"
    ]
    assert "Write it like" in said(declared.moment(), "soon")[0]
    assert read(declared.instant(), "2026-07-01T10:00+01:00").at.hour == 10
    assert said(declared.instant(), "2026-07-01 10:00") == [
        "“2026-07-01 10:00” does not say how far it is from UTC Write 2026-07-01T10:00+01:00."
    ]
    assert said(declared.instant(), "2026-07-01 23:59:59")[0].endswith(
        "Write 2026-07-01T23:59:59+01:00."
    )
    assert said(declared.instant(), "2026-10-25 01:30")[0].endswith(
        "Write 2026-10-25T01:30+01:00, or 2026-10-25T01:30+00:00 for the second time."
    )
    (words,) = said(declared.instant(), "1 July 2026")
    assert words.endswith("such as 2026-07-01T10:00+01:00 for 10 o'clock.")
    assert "Write it like 2026-03-30T10:00+01:00." in said(declared.instant(), "soon")[0]


def test_texts_and_languages() -> None:
    assert read(declared.language("NG206"), "en-GB") == "en-GB"
    assert said(declared.language("NG206"), "English") == [
        "language “English” is not a language tag Use en-GB or cy."
    ]
    assert read(declared.text(declared.not_empty), "x") == "x"
    assert said(declared.text(declared.not_empty), "") == ["vans should not be empty"]


def test_a_schema_follows_from_rows() -> None:
    rows = (Row("vans", VANS, "All vans", ([{"plate": "AB12"}],)),)
    schema = declared.schema_of(rows)
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    assert validator.is_valid({"vans": [{"plate": "a", "colours": ["red"]}]})
    wrongs: tuple[dict[str, Any], ...] = (
        {"van": 1},
        {"vans": [{}]},
        {"vans": [{"plate": "a", "seats": 10}]},
    )
    for wrong in wrongs:
        assert not validator.is_valid(wrong)
    plate = schema["properties"]["vans"]["items"]["properties"]["seats"]
    assert (plate["description"], plate["examples"], plate["default"]) == ("How many seats", [2], 2)
    assert Draft7Validator(declared.schema_of(rows, is_open=True)).is_valid({"van": 1})


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (declared.flag(), True),
        (declared.worded_flag(), "Yes"),
        (declared.choice({"red": "As a rose"}), "red"),
        (declared.choice({"red": "As a rose"}, any_case=True), "RED"),
        (declared.instant(), "2026-07-01T10:00 BST"),
        (declared.language("NG206"), "en-GB"),
        (declared.one_or_more(declared.text()), "a"),
        (declared.one_or_more(declared.text()), ["a"]),
        (declared.table_of(declared.number(1, 2)), {"a": 1}),
    ],
)
def test_editors_accept_what_a_reader_takes(reader: ValueReader[Any], value: Any) -> None:
    read(reader, value)
    Draft7Validator(reader.schema()).validate(value)


def test_every_row_has_a_dotted_name() -> None:
    rows = (
        Row("vans", VANS, "All vans", ()),
        Row("van", VAN, "One", ()),
        Row("by", declared.table_of(VAN), "By name", ()),
    )
    names = [name for name, _ in declared.walk(rows)]
    assert names == [
        *("vans", "vans[].plate", "vans[].seats", "vans[].colours"),
        *("van", "van.plate", "van.seats", "van.colours"),
        *("by", "by.NAME.plate", "by.NAME.seats", "by.NAME.colours"),
    ]


def test_a_mistake_seen_from_above_keeps_its_words() -> None:
    wrong = Refusal(Fault.SHAPE, "should be text").below(1).below("vans")
    assert wrong.keys == ("vans", 1)
    assert re.fullmatch(r"vans.2 should be text", wrong.words("vans.2"))
