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


@pytest.mark.rotates(3)
@pytest.mark.parametrize("name", TABLE)
def test_a_mistake_has_place_and_hint(name: str, tmp_path: Path) -> None:
    mistake = TABLE[name]
    write(tmp_path / "content/a.md", RELEASE.format(mistake.get("keys", "tags: [road]")))
    write(tmp_path / "newsgen.toml", mistake.get("settings", ""))
    for path, text in mistake.get("files", {}).items():
        write(tmp_path / path, text)
    outcome = newsgen_in_fork("check", "--site", tmp_path, "--format", "json")
    diagnostics = outcome.data["diagnostics"]
    at_place = [d for d in diagnostics if f"{d['path']}:{d['line']}" == mistake["place"]]
    assert mistake["message"] in at_place[0]["message"], diagnostics
    assert mistake["hint"] in at_place[0]["hint"], diagnostics
    assert len(diagnostics) == len(at_place) + mistake.get("others", 0), diagnostics


def test_there_are_enough() -> None:
    assert len(TABLE) >= 30
