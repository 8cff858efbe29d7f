"""The order of names in lists: that of a dictionary, with numbers by their size."""

import re
import unicodedata
from typing import Final

_WELSH: Final = "ch|dd|ff|ng|ll|ph|rh|th"
_LETTERS: Final = {
    language: re.compile(rf"\d+|{letters}.", re.DOTALL)
    for language, letters in (("cy", f"{_WELSH}|"), ("", ""))
}
_SIGNS: Final = re.compile("['’‘\u0300-\u036f]")
"""Accents, once they stand behind their letters, and apostrophes: they change no place."""

Place = tuple[tuple[int, int, str], ...]


def place(name: str, language: str) -> tuple[Place, str]:
    """Return the place of a name among others in the alphabet of a language.

    Letters of two characters, such as `ll`, follow their first one in Welsh, and `ng` follows `g`.
    """
    plain = _SIGNS.sub("", unicodedata.normalize("NFD", name.casefold()))
    letters = _LETTERS["cy" if language.startswith("cy") else ""].findall(plain)
    return tuple(map(_rank, letters)), name


def _rank(letter: str) -> tuple[int, int, str]:
    if letter[0].isdecimal():
        number = letter.lstrip("0")
        return ord("0"), len(number), number
    return ord(letter[-1] if letter == "ng" else letter[0]), len(letter), ""
