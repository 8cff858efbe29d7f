"""Texts that a site gives in several languages: one for all, or one for each."""

from typing import Any, Final
from zoneinfo import ZoneInfo

from newsgen.model.declared import ValueReader, language, not_empty, table_of, text
from newsgen.model.refusal import wrong_shape

Worded = dict[str, str]
"""A text by language; that for all other languages is at ""."""
_ANY: Final = ""


def worded(code: str) -> ValueReader[Worded]:
    """Take a text, or a table of texts by language; a wrong tag is a diagnostic with this code."""
    single = text(not_empty, minLength=1)
    tag = language(code)
    by_language = table_of(single, lambda name: tag.read(name, _ANY_ZONE))

    def read(value: Any, zone: ZoneInfo) -> Worded:
        if isinstance(value, str):
            return {_ANY: single.read(value, zone)}
        if not isinstance(value, dict):
            raise wrong_shape(value, "text, or a table of texts by language", _HINT)
        return by_language.read(value, zone)

    return ValueReader(
        read, "text, or texts by language", lambda: {"anyOf": [single.piece(), by_language.piece()]}
    )


_ANY_ZONE: Final = ZoneInfo("UTC")
_HINT: Final = 'Write "District", or { en = "District", cy = "Ardal" }.'


def in_language(worded: Worded, tag: str) -> str:
    """Return the text for a language tag, or else for its language, for any, or the first."""
    for key in (tag, tag.partition("-")[0], _ANY):
        if key in worded:
            return worded[key]
    near = (text for key, text in worded.items() if key.partition("-")[0] == tag.partition("-")[0])
    return next(near, next(iter(worded.values()), ""))
