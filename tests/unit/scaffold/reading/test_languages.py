"""The language that releases are in."""

from typing import Any

import pytest

from newsgen.scaffold.patterns import Pattern, Sureness
from newsgen.scaffold.reading import language_of, language_of_site

ENGLISH = "The man was arrested and is to appear at court with the others."
WELSH = "Mae dyn wedi ymddangos yn y llys ac mae swyddogion yn apelio am dystion."


@pytest.mark.parametrize(
    ("values", "body", "language"),
    [
        ({}, "", ""),
        ({}, "Bicycle stolen.", ""),
        ({}, ENGLISH, "en-GB"),
        ({}, WELSH, "cy"),
        ({}, ENGLISH + WELSH, ""),
        ({"language": "cy"}, ENGLISH, "cy"),
        ({"language": "en-GB"}, WELSH, "en-GB"),
        ({"language": ["cy"], "og": "x"}, "", ""),
        ({"og": {"locale": "cy_GB"}}, "", "cy"),
        ({"og": {"locale": "en_US"}}, "", "en-GB"),
        ({"og": {"locale": "en_GB"}}, WELSH, "cy"),
        ({"og": {"locale": "fr_FR"}}, "", ""),
    ],
)
def test_a_release(values: Any, body: str, language: str) -> None:
    assert language_of(values, body) == language


@pytest.mark.parametrize(
    ("languages", "site"),
    [
        ([], Pattern("en-GB", Sureness.GUESSED)),
        (["", ""], Pattern("en-GB", Sureness.GUESSED)),
        (["cy", "cy"], Pattern("cy", Sureness.ALL)),
        (["cy", "cy", ""], Pattern("cy", Sureness.MOST)),
        (["en-GB", "cy", ""], Pattern("en-GB", Sureness.GUESSED)),
    ],
)
def test_a_site_is_in_the_language_of_most(languages: list[str], site: Pattern) -> None:
    assert language_of_site(languages) == site
