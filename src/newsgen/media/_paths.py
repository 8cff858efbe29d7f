"""Paths of files on somebody's disk or on a network share, in links, formulas and descriptions."""

import re
from typing import Final
from urllib.parse import unquote

from newsgen.media._unclean import spend

_BEGINS: Final = r"(?<![\w.)\]/&?=~-])"
"""What stands before a path that begins with a slash: no part of an address or a sum."""
_PATH: Final = (
    r"(?<![A-Za-z])[A-Za-z]:[\\/]"  # a drive
    r"|\\\\(?![*@#])|(?<![^\"'|\s])//(?=[\w.-]+/)"  # a share; the first are options of fields
    r"|(?<![A-Za-z])(?:file|smb|afp|nfs|cifs):(?=\S)"
    rf"|{_BEGINS}(?:\.\.[\\/]|~/)"
    rf"|{_BEGINS}/(?:home|Users|Volumes|mnt|media|root|private|tmp|var/folders)/"
    r"|(?<=[\"'])(?:home|Users)/"
)
_WITHIN: Final = re.compile(rf"(?:{_PATH})[^\"'\[\]]*", re.IGNORECASE)
_FIRST: Final = re.compile(rf"\s*(?:{_PATH}|(?:home|Users)/)", re.IGNORECASE)
_OF_ESCAPE: Final = 30
"""The work for a character that is escaped."""
_MOST_ESCAPED: Final = 3
"""A path may be escaped so many times over: programs escape links that are escaped already."""


def names_path(text: str) -> bool:
    """Return whether a link, or another text, has a path in it, however it is escaped."""
    if "/" not in text and "\\" not in text and ":" not in text and "%" not in text:
        return False
    for _ in range(_MOST_ESCAPED):
        if _FIRST.match(text) or _WITHIN.search(text):
            return True
        if "%" not in text:
            return False
        spend(_OF_ESCAPE * text.count("%"))
        text = unquote(text)
    return False


def without_paths(text: str) -> str:
    """Return a formula, or the code of a field, without the paths in it."""
    if not names_path(text):
        return text
    kept = _WITHIN.sub("", text)
    return "" if kept == text else kept


def value_without_paths(value: str) -> str:
    """Return the value of an attribute without paths: nothing of it if it begins with one."""
    return "" if _FIRST.match(value) else without_paths(value)
