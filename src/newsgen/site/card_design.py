"""How the cards of a site are made: what the theme says, and what Pillow it is made with."""

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from newsgen.config import Config
from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.diagnostics import fatal
from newsgen.media.pictures import can_make_variants, pillow_version
from newsgen.model.release import KINDS
from newsgen.site.cards import CardStyle
from newsgen.theme import Theme

if TYPE_CHECKING:
    from newsgen.media.cards import Colours


class CardDesign(NamedTuple):
    """What the cards of a site are drawn with, and what pages may know of that."""

    style: CardStyle
    font: bytes
    colours: "Colours"


def card_design(config: Config, theme: Theme, config_text: str) -> CardDesign | None:
    """Return how cards are made, or None if the site has none.

    Raises:
        NewsgenError: Pillow is not installed, or the theme's font or colours cannot be used.

    """
    if not config.media.cards:
        return None
    if not can_make_variants():
        raise fatal(
            "NG706",
            "cards are on, but Pillow, which draws them, is not installed",
            find_key(config_text, CONFIG_FILE, ("media", "cards")),
            'Install it with pip install "newsgen[pictures]", or take cards = true out.',
        )
    from newsgen.media.cards import EDITION, Colours  # noqa: PLC0415 (few sites have cards)
    from newsgen.media.fonts import letters_of  # noqa: PLC0415

    font, named = theme.card_font(), theme.cards.colours
    colours = Colours(*(theme.colour(getattr(named, name)) for name in Colours._fields))
    try:
        letters = letters_of(font)
    except ValueError:
        why = f"[cards] names the font {theme.cards.font}, which is not TrueType or OpenType"
        raise fatal("NG802", why, theme.label) from None
    font_digest = blake2b(font, digest_size=16).hexdigest()
    style = CardStyle(
        recipe=" ".join((str(EDITION), pillow_version(), font_digest, *colours)),
        letters=letters,
        labels={
            language: {kind: words[kind] for kind in (*KINDS, "closed") if kind in words}
            for language, words in theme.words.items()
        },
        edges={kind: theme.colour(named) for kind, named in theme.cards.kinds.items()},
        edge=colours.edge,
    )
    return CardDesign(style, font, colours)
