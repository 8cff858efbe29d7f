"""What readers see of titles and summaries as people write them."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsgen.config.load import parse
from newsgen.content.release import SourceReader

ROWS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "readers.toml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(row, id=f"{name}-{number}")
    for name, rows in ROWS.items()
    for number, row in enumerate(rows, 1)
]
READER = SourceReader(parse('[areas.Northshire]\nname = "Northshire Police"\naliases = ["NSP"]\n'))
BODY = "Officers appeal for witnesses to a robbery in Saltmere."


def source(written: dict[str, str]) -> str:
    values = {
        "title": written.get("title", "Robbery"),
        "area": "Northshire",
        "url": "https://www.northshire.police.example/news/x.aspx",
        "summary": written.get("summary", ""),
        "og": {"description": written.get("og", "")},
    }
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items())
    return f"```yaml\n{lines}```\n\n{written.get('body', BODY)}\n"


@pytest.mark.parametrize("row", CASES)
def test_readers_see_what_they_should(row: dict[str, Any]) -> None:
    release = READER.parse(source(row["written"]), "a.md").release
    assert release is not None
    assert {key: getattr(release, key) for key in ("title", "summary") if key in row} == {
        key: row[key] for key in ("title", "summary") if key in row
    }
