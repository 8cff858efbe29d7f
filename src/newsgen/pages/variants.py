"""Variants of pictures: smaller copies in WebP, beside the pictures themselves.

They are planned by the first letters of their names, which are digests: so one picture that has
changed is looked for among few.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newsgen.model.root import Root
from newsgen.pages.outline import RootOutline
from newsgen.pages.part import Part, PathClaim
from newsgen.pages.pictures import FOLDER, variant_path
from newsgen.pages.target import Target, VariantFile
from newsgen.pages.window import Window


@dataclass(frozen=True, slots=True)
class VariantsWindow(Window):
    """The pictures of a shard: the name, the widths and the file of each."""

    root: Root
    pictures: tuple[tuple[str, tuple[int, ...], str], ...]


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    yield from (PathClaim(f"{FOLDER}/{shard}/", piece_of(shard)) for shard in outline.shards)


def piece_of(shard: str) -> str:
    """Return the name of the piece that a shard is planned as."""
    return f"variants-{shard}"


def _targets(window: VariantsWindow) -> Iterator[Target]:
    for name, widths, path in window.pictures:
        for width in widths:
            file = window.root.file(variant_path(name, width))
            yield Target(file, "", VariantFile(name, width), f"content/{path}")


VARIANTS: Final = Part(
    "variants",
    VariantsWindow,
    _targets,
    _claims,
    applies=lambda outline: bool(outline.pictures),
    by="shard",
)
