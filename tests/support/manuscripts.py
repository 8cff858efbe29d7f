"""Releases for the tests of rules: parsed from a text, as a check would."""

import json
from dataclasses import replace
from typing import Any

from newsgen.config import Config
from newsgen.content.release import SourceReader
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline._examine import manuscript_of
from newsgen.pipeline.fixes import apply
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.release import RULES
from newsgen.rules.rule import Check, RuleSet

URL = "https://www.northshire.police.example/news/2026/March/appeal.aspx"
_CONFIG = Config()
_READER = SourceReader(_CONFIG)


def source(body: str = "Text.", **values: Any) -> str:
    """Write a release; what is given beside its body is front matter."""
    meta = {"title": "Witness appeal", "area": "Northshire", "url": URL} | values
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in meta.items())
    return f"---\n{lines}---\n\n{body}\n"


def manuscript(body: str, *, title: str = "Incident in Ellerdale", more: str = "") -> Manuscript:
    """Return a release without a URL; `more` is more front matter."""
    return read(f"---\ntitle: {title!r}\narea: Northshire\n{more}\n---\n\n{body}\n")


def read(text: str, areas: tuple[str, ...] = ()) -> Manuscript:
    """Parse a release."""
    parsed = _READER.parse(text, "a.md")
    assert parsed.located
    return replace(manuscript_of(_CONFIG, parsed, parsed.located), areas=areas)


def asked(check: Check, manuscript: Manuscript) -> list[Diagnostic]:
    """Return what a rule finds, if it is asked at all: the release holds its signs."""
    rules = RuleSet([rule for rule in RULES.rules if rule.check is check])
    assert rules.rules
    return rules.check([manuscript])[0]


def said(check: Check, body: str = "Text.", **values: Any) -> list[str]:
    """Return what a rule says of a release."""
    return [diagnostic.message for diagnostic in asked(check, read(source(body, **values)))]


def subjects(check: Check, manuscript: Manuscript) -> list[str]:
    """Return what the findings of a rule are about."""
    return [_about(diagnostic, manuscript) for diagnostic in asked(check, manuscript)]


def _about(finding: Diagnostic, manuscript: Manuscript) -> str:
    if finding.subject:
        return finding.subject
    line = manuscript.body.text.split("\n")[finding.span.line - manuscript.body.line]
    return line[finding.span.column - 1 : finding.span.end_column - 1]


def fixed(check: Check, text: str) -> str:
    """Apply a rule's fixes until there are none."""
    for _ in range(50):
        fixes = [diagnostic.fix for diagnostic in asked(check, read(text)) if diagnostic.fix]
        if not fixes:
            return text
        text = apply(text, fixes)
    raise AssertionError("the fixes never end")
