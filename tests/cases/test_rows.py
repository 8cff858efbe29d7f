"""Everything that real releases were seen to do has its cases: wrong, right, and near misses."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.paths import REPOSITORY

HERE: Final = Path(__file__).parent
FORMS: Final = ("wrong", "right", "near")
READERS: Final = (
    *("T1", "T2", "T3", "S1", "S2", "S3", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8"),
    *("I1", "R1", "E1", "H1", "A1", "A2", "V2", "V3", "V6", "V7", "V8", "V10", "V11", "V12", "V14"),
)
"""What readers see: titles, summaries, Markdown, pictures, residue, email addresses, lack of text
and areas."""
DATES: Final = ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8")
"""Dates that a person can see: the release date at the end, no year, a comma before the time, a
short line, two clocks, an hour off, a date that is far off, and slips of the keyboard."""
IMPRECISE: Final = (
    *("NG514", "NG515", "NG517", "NG523", "NG528", "NG531", "NG532", "NG533", "NG535"),
    *("NG306", "NG601"),
)
"""Rules that were right too rarely, or of little worth."""
PRECISE: Final = (
    *("NG211", "NG212", "NG213", "NG214", "NG216", "NG405", "NG416", "NG511", "NG512", "NG513"),
    *("NG516", "NG518", "NG519", "NG520", "NG522", "NG524", "NG527", "NG534"),
)
IN_UNITS: Final = {
    "V1": (
        "tests/unit/model/test_typed_addresses.py",
        "an_address_is_one_to_its_end",
        "what_may_be_cut_or_something_else_is_none",
    ),
    "V4": (
        "tests/unit/content/posted/test_posted.py",
        "a_second_dateline_of_the_day_is_taken_too",
        "what_may_be_a_heading_or_is_of_another_day_stays",
    ),
    "V9": ("tests/unit/model/test_named.py", "a_caption_has_neither_a_stop_nor_a_verb"),
    "V13": (
        "tests/unit/store/overview/test_clocks_off.py",
        "an_area_without_afternoons_is_told_by_its_hours",
    ),
}
"""Rows whose cases, near misses among them, are in other tests: typed addresses, a second dateline,
captions above a text, and clocks of 12 hours."""
MISSED: Final = (
    "NG511",  # Crimestoppers' number and websites in any wrong form
    "NG540",  # a weekday that its date was not
    "NG541",  # today (7 February)
    "NG542",  # 16.40pm
    "NG548",  # found and still named
    "NG531",  # thirteen-year-old Alex Rowan, a child under 10
    "NG533",  # a house beside a surname only, closure orders
    "NG534",  # marks of Northern Ireland
    "NG543",  # the the
)


def tables() -> Iterator[tuple[set[str], dict[str, Any]]]:
    """Yield each table of cases with the rows that it is about."""
    for file in sorted(HERE.glob("*.toml")):
        for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for each in table if isinstance(table, list) else [table]:
                yield {name, each.get("code", name), *each.get("rows", ())}, each


@pytest.mark.parametrize("row", sorted({*READERS, *DATES, *IMPRECISE, *PRECISE, *MISSED}))
def test_a_row_has_cases_of_each_form(row: str) -> None:
    about = [table for rows, table in tables() if row in rows]
    assert about
    assert all(table[form] for table in about for form in FORMS)


@pytest.mark.parametrize("row", IN_UNITS)
def test_the_tests_of_a_row_are_there(row: str) -> None:
    file, *tests = IN_UNITS[row]
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    assert all(f"\ndef test_{name}(" in text for name in tests)
