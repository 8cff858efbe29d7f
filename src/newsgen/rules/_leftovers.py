"""Rules on what is not for readers: notes of colleagues, gaps, marks of a merge, old buttons."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.refusal import KEEP_A_VERSION
from newsgen.model.release import Status
from newsgen.model.residue import residue_in
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import (
    ENGLISH_AND_WELSH,
    Mark,
    Rule,
    in_any_case,
    marks_in_body,
    report_all_marks,
)


def _is_draft(m: Manuscript) -> bool:
    m.refuse_cut("status")
    return m.text("status").strip().lower() == Status.DRAFT


# Notes of colleagues, and the head of a mail.

_COLLEAGUES: Final = (
    r"(?:(?-i:OIC|SIO|CPS|DI|DCI|PIO)|legal(?: team)?|lawyers?|press (?:office|desk)|comms"
    r"|the officer in (?:the )?case|gold|web team|solicitors?)"
)
_ASKED: Final = (
    r"(?:check|confirm|approv|clear|amend|sign.?off|advise|review|take|remove|delete|add|updat"
    r"|ok\b)"
)
_IN_BRACKETS: Final = later(
    r"\[(?P<square>[^\[\]\n]{3,300})\](?![(\[:])|(?<!\])\((?P<round>[^()\n]{3,300})\)"
)
_TO_COLLEAGUES: Final = later(
    rf"{_ASKED}\w*(?: \w+){{0,4}} (?:with|by|from) (?:the )?{_COLLEAGUES}\b"
    rf"|^(?:nb\b\W*)?(?:the )?{_COLLEAGUES}\b[^.]{{0,30}}\b{_ASKED}"
    rf"|^(?:nb\b\W*)?(?-i:[A-Z])[a-z]+ to {_ASKED}"
    r"|\bbefore (?:it|this|we) (?:goes? (?:out|live|up)|publish\w*|is (?:published|issued))\b"
    r"|^(?:(?-i:DN|TODO|FIXME|FAO)\b|note to (?:editor|self|press|comms|web)\b"
    rf"|(?:comment|query|note|question) (?:from|for) (?:the )?{_COLLEAGUES}\b)"
    rf"|\bawaiting (?:\w+ )?(?:approval|sign.?off|clearance|confirmation)\b(?: (?:from|by)\b|$)",
    re.IGNORECASE,
)
_QUESTION: Final = later(
    r"(?:(?!appeal|missing|wanted|image|picture|photo|video|update)(?-i:[A-Z][a-z]+) ?[,:–-]"
    r"|(?:can|could|would|has|have|do|shall|should) (?:you|someone"
    r"|somebody|anyone|anybody|we)\b).*\?\W*",
    re.IGNORECASE,
)
"""A question in square brackets, to `Jane` or to anyone."""
_HEAD: Final = r"[ \t*_>]*(?:From|Sent|To|Cc|Date|Subject|Attachments):[ \t*_]+\S[^\n]*"
_LINES: Final = later(
    rf"^{_HEAD}(?:\s*\n{_HEAD}){{2,}}"
    rf"|^{_HEAD}\n[ \t*_>]*(?:Sent|Subject):[^\n]+"
    r"|^[ \t]*-{3,} ?(?:Original|Forwarded) [Mm]essage ?-{3,}[ \t]*$"
    r"|^[ \t*_\[(]*(?:(?:[Cc]lassification|[Pp]rotective [Mm]arking|GSC|CLASSIFICATION"
    r"|PROTECTIVE MARKING)[ :–-]+)?OFFICIAL[ \t*_\]).]*$"
    r"|^[ \t]*FAO [^\n:]{2,60}:[^\n]*$"
    r"|^[ \t]*(?:Hi|Hello|Morning|Dear)(?: (?:all|both|team|everyone|[A-Z][a-z]+)){1,2},[ \t]*$"
    r"(?=\s*Please (?:find|see|upload|publish))",
    re.MULTILINE,
)
"""Heads of mails, a marking that is for inside, and how a mail begins."""


def left_by_colleagues(m: Manuscript) -> Iterator[Diagnostic]:
    """Report what colleagues wrote to each other: readers would see it."""
    if not _is_draft(m):
        hint = "Do what it asks, then delete it: every reader would see it."
        yield from report_all_marks("NG530", m, _notes, hint)


def _notes(text: str) -> Iterator[Mark]:
    for match in _IN_BRACKETS.finditer(text):
        words = match["square"] or match["round"]
        is_question = match["square"] and _QUESTION.fullmatch(words)
        if is_question or _TO_COLLEAGUES.search(words.strip(" *_")):
            yield _mark(match, "is a note to colleagues")
    for match in _LINES.finditer(text):
        yield _mark(match, "is not for readers")


def _mark(match: re.Match[str], what: str) -> Mark:
    words = " ".join(match[0].split())
    shown = words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + "…"
    return Mark(*match.span(), f"“{shown}” {what}")


LONGEST_SHOWN: Final = 80


# What was to be filled in, and what a merge left.

_UNKNOWN: Final = r"(?:X{3,}|x{4,})"
_TO_FILL_IN: Final = later(
    r"\b(?:INSERT|ENTER|TYPE) [A-Z]{3,}(?: [A-Z]{2,}){0,4}\b"
    r"|\[(?:(?:[Ii]nsert|INSERT|ADD|ENTER|TBC|TBA)\b[^\[\]\n]{0,80}"
    r"|(?:NAMES?|AGE|DATE|DAY|PLACE|TIME|LOCATION|RANK|QUOTE|ADDRESS|REFERENCE|TOWN|X{2,}|x{2,})"
    r"(?: [A-Z]+){0,3})\](?![(\[:])"
    r"|\bQUOTES? TO (?:FOLLOW|COME)\b"
    r"|\b[Xx]{2,}[ -][Yy]ears?[ -][Oo]lds?\b|\b[Aa]ged? [Xx]{2,}\b|, XX,"
    r"|\bX{1,2}[:.]XX ?(?:[ap]m\b)?|\bXX? ?[ap]m\b"
    rf"|\b(?:from|of|in|at|near|on|by|reference|ref\.?|number|log|quote|quoting) {_UNKNOWN}\b"
    r"|\b[A-Z]{2,4}[-/]?(?:[\d/-]*-)?X{3,}\b(?<! X)(?<!\d )"
    r"|\b(?:reference|ref\.?|number|quot(?:e|ing)) (?:TBC|TBA)\b"
    r"|(?<=\bon )TBC\b|(?<=: )TBC(?=[\s.*_]*$)"
    r"|\b[Ll]orem ipsum\b|\bLOREM IPSUM\b",
    re.MULTILINE,
)
_NOTHING_QUOTED: Final = later(
    r"q(?<=\bq)uot(?:e|ing)(?:(?: (?:the|police|reference|ref|incident|log|crime|number|no))*:?"
    r" ?(?: [.,](?=\s|$)|\[\]\()"
    r"| (?:reference|incident|crime|log)(?: number| reference)?(?: of (?=\d)|\.(?=\s|$)))",
)
_ONLY: Final = later(r"\W*(?:TBC|TBA|X{2,}|\[[^\]]*\]|[A-Z]{2,4}-X{2,})\W*")
"""A whole value that says nothing yet."""
_MERGE: Final = later(
    r"^(?:<{7}|>{7}|\|{7})(?: [^\n]*)?$"
    r"|^={7}$(?=(?:.*\n)*?>{7}(?: |$))",
    re.MULTILINE,
)
"""What git writes around two versions that it could not merge."""


def left_to_fill_in(m: Manuscript) -> Iterator[Diagnostic]:
    """Report places that nobody has filled in, and both versions of a merge."""
    if _is_draft(m):
        return
    yield from report_all_marks("NG538", m, _unmerged, KEEP_A_VERSION)
    yield from report_all_marks("NG538", m, _unfilled, _FILL_IN)
    yield from report_all_marks("NG538", m, _commands, _IN_MARKDOWN)
    for keys in (("title",), ("incident", "reference")):
        text = m.text(*keys)
        wanted = _ONLY.fullmatch(text) or (keys != ("title",) and _TO_FILL_IN.search(text))
        if wanted and "[Write:" not in text:
            message = f"“{text}” is not written yet"
            yield Diagnostic("NG538", message, m.places.value(*keys), _FILL_IN, subject=text)


def nothing_to_quote(m: Manuscript) -> Iterator[Diagnostic]:
    """Report where readers are asked to quote a number, and none stands there."""
    if not _is_draft(m):
        yield from report_all_marks("NG538", m, _nothing_quoted, _FILL_IN)


_FILL_IN: Final = "Write what belongs there, or delete it; add status: draft until it is known."


def _unmerged(text: str) -> Iterator[Mark]:
    for match in _MERGE.finditer(text):
        yield Mark(*match.span(), f"“{match[0]}” was left by a merge of two versions")


_IN_MARKDOWN: Final = "Write what it would show in Markdown, or delete it."
_COMMAND: Final = later(r"\{\{[^\n{}]+\}\}|\{%[^\n{}]+%\}")
"""What other generators replace, such as a shortcode of Hugo."""


def _commands(text: str) -> Iterator[Mark]:
    for match in _COMMAND.finditer(text):
        yield _mark(match, "is a command of another system, which readers would see")


def _unfilled(text: str) -> Iterator[Mark]:
    for match in _TO_FILL_IN.finditer(text):
        yield _mark(match, "is not written yet")


def _nothing_quoted(text: str) -> Iterator[Mark]:
    for match in _NOTHING_QUOTED.finditer(text):
        yield _mark(match, "gives callers nothing to quote")


@marks_in_body("NG546", "Delete it: it was a part of the old page and does nothing here.")
def residue(text: str) -> Iterator[Mark]:
    """Mark lines that were a button, a form or a caption of the page that was copied."""
    for start, end, words, is_certain in residue_in(text):
        message = f"“{words}” was left by the page that was copied"
        yield Mark(start, end, message, "" if is_certain else None)


RULES: Final = (
    Rule(residue, "NG546"),
    Rule(
        left_by_colleagues,
        "NG530",
        signs=(
            *("OIC", "SIO", "CPS", "DI ", "DCI ", "PIO", "olicitor", "web team", "OFFICIAL"),
            *in_any_case("legal", "lawyer", "press office", "press desk", "comms", "officer in"),
            *in_any_case("gold", " to check", " to confirm", " to approve", " to clear"),
            *in_any_case(" to amend", " to advise", " to sign", " to review", "goes out"),
            *in_any_case(" to take", " to remove", " to delete", " to add", " to updat", " to ok"),
            *in_any_case("goes live", "goes up", "go out", "go live", "before it", "before this"),
            *in_any_case("before we", "note to", "awaiting", "nb "),
            *("?]", "? ]", "DN", "TODO", "FIXME", "FAO"),
            *("ubject:", "ent:", "To:", "From:", "Date:"),
            *("riginal ", "orwarded ", "lease find", "lease see", "lease upload", "lease publish"),
        ),
        languages=ENGLISH_AND_WELSH,
    ),
    Rule(
        left_to_fill_in,
        "NG538",
        signs=(
            *("<<<<<<<", ">>>>>>>", "|||||||", "INSERT", "ENTER ", "TYPE ", "[insert", "[Insert"),
            *("[ADD", "TBC", "TBA", "[NAME", "[AGE", "[DA", "[PLACE", "[TIME", "[LOCATION"),
            *("[RANK", "[QUOTE", "[ADDRESS", "[REFERENCE", "[TOWN", "QUOTE TO", "QUOTES TO"),
            *("XX", "Xx", "xx", "{{", "{%"),
            *("X:", "X.", "Xam", "Xpm", "X am", "X pm", "orem ipsum", "LOREM IPSUM"),
        ),
        keys=("incident",),
    ),
    Rule(nothing_to_quote, "NG538", signs=("uote", "uoting")),
)
