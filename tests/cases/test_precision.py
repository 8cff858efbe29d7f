"""What rules say of the words of real releases, and of words that are near to them."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from newsgen.codes import CODES
from newsgen.pipeline import Request, check
from newsgen.rules.release import RULES
from tests.support.manuscripts import read, source
from tests.support.site import write

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "precision.toml").read_text(encoding="utf-8")
)
NOW = datetime(2027, 1, 1, tzinfo=UTC)
LEAST = 15
"""Wrong forms, and near misses, of each rule."""


def rows(which: str) -> list[object]:
    return [
        pytest.param(code, written, id=f"{code}-{number}")
        for code, row in TABLE.items()
        for number, written in enumerate(row[which], 1)
    ]


def releases_of(shape: str, written: list[str]) -> list[str]:
    """Return the keys and text of each release of a site, as a shape has them."""
    if shape == "clocks":
        return [f"article: {{published: {{time: {written[0]}}}}}\n---\n\n{written[1]}\n\nText.\n"]
    return [f"---\n\n{body}\n" for body in written]


def codes_of_site(releases: list[str]) -> set[str]:
    """Return the codes of what a check of releases with one title says."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(releases):
            head = f"---\ntitle: Appeal\narea: Northshire\nurl: https://a.police.example/{number}\n"
            write(Path(folder) / f"content/{number}.md", head + text)
        output = Path(folder) / "output"
        result = check(Request(Path(folder), as_of=NOW, output=output, cache=None, jobs=1))
    return {diagnostic.code for diagnostic in result.diagnostics}


def codes_of(code: str, written: Any) -> set[str]:
    """Return the codes of what all rules say of a release with these words."""
    row = TABLE[code]
    if shape := row.get("shape"):
        return codes_of_site(releases_of(shape, written))
    values: dict[str, Any] = {"date": str(row["dated"])} if "dated" in row else {}
    if row.get("keys"):
        published, modified = written
        values["article"] = {"published": {"time": published}, "modified": {"time": modified}}
        written = "Text."
    title, bar, body = written.partition(" | ")
    if bar and title.startswith("title = "):
        values["title"] = title.removeprefix("title = ")
    else:
        body = written
    return {found.code for found in RULES.check([read(source(body, **values))])[0]}


@pytest.mark.parametrize(("code", "written"), rows("wrong"))
def test_what_is_wrong_is_reported(code: str, written: Any) -> None:
    assert code in codes_of(code, written)


@pytest.mark.parametrize(("code", "written"), rows("right"))
def test_what_is_near_is_not(code: str, written: Any) -> None:
    assert code not in codes_of(code, written)


def test_each_rule_has_enough_of_both() -> None:
    assert {code for code in TABLE if code not in CODES} == set()
    assert all(len(row[which]) >= LEAST for row in TABLE.values() for which in ("wrong", "right"))
