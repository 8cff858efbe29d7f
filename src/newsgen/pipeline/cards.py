"""Cards: drawn once, and kept in the cache for as long as their releases are published.

The name of a card stands for all that decides its bytes, as that of a variant does.
"""

from collections.abc import Iterable
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from newsgen.diagnostics import fatal
from newsgen.digest import digest
from newsgen.media.cards import CardText, FontError, Painter
from newsgen.pages.cards import FOLDER, mark_of
from newsgen.pages.target import CardFile
from newsgen.pipeline._card_design import CardDesign
from newsgen.pipeline._kept import kept_in, kept_or_made
from newsgen.pipeline.frame import Frame
from newsgen.pipeline.session import Session

_PUBLISHED: Final = "cards"
"""Remembered in the store: a digest of the releases whose cards may be kept."""
_KEPT: Final = "cards"
"""The folder of cards in that of kept pictures."""


class CardMaker:
    """Gives the bytes of cards, and forgets those that are no longer part of the site."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def bytes_of(self, card: CardFile) -> bytes:
        """Return the bytes of a card.

        Raises:
            NewsgenError: its font cannot be used.

        """
        return kept_or_made(self._file(card.name), partial(self._made, card))

    def forget(self, deleted: Iterable[str]) -> None:
        """Delete the kept cards of releases of which the output loses one."""
        for path in deleted:
            _, is_card, name = path.partition(f"{FOLDER}/")
            file = self._file(name.removesuffix(".png")) if is_card else None
            for kept in file.parent.glob(f"{_mark(file)}-*") if file else ():
                kept.unlink(missing_ok=True)

    def _file(self, name: str) -> Path | None:
        folder = self._frame.variants
        return folder / _KEPT / f"{name}.png" if folder else None

    def _made(self, card: CardFile) -> bytes:
        texts = CardText(card.title, card.label, card.edge, card.force, card.date, card.url)
        try:
            return self._painter.card(texts)
        except FontError:
            theme = self._frame.theme
            why = f"Pillow cannot draw with the font {theme.cards.font}"
            raise fatal("NG802", why, theme.label) from None

    @cached_property
    def _painter(self) -> Painter:
        look = self._frame.cards
        assert isinstance(look, CardDesign)
        return Painter(look.font, look.colours)


def _mark(file: Path) -> str:
    return file.name.partition("-")[0]


def forget_cards(session: Session) -> None:
    """Delete the kept cards of releases that are not published, or no longer."""
    folder = session.variants / _KEPT
    if not folder.is_dir():
        return
    pages = session.catalogue.releases.places()
    known = digest(pages).hex()
    if session.database.meta(_PUBLISHED) == known:
        return
    marks = {mark_of(root, path) for root, path in pages}
    for file, _ in kept_in(folder):
        if _mark(file) not in marks:
            file.unlink(missing_ok=True)
    session.database.remember(_PUBLISHED, known)
