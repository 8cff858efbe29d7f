"""JSON, against our schema and the reference."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator

from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.result import Action, Result, TakenDown, Work
from newsgen.report import json as json_report
from tests.support.nasty import FOUND
from tests.support.random_findings import FINDINGS
from tests.unit.test_diagnostics import ERROR, WARNING

OURS = Path(json_report.__file__).parent / "schemas/findings-1.schema.json"
JSON = Draft202012Validator(json.loads(OURS.read_text("utf-8")))


@given(st.lists(FINDINGS, max_size=3))
def test_json_is_valid_and_the_same_data_whatever_is_found(diagnostics: list[Diagnostic]) -> None:
    rendered = "".join(json_report.render(Result(tuple(diagnostics), refused=True), 0.5))
    rendered.encode()
    data = json.loads(rendered)
    assert [error.message for error in JSON.iter_errors(data)] == []
    assert [(d["path"], d["message"]) for d in data["diagnostics"]] == [
        (diagnostic.span.path, diagnostic.message) for diagnostic in diagnostics
    ]


def test_json_of_every_finding_is_valid_and_in_order() -> None:
    data = json.loads(json_report.document(FOUND, {"refused": True}))
    JSON.validate(data)
    assert [d["fix"] is not None for d in data["diagnostics"]] == [True] * 2 + [False] * 8


def read(result: Result, seconds: float = 0) -> Any:
    return json.loads("".join(json_report.render(result, seconds)))


def test_json_has_the_shape_of_the_reference() -> None:
    counts = {Action.CREATE: 1, Action.UPDATE: 2, Action.KEEP: 3, Action.DELETE: 4}
    result = Result(
        (ERROR, WARNING), refused=True, releases=7, pages=2, sources=9, held=1, counts=counts
    )
    result = replace(result, work=Work(5, 6, 3, 8))
    data = read(result, 0.12345)
    assert data["version"] == 1
    assert data["summary"] == {
        "errors": 1,
        "warnings": 1,
        "releases": 7,
        "looked_since": None,
        "looked_at": 0,
        "sources": 9,
        "pages": 2,
        "held": 1,
        "refused": True,
        "created": 1,
        "updated": 2,
        "kept": 3,
        "deleted": 4,
        "files_read": 5,
        "files_compared": 6,
        "files_written": 3,
        "rows_written": 8,
        "seconds": 0.123,
    }
    assert data["diagnostics"][0] == {
        "code": "NG114",
        "name": "duplicate-key",
        "severity": "error",
        "message": "the key a is given twice",
        "hint": "Keep one.",
        "path": "content/a.md",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 2,
        "related": [{"path": "content/a.md", "line": 2, "column": 1, "message": "first used here"}],
        "fingerprint": ERROR.fingerprint,
        "fix": None,
    }
    assert data["diagnostics"][1]["end_column"] == 1


def test_other_outputs_that_hold_what_was_taken_down_are_named_if_there_are_any() -> None:
    result = Result((), refused=False)
    assert "outdated_outputs" not in read(result)
    data = read(replace(result, outdated=("/a/preview", "/b")))
    JSON.validate(data)
    assert data["outdated_outputs"] == ["/a/preview", "/b"]


def test_what_was_taken_down_has_the_addresses_to_purge() -> None:
    assert "purge" not in read(Result((), refused=False))
    taken = TakenDown(purge=("https://a.example/", "https://a.example/b"), search_engines=("/b",))
    data = read(Result((), refused=False, taken_down=taken))
    JSON.validate(data)
    assert data["purge"] == ["https://a.example/", "https://a.example/b"]
    assert data["search_engines"] == ["/b"]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(JSON.schema)
