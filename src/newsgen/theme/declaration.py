"""What a theme.toml declares."""

from typing import Any, Final, Literal, NamedTuple, get_args

from pydantic_core import ValidationError

from newsgen.config.load import settings_errors
from newsgen.diagnostics import NewsgenError

Kind = Literal["text", "flag", "number", "colour", "url"]
_KINDS: Final = get_args(Kind)
_ABOUT: Final = frozenset({"title", "description", "extends"})
_OPTION: Final = frozenset({"type", "default", "description"})


class Option(NamedTuple):
    """An option of a theme."""

    type: Kind
    default: Any


class Declaration(NamedTuple):
    """The theme that another extends, and the options that it adds.

    `pairs` are those of `Pair`, for `newsgen theme check`.
    """

    extends: str | None
    options: dict[str, Option]
    pairs: tuple["Pair", ...] = ()


class Pair(NamedTuple):
    """Two custom properties of the style sheets, and the least contrast of one on the other."""

    front: str
    back: str
    least: float


def declaration(data: dict[str, Any], text: str, label: str) -> Declaration:
    """Return what the text of a theme.toml declares, of which `data` are the values.

    Raises:
        NewsgenError: something is wrong, each on its line.

    """
    if not is_plainly_right(data):
        from newsgen.theme import schema  # noqa: PLC0415 (slow to load)

        try:
            schema.Declaration.model_validate(data)
        except ValidationError as error:
            found = settings_errors(error.errors(), text, label, schema.Declaration)
            raise NewsgenError(*found) from None
    options = data.get("options", {})
    made = {key: Option(option["type"], option["default"]) for key, option in options.items()}
    pairs = tuple(Pair(*pair) for pair in data.get("contrast", {}).get("pairs", ()))
    return Declaration(data["theme"].get("extends"), made, pairs)


def is_plainly_right(data: dict[str, Any]) -> bool:
    """Tell whether the models of `theme.schema` would find nothing wrong."""
    about, options = data.get("theme"), data.get("options", {})
    return (
        data.keys() <= {"theme", "options", "contrast"}
        and isinstance(about, dict)
        and "title" in about
        and about.keys() <= _ABOUT
        and all(isinstance(value, str) for value in about.values())
        and isinstance(options, dict)
        and all(map(_is_option, options.values()))
        and is_contrast(data.get("contrast", {"pairs": []}))
    )


def is_contrast(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.keys() == {"pairs"}
        and isinstance(data["pairs"], list)
        and all(map(_is_pair, data["pairs"]))
    )


def _is_pair(data: Any) -> bool:
    return (
        isinstance(data, list)
        and len(data) == 3
        and isinstance(data[0], str)
        and isinstance(data[1], str)
        and isinstance(data[2], int | float)
        and 1 <= data[2] <= 21
    )


def _is_option(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.get("type") in _KINDS
        and "default" in data
        and data.keys() <= _OPTION
        and isinstance(data.get("description", ""), str)
    )
