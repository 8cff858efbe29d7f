"""Texts by language: the nearest one is taken."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsgen.model.refusal import RefusalError
from newsgen.model.worded import in_language, other_language, unless_same, with_language, worded

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("given", "tag", "text"),
    [
        ("District", "cy", "District"),
        ({"en": "District", "cy": "Ardal"}, "cy", "Ardal"),
        ({"en": "District", "cy": "Ardal"}, "en-GB", "District"),
        ({"en-GB": "District", "cy": "Ardal"}, "en", "District"),
        ({"cy": "Ardal", "en": "District"}, "fr", "Ardal"),
        ({}, "en", ""),
    ],
)
def test_the_nearest_language_is_taken(given: Any, tag: str, text: str) -> None:
    assert in_language(worded("NG703").read(given, LONDON), tag) == text


@pytest.mark.parametrize(
    ("given", "tag", "language"),
    [
        ("District", "cy", "en-GB"),
        ("District", "en", ""),
        ({"en": "District", "cy": "Ardal"}, "cy", ""),
        ({"en-GB": "District"}, "en", ""),
        ({"cy": "Ardal"}, "en", "cy"),
        ({}, "cy", "en-GB"),
    ],
)
def test_a_text_in_another_language_says_which(given: Any, tag: str, language: str) -> None:
    assert other_language(worded("NG703").read(given, LONDON), tag, "en-GB") == language


def test_a_text_for_any_language_can_say_that_it_is_in_one() -> None:
    assert with_language({"": "District"}, "en-GB") == {"en-GB": "District"}
    assert with_language({"cy": "Ardal"}, "en-GB") == {"cy": "Ardal"}


def test_a_language_is_the_same_in_every_country() -> None:
    assert (unless_same("en-GB", "en"), unless_same("en-GB", "cy")) == ("", "en-GB")


@pytest.mark.parametrize("given", ["", "  ", 3, ["a"], {"en": ""}, {"english language": "x"}])
def test_what_is_no_text_by_language_is_refused(given: Any) -> None:
    with pytest.raises(RefusalError):
        worded("NG703").read(given, LONDON)
