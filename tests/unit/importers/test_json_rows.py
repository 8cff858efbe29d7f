"""JSON: lists wherever they are, lines, and what can be read of a damaged file."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsgen.importers.json_rows import is_json, name_of_records, rows

ITEMS: list[dict[str, Any]] = [
    {"id": n, "body": f"text {n}", "of": {"a": [1, {"b": 2}]}} for n in range(5)
]


def ids(folder: Path, text: str, records: str = "") -> list[Any]:
    """Return the ids of records that can be read, and True for each that cannot."""
    file = folder / "a.json"
    file.write_text(text, encoding="utf-8")
    return [True if each.trouble else each.values.get("id") for each in rows(file, records)]


@pytest.mark.parametrize(
    "document",
    [ITEMS, {"items": ITEMS}, {"meta": {"tags": [{"id": 9}]}, "data": {"list": ITEMS, "n": 3}}],
)
def test_the_longest_list_of_objects_has_the_records(document: Any, tmp_path: Path) -> None:
    assert ids(tmp_path, json.dumps(document)) == list(range(5))
    assert ids(tmp_path, "\ufeff" + json.dumps(document, indent=1)) == list(range(5))


def test_the_plan_may_say_which_list_it_is(tmp_path: Path) -> None:
    document = {"pages": ITEMS, "news": {"items": ITEMS[:2]}}
    assert ids(tmp_path, json.dumps(document), "news.items") == [0, 1]
    many = {"items": [{"id": n} for n in range(12_000)]}
    assert len(ids(tmp_path, json.dumps(many), "items")) == 12_000
    assert ids(tmp_path, json.dumps({"id": 7})) == [7]


def test_lines(tmp_path: Path) -> None:
    lines = [*map(json.dumps, ITEMS[:2]), '{"id": 8, "cut', "", "7", json.dumps(ITEMS[2])]
    assert ids(tmp_path, "\n".join(lines)) == [0, 1, True, True, 2]


def test_what_is_damaged_costs_itself(tmp_path: Path) -> None:
    whole = json.dumps(ITEMS)
    assert ids(tmp_path, whole[:-20]) == [0, 1, 2, 3, True]
    assert ids(tmp_path, whole[:-1]) == [0, 1, 2, 3, 4, True]
    assert ids(tmp_path, whole.replace('"text 2"', '"text 2')) == [0, 1, True, 3, 4]
    wrapped = json.dumps({"count": 5, "items": ITEMS})
    assert ids(tmp_path, wrapped.replace('"id": 1,', '"id": 1 1,')) == [0, True, 2, 3, 4]
    assert ids(tmp_path, "{not json") == [True]
    assert ids(tmp_path, json.dumps([1, *ITEMS[:1]])) == [True, 0]


def test_bombs_are_told_of(tmp_path: Path) -> None:
    assert ids(tmp_path, "[" * 100_000) == [True]
    assert ids(tmp_path, '{"a":' * 100_000) == [True]
    assert ids(tmp_path, f'[{{"id": {"9" * 10_000}}}]') == [True]
    deep = '[{"id": 1}, {"id": ' + "[" * 100_000 + "}, " + '{"id": 3}]'
    assert ids(tmp_path, deep) == [1, True, 3]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("[{}]", True), (' \n{"a": 1}', True), ("[]", True), ("{}", True), ("[x](y)", False),
     ("{{ x }}", False), ("", False), ("id,title", False)],
)  # fmt: skip
def test_which_files_are_json(text: str, is_one: bool, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text(text, encoding="utf-8")
    assert is_json(file) is is_one


def test_the_list_of_records_is_the_one_that_most_of_all_files_have(tmp_path: Path) -> None:
    for name, records in (("1.json", 50), ("2.json", 3)):
        document = {"data": [{"a": 1}] * records, "included": [{"b": 1}] * 9}
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "3.json").write_text('[{"a": 1}]', encoding="utf-8")
    (tmp_path / "4.json").write_text('{"broken', encoding="utf-8")
    files = [tmp_path / name for name in ("1.json", "2.json", "4.json", "missing.json")]
    assert name_of_records(files) == "data"
    assert name_of_records([tmp_path / "3.json"]) == ""


def test_a_record_has_what_it_refers_to(tmp_path: Path) -> None:
    document = {
        "data": [{"id": "1", "hero": {"data": {"type": "file", "id": "f", "meta": {"alt": "A"}}}}],
        "included": [{"type": "file", "id": "f", "url": "/a.png"}],
    }
    file = tmp_path / "a.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    (row,) = rows(file, "data")
    assert row.values["hero"]["data"]["url"] == "/a.png"
