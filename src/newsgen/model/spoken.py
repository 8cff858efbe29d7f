"""The language of a text by its short words: English or Welsh, where it shows."""

from collections import Counter
from typing import Final

from newsgen.fast.patterns import later

ENGLISH: Final = "en-GB"
WELSH: Final = "cy"
NAMES: Final = {"cy": "Welsh", "en": "English", "ga": "Irish", "gd": "Gaelic", "pl": "Polish"}
"""What findings call languages, by their tags."""
_WORD: Final = later(r"[^\W\d_]+")
_WORDS_OF: Final = {
    ENGLISH: frozenset(("and", "for", "from", "has", "is", "of", "the", "to", "was", "with")),
    WELSH: frozenset(("ac", "ar", "bod", "gan", "gyda", "mae", "oedd", "wedi", "yn", "yr")),
}
"""Short words that any text of the language has, and none of the other."""
_FEWEST_WORDS: Final = 3
_LONGEST: Final = 5_000
"""So many characters of a text are enough."""


def spoken(text: str, fewest: int = _FEWEST_WORDS) -> str:
    """Return the language that over twice as many words are of as of the other; else nothing."""
    words = Counter(_WORD.findall(text[:_LONGEST].lower()))
    numbers = {name: sum(words[word] for word in known) for name, known in _WORDS_OF.items()}
    (language, most), (_, fewer) = sorted(numbers.items(), key=lambda pair: -pair[1])
    return language if most >= fewest and most > 2 * fewer else ""
