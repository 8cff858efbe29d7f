"""What an editor is told of a value: JSON Schemas of readers.

They are for completion and hover. They may be laxer than the readers, never
stricter: an editor must not find fault with a release that newsgen accepts.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from newsgen.codes import CODES, SITE_RULE

JsonSchema = dict[str, Any]


def words(meanings: Mapping[Any, str]) -> JsonSchema:
    """Offer words with their meanings."""
    enum, descriptions = list(map(str, meanings)), list(meanings.values())
    return {"type": "string", "enum": enum, "enumDescriptions": descriptions}


def choice(meanings: Mapping[Any, str]) -> JsonSchema:
    """Offer words with their meanings; any letter case will do."""
    lax = {"type": "string", "pattern": f"^{any_case(meanings)}$"}
    return {"anyOf": [words(meanings), lax]}


TRUTH: Final = {
    "true": True, "false": False, "yes": True, "no": False, "on": True, "off": False,
    "t": True, "f": False, "y": True, "n": False, "1": True, "0": False,
}  # fmt: skip
"""The words for true and false, in any letter case."""


def truth() -> JsonSchema:
    """Show true or false, in the words that are taken for them."""
    return {
        "anyOf": [
            {"type": "boolean", "enum": [True, False]},
            {"type": "string", "pattern": f"^{any_case(TRUTH)}$"},
            {"type": "number", "enum": [0, 1]},
        ]
    }


def any_case(words: Iterable[str]) -> str:
    """Return a pattern for words in any letter case, for JavaScript, which has no flag for it."""
    return "(" + "|".join(re.sub("[a-zA-Z]", _both_cases, word) for word in words) + ")"


def _both_cases(letter: re.Match[str]) -> str:
    return f"[{letter[0].upper()}{letter[0].lower()}]"


def rules() -> dict[str, str]:
    """Return the codes and names that may be accepted or turned off, with their meanings."""
    codes = [code for code in CODES.values() if not code.is_essential]
    by_id = {code.id: f"{code.summary} ({code.name})" for code in codes}
    return by_id | {code.name: f"{code.summary} ({code.id})" for code in codes}


def selectors() -> dict[str, str]:
    """Return what `[rules]` may name: rules, and the first letters that several codes share."""
    return rules() | {
        start: f"All rules whose code begins with {start}"
        for length in (3, 4)
        for start in sorted({code[:length] for code in rules() if code in CODES})
    }


def rule_choice(meanings: Mapping[str, str]) -> JsonSchema:
    """Offer words for rules with their meanings; any rule of the site will do too."""
    return {"anyOf": [*choice(meanings)["anyOf"], {"type": "string", "pattern": SITE_RULES}]}


SITE_RULES: Final = f"^{any_case([SITE_RULE])}[a-zA-Z0-9-]+$"
"""A pattern for the codes of a site's own rules."""


def severities(levels: Mapping[str, str]) -> JsonSchema:
    """Show a table of selectors, each with one of the levels."""
    level = {"type": "string", "enum": list(levels)}
    return {
        "type": "object",
        "properties": {
            selector: {"description": meaning, **level} for selector, meaning in selectors().items()
        },
        "patternProperties": {
            f"^{any_case(selectors())}$": level | {"enumDescriptions": list(levels.values())},
            SITE_RULES: level,
        },
        "additionalProperties": False,
    }


def periods(kinds: Mapping[Any, str]) -> JsonSchema:
    """Show a table of kinds of release, each with a duration."""
    units = any_case(["d", "w", "m", "y", "day", "week", "month", "year"])
    period = {"type": "string", "pattern": rf"^(never|\s*\d+\s*{units}[sS]?\s*)$"}
    meanings = {**kinds, "default": "All other kinds"}
    return {
        "type": "object",
        "properties": {
            str(kind): {"description": words, "examples": ["90 days"], **period}
            for kind, words in meanings.items()
        },
        "additionalProperties": False,
    }
