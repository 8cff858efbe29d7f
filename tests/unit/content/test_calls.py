"""Words that ask a reader to get in touch."""

import pytest

from newsgen.content._calls import asks, without_calls


@pytest.mark.parametrize(
    "text",
    ["Call us on 101.", "Anyone with information is asked to come forward.", "Have you seen her?"],
)
def test_a_call_is_seen(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["A man was jailed.", "Officers were called at noon.", "He called her."]
)
def test_news_is_no_call(text: str) -> None:
    assert not asks(text)


def test_only_paragraphs_that_call_are_left_out() -> None:
    body = "<p>A man was jailed.</p>\n<p>Call us on 101.</p>"
    assert without_calls(body).strip() == "<p>A man was jailed.</p>"
