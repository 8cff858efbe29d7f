"""The table of keys: every example is right, and every key says what it is."""

import re
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.config import Config
from newsgen.content._meta import Meta
from newsgen.content._old_keys import OLD_KEYS
from newsgen.content._values import KeyRow, each_key
from newsgen.content.keys import KEYS
from newsgen.content.matter import keys_of_templates
from newsgen.content.release import SourceReader
from newsgen.diagnostics import has_errors
from newsgen.model.refusal import RefusalError
from tests.support.manuscripts import source
from tests.support.paths import REPOSITORY

TEMPLATES: Final = REPOSITORY / "src/newsgen/themes/plain/templates"
LONDON = ZoneInfo("Europe/London")
ALL = dict(each_key(KEYS))


def test_every_example_can_be_read() -> None:
    assert [name for name, row in ALL.items() if not row.examples] == []
    for row in ALL.values():
        for example in row.examples:
            row.reader.read(example, LONDON)


def test_every_key_is_described_in_words() -> None:
    assert [n for n, row in ALL.items() if not row.description or row.description[-1] == "."] == []
    assert [name for name, row in ALL.items() if row.survives != row.survives.strip()] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ["a"]), ("title", " "), ("date", "soon"), ("embargo", "24 March 2026"),
        ("status", "closde"), ("kind", {}), ("noindex", "perhaps"), ("images", "a.jpg x"),
        ("updates", [{"note": "x"}]), ("tags", {"a": "b"}), ("accept", [{"code": "NG601"}]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(name: str, value: object) -> None:
    with pytest.raises(RefusalError):
        ALL[name].reader.read(value, LONDON)


def test_the_same_rows_are_found_at_the_top() -> None:
    assert [row for row in KEYS if isinstance(row, KeyRow)] == list(KEYS)


def test_every_key_is_used_by_newsgen_or_printed_by_the_theme() -> None:
    text = "".join(file.read_text("utf-8") for file in TEMPLATES.iterdir())
    printed = set(re.findall(r"\brelease\.fields\.(\w+)", text))
    of_templates = {key.name for key in keys_of_templates(KEYS)}
    idle = {key.name for key in KEYS} - {*Meta._fields} - of_templates
    idle -= {key.name for key in OLD_KEYS}
    assert sorted(of_templates - printed) == [], "print each in a template of the theme plain"
    assert sorted(printed - of_templates) == [], "a template prints what has no row in KEYS"
    assert sorted(idle) == [], "nobody reads these: say is_seen=True, and print them"


def _is_error(reader: SourceReader, values: dict[str, str]) -> bool:
    return has_errors(reader.parse(source("Text.", **values), "a.md").diagnostics)


def test_an_empty_value_is_as_the_reference_says() -> None:
    page = (REPOSITORY / "docs/reference/front-matter.md").read_text(encoding="utf-8")
    (sentence,) = re.findall(r"An empty value counts as not given, except for (.*)", page)
    reader = SourceReader(Config())
    given = {"title": "Road closed", "area": "Northshire", "url": "https://a.police.example/x"}
    wrong = {
        row.name
        for row in KEYS
        if row.name not in given and _is_error(reader, {**given, row.name: " "})
    }
    assert wrong == set(re.findall("`(\\w+)`", sentence))
