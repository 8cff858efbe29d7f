"""SARIF, against its schema."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from hypothesis import given, strategies as st
from jsonschema import Draft4Validator

from newsgen.diagnostics import Diagnostic
from newsgen.report import formats
from tests.support.nasty import FOUND
from tests.support.random_findings import FINDINGS

SCHEMAS = Path(__file__).parents[1] / "schemas"
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))


def sarif_of(diagnostics: list[Diagnostic], **settings: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads("".join(formats.render_sarif(diagnostics, **settings)))
    assert [error.message for error in SARIF.iter_errors(data)] == []
    return data


def test_sarif_names_tool_rules_and_columns() -> None:
    (run,) = sarif_of(FOUND, prefix="news site")["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({diagnostic.code for diagnostic in FOUND})
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    names = [result["partialFingerprints"]["newsgen/v1"] for result in run["results"]]
    assert Counter(names).most_common(1)[0][1] == 1
    assert f"{FOUND[0].fingerprint}/2" in names


def test_sarif_fingerprints_do_not_depend_on_where_the_site_lies() -> None:
    names = [
        [
            result["partialFingerprints"]
            for result in sarif_of(FOUND, prefix=p)["runs"][0]["results"]
        ]
        for p in ("", "sites/news")
    ]
    assert names[0] == names[1]


def test_sarif_has_the_fix() -> None:
    results = sarif_of(FOUND)["runs"][0]["results"]
    (change,) = next(r for r in results if "fixes" in r)["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "content/a.md", "uriBaseId": "%SRCROOT%"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 23, "endLine": 5, "endColumn": 34},
            "insertedContent": {"text": "0800 555 111"},
        }
    ]


def test_sarif_of_nothing_and_of_a_check_that_was_ended() -> None:
    assert sarif_of([])["runs"][0]["results"] == []
    (run,) = sarif_of(FOUND[:1], complete=False)["runs"]
    assert run["invocations"] == [{"executionSuccessful": False}]


@given(st.lists(FINDINGS, max_size=3))
def test_sarif_is_valid_whatever_is_found(diagnostics: list[Diagnostic]) -> None:
    for result in sarif_of(diagnostics)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        address = urlsplit(place["uri"])
        assert place["uri"].isascii()
        assert address.scheme in ("", "file")
        assert unquote(address.path) in {diagnostic.span.path for diagnostic in diagnostics}
        assert not re.search(r"\[[^\[\]]*\]\(|(?<!\{)\{\d+\}", result["message"]["text"]) or (
            "\\[" in result["message"]["text"]
        )


def test_the_schema_is_a_schema() -> None:
    Draft4Validator.check_schema(SARIF.schema)
