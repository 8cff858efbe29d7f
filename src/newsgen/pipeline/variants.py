"""Smaller copies of pictures: made once, and kept in the cache for as long as the picture is used.

The name of a copy stands for all that decides its bytes, so a copy that another version of newsgen
made is good too.
"""

from collections.abc import Container, Iterable
from functools import cached_property, partial
from typing import Final, NamedTuple

from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.diagnostics import NewsgenError, fatal
from newsgen.digest import digest
from newsgen.files.imagesize import Size, size_of
from newsgen.media import UncleanError, published
from newsgen.media.pictures import (
    Original,
    can_make_avif,
    can_make_variants,
    may_have_variants,
    recipe,
)
from newsgen.pipeline._kept import kept_in, kept_or_made
from newsgen.pipeline._verdicts import content_digest
from newsgen.pipeline.frame import open_theme
from newsgen.pipeline.session import Session
from newsgen.site.frame import Frame
from newsgen.site.pictures import (
    AVIF,
    WEBP,
    picture_file,
    variant_file,
    variant_path,
    variants_name,
)
from newsgen.site.target import VariantFile

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
