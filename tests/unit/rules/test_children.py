"""Names beside the ages of children, as press officers write them."""

from datetime import UTC, datetime

import pytest

from newsgen.config import Config
from newsgen.pipeline._examine import Examiner
from newsgen.rules._children import possible_child
from tests.support.manuscripts import manuscript, subjects


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Alex Rowan, 15, of Ellerdale, was charged.", "Alex Rowan, 15"),
        ("Alex Rowan (15) was charged.", "Alex Rowan (15)"),
        ("**Alex Rowan**, aged 15, was charged.", "Alex Rowan, aged 15"),
        ("Alex Rowan, of Ellerdale, aged 15, was hurt.", "Alex Rowan, of Ellerdale, aged 15"),
        ("Alex Rowan, who was 17, was hurt.", "Alex Rowan, who was 17"),
        ("Alex Rowan is a 16-year-old pupil.", "Alex Rowan is a 16-year-old"),
        ("The 15-year-old Alex Rowan was there.", "15-year-old Alex Rowan"),
        ("A 15 year old boy named Alex Rowan was hurt.", "15 year old boy named Alex Rowan"),
        ("The family of 12-year-old Alex, who was hurt, spoke.", "12-year-old Alex"),
        ("The boy, 15-year-old **Alex\nRowan**, was hurt.", "15-year-old Alex Rowan"),
        ("The 13-year-old has been named as Alex Rowan.", "Alex Rowan"),
        ("Alex Rowan, 9, was hurt.", "Alex Rowan, 9"),
        ("Alex ROWAN (8) was hurt.", "Alex ROWAN (8)"),
        ("Gabriel de Souza, who was only 7, was hurt.", "Gabriel de Souza, who was only 7"),
        ("Alex Rowan was just 16 when he was stabbed.", "Alex Rowan was just 16"),
        ("Aged just six, Alex Rowan was the youngest.", "Aged just six, Alex Rowan"),
        ("Alex Rowan, aged 11 months, was hurt.", "Alex Rowan, aged 11 months"),
        ("An 18-month-old boy, Alex Rowan, was hurt.", "18-month-old boy, Alex Rowan"),
        ("On Monday a man ran.\n\nThe boy Alex Rowan fell. He is 12.", "Alex Rowan fell. He is 12"),
    ],
)
def test_a_name_beside_an_age_under_18(body: str, expected: str) -> None:
    assert subjects(possible_child, manuscript(body)) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "Alex Rowan, 18, of Ellerdale, was charged.",
        "Alex Rowan, 34, was jailed for an assault on a 15-year-old boy.",
        "A 15-year-old boy was taken to Ellerdale General Hospital.",
        "A 15-year-old Ellerdale boy was charged.",
        "Detective Sergeant Sam Carter, 15 years in the force, said the boy was 15.",
        "Alex Rowan was in court today (March 15).",
        "Alex Rowan won £15, and then £16.",
        "Alex Rowan, aged 1500 days.",
        "PC Sam Carter said the 15-year-old was safe.",
        "A boy, aged 15. Alex Rowan saw him.",
        "The victims have been named: Alex Rowan, 34, and a boy aged 15.",
        "Alex Rowan, 12 Quarry Road.",
        "Alex Rowan, 9 miles away, was seen.",
        "Alex Rowan: 12 years.",
        "* Alex Rowan, 12 years",
        "Thirty-three-year-old Alex Rowan died.",
        "Max, a two-year-old Labrador, found him.",
        "Max Rowan, a 4-year-old German Shepherd, found him.",
        "Police Dog Max Rowan, 4, found him.",
        "Max Rowan (9), a retired police dog, died.",
        "Our dog of the week is a Jack Russell, 3, called Max.",
        "A 15-year-old has been named as a witness, Alex Rowan, 45, said.",
    ],
)
def test_no_name_of_a_child(body: str) -> None:
    assert subjects(possible_child, manuscript(body)) == []


def test_a_child_is_reported_once_and_in_titles_too() -> None:
    release = manuscript(
        "Alex Rowan, 15, was hurt. Alex Rowan, 15, is safe. Jo Rowan, 14, is well.",
        title="Alex Rowan, 15, hurt",
    )
    assert subjects(possible_child, release) == ["Alex Rowan, 15", "Jo Rowan, 14"]


def test_an_appeal_for_a_missing_child_names_it_while_nobody_knows_its_age() -> None:
    release = manuscript("Alex Rowan, 15, is missing.", more="kind: missing")
    assert subjects(possible_child, release) == []


def test_a_child_who_is_named_where_a_page_is_shared_is_reported() -> None:
    more = "og:\n  description: Alex Rowan, aged 15, was hurt on Monday."
    (finding,) = possible_child(manuscript("A child was hurt.", more=more))
    assert "Alex Rowan" in finding.message
    assert len(list(possible_child(manuscript("Alex Rowan, aged 15, was hurt.", more=more)))) == 1


@pytest.mark.parametrize(
    ("title", "body", "is_missing"),
    [("MISSING boy", "", True), ("A boy", " He is missing.", True), ("A boy", "", False)],
)
def test_the_hint_names_the_kind_of_a_missing_child(
    title: str, body: str, *, is_missing: bool
) -> None:
    (finding,) = possible_child(manuscript(f"Alex Rowan, 15, was seen.{body}", title=title))
    assert ("kind: missing" in finding.hint) is is_missing


AS_OF = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("front", "is_reported"),
    [
        ("date: 2026-03-01", False),
        ("date: 2025-09-07", False),
        ("date: 2025-09-05", True),
        ("date: 2015-03-01", True),
        ("date: 2015-03-01\nreview_by: 2026-04-01", False),
        ("date: 2026-01-01\nreview_by: 2026-02-01", True),
        ("date: 2015-03-01\nstatus: closed", True),
        ("date: 2015-03-01\nstatus: withdrawn\nexplanation: Found.", False),
        ("date: 2026-04-01", False),
    ],
)
def test_a_child_in_an_old_appeal_is_reported_again(front: str, *, is_reported: bool) -> None:
    address = "https://www.northshire.police.example/news/a.aspx"
    text = (
        f"---\ntitle: Missing boy\narea: N\nurl: {address}\nkind: missing\n{front}\n---\n\n"
        "Alex Rowan, 15, is missing.\n"
    )
    examined = Examiner(Config(), as_of=AS_OF).examine(text, "a.md")
    hints = [finding.hint for finding in examined.diagnostics if finding.code == "NG531"]
    assert bool(hints) is is_reported
    assert all("review_by" in hint for hint in hints)
    if "status" not in front:
        assert examined.valid_from if is_reported else examined.valid_until
