"""The functions that plant Markdown as people type it, and note what a page should make of it.

What is noted are elements of the body with their words: the model of a test that counts them.
"""

from collections.abc import Sequence
from typing import Final

from tests.archives import words
from tests.archives.draft import Draft
from tests.archives.planting import Plant
from tests.archives.wording import filled, varied

LONGEST_HEADING: Final = 150
LONGEST_LINE: Final = 62
"""Characters of a label or a line of an address."""
AFTER_A_LIST: Final = "{||{Anyone|Residents} in <town> can {call 101|speak to an officer}.}"
"""What may follow right below the last item."""


def shows(text: str, *elements: tuple[str, str], last: bool = False) -> Plant:
    """Return a function that puts paragraphs behind the first one, or last; elements are noted.

    The words of an element may have the same slots as the text, so both are filled as one.
    """

    def plant(draft: Draft) -> None:
        written, *known = filled(draft, "\f".join([text, *(w for _, w in elements)])).split("\f")
        at = len(draft.paragraphs) if last else 1
        draft.paragraphs[at:at] = written.split("\n\n")
        draft.shows += [(tag, w) for (tag, _), w in zip(elements, known, strict=True)]

    return plant


def itself(text: str) -> Plant:
    """Return a function that puts in a paragraph of which each character stays as it is."""

    def plant(draft: Draft) -> None:
        written = filled(draft, text)
        draft.paragraphs.insert(1, written)
        draft.shows.append(("p", written))

    return plant


def typed_list(
    lead: str, items: Sequence[str], mark: str, *, gap: str = "\n", tag: str = "ul"
) -> Plant:
    """Return a function that types a list below a sentence; a 1 in `mark` is counted up."""

    def plant(draft: Draft) -> None:
        chosen = draft.chance.sample(items, 2 + draft.chance.randrange(4))
        typed = varied(draft.chance, mark)
        lines = [
            f"{typed.replace('1', str(number))}{item}" for number, item in enumerate(chosen, 1)
        ]
        first = filled(draft, lead)
        last = filled(draft, AFTER_A_LIST) if gap == "\n" else ""
        draft.paragraphs.insert(1, f"{first}{gap}" + "\n".join(lines) + f"\n{last}".rstrip())
        draft.shows += [("p", first), (tag, ""), *(("li", item) for item in chosen)]
        draft.shows += [("p", last)] if last else []

    return plant


def headed_items(draft: Draft) -> None:
    """Replace the first paragraph by a list whose items are headings."""
    items = [words.sentence(draft.chance) for _ in range(2 + draft.chance.randrange(3))]
    mark = varied(draft.chance, "{*|-} {##|###|####}")
    draft.paragraphs[:1] = [f"{mark} {items[0]}", *(f" {mark} {item}" for item in items[1:])]
    draft.shows += [("ul", ""), *((tag, item) for item in items for tag in ("li", "strong"))]
    draft.summary_shown = ""


def lines_of(*lines: str) -> Plant:
    """Return a function that puts in lines which stay lines; some are left out by chance."""

    def plant(draft: Draft) -> None:
        count = 3 + draft.chance.randrange(len(lines) - 2)
        chosen = [filled(draft, line) for line in lines[:count]]
        draft.paragraphs.insert(1, "\n".join(chosen))
        draft.shows += [("p", " ".join(chosen)), *[("br", "")] * (count - 1)]

    return plant


def wrapped(draft: Draft) -> None:
    """Put in a paragraph whose lines were broken by an editor, which joins them again."""
    text = words.paragraph(draft.chance, 3)
    lines = [""]
    for word in text.split():
        if len(lines[-1]) > LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    draft.paragraphs.insert(1, "\n".join(lines))
    draft.shows.append(("p", text))


def lead_as_heading(draft: Draft) -> None:
    """Write the first paragraph as a heading, which it is too long for."""
    lead = draft.paragraphs[0]
    while len(lead) <= LONGEST_HEADING:
        lead = f"{lead} {words.sentence(draft.chance)}"
    draft.paragraphs[0] = f"{'#' * (1 + draft.number % 4)} {lead}"
    draft.shows.append(("p", lead))
    draft.summary_shown = ""


def bold_lead(draft: Draft) -> None:
    draft.shows.append(("strong", draft.paragraphs[0]))
    draft.paragraphs[0] = f"**{draft.paragraphs[0]}**"
