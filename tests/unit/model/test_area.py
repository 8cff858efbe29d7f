"""Areas that only releases name."""

import pytest

from newsgen.model.area import DEFAULT_ARCHIVE, unconfigured_area


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
