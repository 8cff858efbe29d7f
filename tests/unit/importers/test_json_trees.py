"""Objects within objects like them."""

import json
from pathlib import Path
from typing import Any, Final

from newsgen.importers.json_rows import name_of_records, rows
from newsgen.importers.json_trees import fullest, levels_of

TEXT: Final = "Officers want to hear from people who saw a silver van in Fell Road. " * 4


def item(name: str, *children: Any, text: str = "") -> dict[str, Any]:
    fields = [{"Name": "Body", "Value": text}] if text else []
    return {"Name": name, "Fields": fields, "Children": [*children]}


def month(*names: str) -> dict[str, Any]:
    return item("March", *(item(name, item("Sidebar"), item("Share"), text=TEXT) for name in names))


def test_the_level_with_most_text_has_the_releases() -> None:
    tree = [item("2023", month("a", "b")), item("2024", month("c"))]
    levels = levels_of("", tree)
    assert [(level.name, len(level.nodes)) for level in levels] == [
        ("", 2), ("Children", 2), ("Children[].Children", 3),
        ("Children[].Children[].Children", 6), ("Children[].Children[].Children[].Children", 0),
    ]  # fmt: skip
    assert fullest(levels).name == "Children[].Children"
    assert [each["Name"] for each in fullest(levels).with_text()] == ["a", "b", "c"]


def test_a_list_that_is_no_tree_has_one_level() -> None:
    records = [{"title": "A", "tags": [{"name": "x"}], "Children": []}, "text"]
    assert [level.nodes for level in levels_of("items", records)] == [records]


def test_the_releases_of_a_tree_are_read_and_those_at_other_levels_told_of(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    tree = item("News", item("2023", month("a", "b")), item("2024", month("c"), month("d")))
    tree["Children"][1]["Children"].append(item("astray", text=TEXT))
    file.write_text(json.dumps(tree), encoding="utf-8")
    assert name_of_records([file]) == "Children[].Children[].Children"
    every = list(rows(file))
    assert [row.values["Name"] for row in every if not row.trouble] == ["a", "b", "c", "d"]
    assert [(row.origin, row.trouble) for row in every if row.trouble] == [
        ("a.json, Children[].Children, 1 object",
         "it has text, and the releases are in Children[].Children[].Children")
    ]  # fmt: skip
    named = [row.values["Name"] for row in rows(file, "Children[].Children") if not row.trouble]
    assert named == ["March", "March", "March", "astray"]
