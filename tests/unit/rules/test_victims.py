"""What may tell who the victim of a sexual offence is."""

import pytest

from newsgen.rules._victims import possible_victim
from tests.support.manuscripts import manuscript, subjects


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Alex Rowan, 45, raped his stepdaughter.", "his stepdaughter"),
        ("He was jailed for rape. Alex Rowan abused his own young niece.", "his own young niece"),
        ("The sexual abuse began when her uncle, Alex Rowan, moved in.", "her uncle"),
        ("Alex Rowan, the girl's stepfather, admitted sexual assault.", "girl's stepfather"),
        ("The victim, Alex Rowan, spoke of the rape.", "Alex Rowan"),
        ("He was convicted of rape. The victim was named as Jo Rowan.", "Jo Rowan"),
        ("Jo Rowan was raped by a stranger.", "Jo Rowan"),
        ("Jo Rowan, 34, from Ellerdale, was sexually assaulted.", "Jo Rowan"),
        ("Jo Rowan told the court how she had been raped.", "Jo Rowan"),
        ("Survivor Jo Rowan said that rape is never her fault.", "Jo Rowan"),
        ("He was convicted of raping Jo Rowan.", "Jo Rowan"),
        ("Alex Rowan admitted rape. The victim was his niece.", "his niece"),
    ],
)
def test_what_may_tell_who_a_victim_is(body: str, expected: str) -> None:
    assert subjects(possible_victim, manuscript(body)) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "Alex Rowan, 45, was jailed for rape. The victim has shown courage.",
        "Detective Sergeant Sam Carter said: The victim of this rape and her mother were brave.",
        "Alex Rowan and his daughter were robbed.",
        "Jo Rowan, who has waived her right to anonymity, was raped by a stranger.",
        "A woman was raped by Alex Rowan.",
        "Jo Rowan, prosecuting, told the court how she had been raped.",
        "Crash survivor Jo Rowan was there when a rape was reported.",
        "Alex Rowan was jailed after he raped a woman.",
        "A man raped his stepdaughter, Northshire Crown Court heard.",
        "Officers seized grapes and scrap metal. Alex Rowan and his son helped.",
        "Victim Support was praised, as was the sexual assault centre, said Alex Rowan.",
    ],
)
def test_nothing_that_tells_who_a_victim_is(body: str) -> None:
    assert subjects(possible_victim, manuscript(body)) == []


def test_kin_far_from_the_offence_are_another_matter() -> None:
    far = "The day was long. " * 60
    offence, kin = "A man was jailed for rape.", "Alex Rowan attacked his daughter."
    assert subjects(possible_victim, manuscript(f"{kin} {far} {offence}")) == []
    body = f"{offence} {far} {kin}"
    assert subjects(possible_victim, manuscript(body)) == []
    assert subjects(possible_victim, manuscript(body, title="Man jailed for rape")) == [
        "his daughter"
    ]


def test_a_victim_is_marked_once_in_its_place() -> None:
    body = "A man was jailed for rape.\n\nThe victim, Jo Rowan, wept. The victim, Jo Rowan, spoke."
    (finding,) = possible_victim(manuscript(body))
    assert (finding.span.column, finding.span.end_column) == (13, 21)
