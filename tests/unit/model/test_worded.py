"""Texts by language: the nearest one is taken."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsgen.model.refusal import RefusalError
from newsgen.model.worded import in_language, worded

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


@pytest.mark.parametrize("given", ["", "  ", 3, ["a"], {"en": ""}, {"english language": "x"}])
def test_what_is_no_text_by_language_is_refused(given: Any) -> None:
    with pytest.raises(RefusalError):
        worded("NG703").read(given, LONDON)
