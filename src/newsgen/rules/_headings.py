"""Rules on headings: people who cannot see a page navigate by them."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model import labels
from newsgen.rules._prose import RANKS
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

HIGHEST: Final = 2
"""The level of a body's first heading: the release's title is the only one above it."""
LONGEST_BOLD: Final = 80
_HEADING = later(r"\n(#{1,6})([ \t]*)(.*)")
_BOLD: Final = (
    later(r"\n\*\*(?! )([^*\n]+)\*\*[ \t]*(?=\n)"),
    later(r"\n__(?! )([^_\n]+)__[ \t]*(?=\n)"),
)
_LISTED: Final = later(r"(?:\n\*\*[^*\n]{1,80}(?<![.!?])\*\*[ \t]*\n[ \t]*(?=\n|\Z)){3,}")
_RANKS: Final = "|".join([*sorted(RANKS), "Assistant", "Deputy"])
_NO_HEADING: Final = later(
    rf"(?:{labels.PUBLISHED}|released|written|sent)(?::| \d| (?:at|by|on|to)\b)"
    rf"|{labels.CAPTION}\b(?! of the)"
    r"|ends?$|[a-z](?:\.? ?[a-z]\.?(?:/[a-z]{2})?(?: \d+)?|\. ?[a-z]\. ?[a-z]\.)?$"
    r"|[\W_\d]*$|update[ds]?\b.*\d|#\w"
    rf"|(?-i:(?:(?:{_RANKS}) )+[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:,|$))"
    r"|[^\n]*(?:\b(?:101|999)\b|\d{5}|\d{3} \d{3}|@\w|\bwww\.|://)"
    r"|\[[^\[\]]*\]\([^()]*\)$",
    re.IGNORECASE,
)
"""Signatures, initials, captions, officers, ways to get in touch, links, marks without words."""
_STANDFIRST: Final = later(
    r"(?!(?:how|what|why|when|where|who)\b)(?:\S+ )+?"
    r"(?:is|are|was|were|will be|ha(?:s|ve|d)(?: been)?)"
    r" (?:\w+ly )?\w+(?:ed|ing|en|t)\b(?: \S+){4}",
    re.IGNORECASE,
)
"""A sentence that tells the news, though no full stop ends it."""
_SENTENCE: Final = later(r"(?:[.!?…,:]|\b(?:said|says|added);?)$")
"""The end of a sentence, or of what leads in a list or a quotation."""
# Each begins with letters that few texts hold, so that a search without a match is quick. Hence a
# line feed is put before the text, and positions are one higher.


def heading_levels(m: Manuscript) -> Iterator[Diagnostic]:
    blank = len(m.body.text) - len(m.body.text.lstrip())
    for match in _HEADING.finditer("\n" + m.body.text):
        is_lead = match.start() <= blank
        if problem := _problem(*match.groups(), is_lead=is_lead):
            message, hint = problem
            span = m.body.span(match.start(1) - 1, match.end(1) - 1)
            yield Diagnostic("NG522", message, span, hint)


def _problem(mark: str, space: str, words: str, *, is_lead: bool) -> tuple[str, str] | None:
    """Return what is wrong with a heading, and what to do about it.

    A skipped level is not: the page has none. A hashtag is not a heading.
    """
    if mark == "#" and not space and words:
        return None
    if not words.strip("# \t"):
        hint = f"Write its words after the {mark}, or take the line out."
        return "this heading has no words, so it is left out", hint
    if not space:
        hint = f"Write {mark} {words[:40]} if it is a heading, or take the {mark} out."
        return f"“{mark}{words[:40]}” is not a heading, as no space follows the {mark}", hint
    longest = labels.LONGEST_LEAD if is_lead else labels.LONGEST_HEADING + 1
    if labels.is_paragraph(words.rstrip("# \t"), longest):
        hint = f"Take the {mark} out: screen readers read all of it as a heading."
        return "this paragraph is typed as a heading", hint
    if len(mark) < HIGHEST:
        hint = "Write ## for a heading in the text."
        return "this heading is on the level of the release's title", hint
    return None


def bold_as_heading(m: Manuscript) -> Iterator[Diagnostic]:
    for pattern in _BOLD:
        for match in pattern.finditer(f"\n{m.body.text}\n"):
            words = match[1].strip(" \t*_–-")
            is_sentence = bool(_SENTENCE.search(words) or _STANDFIRST.match(words))
            is_short = 0 < len(words) <= LONGEST_BOLD
            if is_short and not is_sentence and not _NO_HEADING.match(words) and _heads(match):
                message = f"the line “{words}” looks like a heading but is text in bold"
                span = m.body.span(match.start(), match.end(1) + 1)
                yield Diagnostic("NG523", message, span, f"Write it as a heading: ## {words}")


def _heads(match: re.Match[str]) -> bool:
    """Return whether a line has blank lines about it, and text below that is not a picture.

    Three bold lines, one below the other, are a list, such as one of names.
    """
    below = match.string[match.end() :].lstrip("*_ \t\n")
    if not _stands_alone(match) or not below or below.startswith(("![", "[![", "<img")):
        return False
    return not any(
        run.start() <= match.start() < run.end() for run in _LISTED.finditer(match.string)
    )


def _stands_alone(match: re.Match[str]) -> bool:
    """Return whether the lines before and after are empty."""
    text = match.string
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = text[match.end() + 1 :].partition("\n")[0]
    return not before.strip() and not after.strip()


RULES: Final = (
    Rule(heading_levels, "NG522", signs=("\n#",)),
    Rule(bold_as_heading, "NG523", signs=("\n**", "\n__")),
)
