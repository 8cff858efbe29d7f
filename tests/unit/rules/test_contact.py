"""Appeals and warnings with and without a number to call."""

import pytest

from newsgen.rules._contact import appeal_by_kind, appeal_without_contact, danger_without_999
from tests.support.manuscripts import manuscript, subjects


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Officers are appealing for witnesses to a collision.", "appealing for witnesses"),
        ("Anyone with information is asked to contact police.", "Anyone with information"),
        ("Do you recognise this man?", "Do you recognise"),
        ("Have you seen Alex Rowan?", "Have you seen"),
        ("Witnesses are asked to come forward, quoting 12 of 3 March.", "asked to come forward"),
        (
            "Officers are appealing for witnesses. Goods worth £1,101 went.",
            "appealing for witnesses",
        ),
        ("Officers are appealing for witnesses, quoting 51019.", "appealing for witnesses"),
        ("Share by email\n\nShare on Facebook\n\nDo you recognise this man?", "Do you recognise"),
    ],
)
def test_an_appeal_without_a_way_to_answer(body: str, expected: str) -> None:
    assert subjects(appeal_without_contact, manuscript(body)) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "Officers are appealing for witnesses. Call 101.",
        "Officers are appealing for witnesses. Call 01632 960123.",
        "Officers are appealing for witnesses. Call 0808 157 0123.",
        "Anyone with information can tell Crimestoppers.",
        "Anyone with information can email tips@northshire.police.example.",
        "Anyone with information can [tell us](/report).",
        "Anyone with information can report it online.",
        "Anyone with information can go to any police station.",
        "What changes have you seen in your time as an officer?",
        "The appeal was dismissed by the court.",
        "A man was arrested.",
    ],
)
def test_an_appeal_that_can_be_answered_or_none(body: str) -> None:
    assert subjects(appeal_without_contact, manuscript(body)) == []


def test_an_appeal_by_its_kind() -> None:
    release = manuscript("Alex Rowan was last seen on Monday.", more="kind: missing")
    assert subjects(appeal_without_contact, release) == []
    (finding,) = appeal_by_kind(release)
    assert finding.message == "kind is “missing”, but the text does not say how to get in touch"
    assert finding.span.line == 4


def test_an_appeal_that_is_over_needs_no_number() -> None:
    body = "Thanks to all who helped when we were appealing for information."
    release = manuscript(body, title="Missing man found safe")
    assert subjects(appeal_without_contact, release) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Do not approach him but call 101.", "Do not approach him"),
        ("The public are advised not to approach the man.", "not to approach"),
        ("He should not be approached.", "should not be approached"),
        ("Please don’t approach him.", "don’t approach him"),
        ("DON'T APPROACH", "DON'T APPROACH"),
        ("You should never approach this man.", "should never approach this man"),
        ("He was jailed, and should not be approached by anyone.", "should not be approached"),
        ("If you are in immediate danger, call.", "If you are in immediate danger"),
        ("Call if life is at risk.", "life is at risk"),
        ("Do not approach him, but call 07700 900999.", "Do not approach him"),
        ("He was sentenced in May. The public should not approach him.", "should not approach him"),
        ("He broke his bail.\n\nIf you see him, do not approach him.", "do not approach him"),
        (
            "The court sent him to prison. Anyone who sees him must not approach.",
            "must not approach",
        ),
    ],
)
def test_danger_without_999(body: str, expected: str) -> None:
    assert subjects(danger_without_999, manuscript(body)) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "Do not approach him: call 999.",
        "Do not approach him: call (999).",
        "The order says that he must not approach her.",
        "He was ordered to stay away and not to approach her.",
        "He was bailed on two conditions: not to approach her, and to stay at home.",
        "He is on bail on condition that he does not go there. He must not approach her.",
        "There is no immediate danger to the public.",
        "He was in immediate danger and was led to safety.",
        "Please do not hesitate to approach our officers.",
        "The approach road is closed; stock is at risk.",
    ],
)
def test_no_danger_or_999(body: str) -> None:
    assert subjects(danger_without_999, manuscript(body)) == []
