"""In which direction a language is written."""

from typing import Final

_RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)
_SCRIPTS: Final = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"})
"""Scripts that run from right to left; a tag with another script, such as `ks-Deva`, does not."""


def language_attributes(language: str, around: str) -> str:
    """Write `lang`, and `dir` if a text runs the other way than what is around it."""
    turned = _direction(language)
    direction = "" if turned == _direction(around) else f' dir="{turned}"'
    return f' lang="{language}"{direction}'


def _direction(language: str) -> str:
    first, *others = language.split("-")
    script = next((part.title() for part in others if len(part) == 4), "")
    is_rtl = script in _SCRIPTS if script else first in _RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"
