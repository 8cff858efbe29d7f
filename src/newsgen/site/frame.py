"""The frame of a site: what its pages share, how its cards look; handed to every worker."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from newsgen.config import Config
from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.diagnostics import fatal
from newsgen.files import Stamp
from newsgen.media.pictures import can_make_avif, can_make_variants, pillow_version
from newsgen.model.release import KINDS
from newsgen.site.cards import CardStyle
from newsgen.site.elsewhere import Elsewhere
from newsgen.site.outline import RootOutline, months_of
from newsgen.site.pictures import NO_PICTURE, PictureFile, picture_file
from newsgen.site.views import SiteView
from newsgen.store.tables import VerdictRow
from newsgen.theme.load import Theme

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
    from newsgen.media.cards import (  # noqa: PLC0415 (few sites have cards)
        EDITION,
        Colours,
        letters_of,
    )

    font, named = theme.card_font(), theme.cards.colours
    colours = Colours(*(theme.colour(getattr(named, name)) for name in Colours._fields))
    try:
        letters = letters_of(font)
    except ValueError:
        why = f"[cards] names the font {theme.cards.font}, which is not TrueType or OpenType"
        raise fatal("NG802", why, theme.font_place()) from None
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
        months={language: months_of(words) for language, words in theme.words.items()},
    )
    return CardDesign(style, font, colours)


def require_avif(config_text: str) -> None:
    """See that Pillow makes AVIF, if there is a Pillow.

    Raises:
        NewsgenError: it does not.

    """
    if can_make_variants() and not can_make_avif():
        raise fatal(
            "NG706",
            "avif is on, but the Pillow that is installed does not make AVIF",
            find_key(config_text, CONFIG_FILE, ("media", "avif")),
            'Install one that does: pip install "pillow>=11.3". Or take avif = true out.',
        )


PORTAL: Final = "(portal)"
"""The name of the root above the hosts; no host can be called so."""
NEWS_AGE: Final = timedelta(days=2)
"""How long a release is news; source: Google News."""
UsedFiles = Mapping[tuple[str, str], set[str]]
"""The files of the content folder that the releases of a month of a root use."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a site consists of, without its releases.

    `index` is a folder in the cache for the search index while it is made; `sites` has the view
    that every page of a root sees; `template_digests` has a digest of each template with all that
    it refers to; `files` are the content folder's other files, and `used` those
    that the releases of a root's month use; `verdicts` has what is known of each file that is used
    at any time, `refused` are those that cannot be published, and
    `doubtful` pictures that are heavy or damaged. `variants` is a folder in the cache
    that keeps their smaller copies, if they are kept; `cleaned` is one with files that were cleaned
    as they were judged. `cards` says how cards are made, if the site has any, and `elsewhere` where
    the pages of each root are in other languages.
    """

    config: Config
    theme: Theme
    as_of: datetime
    content: Path
    output: Path
    index: Path
    outlines: tuple[RootOutline, ...]
    portal: RootOutline | None
    sites: dict[str, SiteView]
    site_digests: dict[str, bytes]
    template_digests: dict[str, bytes]
    files: dict[str, Stamp]
    used: UsedFiles
    verdicts: Mapping[str, VerdictRow]
    refused: Mapping[str, VerdictRow]
    doubtful: Mapping[str, VerdictRow]
    variants: Path | None
    cleaned: Path
    cards: CardDesign | None
    elsewhere: Mapping[str, Elsewhere]

    @property
    def roots(self) -> dict[str, RootOutline]:
        """The outlines by the names of their roots, with that of the portal."""
        portal = {PORTAL: self.portal} if self.portal else {}
        return {outline.root.name: outline for outline in self.outlines} | portal

    def picture(self, path: str) -> PictureFile:
        """Return what is known of a picture; all is empty if it is none, or cannot be published."""
        row = self.verdicts.get(path)
        if row is None or not row.width:
            return NO_PICTURE
        size, widths = (row.width, row.height), self.theme.pictures.widths
        has_avif = self.config.media.avif
        return picture_file(path, size, row.variants, widths, has_avif=has_avif)

    @property
    def copies_key(self) -> tuple[tuple[int, ...], bool]:
        """All that decides which copies pictures have, beside the pictures themselves."""
        return self.theme.pictures.widths, self.config.media.avif

    def index_folder(self, root: str) -> Path:
        """Return where this process makes a root's search index.

        Each process has its own: the Pagefind of a build that was killed may still be writing.
        """
        return self.index / f"{os.getpid()}-{root}"
