"""Telephone numbers: which are wrong, which are hard to read, and what is none."""

import subprocess
import sys

import pytest
from hypothesis import example, given, strategies as st

from newsgen.rules import _telephone as telephone
from newsgen.rules._telephone import CRIMESTOPPERS, NO_NOUGHT, find_numbers, holds_numbers
from tests.support.draws import draws
from tests.support.manuscripts import asked, fixed, read, said, source
from tests.support.paths import REPOSITORY


@pytest.mark.parametrize(
    "number",
    [
        *("0800 55 111", "0800 55511", "0800 555 11", "0800 555 1111", "0800 500 111"),
        *("0800 554 111", "08000 555 111", "0080 555 111", "800 555 111", "080055511"),
    ],
)
@pytest.mark.parametrize("name", ["Crimestoppers", "CrimeStoppers", "Crime Stoppers"])
def test_a_wrong_number_of_crimestoppers_is_seen(name: str, number: str) -> None:
    if name == "Crime Stoppers" and number.startswith("800"):
        number = "0" + number[:-1]
    (message,) = said(telephone.wrong_helpline_number, f"Call {name} on {number}.")
    assert f"“{number}”" in message


@pytest.mark.parametrize(
    "text",
    [
        "Crimestoppers: 0800 555 111 24 hours a day, or 0800555111",
        "Crimestoppers or Childline on 0800 1111, or the hotline on 0800 789 321",
        "Crimestoppers, or 08000 121 700, or 0808 157 0123, or 0800 40 50 40",
        "Call 0800 555 112.",
        "Crimestoppers, quoting 0800-55-111-2026-77",
    ],
)
def test_other_numbers_are_not_taken_for_it(text: str) -> None:
    assert said(telephone.wrong_helpline_number, text) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Call 0800555111.", "Call 0800 555 111."),
        ("Or 0800 555111 24 hours", "Or 0800 555 111 24 hours"),
        ("Or 0800\u00a0555111, 0800.555.111.", "Or 0800 555 111, 0800 555 111."),
        ("Call 01632960123 7.30pm", "Call 01632 960123 7.30pm"),
        ("Ring 020-7946-0018", "Ring 020 7946 0018"),
        ("Text +447700900123", "Text +44 7700 900123"),
        ("Call 08000121700", "Call 08000 121 700"),
        ("Call 116123 or 18001-101", "Call 116 123 or 18001 101"),
        ("Call 0300 1232040", "Call 0300 123 2040"),
    ],
)
def test_digits_are_put_into_groups(before: str, after: str) -> None:
    once = fixed(telephone.number_format, source(before))
    assert fixed(telephone.short_number_format, once) == source(after)


@pytest.mark.parametrize(
    "text",
    [
        *("Call 0800 555 111, 101, 999 or 18001 101.", "Call (01632) 960123 or 01632 960 123."),
        *("[0808 157 0123](tel:08081570123)", "Quote 01632960123.", "Crime number 07700900123"),
        *("On 05.03.2026, 08.00-16.00", "Log 0123-456-789", "See a.example/01632960123"),
        *("Paid £01632960123", "IMG_01632960123.jpg", "+44 (0)7700 900123", "116123 people came"),
    ],
)
def test_what_is_readable_or_no_number_is_left_alone(text: str) -> None:
    assert fixed(telephone.number_format, source(text)) == source(text)


@pytest.mark.parametrize(
    "text",
    ["Ring 01632 96012.", "Call 0999 123 4567", "On 0300 123 20400 by phone", "Tel +449999"],
)
def test_a_number_that_cannot_exist_is_seen(text: str) -> None:
    messages = said(telephone.no_such_number, text)
    assert bool(messages) is not text.startswith("On")


@pytest.mark.parametrize("start", telephone.DRAMA)
def test_numbers_for_drama_exist(start: str) -> None:
    assert said(telephone.no_such_number, f"Call {start}123 or +44{start[1:]}123.") == []


@pytest.mark.parametrize("end", ["044", "440", "449"])
def test_no_digits_within_a_number_are_the_code_of_the_country(end: str) -> None:
    for start in telephone.DRAMA:
        number = f"{start}{end}"
        assert said(telephone.no_such_number, f"Call {number[:-6]} {number[-6:]}.") == []
        assert said(telephone.wrong_helpline_number, f"Crimestoppers or {number}.") == []


@pytest.mark.parametrize("number", telephone.HELPLINES)
def test_helplines_are_right_as_they_are_known(number: str) -> None:
    body = f"Call Crimestoppers, or {number} now, or {number}."
    release = read(source(body))
    assert [finding for rule in telephone.RULES for finding in asked(rule.check, release)] == []


def test_the_library_of_numbers_is_not_loaded_without_need() -> None:
    script = (
        "import sys; from tests.support.manuscripts import read, source\n"
        "from newsgen.rules import _telephone as telephone\n"
        "m = read(source('Call 0800 555111, 101 or 116123. Quote 01632960123.'))\n"
        "assert len([d for rule in telephone.RULES for d in rule.check(m)]) == 2\n"
        "assert 'phonenumbers' not in sys.modules"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


NUMBERS = st.sampled_from([
    CRIMESTOPPERS, "800 555 111", "0800", "800", "555", "111", "0", "01", "+4", "(", ")", " ",
    "\u00a0", "-", ".", ",", ":", "/", "_", "@", "x", "é", "24", "tel:", "\n",
])  # fmt: skip


@draws(1_000)
@given(st.lists(NUMBERS, max_size=7).map("".join))
@example(f"{CRIMESTOPPERS}/2")
@example(f"{CRIMESTOPPERS}-2")
@example(f"{CRIMESTOPPERS}:20")
@example(f"{CRIMESTOPPERS}) 2")
def test_a_first_look_misses_no_number(text: str) -> None:
    assert holds_numbers(text) == bool(find_numbers(text) or NO_NOUGHT.search(text))
