"""What editors are told: laxer than the readers perhaps, never stricter."""

import re
from typing import Any

import pytest
from jsonschema import Draft7Validator

from newsgen.codes import CODES
from newsgen.model import shown


def takes(schema: dict[str, Any], value: object) -> bool:
    Draft7Validator.check_schema(schema)
    return bool(Draft7Validator(schema).is_valid(value))


def test_a_choice_is_offered_with_its_meanings_and_taken_in_any_case() -> None:
    schema = shown.choice({"court-result": "A result", "news": "News"})
    assert takes(schema, "Court-Result")
    assert not takes(schema, "court-results")
    assert schema["anyOf"][0]["enumDescriptions"] == ["A result", "News"]


@pytest.mark.parametrize("value", [True, False, "YES", "off", "y", 0, 1, "True"])
def test_every_word_for_true_and_false_is_taken(value: object) -> None:
    assert takes(shown.truth(), value)


@pytest.mark.parametrize("value", ["maybe", "", 2, None, "yess"])
def test_no_other_is(value: object) -> None:
    assert not takes(shown.truth(), value)


def test_any_case_needs_no_flag() -> None:
    assert re.fullmatch(shown.any_case(["ng5", "gone"]), "NG5")
    assert re.fullmatch(shown.any_case(["ng5", "gone"]), "gOne")
    assert not re.fullmatch(shown.any_case(["ng5", "gone"]), "ng6")


def test_rules_are_all_that_can_be_turned_off_by_code_and_by_name() -> None:
    rules = shown.rules()
    offered = [code for code in CODES.values() if code.id in rules]
    assert not any(code.is_essential for code in offered)
    assert len(rules) == 2 * len(offered)
    assert "NG410" not in shown.selectors()
    assert "NG5" in shown.selectors()


def test_a_table_of_severities() -> None:
    schema = shown.severities({"off": "Nobody is told", "error": "The build stops"})
    assert takes(schema, {"NG601": "off", "ng60": "error"})
    assert not takes(schema, {"NG601": "loud"})
    assert not takes(schema, {"NG999": "off"})


@pytest.mark.parametrize(
    ("period", "is_one"),
    [
        ("90 days", True),
        (" 6 Years ", True),
        ("12m", True),
        ("never", True),
        ("soon", False),
        ("", False),
        ("1 day 2", False),
    ],
)
def test_a_table_of_periods(period: str, *, is_one: bool) -> None:
    schema = shown.periods({"missing": "Missing people"})
    assert takes(schema, {"missing": period}) is is_one
    assert takes(schema, {"default": "1 day"})
    assert not takes(schema, {"other": "1 day"})
