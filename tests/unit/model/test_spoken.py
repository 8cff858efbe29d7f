"""The language of a text by its short words."""

import pytest

from newsgen.model.spoken import spoken


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The man was found with the van, and officers are looking for it.", "en-GB"),
        ("Mae swyddogion wedi apelio am dystion yn Ellerdale gyda gwyriad.", "cy"),
        ("The van was here with the man. Mae swyddogion yn yr ardal, ac mae croeso.", ""),
        ("12345", ""),
    ],
)
def test_short_words_tell(text: str, language: str) -> None:
    assert spoken(text) == language


def test_more_words_may_be_asked_for() -> None:
    assert spoken("the van and the car", 6) == ""
    assert spoken("the van and the car and the bus of the man", 6) == "en-GB"
