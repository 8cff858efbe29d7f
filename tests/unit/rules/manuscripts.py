"""Releases for the tests of rules: parsed from a text, as a check would."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from newsgen.build.mend import apply
from newsgen.config import Config
from newsgen.content.release import Reader
from newsgen.diagnostics import Diagnostic
from newsgen.rules.manuscript import Body, Manuscript

Rule = Callable[[Manuscript], Iterable[Diagnostic]]
URL = "https://www.northshire.police.example/news/2026/March/appeal.aspx"
_CONFIG = Config()
_READER = Reader(_CONFIG)


def source(body: str = "Text.", **values: Any) -> str:
    """Write a release; what is given beside its body is front matter."""
    meta = {"title": "Witness appeal", "area": "Northshire", "url": URL} | values
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in meta.items())
    return f"---\n{lines}---\n\n{body}\n"


def read(text: str, areas: tuple[str, ...] = ()) -> Manuscript:
    """Parse a release."""
    parsed = _READER.parse(text, "a.md")
    assert parsed.located
    return Manuscript(
        path=parsed.located.path,
        values=parsed.located.values,
        places=parsed.located,
        body=Body(parsed.body, parsed.located.path, parsed.body_line),
        html=parsed.html,
        area=parsed.area,
        address=parsed.address,
        published=parsed.published,
        release=parsed.release,
        zone=_CONFIG.zone,
        areas=areas,
    )


def said(rule: Rule, body: str = "Text.", **values: Any) -> list[str]:
    """Return what a rule says of a release."""
    return [found.message for found in rule(read(source(body, **values)))]


def mended(rule: Rule, text: str) -> str:
    """Apply a rule's fixes until there are none."""
    for _ in range(50):
        fixes = [found.fix for found in rule(read(text)) if found.fix]
        if not fixes:
            return text
        text = apply(text, fixes)
    raise AssertionError("the fixes never end")
