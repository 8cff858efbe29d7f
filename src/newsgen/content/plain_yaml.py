"""The plainest YAML, read line by line: most front matter is nothing else.

Each line is a key and a text, in quotes or in none, or a key above a group that is indented
further. Whatever else YAML knows is left to its parser, which finds in these texts
the same values at the same places.
"""

import re
from typing import Any, Final

LONGEST: Final = 20_000
"""Characters: a text of no more never holds too many values."""
DEEPEST: Final = 40
"""Columns of indentation: a group inside a group takes one at least."""

_CONTROLS: Final = r"\x00-\x1f\x7f"
"""What no text holds as it is: control characters, the line feed among them."""
_LINE: Final = re.compile(
    rf"""
    \n+([ ]*)([A-Za-z_][\w.-]{{0,63}}+):
    (?:[ ]+(?:
        ([^{_CONTROLS}\s\-?:,\[\]{{}}\#&*!|>'"%@`]      # no sign of YAML's begins the text,
         [^{_CONTROLS}:\#]*+                            # and none stands in it
         (?:(?::(?![ \n])|(?<![ ])\#)[^{_CONTROLS}:\#]*+)*+
         (?<![ ]))
        |('[^'{_CONTROLS}]*+(?:''[^'{_CONTROLS}]*+)*+'
         |"[^"\\{_CONTROLS}]*+
           (?:\\(?:[n_"\\]|x[0-9A-Fa-f]{{2}}|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{{4}})[^"\\{_CONTROLS}]*+)*+")
    ))?(?=\n)
    |\n+\Z
    |(.)                                                # anything else
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(x..|u....|.)")
_ESCAPED: Final = {"n": "\n", "_": "\xa0"}


def read(text: str) -> dict[str, Any] | None:
    """Return the values of a text, or nothing if only YAML's parser can tell.

    The text begins with a line feed, as it does after a fence.
    """
    if len(text) > LONGEST:
        return None
    if not text.isascii() and not text.replace("\n", "").isprintable():
        return None
    values: dict[str, Any] = {}
    group, column, above = values, 0, []
    childless = ""  # the key above, if it has no text
    for indent, key, plain, quoted, other in _LINE.findall(text):
        if other:
            return None
        if not key:
            break
        here = len(indent)
        if here > column:
            if not childless or here > DEEPEST:
                return None
            above.append((group, column))
            group[childless] = {}
            group, column = group[childless], here
        while here < column:
            group, column = above.pop()
        if here != column or key in group:
            return None
        group[key] = plain or (quoted and _inside(quoted))
        childless = "" if plain or quoted else key
    return values or None


def _inside(quoted: str) -> str:
    """Return the text inside quotes."""
    text = quoted[1:-1]
    if quoted[0] == "'":
        return text.replace("''", "'")
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)


def find(
    text: str, values: Any, keys: tuple[str | int, ...]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where a key, and its text, begin and end in what was read, in characters.

    Only the parser knows the places of groups and of empty texts.
    """
    indent, start, end = "", 0, 0
    for key in map(str, keys):
        if not isinstance(values, dict) or key not in values:
            return None
        if end:
            below = text[end + 1 :].lstrip("\n")
            indent = below[: len(below) - len(below.lstrip(" "))]
        start = text.index(f"\n{indent}{key}:", end) + len(indent) + 1
        end, values = start + len(key), values[key]
    if not values or isinstance(values, dict):
        return None
    value = end + 1
    while text[value] == " ":
        value += 1
    return (start, end), (value, text.index("\n", value))
