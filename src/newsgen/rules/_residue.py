"""Rules on what a copied page left behind: buttons and forms of the old site, and idle markup."""

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


_IDLE: Final = later(
    r"\n(?:[ \t]*"
    r"(?:\*\*(?:[ \t]*\*\*)?|_{1,2}(?:[ \t]+_{1,2})?|\*\*_[ \t]*_\*\*|\\"
    r"|&nbsp;(?:[ \t]*&nbsp;)*)"
    r"|(?<=\n\n)={3,})[ \t]*(?=\n)"
)
"""A line of marks that enclose nothing; it is looked for between line feeds."""
_BOLD: Final = later(r"\*\*(?<![*\w\\]\*\*)(?P<words>[^*\n]++)\*\*(?!\*)")


@in_body("NG547", "Delete the marks, or put them right against the words that are to be bold.")
def idle_markup(text: str) -> Iterator[Mark]:
    """Mark what formats nothing, and readers see."""
    for match in _IDLE.finditer(f"\n{text}\n"):
        yield Mark(
            match.start(), match.end() - 1, f"the marks “{match[0].strip()}” enclose nothing", ""
        )
    for match in _BOLD.finditer(text):
        words = match["words"]
        if words.strip() and (words[0] in " \t" or words[-1] in " \t"):
            yield from _against_words(match)


def _against_words(match: re.Match[str]) -> Iterator[Mark]:
    """Yield `** words **`, unless its marks belong to the bold words on both sides of it."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    if line.count("**") % 2 == 0 and "`" not in line and "\\*" not in match[0]:
        right = f"{_blank_before(match)}**{match['words'].strip()}**{_blank_after(match)}"
        yield Mark(*match.span(), f"“{match[0]}” has blanks within its marks", right)


_OPENING: Final = '([“‘"'
_CLOSING: Final = '.,:;!?)]”’"'
"""No blank stands behind the former, nor before the latter."""


def _blank_before(match: re.Match[str]) -> str:
    """Return the blank that stands before bold words on the page, if none is written there."""
    before = match.string[: match.start()][-1:].strip()
    return " " if match[0][len("**")].isspace() and before and before not in _OPENING else ""


def _blank_after(match: re.Match[str]) -> str:
    """Return the blank that stands behind bold words on the page, if none is written there."""
    after = match.string[match.end() :][:1].strip()
    return " " if match[0][-len("** ")].isspace() and after and after not in _CLOSING else ""


_MARK_LINES: Final = ("_", "__", "_ _", "__ __", "\\", "&nbsp;")
RULES: Final = (
    Rule(
        residue,
        signs=(
            *(*_LABELS, *_FIELDS, "Author ID:", "Download ("),
            *(label.lower() for label in _BUTTONS),
            *(label.capitalize() for label in _LABELS),
        ),
    ),
    Rule(
        idle_markup,
        signs=(
            *(f"\n{marks}\n" for marks in _MARK_LINES),
            *(
                "&nbsp;&nbsp;",
                "&nbsp; ",
                "\n===",
                "\n**\n",
                "****",
                "_**\n",
                "** ",
                "**\t",
                " **",
                "\t**",
            ),
        ),
    ),
)
