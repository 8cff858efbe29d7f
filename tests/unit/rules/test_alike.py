"""Whether two texts say as much."""

from datetime import date

import pytest

from newsgen.rules._alike import SaidText, differences

DAY = date(2026, 3, 20)


def others(here: str, there: str) -> list[str]:
    return [*differences(SaidText(f"<p>{here}</p>"), SaidText(f"<p>{there}</p>"), DAY)]


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("on Friday 20th March", "nos Wener, yr 20fed o Fawrth"),
        ("on 20/03/2026", "ar 20 Mawrth"), ("on 5 and 6 March", "ar 5 Mawrth a 6 Mawrth"),
        ("on Thursday 19 March", "nos Iau"), ("yesterday", "ar 19 Mawrth"),
        ("12 may come", "daw 12"),
        ("£5,000", "5,000 o bunnoedd"), ("£1.5 million", "£1.5 miliwn"), ("£3k", "£3,000"),
        ("£2m", "£2,000,000"), ("five pounds", "£5"), ("a thousand pounds", "mil o bunnoedd"),
        ("Call 101, yes, 101.", "Ffoniwch 101."), ("01632 960123", "01632 960456"),
        ("+44 1632 960123 or 01632 960123", "01632 960999"),
    ],
)  # fmt: skip
def test_the_same_in_another_form_is_no_difference(english: str, welsh: str) -> None:
    assert others(english, welsh) == []
    assert others(welsh, english) == []


@pytest.mark.parametrize(
    ("english", "welsh", "what"),
    [
        ("on 20 March", "ar 21 Mawrth", "other dates in the text"),
        ("on 20 March and 2 June", "ar 20 Mawrth", "other dates in the text"),
        ("on 20 March 2026", "ar 20 Mawrth 2024", "other dates in the text"),
        ("on 20 March", "ar 20 Mawrth 2023", "other dates in the text"),
        ("on Friday 6 February", "ddydd Gwener", "other dates in the text"),
        ("£5,000", "£6,000", "other amounts of money"),
        ("£5,000", "arian", "other amounts of money"),
        ("£1.5 million", "£1.5", "other amounts of money"),
        ("Call 101 or 01632 960123.", "Ffoniwch 101.", "1 telephone number and not 2"),
    ],
)
def test_another_fact_is_one(english: str, welsh: str, what: str) -> None:
    assert others(english, welsh) == [what]


def test_dates_and_sums_of_a_language_that_is_not_known_are_left_alone() -> None:
    here = SaidText("<p>on 20 March, £5,000</p>")
    assert [*differences(here, SaidText("<p>20 marca, 5 tysięcy funtów</p>", "pl"), DAY)] == []
    assert [*differences(here, SaidText("<p>101</p>", "pl"), DAY)] == [
        "1 telephone number and not 0"
    ]


def test_what_is_counted_is_said_in_numbers() -> None:
    here = SaidText(
        '<h2>a</h2><p><a href="/">b</a></p><table><tr><td></td></tr></table>', pictures=1
    )
    there = SaidText(
        "<ul><li>a</li></ul><table><tr><td>x</td></tr></table>", captions=2, attachments=1
    )
    assert [*differences(here, there, None)] == [
        "0 headings and not 1", "0 links and not 1", "1 list item and not 0",
        "1 table row and not 0",
        "0 pictures and not 1", "2 captions and not 0", "1 attachment and not 0",
    ]  # fmt: skip
