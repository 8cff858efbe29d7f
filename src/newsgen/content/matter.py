"""What the front matter of a release says, and what is wrong with its keys and values."""

import re
from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic_core import ErrorDetails, ValidationError

from newsgen.content.frontmatter import Located
from newsgen.content.meta import GROUPS, KNOWN, Meta, given, plain_meta
from newsgen.diagnostics import Diagnostic
from newsgen.model.refusal import did_you_mean
from newsgen.model.validation import hint_of, in_plain_words, is_ours

_CODES: Final = {"missing": "NG206", "enum": "NG204", "literal_error": "NG204"}
_REQUIRED: Final = {
    "title": ("NG201", "the release has no title", "Add a line title: and the headline."),
    "area": ("NG202", "the release has no area", "Add a line area: and the force's area."),
}


def validate(located: Located, zone: ZoneInfo, found: list[Diagnostic]) -> Meta | None:
    """Return what the front matter says, or nothing if a value is wrong."""
    if located.is_plain and (meta := plain_meta(located.values, zone)):
        return meta
    from newsgen.content.schema import FrontMatter  # noqa: PLC0415 (slow to load)

    try:
        return FrontMatter.model_validate(given(located.values), context={"zone": zone}).plain()
    except ValidationError as error:
        found.extend(_value_error(detail, located) for detail in error.errors())
        return None


def _value_error(error: ErrorDetails, located: Located) -> Diagnostic:
    loc = error["loc"]
    if error["type"] == "missing" and len(loc) == 1 and str(loc[0]) in _REQUIRED:
        key = str(loc[0])
        code, message, hint = _REQUIRED[key]
        if misspelt := _misspelt(key, located):
            return Diagnostic(code, message, located.key(misspelt), f"Did you mean {key}?")
        return Diagnostic(code, message, located.key(key), hint)
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return Diagnostic("NG206", f"there is no key {name}", located.key(*loc))
    code = error["type"] if is_ours(error) else _CODES.get(error["type"], "NG203")
    message = in_plain_words(error, name)
    if is_ours(error) and not message.startswith(("the ", str(loc[-1]))):
        message = f"{name}: {message}"
    hint = hint_of(error) or _shape_hint(error) or _choice_hint(error)
    return Diagnostic(code, message, located.value(*loc), hint)


def _misspelt(key: str, located: Located) -> str:
    """Return the key that was meant to be a missing one, or nothing."""
    return next((k for k in located.values if did_you_mean(k, [key]) == key), "")


def _choice_hint(error: ErrorDetails) -> str:
    """Name the allowed word that was meant by a misspelt one."""
    allowed = re.findall(r"'([^']+)'", error.get("ctx", {}).get("expected", ""))
    near = did_you_mean(error["input"], allowed) if isinstance(error["input"], str) else ""
    return f"Did you mean {near}?" if near else ""


def _shape_hint(error: ErrorDetails) -> str:
    """Show how a list is written, where a text stands in its place."""
    if error["loc"][0] == "accept" and isinstance(error["input"], str):
        return "Write each on lines of its own: - code: and the code, then reason: and why."
    if error["type"] not in ("list_type", "tuple_type"):
        return ""
    if error["loc"][0] in ("updates", "corrections"):
        return "Write each on lines of its own: - at: and the time, then note: and a sentence."
    if not isinstance(error["input"], str):
        return ""
    if error["loc"][0] == "images":
        return (
            "Write each picture on lines of its own: - src: and its path, then alt: and its text."
        )
    return f"Write {error['loc'][0]}: [{error['input']}]"


_GUARDS: Final = frozenset({"embargo", "expires", "status"})
"""Keys that hold a release back: misspelt, they would let it out."""
_GUARDS_ELSEWHERE: Final = {
    "draft": "status: draft",
    "embargo_until": "embargo:",
    "embargoed": "embargo:",
    "expiry": "expires:",
    "expirydate": "expires:",
    "expiry_date": "expires:",
    "unpublish": "expires:",
}
"""The names that such keys have in other systems, and what they are here."""


_KEYS: Final = tuple(
    (above, known, frozenset(known)) for above, known in [("", KNOWN), *GROUPS.items()]
)
"""The known keys of the front matter, and of its groups."""


def misspellings(located: Located, found: list[Diagnostic]) -> None:
    """Report the keys that are meant to be others, and so are ignored."""
    for group, known, names in _KEYS:
        values = located.values.get(group) if group else located.values
        if isinstance(values, dict) and not values.keys() <= names:
            unknown = [key for key in values if key not in names]
            found.extend(_misspelt_keys(unknown, group, values, known, located))


def _misspelt_keys(
    unknown: list[str], group: str, values: dict[str, Any], known: list[str], located: Located
) -> Iterator[Diagnostic]:
    for key in unknown:
        near = did_you_mean(key, known)
        if not group and (guard := _guard_meant(key, near, values[key])):
            yield Diagnostic(
                "NG207",
                f"the key {key} is unknown, so it would not hold the release back",
                located.key(key),
                f"Did you mean {guard}?",
            )
        elif near and near not in values and (group or near not in _REQUIRED):
            above = (group,) if group else ()
            name = ".".join((*above, key))
            yield Diagnostic(
                "NG205",
                f"the key {name} is unknown",
                located.key(*above, key),
                f"Did you mean {near}?",
            )


def _guard_meant(key: str, near: str, value: Any) -> str:
    """Return the key that holds a release back and that an unknown one was meant to be."""
    if value in ("", "false", "no"):
        return ""
    if near in _GUARDS:
        return f"{near}:"
    return _GUARDS_ELSEWHERE.get(key.lower(), "")
