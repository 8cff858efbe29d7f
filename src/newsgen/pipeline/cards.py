"""Cards: drawn once, and kept in the cache for as long as their releases are published.

The name of a card stands for all that decides its bytes, as that of a variant does.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsgen.diagnostics import NewsgenError, fatal
from newsgen.digest import digest
from newsgen.model.month import month_of
from newsgen.model.release import Release, Status
from newsgen.model.urls import parse_url
from newsgen.pipeline._kept import kept_or_made
from newsgen.pipeline.frame import open_theme
from newsgen.pipeline.session import Session
from newsgen.site.card_design import card_design
from newsgen.site.cards import FOLDER, card_of, card_path, mark_of
from newsgen.site.frame import Frame
from newsgen.site.items import has_shared_picture
from newsgen.site.target import CardFile

if TYPE_CHECKING:
    from newsgen.media.cards import Painter

_PUBLISHED: Final = "cards"
"""Remembered in the store: a digest of the releases whose cards may be kept."""
_KEPT: Final = "cards"
"""The folder of cards in that of kept pictures."""


class CardMaker:
    """Gives the bytes of cards."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._kept_before = cache(_kept_by_mark)

    def bytes_of(self, card: CardFile) -> bytes:
        """Return the bytes of a card.

        Raises:
            NewsgenError: its font cannot be used.

        """
        return kept_or_made(self._file(card.name), partial(self._drawn, card))

    def _file(self, name: str) -> Path | None:
        folder = self._frame.variants
        return _kept_file(folder, name) if folder else None

    def _drawn(self, card: CardFile) -> bytes:
        """Draw a card, and delete those of its release that a build before this one kept."""
        if self._frame.variants:
            file = _kept_file(self._frame.variants, card.name)
            for other in self._kept_before(file.parent).get(_mark(file.name), ()):
                file.with_name(other).unlink(missing_ok=True)
        from newsgen.media.cards import CardText, FontError  # noqa: PLC0415 (few sites have cards)

        texts = CardText(card.title, card.label, card.edge, card.force, card.date, card.url)
        try:
            return self._painter.card(texts)
        except FontError:
            theme = self._frame.theme
            why = f"Pillow cannot draw with the font {theme.cards.font}"
            raise fatal("NG802", why, theme.label) from None

    @cached_property
    def _painter(self) -> "Painter":
        from newsgen.media.cards import Painter  # noqa: PLC0415 (few sites have cards)

        design = self._frame.cards
        assert design, "a site without cards has no target of one"
        return Painter(design.font, design.colours)


def cards_of(session: Session, release: Release) -> Iterator[str]:
    """Yield where a root has the cards that a release may have had, open or closed.

    None if the site has no cards, or a theme that cannot be opened: nobody knows them then.
    """
    config = session.config
    try:
        theme = open_theme(session)
        design = card_design(config, theme, session.config_text)
    except NewsgenError:
        return
    if design is None or has_shared_picture(release):
        return
    root = config.root(config.root_name(parse_url(release.url)), host="", area="")
    site_language = theme.ui_language_of(config.site.language)
    card = partial(
        card_of,
        root,
        area=config.area(release.area),
        month=month_of(release.published),
        style=design.style,
        ui_language=theme.ui_language_of(release.language, site_language),
    )
    for status in (Status.PUBLISHED, Status.CLOSED):
        if file := card(replace(release, status=status)):
            yield card_path(file.name)


def _kept_file(folder: Path, name: str) -> Path:
    return folder / _KEPT / f"{name}.png"


def _kept_by_mark(folder: Path) -> dict[str, list[str]]:
    """Return the names of the cards that are kept of a month, by the marks of their releases."""
    names: dict[str, list[str]] = {}
    for name in _names_in(folder):
        names.setdefault(_mark(name), []).append(name)
    return names


def _names_in(folder: Path) -> list[str]:
    # A Path for each takes long.
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208


def _mark(name: str) -> str:
    return name.partition("-")[0]


def forget_deleted(session: Session, paths: Iterable[str]) -> None:
    """Delete the kept cards among files that were deleted from the output."""
    for path in paths:
        _, is_card, name = path.partition(f"{FOLDER}/")
        if is_card:
            _kept_file(session.variants, name.removesuffix(".png")).unlink(missing_ok=True)


def forget_cards(session: Session) -> None:
    """Delete the kept cards of releases that are not published, or no longer."""
    folder = session.variants / _KEPT
    if not folder.is_dir():
        return
    places = session.catalogue.releases.places()
    known = digest(places).hex()
    if session.database.meta(_PUBLISHED) == known:
        return
    marks = {mark_of(*place.split("\t")) for place in places.split("\n") if place}
    for month in folder.iterdir():
        for name in _names_in(month):
            if _mark(name) not in marks:
                (month / name).unlink(missing_ok=True)
    session.database.remember(_PUBLISHED, known)
