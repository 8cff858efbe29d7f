"""The settings of the statement agree with each other, as the wording of the regulations does."""

from datetime import date

import pytest

from newsgen.config.accessibility import Accessibility
from newsgen.config.load import parse
from tests.support.site import STATEMENT
from tests.unit.config.refusals import said

TABLE = STATEMENT.replace("Northshire Police", "Heddlu Gogledd – “Northshire”").replace(
    "england", "wales"
)
FAILURE = """
[[accessibility.failures]]
text = "Maps have no text."
criterion = "1.1.1 Non-text Content"
fix_by = 2027-03-31
"""


def read(text: str) -> Accessibility:
    statement = parse(text).accessibility
    assert statement is not None
    return statement


def test_a_statement_is_read_with_its_defaults() -> None:
    statement = read(TABLE)
    assert statement.organisation == "Heddlu Gogledd – “Northshire”"
    assert statement.prepared == date(2026, 1, 5)
    assert (statement.wcag_version, statement.email, statement.failures) == ("2.2", "", ())


def test_a_partial_one_lists_what_fails() -> None:
    statement = read(TABLE.replace('"full"', '"partial"') + FAILURE)
    (failure,) = statement.failures
    assert (failure.criterion, failure.fix_by) == ("1.1.1 Non-text Content", date(2027, 3, 31))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TABLE + FAILURE, "has status full, but lists what is not accessible"),
        (TABLE.replace('"full"', '"not"'), "does not list what is not accessible"),
        (TABLE.replace("reviewed = 2026", "reviewed = 2025"), "reviewed before it was prepared"),
        (TABLE.replace('"wales"', '"Wessex"'), "nation"),
        (
            TABLE.replace("https://www.northshire.police.example/contact/", "ring us"),
            "is not the address of a page",
        ),
        (TABLE + 'email = "web at police"\n', "is not an address such as"),
        (TABLE + 'wcag_version = "AA"\n', "is not a version"),
        (TABLE.replace('tested_by = "our web team"\n', ""), "tested_by is missing"),
        (TABLE.replace('"our web team"', '" "'), "tested_by"),
        (TABLE.replace('"full"', '"partial"') + FAILURE.replace("1.1.1 ", ""), "criterion"),
    ],
)
def test_what_does_not_agree_is_told(text: str, words: str) -> None:
    assert any(words in line for line in said(text)), said(text)
