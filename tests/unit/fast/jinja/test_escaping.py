"""Values are escaped as MarkupSafe escapes them."""

import markupsafe
import pytest
from hypothesis import given, strategies as st
from markupsafe import Markup

from newsgen.fast.jinja.escaping import escape_text, escaper

escape = escaper(lambda value: value)


class Html:
    def __html__(self) -> str:
        return "<i>é</i>"


class Name(str):
    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    ["Siôn’s & <b>", "\"'", Markup("<b>"), 7, True, None, 1.5, Html(), Name("<é>"), ["<"], ""],
)
def test_a_value_is_printed_with_the_same_letters(value: object) -> None:
    assert str(escape(value)) == str(markupsafe.escape(value))


@given(st.text())
def test_a_text_is_too(text: str) -> None:
    assert escape_text(text) == str(markupsafe.escape(text))
