"""Areas that only releases name."""

import pytest

from newsgen.model.area import DEFAULT_ARCHIVE, folded_name, unconfigured_area


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("Northshire", "northshire"),
        ("Mid Wessex", "mid-wessex"),
        ("Gogledd Cymru’s", "gogledd-cymrus"),
        ("Ynys Môn", "ynys-mon"),
        ("!?", "area"),
        ("", "area"),
    ],
)
def test_its_slug_is_made_of_its_key(key: str, slug: str) -> None:
    assert unconfigured_area(key).slug == slug


def test_it_has_no_host_and_the_usual_archive() -> None:
    area = unconfigured_area("Northshire")
    assert (area.name, area.hosts, area.archive) == ("Northshire", (), DEFAULT_ARCHIVE)
    assert unconfigured_area("Northshire") == area


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Saltmere &amp; Ellerdale", "saltmere and  Ellerdale"),
        ("Heddlu'r De", "Heddlu’r De"),
        ("Heddlu&#39;r De", "Heddlu‘r De"),
        ("Dyfed-Powys", "Dyfed Powys"),
        ("Dyfed\u2011Powys", "dyfed–powys"),
        ("Northshire Police.", "Northshire Police"),
        ("North\u200bshire\ufeff", "Northshire"),
    ],
)
def test_names_that_a_reader_takes_for_one_are_one(name: str, other: str) -> None:
    assert folded_name(name) == folded_name(other) != folded_name("Cumbria")
