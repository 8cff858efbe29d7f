"""Missing people who were found and are still named, in Welsh; `test_languages.py` has more."""

import pytest

from newsgen.rules._found_in_welsh import found_in_welsh
from tests.support.manuscripts import said

BODY = "Mae'r heddlu yn chwilio am Alex Rowan o Ellerdale."


def test_the_finding_says_where_it_stands_and_who_is_named() -> None:
    title = "Bachgen ar goll wedi'i ganfod yn ddiogel"
    (message,) = said(found_in_welsh, BODY, title=title, language="cy")
    assert message == (
        "the title says that the person was found, but the text still names Alex Rowan"
    )


@pytest.mark.parametrize("title", ["Corff wedi'i ganfod", "Ci ar goll wedi'i ganfod yn ddiogel"])
def test_what_is_no_person_who_is_back_is_left_alone(title: str) -> None:
    assert said(found_in_welsh, BODY, title=title, language="cy", kind="missing") == []


def test_an_english_release_is_none_of_its_business() -> None:
    title = "Bachgen ar goll wedi'i ganfod yn ddiogel"
    assert said(found_in_welsh, BODY, title=title, language="en-GB") == []
