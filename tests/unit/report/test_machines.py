"""Each format for machines against its schema, or read as the machine reads it."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree

from newsgen.codes import CODES, Severity
from newsgen.diagnostics import Diagnostic, Fix, Related, Span
from newsgen.pipeline.result import Result
from newsgen.report import _azure as azure
from newsgen.report import _junit as junit
from newsgen.report import _sarif as sarif
from newsgen.report import github
from newsgen.report import json as json_report
from newsgen.report.visible import visible
from tests.support.nasty import FOUND

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
OURS = Path(json_report.__file__).parent / "schemas/findings-1.schema.json"
JSON = Draft202012Validator(json.loads(OURS.read_text("utf-8")))
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))

CHARACTERS = st.one_of(st.sampled_from("%:;,]=[#vso0AD25P \r\n\t|`<&"), st.characters())
TEXTS = st.text(CHARACTERS, max_size=30)
SPANS = st.builds(
    lambda path, line, column, lines, columns: Span(
        path, line, column, line + lines, column + columns
    ),
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("%:;,]= #[ab/"), min_size=1),
    st.integers(1, 999),
    st.integers(1, 999),
    st.integers(0, 1),
    st.integers(0, 9),
)
FINDINGS = st.builds(
    Diagnostic,
    st.sampled_from(sorted(CODES)),
    TEXTS.filter(bool),
    SPANS,
    TEXTS,
    st.lists(st.builds(Related, SPANS, TEXTS), max_size=2).map(tuple),
    fix=st.none() | st.builds(Fix, SPANS, TEXTS),
)


# GitHub, read as its runner reads a line


def read_github(line: str) -> tuple[str, dict[str, str], str]:
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    command, _, rest = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in rest.strip().split(",") if pair)
    escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    for code, char in escapes:
        properties = {key: value.replace(code, char) for key, value in properties.items()}
    for code, char in (*escapes[:2], escapes[-1]):
        data = data.replace(code, char)
    return command, properties, data


@given(FINDINGS)
def test_github_reads_what_was_meant(found: Diagnostic) -> None:
    (line,) = github.lines([found])
    assert "\r" not in line
    assert "\n" not in line
    command, properties, data = read_github(line)
    assert command == found.severity
    assert properties["file"].strip() == visible(found.span.path).strip()
    assert properties["line"] == str(found.span.line)
    assert properties["title"] == f"{found.code} {found.name}"
    assert ("col" in properties) is (found.span.line == found.span.end_line)
    message = data.split("\n")
    assert message[0] == visible(found.message)
    assert len(message) == 1 + len(found.related) + bool(found.hint)
    assert not found.hint or message[-1] == visible(found.hint)


def test_github_gets_errors_first_and_paths_of_the_repository() -> None:
    read = [read_github(line) for line in github.lines(FOUND, prefix="sites/news")]
    assert [command for command, _, _ in read] == ["error"] * 3 + ["warning"] * 7
    files = {properties["file"] for _, properties, _ in read}
    assert "sites/news/content/wide, 100%: a|b.md" in files
    assert "/srv/out put" in files


@pytest.mark.parametrize("room", [0, 50, 300, 900, 5000, github.LARGEST_SUMMARY])
def test_a_summary_never_takes_more_room_than_there_is(room: int) -> None:
    many = FOUND * 1000
    table = github.summary(many, room=room)
    assert len(table.encode()) <= room
    rows = re.findall(r"^\| (?:error|warning) NG", table, re.MULTILINE)
    more = re.search(r"and ([\d,]+) more\.", table)
    if table:
        assert more is not None
        assert len(rows) + int(more[1].replace(",", "")) == len(many)


@given(st.lists(FINDINGS, max_size=3))
def test_a_summary_has_a_row_of_four_cells_for_each_finding(found: list[Diagnostic]) -> None:
    lines = github.summary(found).split("\n")
    rows = [line for line in lines if line.startswith("| ") and "NG" in line.split("|")[1]]
    assert len(rows) == len(found)
    assert {row.count("|") for row in rows} <= {5}
    assert not re.search(r"[<>`*_\[\]\\]", "".join(rows))


def test_a_summary_of_nothing_says_so() -> None:
    assert github.summary([]) == "### newsgen: nothing wrong\n\n\n"


# Azure, read as its agent reads a line


def read_azure(line: str) -> tuple[dict[str, str], str]:
    start = line.index("##vso[")
    end = line.index("]", start)
    command, _, rest = line[start + 6 : end].partition(" ")
    assert command == "task.logissue"
    pairs = dict(pair.split("=", 1) for pair in rest.strip().split(";") if pair)
    return {key: azure_text(value) for key, value in pairs.items()}, azure_text(line[end + 1 :])


def azure_text(value: str) -> str:
    for code, char in (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")):
        value = value.replace(code, char)
    return value


@given(FINDINGS)
def test_azure_reads_what_was_meant(found: Diagnostic) -> None:
    (line,) = azure.lines([found])
    assert "\r" not in line
    assert "\n" not in line
    properties, message = read_azure(line)
    assert properties["type"] == found.severity
    assert properties["sourcepath"] == visible(found.span.path)
    assert properties["linenumber"] == str(found.span.line)
    assert properties["columnnumber"] == str(found.span.column)
    assert properties["code"] == found.code
    assert message.split("\n")[0] == visible(found.message)


# SARIF


def sarif_of(found: list[Diagnostic], **settings: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sarif.render(found, **settings))
    assert [error.message for error in SARIF.iter_errors(data)] == []
    return data


def test_the_schemas_are_schemas() -> None:
    Draft4Validator.check_schema(SARIF.schema)
    Draft202012Validator.check_schema(JSON.schema)


def test_sarif_names_tool_rules_and_columns() -> None:
    (run,) = sarif_of(FOUND, prefix="news site")["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({found.code for found in FOUND})
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
def test_sarif_is_valid_whatever_is_found(found: list[Diagnostic]) -> None:
    for result in sarif_of(found)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        address = urlsplit(place["uri"])
        assert place["uri"].isascii()
        assert address.scheme in ("", "file")
        assert unquote(address.path) in {one.span.path for one in found}
        assert not re.search(r"\[[^\[\]]*\]\(|(?<!\{)\{\d+\}", result["message"]["text"]) or (
            "\\[" in result["message"]["text"]
        )


# JUnit


def junit_of(found: list[Diagnostic], **settings: Any) -> Any:
    tree = etree.fromstring(junit.render(found, **settings).encode())
    JUNIT.assertValid(tree)
    return tree


def test_junit_fails_the_files_with_errors() -> None:
    tree = junit_of(FOUND)
    failed = tree.xpath("//testcase[failure]/@name")
    assert failed == ["/srv/out put", "content/a.md", "content/wide, 100%: a|b.md"]
    assert tree.xpath("string(//testsuite/@failures)") == "3"
    assert len(tree.xpath("//testcase[system-out]")) == 5


def test_junit_fails_files_with_warnings_where_these_stop_a_build() -> None:
    tree = junit_of(FOUND, fail_on=Severity.WARNING)
    assert len(tree.xpath("//testcase[failure]")) == len(tree.xpath("//testcase")) == 6


def test_junit_has_a_case_even_if_nothing_is_wrong() -> None:
    assert junit_of([]).xpath("//testcase/@name") == ["all releases"]


@given(st.lists(FINDINGS, max_size=3))
def test_junit_is_valid_whatever_is_found(found: list[Diagnostic]) -> None:
    junit_of(found)


# JSON


@given(st.lists(FINDINGS, max_size=3))
def test_json_is_valid_and_the_same_data_whatever_is_found(found: list[Diagnostic]) -> None:
    rendered = json_report.render(Result(tuple(found), refused=True), 0.5)
    rendered.encode()
    data = json.loads(rendered)
    assert [error.message for error in JSON.iter_errors(data)] == []
    assert [(d["path"], d["message"]) for d in data["diagnostics"]] == [
        (one.span.path, one.message) for one in found
    ]


def test_json_of_every_finding_is_valid_and_in_order() -> None:
    data = json.loads(json_report.document(FOUND, {"refused": True}))
    JSON.validate(data)
    assert [d["fix"] is not None for d in data["diagnostics"]] == [True] * 2 + [False] * 8


@pytest.mark.parametrize("found", list(pairwise(FOUND)))
def test_fingerprints_survive_moved_lines(found: tuple[Diagnostic, Diagnostic]) -> None:
    same = found[0].fingerprint == found[1].fingerprint
    assert same is (found[0].subject == "0800 55 111" == found[1].subject)
