"""The rule on a word that is written twice."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later
from newsgen.rules._marks import Mark, in_every_text
from newsgen.rules.rule import Rule

NEVER_TWICE: Final = (
    "the", "a", "an", "of", "and", "with", "from", "for", "our", "their", "his", "this", "these",
    "are", "was", "were", "be", "been", "as", "or", "which", "by",
)  # fmt: skip
"""Words that hardly any sentence has twice; “that that”, “had had” and “broke in in” are right."""
NEVER_BEGINS: Final = (
    "the", "an", "and", "our", "their", "these", "we", "they", "he", "it",
)  # fmt: skip
"""Words that hardly any sentence begins with twice; elsewhere `The The` is a name, as `A A` is."""
CERTAIN: Final = frozenset({"the", "a", "an", "and", "our", "their"})
"""Words that no sentence has twice in a row: “what he was was a crime” is right."""
_DOUBLED: Final = later(
    rf"[ \n](?<!\w['’] )(?P<word>{'|'.join(NEVER_TWICE)})(?P<again>[ \n](?P=word))(?=[ \n])"
)
_BEGINNINGS: Final = tuple(
    (word, again) for word in map(str.capitalize, NEVER_BEGINS) for again in (word, word.lower())
)
_DOUBLED_BEGINNING: Final = later(
    rf"\b(?P<word>{'|'.join(map(str.capitalize, NEVER_BEGINS))})(?P<again>[ \n](?i:(?P=word)))"
    r"(?=[ \n](?P<name>[A-Z]?))"
)
_BEGINS: Final = later(r"(?:^|\n|[.!?]['\"”’)*_]*[ \n])[ \t>#*_+•“‘\"'(-]*$")
LONGEST_LEAD: Final = 12


@in_every_text("NG543", "Delete one of the two, unless both are meant.")
def doubled_word(text: str) -> Iterator[Mark]:
    """Mark `the the`, and `The The` where a sentence begins."""
    for match in _DOUBLED.finditer(text):
        yield _mark(match, is_certain=match["word"] in CERTAIN)
    for match in _DOUBLED_BEGINNING.finditer(text):
        start = match.start()
        begins = _BEGINS.search(text, max(start - LONGEST_LEAD, 0), start)
        if begins and not (match["name"] and match["word"] != "The"):
            yield _mark(match, is_certain=match["word"].lower() in CERTAIN and not match["name"])


def _mark(match: re.Match[str], *, is_certain: bool) -> Mark:
    message = f"the word “{match['word']}” is written twice"
    return Mark(*match.span("again"), message, "" if is_certain else None)


_SIGNS: Final = [
    *(
        f"{start}{word}{gap}{word}{end}"
        for start in " \n"
        for word in NEVER_TWICE
        for gap in " \n"
        for end in " \n"
    ),
    *(f"{word}{gap}{again}{end}" for word, again in _BEGINNINGS for gap in " \n" for end in " \n"),
]
RULES: Final = (Rule(doubled_word, signs=_SIGNS),)
