"""Variants of pictures: smaller copies in WebP and AVIF, beside the pictures themselves.

They are planned by the first letters of their names, which are digests: so one picture that has
changed is looked for among few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.model.root import Root
from newsgen.pages.outline import RootOutline
from newsgen.pages.part import Part, PathClaim
from newsgen.pages.pictures import Copy, variant_path, variants_folder
from newsgen.pages.target import Target, VariantFile
from newsgen.pages.window import Question, Window


@dataclass(frozen=True, slots=True)
class VariantsWindow(Window):
    """The pictures of a shard: the name, the copies and the file of each."""

    root: Root
    pictures: Question[[], Sequence[tuple[str, tuple[Copy, ...], str]]]


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    yield from (PathClaim(variants_folder(shard), piece_of(shard)) for shard in outline.pictures)


def piece_of(shard: str) -> str:
    """Return the name of the piece that a shard is planned as."""
    return f"variants-{shard}"


def shard_in(piece: str) -> str:
    """Return the shard of a piece."""
    return piece.removeprefix(piece_of(""))


def _targets(window: VariantsWindow) -> Iterator[Target]:
    for name, copies, path in window.pictures():
        for width, kind in copies:
            file = window.root.file(variant_path(name, width, kind))
            yield Target(file, "", VariantFile(name, width, kind), f"content/{path}")


VARIANTS: Final = Part(
    "variants",
    VariantsWindow,
    _targets,
    _claims,
    applies=lambda outline: bool(outline.pictures),
    by="shard",
)
