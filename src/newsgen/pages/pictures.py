"""Pictures of the site's own files: their sizes, and the addresses of their smaller copies."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

FOLDER: Final = "media"
"""The folder of variants in a root."""


class PictureFile(NamedTuple):
    """What is known of a picture: all is empty of one that is not a file of the site.

    Attributes:
        width, height: in pixels, as it is shown.
        name: what its variants are called; empty if there are none.
        widths: those of its variants, in order.
        is_last: whether the picture itself stands behind its variants in a choice of widths.

    """

    width: int = 0
    height: int = 0
    name: str = ""
    widths: tuple[int, ...] = ()
    is_last: bool = False

    def srcset(self, src: str) -> str:
        """Return the addresses to choose from, each with its width; empty without variants."""
        if not self.widths:
            return ""
        choices = [f"/{variant_path(self.name, width)} {width}w" for width in self.widths]
        return ", ".join([*choices, f"{src} {self.width}w"] if self.is_last else choices)


NO_PICTURE: Final = PictureFile()
"""What is known of a picture that is not a file of the site."""


def picture_file(
    path: str, width: int, height: int, name: str, widths: Sequence[int]
) -> PictureFile:
    """Return a picture with variants of some widths, none of which is wider than it is.

    One of the picture's own width is among them, unless it is WebP itself, or wider than any.
    """
    if not (widths and name):
        return PictureFile(width, height)
    smaller = tuple(each for each in sorted(widths) if each < width)
    is_within, is_webp = width <= max(widths), path.lower().endswith(".webp")
    if is_within and not is_webp:
        smaller = (*smaller, width)
    return PictureFile(
        width, height, name if smaller else "", smaller, is_within and is_webp and bool(smaller)
    )


def variants_name(digest: str, recipe: str) -> str:
    """Return what the variants of a picture are called: all that decides their bytes is in it."""
    return blake2b(f"{digest} {recipe}".encode(), digest_size=10).hexdigest()


def shard_of(name: str) -> str:
    """Return the part of a name by which variants are planned, so that a change looks at few."""
    return name[:2]


def variants_folder(shard: str) -> str:
    """Return the folder in which a root has the variants of a shard."""
    return f"{FOLDER}/{shard}/"


def variant_file(name: str, width: int) -> str:
    return f"{name}-{width}.webp"


def variant_path(name: str, width: int) -> str:
    """Return where a root has a variant."""
    return variants_folder(shard_of(name)) + variant_file(name, width)
