"""Titles that ask for help; more of them are in `tests/cases/precision.toml`."""

import pytest

from newsgen.model.release import Kind
from newsgen.rules.appeals import appeal_without_kind, kind_of_title, lacks_kind
from tests.support.manuscripts import read, source


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Appeal for witnesses after crash", Kind.APPEAL),
        ("Update: CCTV appeal after theft", Kind.CCTV),
        ("CCTV images appeal in Harwick", Kind.CCTV),
        ("Appeal for CCTV footage after theft", Kind.APPEAL),
        ("Witness appeal: man found safe", None),
        ("Wanted: appeal for information", None),
        ("Witness appeal", None),
        ("Road closed", None),
        ("", None),
    ],
)
def test_the_kind_of_a_title(title: str, kind: Kind | None) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "news"}, {"kind": "missing"}, {"status": "closed"}, {"status": "withdrawn"},
        {"type": "page"}, {"status": "draft"},
    ],
)  # fmt: skip
def test_what_is_said_stays(values: dict[str, str]) -> None:
    text = source("Text.", title="Appeal for witnesses after crash", **values)
    assert list(appeal_without_kind(read(text))) == []
    assert not lacks_kind(values)


@pytest.mark.parametrize("values", [{}, {"kind": " "}, {"status": "Published", "type": "release"}])
def test_a_release_without_a_kind_can_have_one(values: dict[str, str]) -> None:
    assert lacks_kind(values)
