"""The rule on the language that a release says it is in."""

from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.model.spoken import NAMES, spoken
from newsgen.model.worded import primary
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_FEWEST: Final = 6
"""So many short words of a language show what a text is in."""
_OF_WELSH: Final = (" mae ", " Mae ", "\nMae ", " wedi ", " gyda ", " oedd ", " bod ", " yn ")
"""One of them is in any text in Welsh, and in hardly any in English."""


def check_language(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield that a text is in another language than it says; one in both is in either."""
    said = primary(m.release.language) if m.release else ""
    heard = spoken(m.body.text, _FEWEST)
    if said not in ("cy", "en") or not heard or primary(heard) == said:
        return
    name = NAMES[primary(heard)]
    place = m.places.value("language") if "language" in m.values else m.places.key()
    message = f"the text is in {name}, and the page says that it is in {NAMES[said]}"
    hint = f"Add or correct language: {primary(heard)}. Screen readers speak the words by it."
    yield Diagnostic("NG564", message, place, hint)


RULES: Final = (Rule(check_language, "NG564", signs=_OF_WELSH, keys=("language",)),)
