"""Dates as people type them, and texts that are near to a date of publication."""

import tomllib
from pathlib import Path
from typing import Final

import pytest

from newsgen.config import Config
from newsgen.content.release import SourceReader
from newsgen.model.dates import Precision

TABLE: dict[str, dict[str, list[list[str]]]] = tomllib.loads(
    (Path(__file__).parent / "dates.toml").read_text(encoding="utf-8")
)
FORMS: Final = ("wrong", "right", "near")
LEAST: Final = 15
"""Forms as people type them, and near misses, of each row."""
READER: Final = SourceReader(Config())
WRITTEN: Final = {
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.DAY: "%Y-%m-%d",
    Precision.MONTH: "%Y-%m",
}
MATTER: Final = "title: Robbery\narea: Northshire\nurl: https://www.northshire.police.example"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{name}-{form}-{number}")
        for name, row in TABLE.items()
        for form in FORMS
        for number, case in enumerate(row[form], 1)
    ],
)
def test_a_body_is_of_a_moment(case: list[str]) -> None:
    body, expected, path = [*case, "/news/x"][:3]
    release = READER.parse(f"```yaml\n{MATTER}{path}\n```\n\n{body}\n", "a.md").release
    assert release is not None
    moment = release.published
    assert (moment.at.strftime(WRITTEN[moment.precision]) if moment else "") == expected


def test_each_row_has_enough_of_both() -> None:
    assert all(len(row[form]) >= LEAST for row in TABLE.values() for form in ("wrong", "near"))
    assert all(row["right"] for row in TABLE.values())
