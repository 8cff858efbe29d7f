"""What readers see of titles and summaries as people write them."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsgen.config.load import parse
from newsgen.content.release import SourceReader
from newsgen.model.titles import LONGEST_TITLE, short_title
from newsgen.rules.release import RULES
from tests.support.manuscripts import read, source as manuscript_source

TABLE: dict[str, dict[str, list[Any]]] = tomllib.loads(
    (Path(__file__).parent / "readers.toml").read_text(encoding="utf-8")
)
LEAST = 15
"""Wrong forms, and near misses, of each row."""
SETTINGS = """
[areas.Northshire]
name = "Northshire Police"
aliases = ["NSP"]
[areas.Saltmere]
name = "Saltmere and Ellerdale Constabulary"
[areas.De-Ddwyrain]
aliases = ["Heddlu'r De"]
[areas.Glanmor]
name = "Heddlu Glanmor"
"""
READER = SourceReader(parse(SETTINGS))
BODY = "Officers appeal for witnesses to a robbery in Saltmere."


def cases(*rows: str) -> list[object]:
    return [
        pytest.param(case, id=f"{name}-{form}-{number}")
        for name in rows
        for form, written in TABLE[name].items()
        for number, case in enumerate(written, 1)
    ]


def source(written: dict[str, str]) -> str:
    values = {
        "title": written.get("title", "Robbery"),
        "area": written.get("area", "Northshire"),
        "url": "https://www.northshire.police.example/news/x.aspx",
        "summary": written.get("summary", ""),
        "og": {"description": written.get("og", "")},
    }
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items())
    return f"```yaml\n{lines}```\n\n{written.get('body', BODY).replace('BODY', BODY)}\n"


@pytest.mark.parametrize("case", cases("T1", "T2"))
def test_a_title_is_shown(case: list[str]) -> None:
    title, shown, area = [*case, "", ""][:3]
    release = READER.parse(source({"title": title, "area": area or "Northshire"}), "a.md").release
    assert release is not None
    assert release.title == (shown or title)


@pytest.mark.parametrize("case", cases("S1", "S2", "S3"))
def test_a_summary_is_shown(case: dict[str, str]) -> None:
    release = READER.parse(source(case), "a.md").release
    assert release is not None
    assert release.summary == case["shown"].replace("BODY", BODY)


def long_title_codes(words: str) -> tuple[str, str, set[str]]:
    """Return a title, the same as lists show it, and the codes of what is said of it."""
    words, _, times = words.partition("*")
    manuscript = read(manuscript_source(title=(words * int(times or 1)).strip()))
    assert manuscript.release is not None
    title = manuscript.release.title
    return title, short_title(title), {finding.code for finding in RULES.check([manuscript])[0]}


@pytest.mark.parametrize("words", TABLE["T3"]["wrong"])
def test_a_long_title_is_cut_in_lists(words: str) -> None:
    title, short, codes = long_title_codes(words)
    assert short.endswith("…")
    assert LONGEST_TITLE // 2 < len(short) <= LONGEST_TITLE
    assert title.startswith(short[:-1])
    assert " " not in title or not title[len(short) - 1].isalnum()
    assert "NG219" in codes


@pytest.mark.parametrize("words", TABLE["T3"]["right"] + TABLE["T3"]["near"])
def test_a_title_of_usual_length_stays(words: str) -> None:
    title, short, codes = long_title_codes(words)
    assert short == title
    assert "NG219" not in codes


def test_each_row_has_enough_of_both() -> None:
    assert all(len(row[form]) >= LEAST for row in TABLE.values() for form in ("wrong", "near"))
    assert all(row["right"] for row in TABLE.values())
