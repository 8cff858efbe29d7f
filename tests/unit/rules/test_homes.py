"""Full addresses beside a name may be somebody's home; public buildings are not."""

import pytest

from newsgen.rules._homes import possible_address
from tests.support.manuscripts import manuscript, said, subjects


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("Alex Rowan, of 12 Quarry Road, Ellerdale, was charged.", "12 Quarry Road"),
        ("Alex Rowan, 31, of 4a St. Mary’s Close", ""),  # the full stop ends the name
        ("Alex Rowan lived at 4a Mary’s Close, Ellerdale.", "4a Mary’s Close"),
        ("The home of Alex Rowan is in LA1 2DE.", "LA1 2DE"),
        ("Alex Rowan, of 120 O'Connell Street", "120 O'Connell Street"),
        ("Kevin ROWAN, of 12 Quarry Road", "12 Quarry Road"),
        ("Magistrates granted a closure order for 12 Quarry Road.", "12 Quarry Road"),
        ("The court closed 12 Quarry Road for three months.", "12 Quarry Road"),
        ("The premises at 12 Quarry Road were closed by magistrates.", "12 Quarry Road"),
        ("Businessman Alex Rowan, of 12 Quarry Road", "12 Quarry Road"),
        ("Alex Barber, of 12 Quarry Road", "12 Quarry Road"),
        ("Alex Fairbank, of 12 Quarry Road", "12 Quarry Road"),
        ("Alex Bishop, 31, of 12 Quarry Road", "12 Quarry Road"),
        ("Alex Churchill, of 12 Quarry Road", "12 Quarry Road"),
        ("Alex Harcourt lived at 12 Quarry Road.", "12 Quarry Road"),
        ("Alex Rowan, 34, of 12 Quarry Road, Ellerdale, was charged.", "12 Quarry Road"),
        ("Alex Rowan, of 12a, Old Quarry Road, was charged.", "12a, Old Quarry Road"),
        ("Alex Rowan lived at 4 The Close.", "4 The Close"),
        ("Alex Rowan's home is in ZZ9 9ZZ and AB10 1AA.", "AB10 1AA"),
        ("* Alex Rowan, 12 Quarry Road, Ellerdale", "12 Quarry Road"),
    ],
)
def test_a_home_is_marked(body: str, address: str) -> None:
    assert subjects(possible_address, manuscript(body)) == ([address] if address else [])


@pytest.mark.parametrize(
    "body",
    [
        "Police were called to 12 Quarry Road, Ellerdale.",
        "Alex Rowan was seen in Quarry Road.",
        "Alex Rowan was seen on 12 March Road closures.",
        "Alex Rowan was driving at junction 12 Quarry Road.",
        "Write to Alex Rowan, Police Station, 12 Quarry Road.",
        "Alex Rowan visited Ellerdale Court at 12 Quarry Road.",
        "Alex Rowan can be sent letters at LA1 2DE.",
        "The council closed 12 Quarry Road, Alex Rowan said.",
        "A road closure order is in force at 12 Quarry Road.",
        "Alex Rowan, of Rowan Lettings, 12 Quarry Road, was there.",
        "A closure order was granted for a shop at 12 Quarry Road.",
        "Alex Rowan runs a nightclub at 12 Quarry Road.",
        "Alex Rowan has a workshop at 12 Quarry Road.",
        "Alex Rowan was seen in the supermarket at 12 Quarry Road.",
        "Alex Rowan helped. Officers went to 12 Quarry Road.",
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
def test_what_is_nobodys_home_is_not_told(body: str) -> None:
    assert said(possible_address, body) == []


@pytest.mark.parametrize(
    ("body", "whose"),
    [
        ("Alex Rowan, of 12 Quarry Road, was charged.", "Alex Rowan"),
        ("At 12 Quarry Road officers saw Alex Rowan.", "Alex Rowan"),
        ("At 12 Quarry Road officers saw Alex Rowan and Sam Roe.", "somebody"),
        ("Alex Rowan attacked the house at 12 Quarry Road.", "somebody"),
        ("Alex Rowan met Jane Roe, of 12 Quarry Road.", "Jane Roe"),
        ("Alex Rowan was seen at the home of Jane Roe at 12 Quarry Road.", "Jane Roe"),
        ("Jane Roe said that Alex Rowan burgled 12 Quarry Road.", "somebody"),
        ("At 12 Quarry Road, Alex Rowan was arrested.", "Alex Rowan"),
        ("At 12 Quarry Road, Alex Rowan met Jane Roe.", "somebody"),
    ],
)
def test_the_finding_names_the_nearest_person_or_nobody(body: str, whose: str) -> None:
    (message,) = said(possible_address, body)
    assert message == f"“12 Quarry Road” may be the home of {whose}"


def test_an_address_that_the_title_has_too_is_told_once() -> None:
    body = "Alex Rowan, of 12 Quarry Road, was charged."
    assert len(subjects(possible_address, manuscript(body, title=body))) == 1
