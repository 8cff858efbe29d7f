"""Rules on words that say a release is held back, while nothing in its front matter holds it."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.release import PLACEHOLDER, TO_WRITE, Status
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

LONGEST: Final = 200
"""Characters of a line that are looked at."""
FIRST_LINES: Final = 3
"""Lines of a body in which a marker stands, if there is one."""

_EDGE: Final = r"[\s*_#>\[\](){}<|\\/.!:–—-]*"
_WHEN: Final = (
    r"(?:until|till|til|to|for|from|before|by|at|on)\b.*(?:\d|day\b|noon|midnight|notice)"
)
_MARKER: Final = later(
    rf"{_EDGE}(?:"
    rf"(?:strict(?:ly)?\s+|under\s+(?:strict\s+)?)?embargo(?:ed)?(?:\s+{_WHEN}.*|{_EDGE}$|\s*[:\]–—].*)"
    rf"|not\s+(?:yet\s+)?for\s+(?:publication|release|broadcast|use)(?:\s+{_WHEN}.*|{_EDGE}$"
    r"|\s*[:\]–—].*)"
    rf"|do\s+not\s+(?:publish|release)(?:\s+{_WHEN}.*|{_EDGE}$|\s*[:\]–—].*)"
    rf"|(?:final\s+|first\s+|second\s+)?draft(?:\s+(?:only|version|copy|release|\d+))*(?:{_EDGE}$"
    r"|\s*[:\]–—].*|\s+-\s.*)"
    rf"|(?:for\s+)?internal\s+(?:use\s+)?only{_EDGE}$"
    rf"|(?:hold|on hold|hold for release|strictly confidential|confidential){_EDGE}$"
    r").*",
    re.IGNORECASE,
)
_LABELLED: Final = later(
    r"\b(?:media|press|journalists?|reporters|editors)"
    r"(?:['’]s?)?(?:\s+(?:use|enquir(?:y|ies)|calls|quer(?:y|ies)|contacts?|line))?\s+only\b(?=\W*(?:[:\d)\].,–—-]|$))"
    r"|\bnot for (?:publication|broadcast|the public)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER: Final = later(r"(?<!\d)0\d(?:[ \u00a0()-]?\d){7,9}(?!\d)")
_HELD_BY: Final = ("embargo", "status")


def held_by_words(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a title or first lines that say `DRAFT` or `EMBARGOED UNTIL`, and mean it."""
    m.refuse_cut(*_HELD_BY)
    if any(key in m.values for key in _HELD_BY):
        return
    title = m.text("title")
    if _MARKER.fullmatch(title):
        yield _held(title, m.places.value("title"))
    for start, line in _first_lines(m.body.text):
        if _MARKER.fullmatch(line):
            yield _held(line, m.body.span(start, start + len(line)))
            return


def _first_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first lines that are not blank, each with where it begins."""
    at, count = 0, 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at, line.rstrip()[:LONGEST]
            count += 1
            if count == FIRST_LINES:
                return
        at += len(line)


def _held(words: str, span: Span) -> Diagnostic:
    words = " ".join(words.split())[:60]
    return Diagnostic(
        "NG530",
        f"“{words}” says that the release is held back, but nothing holds it",
        span,
        "Add embargo: and the time with its offset, or status: draft. Delete the words before "
        "it is published.",
        subject=words,
    )


def number_for_the_media(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a telephone number that is labelled as not for readers."""
    m.refuse_cut(*_HELD_BY)
    if any(key in m.values for key in _HELD_BY):
        return
    body = m.body
    for label in _LABELLED.finditer(body.text):
        start = body.text.rfind("\n", 0, label.start()) + 1
        end = body.text.find("\n", label.end())
        number = _NUMBER.search(body.text, start, end if end >= 0 else len(body.text))
        if number:
            yield Diagnostic(
                "NG530",
                f"{number[0]} is labelled “{label[0]}”, but every reader will see it",
                body.span(number.start(), number.end()),
                "Take it out of the release, or give a number that the public may call.",
                subject=number[0],
            )
            return


def placeholder_body(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a release that nobody has written yet, or a part of it."""
    text = m.body.text
    if text.strip() and PLACEHOLDER not in text and TO_WRITE not in text:
        return
    if m.release is None or m.release.status is not Status.PUBLISHED:
        return
    marker = TO_WRITE if text.strip() and PLACEHOLDER not in text else PLACEHOLDER
    start = text.find(marker)
    yield Diagnostic(
        "NG538",
        "the release has no text yet" if marker == PLACEHOLDER else "this is not written yet",
        m.body.span(start, start + len(marker)) if start >= 0 else m.places.key("title"),
        "Write it, or add status: draft until it is written.",
    )


def _forms(*words: str) -> list[str]:
    return [form for word in words for form in (word, word.capitalize(), word.upper())]


RULES: Final = (
    Rule(
        held_by_words,
        signs=[
            *_forms("mbargo", "draft", "do not", "internal", "confidential", "hold"),
            *(form[1:] for form in _forms("not for", "not yet")),
            *("Not For", "Do Not"),
        ],
    ),
    Rule(
        number_for_the_media,
        signs=[
            *_forms("use only", "media only", "press only", "enquiries only", "enquiry only"),
            *_forms("calls only", "queries only", "query only", "contact only", "contacts only"),
            *_forms("line only", "reporters only", "journalists only", "journalist only"),
            *_forms("editors only", "'s only", "’s only", "for publication", "for broadcast"),
            *_forms("for the public"),
        ],
    ),
    Rule(placeholder_body),
)
