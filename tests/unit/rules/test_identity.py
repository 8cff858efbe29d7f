"""Names, ages, kin, homes and registration marks, as press officers write them."""

import pytest

from newsgen.rules._homes import possible_address
from newsgen.rules._identity import possible_child, possible_victim
from newsgen.rules._plates import possible_plate
from newsgen.rules._prose import names
from tests.support.manuscripts import manuscript, subjects


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Alex Rowan was seen.", ["Alex Rowan"]),
        ("On Monday Alex Rowan, of Ellerdale, was seen.", ["Alex Rowan"]),
        ("Alex Rowan's and Jo Marsh’s home", ["Alex Rowan", "Jo Marsh"]),
        ("Sadly, Zoë O’Rowan-Hart died.", ["Zoë O’Rowan-Hart"]),
        ("**Alex James Rowan** was seen.", ["Alex James Rowan"]),
        ("Detective Sergeant Sam Carter said:", []),
        ("Sam Carter, DC Jo Fielding and PC 1234 Max Hollow said:", ["Sam Carter"]),
        ("Judge Robin Marsh said:", []),
        ("He appeared at Northshire Crown Court.", []),
        ("It was on Quarry Bank Road and in Market Ellerdale.", []),
        ("Officers from Northshire Police met the Ellerdale Lions.", []),
        ("The CCTV Team saw A White Ford Transit.", []),
        ("Write to alex.rowan@northshire.police.example or @AlexRowan.", []),
    ],
)
def test_names(sentence: str, expected: list[str]) -> None:
    assert [str(name) for name in names(sentence)] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Alex Rowan, 15, of Ellerdale, was charged.", "Alex Rowan, 15"),
        ("Alex Rowan (15) was charged.", "Alex Rowan (15)"),
        ("**Alex Rowan**, aged 15, was charged.", "Alex Rowan, aged 15"),
        ("Alex Rowan, of Ellerdale, aged 15, died.", "Alex Rowan, of Ellerdale, aged 15"),
        ("Alex Rowan, who was 17, died.", "Alex Rowan, who was 17"),
        ("Alex Rowan is a 16-year-old pupil.", "Alex Rowan is a 16-year-old"),
        ("The 15-year-old Alex Rowan was there.", "15-year-old Alex Rowan"),
        ("A 15 year old boy named Alex Rowan died.", "15 year old boy named Alex Rowan"),
        ("The family of 12-year-old Alex, who died, spoke.", "12-year-old Alex"),
        ("The boy, 15-year-old **Alex\nRowan**, died.", "15-year-old Alex Rowan"),
        ("The 13-year-old has been named as Alex Rowan.", "Alex Rowan"),
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
        "A 15-year-old has been named as a witness, Alex Rowan, 45, said.",
    ],
)
def test_no_name_of_a_child(body: str) -> None:
    assert subjects(possible_child, manuscript(body)) == []


def test_a_child_is_reported_once_and_in_titles_too() -> None:
    told = manuscript(
        "Alex Rowan, 15, was hurt. Alex Rowan, 15, is safe. Jo Rowan, 14, is well.",
        title="Alex Rowan, 15, hurt",
    )
    assert subjects(possible_child, told) == ["Alex Rowan, 15", "Jo Rowan, 14"]


def test_an_appeal_for_a_missing_child_names_it_for_good() -> None:
    told = manuscript("Alex Rowan, 15, is missing.", more="kind: missing")
    assert subjects(possible_child, told) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Alex Rowan, 45, raped his stepdaughter.", "his stepdaughter"),
        ("He was jailed for rape. Alex Rowan abused his own young niece.", "his own young niece"),
        ("The sexual abuse began when her uncle, Alex Rowan, moved in.", "her uncle"),
        ("Alex Rowan, the girl's stepfather, admitted sexual assault.", "girl's stepfather"),
        ("The victim, Alex Rowan, spoke of the rape.", "Alex Rowan"),
        ("He was convicted of rape. The victim was named as Jo Rowan.", "Jo Rowan"),
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
        "A man raped his stepdaughter, Northshire Crown Court heard.",
        "Officers seized grapes and scrap metal. Alex Rowan and his son helped.",
        "Victim Support was praised, as was the sexual assault centre, said Alex Rowan.",
    ],
)
def test_nothing_that_tells_who_a_victim_is(body: str) -> None:
    assert subjects(possible_victim, manuscript(body)) == []


def test_kin_far_from_the_offence_are_another_matter() -> None:
    far = "The day was long. " * 60
    body = f"A man was jailed for rape. {far} Alex Rowan attacked his daughter."
    assert subjects(possible_victim, manuscript(body)) == []
    assert subjects(possible_victim, manuscript(body, title="Man jailed for rape")) == [
        "his daughter"
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Alex Rowan, 34, of 12 Quarry Road, Ellerdale, was charged.", "12 Quarry Road"),
        ("Alex Rowan, of 12a, Old Quarry Road, was charged.", "12a, Old Quarry Road"),
        ("Alex Rowan lived at 4 The Close.", "4 The Close"),
        ("Alex Rowan's home is in ZZ9 9ZZ and AB10 1AA.", "AB10 1AA"),
        ("* Alex Rowan, 12 Quarry Road, Ellerdale", "12 Quarry Road"),
    ],
)
def test_an_address_with_a_name(body: str, expected: str) -> None:
    assert subjects(possible_address, manuscript(body)) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "Alex Rowan, 34, of Quarry Road, Ellerdale, was charged.",
        "Alex Rowan, 34, Quarry Road, Ellerdale, was charged.",
        "A fire broke out at 12 Quarry Road.",
        "Write to Alex Rowan, 12 Quarry Road, Ellerdale, AB10 1AA.",
        "Alex Rowan works at the police station, 12 Quarry Road, AB10 1AA.",
        "Ellerdale Village Hall, Rowan Green, Ellerdale, AB10 1AA",
        "Alex Rowan was seen near Junction 36 Quarry Road.",
        "On 12 March Street traders met Alex Rowan.",
    ],
)
def test_no_home(body: str) -> None:
    assert subjects(possible_address, manuscript(body)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It was a blue Ford, AB12 CDE.", ["AB12 CDE"]),
        ("Seen: **AB12CDE**, (XY70 ZAB), and AB12CDE again.", ["AB12CDE", "XY70 ZAB"]),
        ("The car, registration A123 BCD, and a van, Q123 ABC.", ["A123 BCD", "Q123 ABC"]),
        ("An old lorry with the plate ABC 123D.", ["ABC 123D"]),
        ("The registration is AIG 1234.", ["AIG 1234"]),
    ],
)
def test_registration_marks(body: str, expected: list[str]) -> None:
    assert subjects(possible_plate, manuscript(body)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Quote crime reference AB12 CDE.",
        "The M6 J36 and the A66 are closed to vehicles.",
        "The car left; quote RIN 321 of 1 July.",
        "A MAN 18T lorry hit a car.",
        "Postcode AB12 3CD, and the lot AB12 CDEF.",
        "Call 101 NOW about the car.",
        "Log B12 345, exhibit C123 ABC.",
    ],
)
def test_no_registration_mark(body: str) -> None:
    assert subjects(possible_plate, manuscript(body)) == []


def test_a_child_who_is_named_where_a_page_is_shared_is_reported() -> None:
    more = "og:\n  description: Alex Rowan, aged 15, was hurt on Monday."
    (found,) = possible_child(manuscript("A child was hurt.", more=more))
    assert "Alex Rowan" in found.message
    assert len(list(possible_child(manuscript("Alex Rowan, aged 15, was hurt.", more=more)))) == 1
