"""Vehicle registration marks: current forms anywhere, older ones near words about vehicles."""

import pytest

from newsgen.rules._plates import possible_plate
from tests.support.manuscripts import asked, manuscript, said, subjects


@pytest.mark.parametrize(
    ("body", "mark"),
    [
        ("Officers seek AB12 CDE.", "AB12 CDE"),
        ("Officers seek **AB12CDE**.", "AB12CDE"),
        ("It bore “AB62 XYZ”", "AB62 XYZ"),
        ("The red car A123 BCD left.", "A123 BCD"),
        ("A Ford ABC 123D left.", "ABC 123D"),
        ("It was registered as TIG 1234 there.", "TIG 1234"),
        ("A blue Ford Fiesta, KXZ 1234, was taken.", "KXZ 1234"),
        ("Officers stopped a van (KXZ1234).", "KXZ1234"),
        ("They left in a silver car, **LIG 44**.", "LIG 44"),
        ("Its registration is OUI 7.", "OUI 7"),
        ("It was a blue Ford, AB12 CDE.", "AB12 CDE"),
        ("An old lorry with the plate ABC 123D.", "ABC 123D"),
        ("The registration is AIG 1234.", "AIG 1234"),
    ],
)
def test_a_mark_is_found(body: str, mark: str) -> None:
    assert subjects(possible_plate, manuscript(body)) == [mark]


@pytest.mark.parametrize(
    "body",
    [
        "Quote reference AB12 CDE.",
        "Crime number: AB12CDE.",
        "Ring Alex on A123 BCD.",  # no vehicle near
        "It happened near TIG 1234, a lorry.",  # not registered
        "A lorry, MAN 123A, left.",
        "Officers seek AB12 CDEF.",
        "Officers seek AB92 CDE.",
        "Officers seek ab12 cde.",
        "See AB12 CDE-1 or AB12 CDE/2.",
        "Quote crime reference AB12 CDE.",
        "The M6 J36 and the A66 are closed to vehicles.",
        "The car left; quote RIN 321 of 1 July.",
        "A MAN 18T lorry hit a car.",
        "Postcode AB12 3CD, and the lot AB12 CDEF.",
        "Call 101 NOW about the car.",
        "Log B12 345, exhibit C123 ABC.",
        "A car was taken: quote KXZ 1234.",
        "A van was taken (log KXZ1234).",
        "The car of unit KXZ 1",
        "A car and a RIB 4 metres long",
        "KXZ 1234 is a bicycle.",
        "A car. KXZ 1234 won.",
        "The car, JNL 1234",
        "The car, model JIW 12",
    ],
)
def test_what_is_another_number_is_not(body: str) -> None:
    assert said(possible_plate, body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The car AB12 CDE left. AB12 CDE came back, with AB13 CDE.", ["AB12 CDE", "AB13 CDE"]),
        ("Seen: **AB12CDE**, (XY70 ZAB), and AB12CDE again.", ["AB12CDE", "XY70 ZAB"]),
        ("The car, registration A123 BCD, and a van, Q123 ABC.", ["A123 BCD", "Q123 ABC"]),
    ],
)
def test_each_mark_is_told_once(body: str, expected: list[str]) -> None:
    assert subjects(possible_plate, manuscript(body)) == expected


def test_the_finding_marks_the_plate_alone() -> None:
    (finding,) = asked(possible_plate, manuscript("Gyrrodd – y car (AB12 CDE) – i ffwrdd."))
    assert (finding.span.column, finding.span.end_column) == (18, 26)
