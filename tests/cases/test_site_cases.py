"""What is said of whole sites, and what their home pages show, as `sites.toml` has it."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from newsgen.pipeline.central import build, check
from newsgen.pipeline.result import Request

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "sites.toml").read_text(encoding="utf-8")
)
FORMS: Final = ("wrong", "right", "near")
LEAST: Final = 6
"""Wrong forms, and near misses, of each row."""
NOW: Final = datetime(2026, 3, 15, 10, tzinfo=UTC)
HOST: Final = "https://www.northshire.police.example"
SETTINGS: Final = """\
[site]
title = "Police news"
layout = "{}"
[areas.Northshire]
name = "Northshire Police"
{}
[areas.Southshire]
name = "Southshire Police"
"""


def cases(*, of_code: bool) -> list[object]:
    return [
        pytest.param(row, form, site, id=f"{name}-{form}-{number}")
        for name, row in TABLE.items()
        if ("code" in row) is of_code
        for form in FORMS
        for number, site in enumerate(row[form], 1)
    ]


def write(folder: Path, site: dict[str, Any], layout: str) -> Request:
    """Write the files of a site, and return what asks for its check or build."""
    (folder / "content").mkdir()
    (folder / "newsgen.toml").write_text(SETTINGS.format(layout, site.get("settings", "")))
    for at, written in enumerate(site["releases"]):
        for number in range(1, written.get("count", 1) + 1):
            text = source({key: str(value) for key, value in written.items()}, at, number)
            (folder / f"content/{at}-{number}.md").write_text(text, encoding="utf-8")
    return Request(folder, as_of=NOW, output=folder / "output", cache=None, jobs=1)


def source(written: dict[str, str], at: int, number: int) -> str:
    """Write a release."""
    values = {
        "title": f"Robbery {at}-{number}",
        "area": "Northshire",
        "url": f"{HOST}/{at}/{number}",
        "date": "2026-03-05 09:00",
    } | {key: value.replace("{n}", str(number)) for key, value in written.items()}
    if image := values.get("images"):
        values["images"] = [{"src": image, "alt": "A van on a road."}]  # type: ignore[assignment]
    body = values.pop("body", "Officers are appealing for witnesses on 101.")
    matter: dict[str, Any] = {}
    for key, value in values.items():
        *above, last = key.split(".")
        place = matter
        for name in above:
            place = place.setdefault(name, {})
        if value and key != "count":
            place[last] = value
    return f"---\n{yaml.safe_dump(matter, allow_unicode=True)}---\n\n{body}\n"


@pytest.mark.rotates(5)
@pytest.mark.parametrize(("row", "form", "site"), cases(of_code=True))
def test_a_site_is_told(row: dict[str, Any], form: str, site: Any, tmp_path: Path) -> None:
    codes = {finding.code for finding in check(write(tmp_path, site, "single")).diagnostics}
    assert (row["code"] in codes) is (form == "wrong")


@pytest.mark.rotates(5)
@pytest.mark.parametrize(("row", "form", "site"), cases(of_code=False))
def test_a_home_page_shows(row: dict[str, Any], form: str, site: Any, tmp_path: Path) -> None:
    assert form in FORMS
    layout = "per-host" if row.get("per_host") else "single"
    assert not build(write(tmp_path, site, layout)).refused
    page = (tmp_path / "output/index.html").read_text(encoding="utf-8").partition("<main")[2]
    places = [page.find(words) for words in site["seen"]]
    assert -1 not in places
    assert places == sorted(places)
    assert not [words for words in site.get("unseen", ()) if words in page]


def test_each_row_has_enough_of_both() -> None:
    assert all(len(row[form]) >= LEAST for row in TABLE.values() for form in ("wrong", "near"))
    assert all(row["right"] for row in TABLE.values())
