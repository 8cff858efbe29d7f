"""The order of names in lists."""

import pytest

from newsgen.model.alphabet import place


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en-GB", ["Éclair", "Ellerdale", "Saltmere", "Ŵyl", "Ynys", "Zoo"]),
        ("en-GB", ["Zone 2", "Zone 10", "zone 10b", "Zone 11", "Zone A"]),
        ("en-GB", ["Calne", "Charlbury", "Cirencester", "Llandudno", "Lydney"]),
        ("cy", ["Caernarfon", "Cwm", "Cŵn", "Chwilog", "Dinas", "Dwyran", "Ddôl", "Eryri"]),
        ("cy", ["Garn", "Gŵyr", "Ngwlad", "Harlech", "Lolfa", "Llŷn", "Môn", "Ŵyl", "Ynys"]),
        ("cy", ["Heddlu Dyfnant", "Heddlu’r Cylch", "Heddlu'r Llan"]),
        ("en-GB", ["", "007", "8", "A", "Ж"]),
    ],
)
def test_names_have_the_order_of_their_alphabet(language: str, names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: place(name, language)) == names


def test_names_that_differ_in_accents_only_are_told_apart() -> None:
    assert place("Môn", "cy") != place("Mon", "cy")
    assert place("Mo\u0302n", "cy")[0] == place("Môn", "cy")[0]
