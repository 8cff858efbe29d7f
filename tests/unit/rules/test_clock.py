"""Times that no clock shows."""

import pytest

from newsgen.rules._clock import impossible_time
from tests.support.manuscripts import asked, read, said, source


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("16.40pm", "4.40pm"), ("16:40pm", "4:40pm"), ("13.00pm", "1.00pm"),
        ("23.59 pm", "11.59pm"),
        ("14.30 p.m.", "2.30pm"), ("17.05pm", "5.05pm"), ("22:10 pm", "10:10pm"),
        ("12.75pm", ""), ("16.40am", ""), ("25.10pm", ""), ("9.60am", ""), ("13.75pm", ""),
        ("24:10hrs", ""), ("25:00 hours", ""), ("18:75hrs", ""), ("24.30 hours", ""),
    ],
)  # fmt: skip
def test_a_time_that_does_not_exist_is_reported(text: str, right: str) -> None:
    (finding,) = asked(impossible_time, read(source(f"It happened at {text}")))
    assert finding.message == f"there is no time “{text}”"
    assert (finding.fix.text if finding.fix else "") == right


@pytest.mark.parametrize(
    "text",
    [
        "4.40pm", "16:40", "16.40", "12.59pm", "12.01am", "0.30am", "00:30am", "23:59hrs",
        "24:00 hours", "1.6 miles", "16.40 pounds", "£16.40pm", "section 16.40.2pm", "13.5pm",
        "16.40pmx", "at 16. 40pm", "A16.75 hours",
    ],
)  # fmt: skip
def test_a_time_of_a_clock_is_right(text: str) -> None:
    assert said(impossible_time, f"It happened at {text}.") == []


@pytest.mark.parametrize(
    "text",
    ["at 23.60", "at about 24:15", "just before 9:65", "from 10am to 25.30", "at 2565 hours",
     "until 24.30 on Monday", "between 10.15 and 10.75 that night", "from 25.30 to 2pm"],
)  # fmt: skip
def test_words_around_a_number_say_that_it_is_a_time(text: str) -> None:
    (message,) = said(impossible_time, f"It happened {text}.")
    assert message.startswith("there is no time “")


@pytest.mark.parametrize(
    "text",
    ["Section 23.60", "sold at 24.75", "at 24.75 per cent", "at 25.30 miles", "from 24.6 to 25.80",
     "at 29.70mph", "won 24:15", "for 2565 hours", "at 24.61.3", "at 44.60", "about 24.75"],
)  # fmt: skip
def test_a_bare_number_is_a_number(text: str) -> None:
    assert said(impossible_time, f"It is {text}.") == []


@pytest.mark.parametrize(
    "text",
    ["Around 25:10 officers came.", "Police were called at 25:10 to a fire.", "By 14:99, he left.",
     "Between 14:99 and 15:10 a van came.", "Between 2200hrs and 2561hrs", "It shut, 14 PM."],
)  # fmt: skip
def test_a_number_with_a_colon_needs_fewer_words(text: str) -> None:
    (message,) = said(impossible_time, text)
    assert message.startswith("there is no time “")


@pytest.mark.parametrize(
    "text",
    ["Shut at junction 13 PM", "Room 14 AM", "The score was about 14:99.", "By 25:10 votes it fell",
     "About 25:10 of it is sand", "around 2561hrs of work"],
)  # fmt: skip
def test_another_number_with_a_colon_or_half_is_right(text: str) -> None:
    assert said(impossible_time, text) == []
