"""What a theme.toml declares, each setting once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.config.lists import ListSettings, declared_lists
from newsgen.config.load import parse_toml, read_table
from newsgen.config.rows import setting, table
from newsgen.model.declared import ValueReader, anything, choice, list_of, table_of, text
from newsgen.model.refusal import shape_of, wrong_shape


class OptionType(NamedTuple):
    """A type of option: what a value of it is in words, and whether something is one."""

    words: str
    fits: Callable[[Any], bool]


_COLOUR: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_LINK: Final = re.compile(r"(?:(?:https?://|/)[^\s\"'<>\\]*)?", re.IGNORECASE)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


OPTION_TYPES: Final = {
    "text": OptionType("text", lambda value: isinstance(value, str)),
    "flag": OptionType("true or false", lambda value: isinstance(value, bool)),
    "number": OptionType("a number", _is_number),
    "colour": OptionType(
        "a colour such as #1d3557",
        lambda value: isinstance(value, str) and _COLOUR.fullmatch(value) is not None,
    ),
    "url": OptionType(
        "a link that begins with https:// or /",
        lambda value: isinstance(value, str) and _LINK.fullmatch(value) is not None,
    ),
}


@dataclass(frozen=True, slots=True)
class AboutTheme:
    title: str = setting(text(), "The theme's name for people", "Harbour")
    description: str = setting(text(), "What is special about it", "Large type", default="")
    extends: str | None = setting(
        text(), "The theme whose files hold where this one has none", "plain", default=None
    )


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a theme."""

    type: str = setting(
        choice({name: kind.words for name, kind in OPTION_TYPES.items()}),
        "What its value is",
        "colour",
    )
    default: Any = setting(anything(), "Its value unless newsgen.toml sets it", "#0b4a4f")
    description: str = setting(text(), "What it is for", "The colour of links", default="")

    def mismatch(self, value: Any) -> str:
        """Return what is wrong with a value for the option; an empty text if nothing is."""
        words, fits = OPTION_TYPES[self.type]
        return "" if fits(value) else f"should be {words}, but it is {shape_of(value)}"


class Pair(NamedTuple):
    """Two custom properties of the style sheets, and the least contrast of one on the other."""

    front: str
    back: str
    least: float


def _read_pair(value: Any, zone: ZoneInfo) -> Pair:  # noqa: ARG001
    match value:
        case [str(front), str(back), int() | float() as least] if 1 <= least <= 21:
            return Pair(front, back, least)
    raise wrong_shape(value, "a list of two custom properties and a contrast from 1 to 21")


@dataclass(frozen=True, slots=True)
class Contrast:
    """For `newsgen theme check`."""

    pairs: tuple[Pair, ...] = setting(
        list_of(ValueReader(_read_pair, "list", lambda: {"type": "array"})),
        "What stands on what, and the least contrast",
        [["text", "page", 4.5]],
    )


@dataclass(frozen=True, slots=True)
class Declaration:
    """The content of a theme.toml."""

    theme: AboutTheme = setting(table(AboutTheme), "The theme", {"title": "Harbour"})
    options: dict[str, Option] = setting(
        table_of(table(Option)),
        "A table for each option that the theme adds",
        {"accent": {"type": "colour", "default": "#0b4a4f"}},
        factory=dict,
    )
    lists: dict[str, ListSettings] = setting(
        declared_lists(),
        "A table for each list of releases that the theme shows; newsgen.toml goes before it",
        {"court": {"where": {"kind": "court-result"}}},
        factory=dict,
    )
    contrast: Contrast = setting(
        table(Contrast),
        "The contrasts that the theme promises",
        {"pairs": [["text", "page", 4.5]]},
        default=Contrast(()),
    )


_DECLARATION: Final = table(Declaration)


def declaration(text: str, label: str) -> Declaration:
    """Return what the text of a theme.toml declares.

    Raises:
        NewsgenError: something is wrong, each on its line.

    """
    return read_table(_DECLARATION, parse_toml(text, label), text, label)
