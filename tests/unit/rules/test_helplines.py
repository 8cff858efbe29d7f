"""Helplines beside numbers that are not theirs; their words are in `tests/cases/precision.toml`."""

import pytest

from newsgen.rules._helplines import another_s_number, another_s_short_number
from tests.support.manuscripts import asked, read, said, source


def test_the_right_number_is_in_the_hint() -> None:
    text = source("Call Action Fraud on 0300 120 2040.")
    (finding,) = asked(another_s_number, read(text))
    assert finding.message == "“0300 120 2040” is not the number of Report Fraud"
    assert finding.hint == "It is 0300 123 2040. Look it up before you change it."
    assert finding.fix is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Childline on", "0800 111 111"),
        ("Childline at childline.example or by calling", "01632 960123"),
        ("the Modern Slavery Helpline, 24 hours a day,", "0800 121 700"),
        ("Victim Support, or a friend: you can ring", "0808 16 89 112"),
        ("Byw Heb Ofn ar", "0808 80 10 801"),
        ("Samariaid ar", "0845 790 9090"),
    ],
)
def test_each_number_is_reported_once(words: str, number: str) -> None:
    assert len(said(another_s_number, f"Ring {words} {number}. Thank you.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Childline\n\n01632 960123",
        "Childline or our team on 01632 960123",
        "Action Fraud (quote 0300 120 2040)",
        "Action Fraud takes 0300 calls.",
        "Victim Support: 01632 960123",
        "NSPCC: 01632 960123",
        "Samaritans: 01632 960123",
        "Missing People: 01632 960123",
        "British Transport Police: 01632 960123",
        "To report modern slavery, ring 01632 960123",
        "Childline on 0808 800 5000",
        f"Childline {'on the ' * 50}0800 111 111",
    ],
)
def test_what_is_another_s_or_theirs_is_right(text: str) -> None:
    assert said(another_s_number, text) == []


@pytest.mark.parametrize(
    "word",
    [
        *("or", "and", "if", "for", "to", "at", "in", "is", "free", "any", "from", "with", "when"),
        *("which", "who", "where", "day", "on"),
    ],
)
def test_wrong_short_number_is_reported_whatever_word_is_behind_it(word: str) -> None:
    for name in ("Samaritans on", "Samariaid ar"):
        (message,) = said(another_s_short_number, f"Ring {name} 116 132 {word} more.")
        assert message.startswith("“116 132” is not the number of Samaritans")


def test_short_number_is_not_of_a_helpline_with_a_long_one() -> None:
    text = source("Ring Samaritans, or Childline: 116 132.")
    (finding,) = asked(another_s_short_number, read(text))
    assert finding.hint == "It is 116 123. Look it up before you change it."
    assert said(another_s_short_number, "Childline has had 116 132.") == []
    assert said(another_s_short_number, "Samaritans has 116 132 volunteers.") == []
