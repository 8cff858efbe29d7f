"""What XML and JSON may hold, and whether a text is well-formed."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from newsgen.fast.patterns import later

FORBIDDEN: Final = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff"
"""Characters that no XML may hold, for an expression. Source: XML 1.0, production 2."""
_FORBIDDEN: Final = later(f"[{FORBIDDEN}]")


def without_forbidden(text: str) -> str:
    """Drop the characters that XML forbids; those that are white space become blanks."""
    is_usual = text.isprintable() or text.replace("\n", "").isprintable()
    return text if is_usual else _FORBIDDEN.sub(_blank, text)


def _blank(character: re.Match[str]) -> str:
    return " " if character[0].isspace() else ""


def legal(value: Any) -> Any:
    """Return plain values of YAML, TOML or JSON without the characters that XML forbids."""
    if isinstance(value, str):
        return without_forbidden(value)
    if isinstance(value, list):
        return [legal(item) for item in value]
    if isinstance(value, dict):
        return {legal(key): legal(item) for key, item in value.items()}
    return value


def fault_of(name: str, text: bytes) -> str:
    """Say why a file is not well-formed XML or JSON; "" if it is, or need not be either."""
    find = _FAULTS.get(name[name.rfind(".") :])
    return find(text) if find else ""


def _fault_of_xml(text: bytes) -> str:
    from xml.parsers import expat  # noqa: PLC0415 (slow to load)

    parser = expat.ParserCreate()
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        before = text[: parser.ErrorByteIndex].decode(errors="replace")
        return f"it is not well-formed XML: {error}{_behind(before)}"
    return ""


def _fault_of_json(text: bytes) -> str:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return f"it is not JSON: {error}{_behind(error.doc[: error.pos])}"
    except (ValueError, RecursionError) as error:
        return f"it is not JSON: {error}"
    return ""


def _behind(text: str) -> str:
    """Show the end of what stands before a fault, as the file itself is not kept."""
    shown = " ".join(text[-2 * _SHOWN :].split())
    cut = f"…{shown[-_SHOWN:]}" if shown[_SHOWN:] else shown
    return f", behind “{cut}”" if cut else ""


_SHOWN: Final = 36
"""How many characters of it are shown."""


_FAULTS: Final[dict[str, Callable[[bytes], str]]] = {
    ".xml": _fault_of_xml,
    ".atom": _fault_of_xml,
    ".rss": _fault_of_xml,
    ".svg": _fault_of_xml,
    ".config": _fault_of_xml,
    ".json": _fault_of_json,
    ".webmanifest": _fault_of_json,
}
