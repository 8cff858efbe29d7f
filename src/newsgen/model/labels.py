"""What labels, captions and the like look like: lengths, and patterns that ignore letter case."""

from typing import Final

FEWEST_CHARACTERS: Final = 40
"""A paragraph that is shorter is a label of the old page, or a caption, more often than not."""
LONGEST_HEADING: Final = 150
"""Characters of a heading; a longer one is shown as a paragraph."""
LONGEST_LEAD: Final = 110
"""Characters of a heading that opens a body; a longer one tells the news, as a sentence does."""
SHORTEST_SENTENCE: Final = 60
"""Characters of a paragraph with a full stop; what is shorter is a heading with one."""
LONGEST_LABEL: Final = 30
"""Characters of a label of the old page, such as `News`."""
LONGEST_CAPTION: Final = 80
"""Characters of a line that is a date, a name or a caption."""
CAPTION: Final = (
    r"(?:(?:(?:cctv|custody|stock|file|generic|library|archive) )?"
    r"(?:images?|stills?|footage|photo(?:graph)?s?|pic(?:ture)?s?|video)"
    r"|pictured|(?:media )?caption|above|below|left|right|from left|(?:top|bottom|back|front) row"
    r"|l(?: to |[ -])r)"
)
PUBLISHED: Final = (
    r"(?:date[ds]?|posted|published|issued|release date"
    r"|(?:last |date )?(?:updated|modified|published))"
)
LOST_EMAIL: Final = r"\\?\[ ?email(?:[ \u00a0]|&nbsp;|&#160;)protected ?\\?\](?:\([^()\s]*\))?"
"""What Cloudflare puts in the place of an address."""
ABOVE_KEYS: Final = r"[\s\ufeff]*(?:#.*\n\s*)?(?:<!--\s*)?"
"""What may stand in a body above a second front matter: blanks, a heading, a comment's start."""


def is_paragraph(heading: str, longest: int) -> bool:
    """Return whether the words of a heading are those of a paragraph: too long, or a sentence."""
    bare = heading.rstrip(_CLOSING)
    is_sentence = bare.endswith(".") and not bare.endswith("..")
    return len(heading.strip("*_ ")) >= (SHORTEST_SENTENCE if is_sentence else longest)


SENTENCE_ENDS: Final = (".", "?", "!", "…", ":")
_CLOSING: Final = "\"'”’)]*_ "


def ends_sentence(text: str) -> bool:
    """Return whether a stop ends a text, be it within quotation marks or brackets."""
    return text.rstrip(_CLOSING).endswith(SENTENCE_ENDS)
