"""Texts that a site gives in several languages: one for all, or one for each."""

from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from newsgen.model.declared import ValueReader, language, names, not_empty, table_of, text
from newsgen.model.refusal import wrong_shape

Worded = dict[str, str]
"""A text by language; that for all other languages is at ""."""
_ANY: Final = ""
BY_LANGUAGE: Final = "text, or texts by language"
"""What the reference calls such a value."""


def worded(code: str) -> ValueReader[Worded]:
    """Take a text, or a table of texts by language; a wrong tag is a diagnostic with this code."""
    single = text(not_empty, minLength=1)
    by_language = table_of(single, names(language(code)))

    def read(value: Any, zone: ZoneInfo) -> Worded:
        if isinstance(value, str):
            return {_ANY: single.read(value, zone)}
        if not isinstance(value, dict):
            raise wrong_shape(value, "text, or a table of texts by language", _HINT)
        return by_language.read(value, zone)

    return ValueReader(
        read,
        BY_LANGUAGE,
        lambda: {"anyOf": [single.schema(), by_language.schema()]},
    )


_HINT: Final = 'Write "District", or { en = "District", cy = "Ardal" }.'


def in_language(worded: Worded, tag: str) -> str:
    """Return the text for a language tag, or else for its language, for any, or the first."""
    return worded.get(_nearest(worded, tag), "")


def other_language(worded: Worded, tag: str, site: str) -> str:
    """Return the language of the text for a language tag, if it is another; else empty.

    A text for any language is in that of the site.
    """
    return unless_same(_nearest(worded, tag) or site, tag)


def with_language(worded: Worded, language: str) -> Worded:
    """Return texts of which that for any language says that it is in a language."""
    return {tag or language: text for tag, text in worded.items()}


def has_language(worded: Worded, tag: str) -> bool:
    """Return whether there is a text for a language tag, or its language."""
    return any(primary(key) == primary(tag) for key in worded)


def unless_same(language: str, tag: str) -> str:
    """Return a language, or an empty text if it is that of a language tag."""
    return "" if primary(language) == primary(tag) else language


def _nearest(worded: Worded, tag: str) -> str:
    for key in (tag, primary(tag), _ANY):
        if key in worded:
            return key
    near = (key for key in worded if primary(key) == primary(tag))
    return next(near, next(iter(worded), _ANY))


@lru_cache
def primary(tag: str) -> str:
    return tag.partition("-")[0]
