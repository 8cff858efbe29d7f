"""Rule on what a copied page left behind: buttons, forms and labels of the old site."""

from collections.abc import Iterator
from typing import Final

from newsgen.model.residue import residue_in
from newsgen.rules.rule import Mark, Rule, marks_in_body


@marks_in_body("NG546", "Delete it: it was a part of the old page and does nothing here.")
def residue(text: str) -> Iterator[Mark]:
    """Mark lines that were a button, a form or a caption of the page that was copied."""
    for start, end, words, is_certain in residue_in(text):
        message = f"“{words}” was left by the page that was copied"
        yield Mark(start, end, message, "" if is_certain else None)


RULES: Final = (Rule(residue, "NG546"),)
