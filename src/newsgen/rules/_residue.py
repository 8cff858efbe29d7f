"""Rule on what a copied page left behind: buttons, forms and labels of the old site."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later
from newsgen.rules._marks import Mark, in_body
from newsgen.rules.rule import Rule

_NETWORKS: Final = ("Facebook", "Twitter", "X", "LinkedIn", "WhatsApp", "Pinterest", "Reddit")
_BUTTONS: Final = (
    *("Share by email", "Share via email", "Share this page", "Email this page", "Print this page"),
    *(f"Share on {network}" for network in _NETWORKS),
)
_LABELS: Final = (
    *_BUTTONS,
    *("Page Image", "Page Content", "Back to top", "Confirm that this is not an emergency"),
)
"""Words of buttons and of editors' forms, which stand on lines of their own."""
_FIELDS: Final = ("Your name", "Your email", "Your telephone number", "Your phone number")
"""Labels of a form, which has its button or another of them; in a list they are what it lists."""
_LINE: Final = (
    rf"(?:[ \t*_#>-]*(?:(?i:{'|'.join(_LABELS)})|Author ID: ?\d+"
    rf"|\[(?i:{'|'.join(_BUTTONS)})\]\([^()\n]*(?:\(\))?\)"
    r"|(?:View \| )?Download \([A-Za-z]{3,4} - [\d.,]+ ?[KM]B\))"
    rf"|(?:[ \t_#>]|\*(?![ \t]))*(?i:{'|'.join(_FIELDS)}))[ \t*_:]*$"
)
_FOLDED_FIELDS: Final = frozenset(field.casefold() for field in _FIELDS)
_BUTTON: Final = r"[ \t*_]*(?:Send|Submit|Reset|Tweet)[ \t*_]*$"
_RESIDUE: Final = later(rf"^{_LINE}(?:[\s*]*\n(?:{_LINE}|{_BUTTON}))*", re.MULTILINE)
"""Such lines, one below the other; the button of a form is one of them."""


@in_body("NG546", "Delete it: it was a part of the old page and does nothing here.")
def residue(text: str) -> Iterator[Mark]:
    """Mark lines that were a button, a form or a caption of the page that was copied."""
    for match in _RESIDUE.finditer(text):
        lines = [line.strip(" \t*_#>-:") for line in match[0].split("\n")]
        lines = [line for line in lines if line]
        if len(lines) == 1 and lines[0].casefold() in _FOLDED_FIELDS:
            continue
        words = " / ".join(lines)
        yield Mark(*match.span(), f"“{words}” was left by the page that was copied", "")


RULES: Final = (
    Rule(
        residue,
        signs=(
            *(*_LABELS, *_FIELDS, "Author ID:", "Download ("),
            *(label.lower() for label in _BUTTONS),
            *(label.capitalize() for label in _LABELS),
        ),
    ),
)
