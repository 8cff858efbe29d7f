"""Mistakes in what a site adds have place and hint, as `mistakes.toml` has them."""

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.command import newsgen_in_fork
from tests.support.site import write

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "mistakes.toml").read_text(encoding="utf-8")
)
RELEASE: Final = """\
---
title: Road closed at Ellerdale
area: Northshire
date: 2026-03-05 10:00
{}
---

The road is closed until Friday.
"""


def said(mistake: dict[str, Any], site: Path) -> list[dict[str, Any]]:
    """Write the site of a mistake, and return what a check says of it."""
    write(site / "content/a.md", RELEASE.format(mistake.get("keys", "tags: [road]")))
    write(site / "newsgen.toml", mistake.get("settings", ""))
    for path, text in mistake.get("files", {}).items():
        write(site / path, text)
    outcome = newsgen_in_fork("check", "--site", site, "--format", "json")
    diagnostics: list[dict[str, Any]] = outcome.data["diagnostics"]
    return diagnostics


@pytest.mark.rotates(5)
@pytest.mark.parametrize("name", TABLE)
def test_a_mistake_has_place_and_hint(name: str, tmp_path: Path) -> None:
    mistake = TABLE[name]
    diagnostics = said(mistake, tmp_path)
    at_place = [d for d in diagnostics if f"{d['path']}:{d['line']}" == mistake["place"]]
    assert mistake["message"] in at_place[0]["message"], diagnostics
    assert mistake["hint"] in at_place[0]["hint"], diagnostics
    assert len(diagnostics) == len(at_place) + mistake.get("others", 0), diagnostics


NEAR: Final = [
    pytest.param(name, near, id=f"{name}-{number}")
    for name, mistake in TABLE.items()
    for number, near in enumerate(mistake.get("near", ()), 1)
]
"""What is near to a mistake and right: keys, or files."""


@pytest.mark.rotates(5)
@pytest.mark.parametrize(("name", "near"), NEAR)
def test_what_is_near_to_a_mistake_is_not_one(
    name: str, near: str | dict[str, str], tmp_path: Path
) -> None:
    site = {"keys": near} if isinstance(near, str) else {"files": near}
    site["settings"] = TABLE[name].get("settings", "")
    message = TABLE[name]["message"]
    assert [each for each in said(site, tmp_path) if message in each["message"]] == []


def test_there_are_enough() -> None:
    assert len(TABLE) >= 30
