"""What a theme.toml declares, each setting once."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.config.lists import LIST_TABLES, ListSettings
from newsgen.config.load import parse_toml, read_table
from newsgen.config.rows import name_in_templates, setting, table
from newsgen.fast.patterns import later
from newsgen.model.declared import (
    ValueReader,
    anything,
    choice,
    list_of,
    names,
    number,
    table_of,
    text,
)
from newsgen.model.refusal import Fault, Refusal, RefusalError, shape_of, wrong_shape
from newsgen.model.release import KINDS


class OptionType(NamedTuple):
    """A type of option: a value of it in words and as TOML has it, and whether one fits."""

    words: str
    example: str
    fits: Callable[[Any], bool]


_COLOUR: Final = later(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_LINK: Final = later(r"(?:(?:https?://|/)[^\s\"'<>\\]*)?", re.IGNORECASE)
_TELEPHONE: Final = later(r"(?:[+(]?[0-9][0-9 ()-]*)?")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


OPTION_TYPES: Final = {
    "text": OptionType("text", '"Harbour"', lambda value: isinstance(value, str)),
    "flag": OptionType("true or false", "true", lambda value: isinstance(value, bool)),
    "number": OptionType("a number", "12", _is_number),
    "colour": OptionType(
        "a colour such as #1d3557",
        '"#0b4a4f"',
        lambda value: isinstance(value, str) and _COLOUR.fullmatch(value) is not None,
    ),
    "url": OptionType(
        "a link that begins with https:// or /",
        '"/contact/"',
        lambda value: isinstance(value, str) and _LINK.fullmatch(value) is not None,
    ),
    "telephone": OptionType(
        "a telephone number such as 101, without words",
        '"101"',
        lambda value: isinstance(value, str) and _TELEPHONE.fullmatch(value) is not None,
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
        words, _, fits = OPTION_TYPES[self.type]
        return "" if fits(value) else f"should be {words}, but it is {shape_of(value)}"


def _option() -> ValueReader[Option]:
    """Take an option; the hint at a missing default is an example of its type."""
    plain = table(Option)

    def read(value: Any, zone: ZoneInfo) -> Option:
        try:
            return plain.read(value, zone)
        except RefusalError as error:
            given = str(value.get("type")) if isinstance(value, dict) else ""
            raise RefusalError(*(_with_example(each, given) for each in error.refusals)) from None

    return replace(plain, read=read)


def _with_example(wrong: Refusal, given: str) -> Refusal:
    if wrong.fault is not Fault.MISSING or wrong.keys != ("default",):
        return wrong
    known = OPTION_TYPES.get(given)
    hint = f"Add default = {known.example}." if known else "Add default with a value of its type."
    return wrong._replace(hint=hint)


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


def _length(value: str) -> str:
    """Return how wide a picture is shown. Raises `Refusal` if that is nothing of CSS."""
    if not _LENGTH.fullmatch(value):
        raise wrong_shape(value, "what the attribute sizes of a picture may hold")
    return value


_LENGTH: Final = later(r"[\w\s.,:+*/%()-]+")


@dataclass(frozen=True, slots=True)
class PictureSizes:
    """Which smaller copies of pictures pages offer, and how wide they show them."""

    widths: tuple[int, ...] = setting(
        list_of(number(16, 4_000)),
        "The widths of the copies in pixels; none is wider than its picture",
        [320, 640, 960, 1280],
        default=(),
    )
    sizes: dict[str, str] = setting(
        table_of(text(_length)),
        "How wide a picture is shown, by where it stands, as the attribute sizes says it: in the "
        "`text` of a release, in a `list`, or where else the theme's templates say",
        {"text": "(min-width: 48rem) 42rem, 100vw", "list": "8rem"},
        factory=dict,
    )

    def over(self, other: "PictureSizes") -> "PictureSizes":
        """Return these, with those of an older theme where this one says nothing."""
        return PictureSizes(self.widths or other.widths, {**other.sizes, **self.sizes})


def _card_colour(value: str) -> str:
    """Return a colour, or the name of an option. Raises `Refusal` if it is neither."""
    if not _COLOUR.fullmatch(value) and not _OPTION.fullmatch(value):
        raise wrong_shape(value, "a colour such as #1d3557, or the name of an option")
    return value


def _file_name(value: str) -> str:
    """Return the name of a file in a folder. Raises `Refusal` if it leads anywhere else."""
    if "/" in value or "\\" in value or value in (".", ".."):
        raise wrong_shape(value, "the name of a file in the theme's folder fonts")
    return value


_OPTION: Final = re.compile(r"[a-z][a-z0-9_]*")
_CARD_COLOUR: Final = text(_card_colour)
_KIND: Final = choice({str(kind): meaning for kind, meaning in KINDS.items()})


@dataclass(frozen=True, slots=True)
class CardColours:
    """The colours of cards: each is one, or the name of an option of that type."""

    band: str = setting(_CARD_COLOUR, "The band with the name of the force", "accent", default="")
    on_band: str = setting(_CARD_COLOUR, "The name in the band", "#ffffff", default="")
    page: str = setting(_CARD_COLOUR, "The page below the band", "#ffffff", default="")
    text: str = setting(_CARD_COLOUR, "The headline, and the label", "#15191e", default="")
    muted: str = setting(_CARD_COLOUR, "The date", "#4a545f", default="")
    panel: str = setting(_CARD_COLOUR, "What is behind the label", "#f1f3f5", default="")
    edge: str = setting(
        _CARD_COLOUR, "The edge of the label, for kinds that have no other", "#6f7a86", default=""
    )


@dataclass(frozen=True, slots=True)
class CardLook:
    """How the pictures look that releases without one have where they are shared."""

    font: str = setting(
        text(_file_name),
        "The font: the name of a file in the theme's folder fonts, TrueType or OpenType",
        "harbour-bold.ttf",
        default="",
    )
    colours: CardColours = setting(
        table(CardColours), "The colours", {"band": "accent"}, default=CardColours()
    )
    kinds: dict[str, str] = setting(
        table_of(_CARD_COLOUR, names(_KIND)),
        "The edge of the label by the kind of release",
        {"appeal": "#a34700"},
        factory=dict,
    )

    def over(self, other: "CardLook") -> "CardLook":
        """Return these, with those of an older theme where this one says nothing."""
        said = {name: value for name, value in asdict(self.colours).items() if value}
        return CardLook(
            self.font or other.font,
            replace(other.colours, **said),
            {**other.kinds, **self.kinds},
        )


PLAIN_CARDS: Final = CardLook(
    font="public-sans-bold.ttf",
    colours=CardColours(
        band="#1d3557",
        on_band="#ffffff",
        page="#ffffff",
        text="#15191e",
        muted="#4a545f",
        panel="#f1f3f5",
        edge="#6f7a86",
    ),
    kinds={
        **dict.fromkeys(("appeal", "missing", "wanted", "cctv"), "#a34700"),
        **dict.fromkeys(("court-result", "charge", "arrest"), "#5a3d8f"),
        **dict.fromkeys(("campaign", "traffic"), "#00695c"),
    },
)
"""How cards look where no theme says otherwise: in the colours of the theme plain, on light."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """The content of a theme.toml."""

    theme: AboutTheme = setting(table(AboutTheme), "The theme", {"title": "Harbour"})
    options: dict[str, Option] = setting(
        table_of(_option(), name_in_templates),
        "A table for each option that the theme adds",
        {"accent": {"type": "colour", "default": "#0b4a4f"}},
        factory=dict,
    )
    lists: dict[str, ListSettings] = setting(
        LIST_TABLES,
        "A table for each list of releases that the theme shows; newsgen.toml goes before it",
        {"court": {"where": {"kind": "court-result"}}},
        factory=dict,
    )
    pictures: PictureSizes = setting(
        table(PictureSizes),
        "The smaller copies of pictures, beside those of the theme that it extends",
        {"widths": [320, 640]},
        default=PictureSizes(),
    )
    cards: CardLook = setting(
        table(CardLook),
        "How cards look, beside those of the theme that it extends",
        {"font": "harbour-bold.ttf"},
        default=CardLook(),
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
