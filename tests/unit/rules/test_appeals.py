"""Titles that ask for help; more of them are in `tests/cases/precision.toml`."""

from datetime import UTC, datetime
from typing import Final

import pytest

from newsgen.config import Config
from newsgen.model.release import Kind
from newsgen.pipeline._examine import Examiner
from newsgen.rules.appeals import appeal_without_kind, kind_of_title, lacks_kind
from tests.support.manuscripts import read, source

OTHER: Final = "https://www.northshire.police.example/news/appeal.aspx"


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


@pytest.mark.parametrize(
    ("date", "is_offered"),
    [
        ("2026-03-05", True),
        ("2024-03-06 11:00", True),
        ("2024-03-04", False),
        ("2015-08-01", False),
    ],
)
def test_an_appeal_of_over_two_years_gets_no_box(date: str, *, is_offered: bool) -> None:
    examiner = Examiner(Config(), as_of=datetime(2026, 3, 5, 10, 0, tzinfo=UTC))
    text = source("Text.", title="Appeal for witnesses after crash", date=date, url=OTHER)
    examined = examiner.examine(text, "a.md")
    offered = [finding for finding in examined.diagnostics if finding.code == "NG563"]
    assert bool(offered) is is_offered
    assert examined.valid_until or examined.valid_from


def test_an_appeal_without_a_date_is_new() -> None:
    text = source("Text.", title="Appeal for witnesses after crash", url=OTHER)
    assert [finding.code for finding in appeal_without_kind(read(text))] == ["NG563"]
