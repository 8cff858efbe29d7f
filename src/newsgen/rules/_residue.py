"""Rule on what a copied page left behind: buttons, forms and labels of the old site."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later
from newsgen.rules.rule import Mark, Rule, in_any_case, marks_in_body

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
_FIELDS: Final = (
    *("name", "full name", "first name", "last name", "surname", "email", "email address"),
    *("e-mail", "e-mail address", "telephone", "telephone number", "phone", "phone number"),
    *("mobile", "mobile number", "contact number", "contact details", "details", "address"),
    *("postcode", "message", "comment", "comments", "question", "enquiry", "subject"),
)
"""What the labels of a form ask for; a form has its button or another label."""
_FIELD: Final = rf"Your (?:{'|'.join(_FIELDS)})(?: \((?:required|optional)\))?"
_BLANK: Final = r"[ \u00a0]?"
_DOWNLOAD: Final = (
    rf"(?:View{_BLANK}[|/]{_BLANK}|View[ \t]*\n\s*)?Download \([A-Za-z]{{2,4}}\d?"
    rf"{_BLANK}[-–—]{_BLANK}[\d.,]+{_BLANK}(?:[KMG]B|bytes)\)"
)
_LINE: Final = (
    rf"(?:[ \t*_#>-]*(?:(?i:{'|'.join(_LABELS)})|Author ID: ?\d+"
    rf"|\[(?i:{'|'.join(_BUTTONS)})\]\([^()\n]*(?:\(\))?\)|(?i:{_DOWNLOAD}))"
    rf"|(?:[ \t_#>]|\*(?![ \t]))*(?i:{_FIELD}))[ \t*_:]*$"
)
_BUTTON: Final = (
    r"[ \t*_]*(?:Send|Submit|Reset|Clear|Tweet)(?: (?:form|message|enquiry|email))?[ \t*_]*$"
)
_RESIDUE: Final = later(rf"^{_LINE}(?:[\s*]*\n(?:{_LINE}|{_BUTTON}))*", re.MULTILINE)
"""Such lines, one below the other; the button of a form is one of them."""
_FIELD_LINE: Final = later(_FIELD, re.IGNORECASE)
_ABOVE: Final = later(
    r"(?:^|\n)[ \t*_#]*(?:Title|Name|Email|Telephone|Phone|Subject|Message)[ \t*_:]*\n\s*$",
    re.IGNORECASE,
)
_BELOW: Final = later(rf"(?:\s*\n[^\n.!?]{{1,40}}(?=\n)){{1,3}}\s*\n{_BUTTON}", re.MULTILINE)
"""Lines of a form that its labels here do not name, above them, and below them with a button."""
FARTHEST: Final = 40


@marks_in_body("NG546", "Delete it: it was a part of the old page and does nothing here.")
def residue(text: str) -> Iterator[Mark]:
    """Mark lines that were a button, a form or a caption of the page that was copied."""
    for match in _RESIDUE.finditer(text):
        lines = [line.strip(" \t*_#>-:") for line in match[0].split("\n")]
        lines = [line for line in lines if line]
        fields = [line for line in lines if _FIELD_LINE.fullmatch(line)]
        if len(fields) == len(lines) and (len(fields) == 1 or _is_asked_for(match)):
            continue
        words = " / ".join(lines)
        right = None if fields and _has_more(match) else ""
        yield Mark(*match.span(), f"“{words}” was left by the page that was copied", right)


def _is_asked_for(fields: re.Match[str]) -> bool:
    """Return whether a colon above says that these are what readers should write or have."""
    return fields.string[: fields.start()].rstrip().endswith(":")


def _has_more(form: re.Match[str]) -> bool:
    """Return whether a form has lines above or below that would be left behind."""
    text, (start, end) = form.string, form.span()
    return bool(_ABOVE.search(text, max(start - FARTHEST, 0), start) or _BELOW.match(text, end))


RULES: Final = (
    Rule(
        residue,
        "NG546",
        signs=in_any_case(
            *(*_LABELS, "Author ID:", "Download ("),
            *(f"Your {first}" for first in sorted({field.split()[0] for field in _FIELDS})),
        ),
    ),
)
