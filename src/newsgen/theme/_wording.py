"""In which language the words are that a page adds to a body, and whether they have to say so."""

from bisect import bisect
from collections.abc import Callable, Mapping
from html import unescape
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.elements import EMPTY
from newsgen.theme._files import Wording
from newsgen.theme._filters import lang

_TAG: Final = later(r'<(/?)([a-z][a-z0-9]*)((?:[^">]|"[^"]*")*)>')
_LANG: Final = later(r'\slang="([^"]+)"')


def wording(
    html: str, language: str, words: Mapping[str, Mapping[str, str]], of: Callable[[str], str]
) -> Wording:
    """Return the words for clean HTML in a language; `of` gives those that a language has."""
    spoken = _language_at(html, language)

    def at(place: int) -> tuple[Mapping[str, str], str]:
        around = spoken(place)
        tongue = of(around)
        is_same = around.partition("-")[0] == tongue
        return words[tongue], "" if is_same else str(lang(tongue, around))

    return at


def _language_at(html: str, language: str) -> Callable[[int], str]:
    """Return what says in which language a place in clean HTML is, by the elements around it."""
    if ' lang="' not in html:
        return lambda _place: language
    places, languages = [0], [language]
    around: list[tuple[str, str]] = []
    for tag in _TAG.finditer(html):
        end, name, attributes = tag.groups()
        if end:
            while around and around.pop()[0] != name:
                pass
        elif name not in EMPTY:
            code = _LANG.search(attributes)
            around.append((name, unescape(code[1]) if code else languages[-1]))
        now = around[-1][1] if around else language
        if now != languages[-1]:
            places.append(tag.end())
            languages.append(now)
    return lambda place: languages[bisect(places, place) - 1]
