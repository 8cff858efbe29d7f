"""The formats for machines by their names: Azure Pipelines, JUnit XML and SARIF 2.1.0."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any, Final
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from newsgen import __version__
from newsgen.codes import Severity, code_of
from newsgen.diagnostics import Diagnostic, Fix, Span, by_file, count_files, tallies_of
from newsgen.pipeline.result import Result
from newsgen.printing import visible
from newsgen.report import github, json, text
from newsgen.report._places import errors_first, in_repository, words
from newsgen.report.json import json_pieces

_DATA: Final = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _DATA | str.maketrans({";": "%3B", "]": "%5D"})


def azure_lines(diagnostics: Sequence[Diagnostic], *, prefix: str = "") -> Iterator[str]:
    """Return a logging command for each finding, errors first: Azure shows ten of each kind."""
    return (_command(diagnostic, prefix) for diagnostic in errors_first(diagnostics))


def _command(diagnostic: Diagnostic, prefix: str) -> str:
    fields = {
        "type": str(diagnostic.severity),
        "sourcepath": visible(in_repository(diagnostic.span.path, prefix)),
        "linenumber": str(diagnostic.span.line),
        "columnnumber": str(diagnostic.span.column),
        "code": diagnostic.code,
    }
    properties = "".join(f"{key}={value.translate(_PROPERTY)};" for key, value in fields.items())
    return f"##vso[task.logissue {properties}]{words(diagnostic).translate(_DATA)}"


_CASES: Final = "CASES"
"""Stands in the suite's text for its cases."""


def render_junit(
    diagnostics: Sequence[Diagnostic],
    *,
    prefix: str = "",
    fail_on: Severity = Severity.ERROR,
    seconds: float = 0,
) -> Iterator[str]:
    """Yield the pieces of one suite; a single passing case stands for a site with nothing wrong."""
    failing = [Severity.ERROR] if fail_on is Severity.ERROR else list(Severity)
    suites = Element("testsuites", name="newsgen")
    suite = SubElement(suites, "testsuite", name="newsgen check", time=f"{seconds:.3f}")
    suite.attrib |= {
        "tests": str(count_files(diagnostics, list(Severity)) or 1),
        "failures": str(count_files(diagnostics, failing)),
        "errors": "0",
        "skipped": "0",
    }
    indent(suites)
    suite.text = f"{_CASES}\n  "
    before, _, after = tostring(suites, "unicode").partition(_CASES)
    yield f"<?xml version='1.0' encoding='UTF-8'?>\n{before}"
    if not diagnostics:
        yield _written_xml(Element("testcase", name="all releases", classname="newsgen"))
    for path, group in by_file(diagnostics):
        yield _written_xml(_case(in_repository(path, prefix), group, failing))
    yield after


def _written_xml(case: Element) -> str:
    indent(case, level=2)
    return f"\n    {tostring(case, 'unicode')}"


def _case(path: str, diagnostics: list[Diagnostic], failing: Container[Severity]) -> Element:
    case = Element("testcase", name=visible(path), classname="newsgen")
    fails = [d for d in diagnostics if d.severity in failing]
    passes = [d for d in diagnostics if d.severity not in failing]
    if fails:
        kinds = ", ".join(sorted({diagnostic.code for diagnostic in fails}))
        failure = SubElement(case, "failure", message=_heading(fails), type=kinds)
        failure.text = _words(fails)
    if passes:
        SubElement(case, "system-out").text = _words(passes)
    return case


def _heading(diagnostics: list[Diagnostic]) -> str:
    first = f"{text.place(diagnostics[0].span)}: {visible(diagnostics[0].message)}"
    alone = len(diagnostics) == 1
    return first if alone else f"{text.counts_line(diagnostics)}; the first is {first}"


def _words(diagnostics: Iterable[Diagnostic]) -> str:
    return "\n".join(chain.from_iterable(map(text.diagnostic_lines, diagnostics)))


SARIF_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")
_LINK: Final = re.compile(r"\[(?=[^\[\]]*\]\()")


def render_sarif(
    diagnostics: Sequence[Diagnostic], *, prefix: str = "", complete: bool = True
) -> Iterator[str]:
    """Yield the pieces of one run; it is not `complete` if an error ended it early."""
    rules = sorted({tally.code for tally in tallies_of(diagnostics)})
    driver = {"name": "newsgen", "version": __version__, "rules": list(map(_rule, rules))}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": complete}],
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    document = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_pieces(document, "results", _results(diagnostics, rules, prefix))


def _results(
    diagnostics: Sequence[Diagnostic], rules: Sequence[str], prefix: str
) -> Iterator[dict[str, Any]]:
    """Yield a result for each finding, with a number in its fingerprint if it is a repeated one.

    Findings with one fingerprint are in one file, and those of a file follow each other.
    """
    for _, group in groupby(errors_first(diagnostics), key=lambda d: d.span.path):
        seen: Counter[str] = Counter()
        for diagnostic in group:
            name = diagnostic.fingerprint
            seen[name] += 1
            result = _result(diagnostic, rules.index(diagnostic.code), prefix)
            name = name if seen[name] == 1 else f"{name}/{seen[name]}"
            yield result | {"partialFingerprints": {"newsgen/v1": name}}


def _rule(id_: str) -> dict[str, Any]:
    code = code_of(id_)
    return {
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": f"{code.summary}."},
        "help": {"text": f"{code.summary}. newsgen explain {code.id} says more."},
        "defaultConfiguration": {"level": str(code.severity)},
    }


def _result(diagnostic: Diagnostic, rule: int, prefix: str) -> dict[str, Any]:
    words = f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": str(diagnostic.severity),
        "message": _message(words),
        "locations": [{"physicalLocation": _location(diagnostic.span, prefix)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(related.span, prefix),
                "message": _message(related.message),
            }
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix, prefix)]
    return result


def _message(words: str) -> dict[str, str]:
    """Return a text in which nothing is taken for a placeholder or a link."""
    plain = _LINK.sub(r"\\[", _PLACEHOLDER.sub(r"{{\1}}", visible(words)))
    return {"text": plain}


def _location(span: Span, prefix: str) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span, prefix), "region": _region(span)}


def _artifact(span: Span, prefix: str) -> dict[str, str]:
    path = quote(in_repository(span.path, prefix), safe="/", errors="surrogateescape")
    if path.startswith("/"):
        return {"uri": f"file://{path}"}
    return {"uri": path, "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix, prefix: str) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _artifact(fix.span, prefix), "replacements": [replacement]}
    return {"description": {"text": "What newsgen check --fix does."}, "artifactChanges": [change]}


def render(
    form: str,
    diagnostics: Sequence[Diagnostic],
    result: Result | None,
    *,
    prefix: str,
    fail_on: Severity,
    seconds: float,
) -> Iterator[str]:
    """Yield the pieces of findings in a format; without a result, they are fatal problems."""
    match form:
        case "github":
            yield from separated(github.lines(diagnostics, prefix=prefix))
        case "azure":
            yield from separated(azure_lines(diagnostics, prefix=prefix))
        case "sarif":
            yield from render_sarif(diagnostics, prefix=prefix, complete=result is not None)
        case "junit":
            yield from render_junit(diagnostics, prefix=prefix, fail_on=fail_on, seconds=seconds)
        case _ if result is None:
            yield from json.pieces(diagnostics, {"refused": True})
        case _:
            yield from json.render(result, seconds)


def separated(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with a line feed before each but the first."""
    for number, line in enumerate(lines):
        yield f"\n{line}" if number else line
