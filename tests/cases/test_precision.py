"""What rules say of the words of real releases, and of words that are near to them."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from newsgen.codes import CODES
from newsgen.config import Config
from newsgen.content.release import SourceReader
from newsgen.pipeline.central import check
from newsgen.pipeline.result import Request
from newsgen.rules.release import MODULES, RULES
from tests.support.manuscripts import read, source
from tests.support.site import write


def tables(file: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))


TABLE = {
    **tables("precision.toml"),
    **{f"{code}-people": {"code": code, **row} for code, row in tables("people.toml").items()},
}
NOW = datetime(2027, 1, 1, tzinfo=UTC)
LEAST = 15
"""Wrong forms, and near misses, of each rule."""
READER = SourceReader(Config())


def code_of(name: str) -> str:
    return str(TABLE[name].get("code", name))


def rows(*forms: str) -> list[object]:
    return [
        pytest.param(name, written, id=f"{name}-{form}-{number}")
        for name, row in TABLE.items()
        for form in forms
        for number, written in enumerate(row[form], 1)
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


def codes_of(name: str, written: Any) -> set[str]:
    """Return the codes of all that is said of a release with these words."""
    if shape := TABLE[name].get("shape"):
        return codes_of_site(releases_of(shape, written))
    return codes_said(text_of(name, written))


def text_of(name: str, written: Any) -> str:
    """Write the release that a form of a table without a shape stands for."""
    row = TABLE[name]
    values: dict[str, Any] = {key: row[key] for key in ("kind", "url") if key in row}
    if "dated" in row:
        values["date"] = str(row["dated"])
    title, bar, body = written.partition(" | ")
    if bar and title.startswith("title = "):
        values["title"], written = title.removeprefix("title = "), body
    return source(written, **values)


def codes_said(text: str) -> set[str]:
    said = [*READER.parse(text, "a.md").diagnostics, *RULES.check([read(text)])[0]]
    return {finding.code for finding in said}


@pytest.mark.parametrize(("name", "written"), rows("wrong"))
def test_what_is_wrong_is_reported(name: str, written: Any) -> None:
    assert code_of(name) in codes_of(name, written)


@pytest.mark.parametrize(("name", "written"), rows("right", "near"))
def test_what_is_right_or_near_is_not(name: str, written: Any) -> None:
    assert code_of(name) not in codes_of(name, written)


def test_each_rule_has_enough_of_both() -> None:
    assert {code_of(name) for name in TABLE} <= set(CODES)
    assert all(len(row[form]) >= LEAST for row in TABLE.values() for form in ("wrong", "near"))
    assert all(row["right"] for row in TABLE.values())


SETTLED = tables("settled.toml")


def source_of(written: dict[str, str] | str) -> str:
    """Write a release; dots in the name of a key lead to one below."""
    if isinstance(written, str):
        return source(written)
    values: dict[str, Any] = {}
    for key, value in written.items():
        above, _, last = key.rpartition(".")
        (values.setdefault(above, {}) if above else values)[last] = value
    return source(**values)


@pytest.mark.parametrize(
    ("code", "form", "written"),
    [
        pytest.param(code, form, written, id=f"{code}-{form}-{number}")
        for code, row in SETTLED.items()
        for form in ("wrong", "right", "near")
        for number, written in enumerate(row[form], 1)
    ],
)
def test_what_was_right_stays_so(code: str, form: str, written: Any) -> None:
    assert (code in codes_said(source_of(written))) is (form == "wrong")


OF_A_SITE: Final = {
    "NG208": "tests/unit/rules/metadata",
    "NG414": "tests/unit/rules/metadata",
    "NG501": "tests/unit/rules/test_pictures.py",
    "NG559": "tests/unit/rules/held_words",
}
"""Rules that look at settings, files or paths, with the tests that have near misses of them."""


def codes_of_rules() -> set[str]:
    """Return the codes that the modules of rules on one release have."""
    files = (Path(str(module.__file__)) for module in MODULES)
    return {code for file in files for code in re.findall(r"NG\d{3}", file.read_text("utf-8"))}


def test_every_rule_has_a_near_miss() -> None:
    near = {code for code, row in SETTLED.items() if row["near"]} | {*map(code_of, TABLE)}
    lacking = codes_of_rules() - near - OF_A_SITE.keys()
    assert sorted(lacking) == [], "add right, wrong and near words of each to settled.toml"
    assert OF_A_SITE.keys() <= codes_of_rules() - near
