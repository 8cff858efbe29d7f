"""Texts that say at their beginning that a missing person is back."""

import pytest

from newsgen.model.safe_again import NEWS_FIRST, says_back


@pytest.mark.parametrize(
    "text",
    [
        "He has been found.", "She’s been located safe and well.", "They have come home.",
        "Alex, 15, has now returned to his home address.", "The boy of 9 is back home.",
        "Alex Rowan found safe", "The girl was traced safely in Saltmere.",
        "We are no longer looking for this man.", "We have removed the appeal.",
        "To restore Alex’s privacy we have taken down his photograph.",
        "The details have now been deleted.", "The teenager, who was missing, has been found.",
        "Alex Rowan, who was subject to an earlier missing persons appeal has been found.",
    ],
)  # fmt: skip
def test_someone_is_back(text: str) -> None:
    assert says_back(text)
    assert not says_back("The road is closed. " * NEWS_FIRST + text)


@pytest.mark.parametrize(
    "text",
    [
        "", "He has not been found.", "His car has been found.", "He has been found guilty.",
        "If he has returned home, call us.", "We hope that she will be found safe.",
        "Call us so that we can ensure he is safe and well.", "He returned home and left again.",
        "The sign has been removed.", "Police at home and abroad look for Alex.",
        "He has been traced to Westhaven.", "Please check that he is safe and well.",
    ],
)  # fmt: skip
def test_nobody_is(text: str) -> None:
    assert not says_back(text)
