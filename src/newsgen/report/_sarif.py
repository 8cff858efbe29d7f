"""Findings as SARIF 2.1.0, for code scanning and editors."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from newsgen import __version__
from newsgen.codes import code_of
from newsgen.diagnostics import Diagnostic, Fix, Span, tallies_of
from newsgen.printing import visible
from newsgen.report._places import errors_first, in_repository
from newsgen.report.pieces import json_pieces

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")
_LINK: Final = re.compile(r"\[(?=[^\[\]]*\]\()")


def render(
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
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
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
