"""Pictures of the site's own files: their sizes, and the addresses of their smaller copies."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

WEBP, AVIF = "webp", "avif"
"""Kinds of variants, as their files end."""
Copy = tuple[int, str]
"""The width and the kind of a variant."""
FOLDER: Final = "media"
"""The folder of variants in a root."""
VARIANT: Final = rf"^{FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{20}}-\d+\.(?:{WEBP}|{AVIF})$"
"""The path of a variant in a root: it is named by what decides its bytes."""


class PictureFile(NamedTuple):
    """What is known of a picture: all is empty of one that is not a file of the site.

    Attributes:
        width, height: in pixels, as it is shown.
        name: what its variants are called; empty if there are none.
        widths: those of its variants, in order.
        is_last: whether the picture itself stands behind its variants in a choice of widths.
        has_avif: whether there are variants in AVIF too.

    """

    width: int = 0
    height: int = 0
    name: str = ""
    widths: tuple[int, ...] = ()
    is_last: bool = False
    has_avif: bool = False

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The files of its variants: the width and the kind of each."""
        in_avif = ((width, AVIF) for width in self._widths_in_avif)
        return (*((width, WEBP) for width in self.widths), *in_avif)

    @property
    def _widths_in_avif(self) -> tuple[int, ...]:
        """A browser that knows AVIF is offered nothing else, so the full width is among them."""
        if not (self.has_avif and self.widths):
            return ()
        return (*self.widths, self.width) if self.is_last else self.widths

    @property
    def srcset_in_avif(self) -> str:
        """The addresses of its variants in AVIF, each with its width; empty without any."""
        return self._choices(self._widths_in_avif, AVIF)

    def _choices(self, widths: tuple[int, ...], kind: str) -> str:
        return ", ".join(f"/{variant_path(self.name, width, kind)} {width}w" for width in widths)

    def srcset(self, src: str) -> str:
        """Return the addresses to choose from, each with its width; empty without variants."""
        if not self.widths:
            return ""
        choices = self._choices(self.widths, WEBP)
        return f"{choices}, {src} {self.width}w" if self.is_last else choices


NO_PICTURE: Final = PictureFile()
"""What is known of a picture that is not a file of the site."""


def picture_file(
    path: str, size: tuple[int, int], name: str, widths: Sequence[int], *, has_avif: bool = False
) -> PictureFile:
    """Return a picture with variants of some widths, none of which is wider than it is.

    One of the picture's own width is among them, unless it is WebP itself, or wider than any.
    """
    width, height = size
    if not (widths and name):
        return PictureFile(width, height)
    smaller = tuple(each for each in sorted(widths) if each < width)
    is_within, is_webp = width <= max(widths), path.lower().endswith(".webp")
    if is_within and not is_webp:
        smaller = (*smaller, width)
    if not smaller:
        return PictureFile(width, height)
    return PictureFile(width, height, name, smaller, is_within and is_webp, has_avif)


def variants_name(digest: str, recipe: str) -> str:
    """Return what the variants of a picture are called: all that decides their bytes is in it."""
    return blake2b(f"{digest} {recipe}".encode(), digest_size=10).hexdigest()


def piece_of_name(name: str) -> str:
    """Return the part of a name by which variants are planned, so that a change looks at few."""
    return name[:2]


def variants_folder(piece: str) -> str:
    """Return the folder in which a root has the variants of a piece."""
    return f"{FOLDER}/{piece}/"


def variant_file(name: str, width: int, kind: str) -> str:
    return f"{name}-{width}.{kind}"


def variant_path(name: str, width: int, kind: str) -> str:
    """Return where a root has a variant."""
    return variants_folder(piece_of_name(name)) + variant_file(name, width, kind)
