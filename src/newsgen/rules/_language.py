"""Rules on the languages that a release, and parts of its text, say they are in."""

from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.model.language_parts import (
    SIGN,
    html_of_languages,
    html_parts,
    part_faults,
    text_of_languages,
)
from newsgen.model.spoken import NAMES, spoken
from newsgen.model.worded import primary
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_FEWEST: Final = 6
"""So many short words of a language show what a text is in."""
_OF_WELSH: Final = (" mae ", " Mae ", "\nMae ", " wedi ", " gyda ", " oedd ", " bod ", " yn ")
"""One of them is in any text in Welsh, and in hardly any in English."""


def check_language(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield that a text is in another language than it says; one in both is in either.

    A part that says its language is a text by itself.
    """
    if m.release:
        text = m.body.text
        if m.parts:
            text = text_of_languages(text, m.parts, "", lambda tag: not tag)
        if name := _other(text, m.language):
            message = (
                f"the text is in {NAMES[name]}, and the page says that it is in {NAMES[m.language]}"
            )
            place = m.places.value("language") if "language" in m.values else m.places.key()
            hint = f"Add or correct language: {name}. Screen readers speak the words by it."
            yield Diagnostic("NG564", message, place, hint)
    for part in m.parts:
        said = primary(part.language)
        if name := _other(m.body.text[part.text_start : part.text_end], said):
            message = f"the part is in {NAMES[name]}, and its first line says {NAMES[said]}"
            place = m.body.span(part.start, part.text_start)
            hint = f"Write :::{name}. Screen readers speak the words by it."
            yield Diagnostic("NG564", message, place, hint)


def _other(text: str, said: str) -> str:
    """Return the language that a text is in, if that is another one of those that are known."""
    heard = primary(spoken(text, _FEWEST))
    return heard if said in ("cy", "en") and heard != said else ""


def check_parts(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield the parts in other languages of which the page has none."""
    faults = list(part_faults(m.body.text))
    for fault in faults:
        place = m.body.span(fault.start, fault.end)
        yield Diagnostic("NG565", fault.message, place, fault.hint)
    languages = [language for language, _ in html_parts(m.html) if language]
    if m.parts and m.html and not faults and len(languages) < len(m.parts):
        part = m.parts[0]
        message = (
            f"the part :::{part.language} is within other markup, so the page has no such part"
        )
        hint = "Write its first and its last line outside of lists, quotations and other HTML."
        yield Diagnostic("NG565", message, m.body.span(part.start, part.text_start), hint)


def check_own_twin(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield what a part that is the translation of the text has more or less of."""
    if not (m.release and m.release.also_in):
        return
    from newsgen.rules._alike import SaidText, differences  # noqa: PLC0415 (few releases have parts)

    day = m.published.at.date() if m.published else None

    def text_in(language: str) -> SaidText:
        html = html_of_languages(m.html, m.language, lambda tag: primary(tag) == language)
        return SaidText(html, language)

    for language in m.release.also_in:
        others = [*differences(text_in(m.language), text_in(language), day)]
        part = next((part for part in m.parts if primary(part.language) == language), None)
        if others and part:
            name = NAMES.get(language, language)
            message = f"the part in {name} has {'; '.join(others)}"
            hint = "Compare both texts. If they are right as they are, accept it with a reason."
            place = m.body.span(part.start, part.text_start)
            yield Diagnostic("NG235", message, place, hint, subject=language)


RULES: Final = (
    Rule(
        check_language,
        "NG564",
        signs=(*_OF_WELSH, *map(str.upper, _OF_WELSH), SIGN),
        keys=("language",),
    ),
    Rule(check_parts, "NG565", signs=(SIGN,)),
    Rule(check_own_twin, "NG235", signs=(SIGN,)),
)
