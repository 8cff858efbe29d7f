"""What a rule of a site is given, and what it gives."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from newsgen.plugins import Finding


def test_a_finding_needs_a_message_alone_and_does_not_change() -> None:
    finding = Finding("it shouts")
    assert (finding.hint, finding.key, finding.start, finding.end) == ("", "", None, None)
    with pytest.raises(FrozenInstanceError):
        finding.message = "it whispers"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"message": 5}, "the message of a finding should be a text: 5"),
        ({"hint": None}, "the hint of a finding should be a text: None"),
        ({"key": ("og", "title")}, "the key of a finding should be a text"),
        ({"message": " "}, "the message of a finding is empty"),
        ({"start": "3"}, "the start of a finding should be a number: '3'"),
        ({"start": 3, "end": 4.0}, "the end of a finding should be a number: 4.0"),
        ({"start": 3, "end": 2}, "a finding cannot be from 3 to 2"),
        ({"start": -1}, "a finding cannot be from -1 to -1"),
        ({"end": 2}, "a finding has an end and no start"),
    ],
)
def test_what_is_no_finding_is_refused_where_it_is_written(
    values: dict[str, Any], said: str
) -> None:
    with pytest.raises((TypeError, ValueError)) as error:
        Finding(**{"message": "it shouts", **values})
    assert said in str(error.value)


def test_a_place_may_be_empty_or_without_an_end() -> None:
    assert Finding("it shouts", start=0, end=0).end == 0
    assert Finding("it shouts", start=3).start == 3
