"""A second front matter, at the top of the body: nobody reads it, so it holds nothing back."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from newsgen.content import _control as control
from newsgen.content._clock import Clock
from newsgen.content.frontmatter import KNOWN
from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later

MOST_KEYS: Final = 100
"""So many keys are looked at."""
_OPENING: Final = later(
    r"[\s\ufeff]*(?:#.*\n\s*)?(?:<!--\s*)?"
    r"(?:(?:-{3,}|\+{3,}|[`~]{3,}.*)[ \t]*(?:#.*)?\n|(?=\{))",
    re.IGNORECASE,
)
"""A fence of YAML or TOML, or of code, or the brace of JSON."""
_CLOSING: Final = later(r"[ \t]*(?:-{3,}|\.{3}|\+{3,}|[`~]{3,}|-->)[ \t]*(?:\n|$)")
_LINE: Final = later(
    r"[ \t]*(?:[{}\[\]#\"'].*|- .*|\w[\w.-]*(?: [\w.-]+)?[ \t]*[:=].*)?(?:\n|$)|[ \t]+\S.*(?:\n|$)"
)
"""A line that may be of front matter: a key or what belongs to it, a comment, or a blank one."""
_KEY: Final = later(
    r"(?:^|[{,])[ \t]*(?:- )?[\"']?(?P<key>\w[\w .-]{0,40}?)[\"']?[ \t]*[:=][ \t]*"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^,}#\n]*)",
    re.MULTILINE,
)


def check(
    body: str, body_line: int, path: str, clock: Clock, zone: ZoneInfo
) -> Iterator[Diagnostic]:
    """Report what in a second front matter would hold the release back, or else that it is there.

    What holds is an error in a release of any age, as is a key that newsgen does not know.
    """
    opening = _OPENING.match(body)
    if opening is None:
        return
    start = end = opening.end()
    while end < len(body) and not _CLOSING.match(body, end):
        line = _LINE.match(body, end)
        if line is None:
            break
        end = line.end()
    keys = list(islice(_KEY.finditer(body, start, end), MOST_KEYS))
    held = False
    for key in keys:
        name, value = key["key"], key["value"].strip(" \t\"'")
        if value and (meant := control.held(name, value, clock, zone)):
            held = True
            yield Diagnostic(
                "NG207",
                f"{name} is in a second front matter, so it does not hold the release back",
                _span(body, body_line, path, key.start("key"), key.end("key")),
                f"Write {meant} in the first front matter, and delete the second.",
            )
    is_closed = _CLOSING.match(body, end) is not None
    if keys and not held and (is_closed or not KNOWN.isdisjoint(key["key"] for key in keys)):
        yield Diagnostic(
            "NG560",
            "the body begins with a second front matter, which is shown as text",
            _span(body, body_line, path, keys[0].start("key"), keys[0].end("key")),
            "Write its keys in the first front matter, and delete the second.",
        )


def _span(body: str, body_line: int, path: str, start: int, end: int) -> Span:
    line = body_line + body.count("\n", 0, start)
    column = start - body.rfind("\n", 0, start)
    return Span(path, line, column, line, column + end - start)
