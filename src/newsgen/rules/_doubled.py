"""The rule on a word that is written twice."""

from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later
from newsgen.rules._marks import Mark, in_every_text
from newsgen.rules.rule import Rule

NEVER_TWICE: Final = (
    "the", "a", "an", "of", "and", "with", "from", "for", "our", "their", "his", "this", "these",
    "are", "was", "were", "be", "been", "as", "or", "which",
)  # fmt: skip
"""Words that hardly any sentence has twice; “that that”, “had had” and “broke in in” are right."""
CERTAIN: Final = frozenset({"the", "a", "an", "and", "our", "their"})
"""Words that no sentence has twice in a row: “what he was was a crime” is right."""
_DOUBLED: Final = later(
    rf"[ \n](?<!\w['’] )(?P<word>{'|'.join(NEVER_TWICE)})(?P<again>[ \n](?P=word))(?=[ \n])"
)


@in_every_text("NG543", "Delete one of the two, unless both are meant.")
def doubled_word(text: str) -> Iterator[Mark]:
    """Mark `the the`."""
    for match in _DOUBLED.finditer(text):
        word = match["word"]
        right = "" if word in CERTAIN else None
        yield Mark(*match.span("again"), f"the word “{word}” is written twice", right)


_SIGNS: Final = [
    f"{start}{word}{gap}{word}{end}"
    for start in " \n"
    for word in NEVER_TWICE
    for gap in " \n"
    for end in " \n"
]
RULES: Final = (Rule(doubled_word, signs=_SIGNS),)
