"""Rules on email addresses that were lost when a page was copied."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.labels import LOST_EMAIL
from newsgen.model.release import APPEALS
from newsgen.rules._marks import Mark, report_all
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_LOST: Final = later(rf"{LOST_EMAIL}|/cdn-cgi/l/email-protection(?:#\w*)?", re.IGNORECASE)
"""What Cloudflare puts in the place of an address, or of the target of its link."""
LONGEST: Final = 28
"""Characters of it that are shown."""
_HINT: Final = (
    "Write the address itself: look it up where the text was copied from, with JavaScript on."
)


def lost_email(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `[email protected]`, which stood on the copied page in place of an address."""
    code = "NG545" if m.kind in APPEALS else "NG544"
    yield from report_all(code, m, _lost, _HINT)


def _lost(text: str) -> Iterator[Mark]:
    for match in _LOST.finditer(text):
        shown = match[0].partition("(")[0][:LONGEST]
        yield Mark(*match.span(), f"“{shown}” stands where an email address was")


RULES: Final = (
    Rule(
        lost_email,
        signs=(
            *("email protected", "email\u00a0protected", "Email Protected", "EMAIL PROTECTED"),
            *("email&nbsp;protected", "email&#160;protected", "/cdn-cgi/l/"),
        ),
    ),
)
