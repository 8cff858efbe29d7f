"""The list of names out of use, and when it applies."""

from datetime import date

import pytest

from newsgen.rules._terms import TERMS, in_force, outdated_term
from tests.support.manuscripts import manuscript, subjects


def test_the_list_is_sound() -> None:
    listed = TERMS
    assert list(listed) == sorted(listed, key=lambda t: (t.since, t.term.lower()))
    assert len({t.term for t in listed}) == len(listed)
    for term in listed:
        assert type(term.since) is date
        assert date(2010, 1, 1) < term.since < date(2030, 1, 1)
        assert term.term == term.term.strip()
        assert "’" not in term.term
        assert term.term[0].isupper()
        assert term.instead.strip() == term.instead != term.term
        assert term.why.endswith(".")


def test_what_comes_instead_is_in_use_or_went_out_later() -> None:
    since = {term.term: term.since for term in TERMS}
    assert all(since.get(t.instead, date.max) > t.since for t in TERMS)


def test_terms_are_in_force_from_their_day() -> None:
    names = {term.term for term in in_force(date(2025, 12, 4))}
    assert "Action Fraud" in names
    assert "Action Fraud" not in {term.term for term in in_force(date(2025, 12, 3))}
    assert in_force(date(2001, 1, 1)) == ()


@pytest.mark.parametrize(
    ("day", "body", "expected"),
    [
        ("2026-03-05", "Report it to Action Fraud. Action Fraud helps.", ["Action Fraud"]),
        ("2025-12-04", "Report it to Action Fraud.", ["Action Fraud"]),
        ("2025-12-03", "Report it to Action Fraud.", []),
        ("2026-03-05", "Report it to Report Fraud, formerly Action Fraud.", []),
        ("2026-03-05", "Action Fraud has been replaced by Report Fraud.", []),
        ("2026-03-05", "Action Fraud (now Report Fraud) said so.", []),
        ("2026-03-05", "See www.actionfraud.police.uk or InAction Fraud or Action Frauds.", []),
        ("2026-03-05", "Take action. Fraud hurts; action fraud does not.", []),
        ("2026-03-05", "The IPCC and HMIC said so, not the HMICFRS.", ["IPCC", "HMIC"]),
        ("2026-03-05", "A Queen’s Counsel spoke for **VOSA**.", ["Queen's Counsel", "VOSA"]),
    ],
)
def test_outdated_terms(day: str, body: str, expected: list[str]) -> None:
    assert subjects(outdated_term, manuscript(body, more=f"date: {day}")) == expected


def test_a_release_without_a_date_is_left_alone() -> None:
    assert subjects(outdated_term, manuscript("Report it to Action Fraud.")) == []


def test_the_name_of_the_day_is_given() -> None:
    (finding,) = outdated_term(manuscript("Highways Agency", more="date: 2016-01-01"))
    assert finding.message == "“Highways Agency” has been out of use since 1 April 2015"
    assert finding.hint.startswith("Write Highways England. ")
    (finding,) = outdated_term(manuscript("Highways Agency", more="date: 2026-01-01"))
    assert finding.hint.startswith("Write National Highways. ")


def test_terms_in_front_matter() -> None:
    release = manuscript("Text.", title="Advice of Action Fraud", more="date: 2026-03-05")
    (finding,) = outdated_term(release)
    assert finding.span.line == 2
