"""Pictures that newsgen makes and keeps in the cache: smaller copies, and cards.

The name of a copy stands for all that decides its bytes, so a copy that another version of newsgen
made is good too.
"""

import os
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from newsgen.diagnostics import NewsgenError, fatal
from newsgen.digest import digest
from newsgen.files import Stamp, walk, write_atomically
from newsgen.files.imagesize import Size, size_of
from newsgen.media import UncleanError, published
from newsgen.media.pictures import Original, can_make_variants, may_have_variants, recipe
from newsgen.model.month import month_of
from newsgen.model.release import Release, Status
from newsgen.model.urls import parse_url
from newsgen.pipeline._verdicts import content_digest
from newsgen.pipeline.frame import open_theme
from newsgen.pipeline.session import Session
from newsgen.site.cards import FOLDER, card_of, card_path, mark_of
from newsgen.site.frame import Frame, card_design
from newsgen.site.items import has_shared_picture
from newsgen.site.pictures import (
    AVIF,
    WEBP,
    picture_file,
    variant_file,
    variant_path,
    variants_name,
)
from newsgen.site.target import CardFile, VariantFile

if TYPE_CHECKING:
    from newsgen.media.cards import Painter


_IN_USE: Final = "variants"
"""Remembered in the store: a digest of what decides which copies may be kept."""
_SUFFIXES: Final = (f".{WEBP}", f".{AVIF}")


class VariantMaker:
    """Gives the bytes of copies; that of one picture after the other, it is decoded once."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._last: tuple[str, Original | None] = "", None

    def bytes_of(self, variant: VariantFile) -> bytes:
        """Return the bytes of a copy: empty if its picture has changed since it was judged."""
        folder = self._frame.variants
        file = folder / variant_file(variant.name, variant.width, variant.kind) if folder else None
        return kept_or_made(file, partial(self._made, variant))

    def _made(self, variant: VariantFile) -> bytes:
        original = self._original(variant.name)
        if original is None:
            return b""
        try:
            return original.variant(variant.width, self._frame.config.media.quality, variant.kind)
        except UncleanError:
            return b""

    def _original(self, name: str) -> Original | None:
        if self._last[0] != name:
            self._last = name, self._read(name)
        return self._last[1]

    def _read(self, name: str) -> Original | None:
        path = self._paths[name]
        try:
            data = (self._frame.content / path).read_bytes()
            data = published(path, data, self._frame.config.media.keep)
        except UncleanError:
            return None
        now = variants_name(content_digest(data), recipe(self._frame.config.media.quality))
        return Original(data) if now == name else None

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {row.variants: path for path, row in self._frame.verdicts.items() if row.variants}


class CopiesOf(NamedTuple):
    """The copies of some pictures: what they are called, and where a root has them."""

    names: frozenset[str]
    paths: tuple[str, ...]


def copies_of(session: Session, files: Iterable[str]) -> CopiesOf:
    """Return the copies that files of the content folder have by what they hold now, made or not.

    Without a theme that can be opened, nobody knows where.
    """
    media = session.config.media
    named = {path: _name_and_size(session, path) for path in files if can_make_variants()}
    known = {path: row for path, row in named.items() if row[0]}
    widths = _widths(session) if known and media.variants else ()
    pictures = [
        picture_file(path, size, name, widths, has_avif=media.avif)
        for path, (name, size) in known.items()
    ]
    paths = [variant_path(each.name, *copy) for each in pictures for copy in each.copies]
    return CopiesOf(frozenset(name for name, _ in known.values()), tuple(paths))


def _name_and_size(session: Session, path: str) -> tuple[str, Size]:
    """Return what the copies of a file are called, and its size: no name if it has no copies."""
    media, data = session.config.media, (session.content / path).read_bytes()
    if not may_have_variants(data):
        return "", (0, 0)
    try:
        data = published(path, data, media.keep)
        is_fit = Original(data).is_fit()
    except UncleanError:
        return "", (0, 0)
    name = variants_name(content_digest(data), recipe(media.quality)) if is_fit else ""
    return name, size_of(data) or (0, 0)


def _widths(session: Session) -> tuple[int, ...]:
    """Return how wide the copies are that the theme asks for."""
    try:
        return open_theme(session).pictures.widths
    except NewsgenError:
        return ()


def forget_copies(session: Session, names: Container[str]) -> None:
    """Delete the kept copies of some names."""
    for file, _ in kept_in(session.variants):
        if file.suffix in _SUFFIXES and file.name.partition("-")[0] in names:
            file.unlink(missing_ok=True)


def forget_unused(session: Session, frame: Frame) -> None:
    """Delete the kept copies that no page shows any more.

    Nothing uses their pictures, withdrawn ones among them, or the theme or the settings ask for
    copies of other widths or of another kind.
    """
    names = {row.variants: path for path, row in frame.verdicts.items() if row.variants}
    known = digest(sorted(names), frame.copies_key).hex()
    if session.database.meta(_IN_USE) == known:
        return
    pictures = map(frame.picture, names.values())
    used = {variant_file(each.name, *copy) for each in pictures for copy in each.copies}
    for file, _ in kept_in(session.variants):
        if file.suffix in _SUFFIXES and file.name not in used:
            file.unlink(missing_ok=True)
    session.database.remember(_IN_USE, known)


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
    name = config.branch(config.root_name(parse_url(release.url)), release.language)
    root = config.root(name, host="", area="")
    site_language = theme.ui_language_of(config.site.language)
    card = partial(
        card_of,
        root,
        area=config.area_in(release.area, root),
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


_RIFF_HEAD: Final = 8
"""How many bytes of a WebP stand before those that its size counts, which is the last of them."""
_BOX_HEAD: Final = 8
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_PNG_END: Final = b"IEND\xaeB`\x82"


def kept_or_made(file: Path | None, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of a picture: kept ones, or those that are made and kept from now on.

    Without a file none are kept. Empty bytes mean that it cannot be made.
    """
    if file and (kept := _whole(file)):
        return kept
    data = make()
    if file and data:
        with suppress(OSError):  # then it is made again when it is needed again
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, data)
    return data


def _whole(file: Path) -> bytes:
    """Return the bytes of a kept picture: empty if there is none, or if it is damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    if data.startswith(_PNG_START):
        return data if data.endswith(_PNG_END) else b""
    if data[4:8] == b"ftyp":
        return data if _end_of_boxes(data) == len(data) else b""
    size = int.from_bytes(data[4:_RIFF_HEAD], "little")
    return data if data.startswith(b"RIFF") and len(data) == size + _RIFF_HEAD else b""


def _end_of_boxes(data: bytes) -> int:
    """Return where the last of the boxes of an AVIF ends by its size."""
    at = 0
    while at < len(data):
        at += max(int.from_bytes(data[at : at + 4]), _BOX_HEAD)
    return at


def kept_in(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    """Yield the pictures that are kept in a folder, at any depth."""
    for entry in walk(folder, hidden=True) if folder.is_dir() else ():
        if entry.stamp:
            yield folder / entry.path, entry.stamp


def keep_within(session: Session, megabytes: int) -> None:
    """Delete the kept pictures that are oldest, as far as all of them take too much space."""
    kept = sorted(kept_in(session.variants), key=lambda pair: pair[1].mtime_ns)
    size = sum(stamp.size for _, stamp in kept)
    for file, stamp in kept:
        if size <= megabytes * 1_000_000:
            break
        file.unlink(missing_ok=True)
        size -= stamp.size
