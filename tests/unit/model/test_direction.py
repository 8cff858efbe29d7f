"""The attributes of a text in another language."""

import pytest

from newsgen.model.direction import language_attributes


@pytest.mark.parametrize(
    ("language", "around", "expected"),
    [
        ("cy", "en-GB", ' lang="cy"'),
        ("ur", "en", ' lang="ur" dir="rtl"'),
        ("en", "ar", ' lang="en" dir="ltr"'),
        ("fa", "ar-EG", ' lang="fa"'),
        ("pa-arab", "en", ' lang="pa-arab" dir="rtl"'),
        ("ks-Deva", "en", ' lang="ks-Deva"'),
    ],
)
def test_a_text_says_its_direction_where_it_is_another(
    language: str, around: str, expected: str
) -> None:
    assert language_attributes(language, around) == expected
