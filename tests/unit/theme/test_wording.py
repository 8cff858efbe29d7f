"""The language of the words that a page adds to a body."""

import pytest

from newsgen.theme._wording import wording
from newsgen.theme.load import load_theme
from tests.support.paths import REPOSITORY

THEME = load_theme(REPOSITORY, "plain", {})


def languages(html: str, language: str, interface: str = "en") -> list[tuple[str, str]]:
    """Return the language of the words, and what says so, for each `@` in HTML."""
    words = wording(html, language, THEME.words, lambda at: THEME.ui_language_of(at, interface))
    places = [words(place) for place, character in enumerate(html) if character == "@"]
    names = {id(each): name for name, each in THEME.words.items()}
    return [(names[id(each)], lang) for each, lang in places]


@pytest.mark.parametrize(
    ("html", "language", "expected"),
    [
        ("<p>@</p>", "en-GB", [("en", "")]),
        ("<p>@</p>", "cy", [("cy", "")]),
        ("<p>@</p>", "pl", [("en", ' lang="en"')]),
        ("<p>@</p>", "ur", [("en", ' lang="en" dir="ltr"')]),
        ('<div lang="cy">\n<p>@</p>\n</div>\n<p>@</p>', "en", [("cy", ""), ("en", "")]),
        ('<p>@</p><div lang="pl">@</div>', "cy", [("cy", ""), ("en", ' lang="en"')]),
        (
            '<p title="a > b" lang="cy">a<br>b <b>@</b> @</p>@',
            "en",
            [("cy", "")] * 2 + [("en", "")],
        ),
        ('<p><span lang="cy">@</span> @</p>', "en", [("cy", ""), ("en", "")]),
    ],
)
def test_words_are_in_the_language_of_their_place_or_say_theirs(
    html: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert languages(html, language) == expected


def test_words_of_a_language_without_any_are_those_of_the_interface() -> None:
    assert languages("<p>@</p>", "pl", "cy") == [("cy", ' lang="cy"')]
