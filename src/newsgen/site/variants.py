"""Variants of pictures: smaller copies in WebP and AVIF, beside the pictures themselves.

They are planned by the first letters of their names, which are digests: so one picture that has
changed is looked for among few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.digest import digest
from newsgen.model.area import Root
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import RootOutline
from newsgen.site.part import Part, PathClaim, Piece
from newsgen.site.pictures import Copy, variant_path, variants_folder
from newsgen.site.target import Target, VariantFile
from newsgen.site.window import Question, Window


@dataclass(frozen=True, slots=True)
class VariantsWindow(Window):
    """The pictures of a piece: the name, the copies and the file of each."""

    root: Root
    pictures: Question[[], Sequence[tuple[str, tuple[Copy, ...], str]]]


def _open(root: OpenRoot, piece: str, _only: str) -> VariantsWindow:
    """Show the copies of a piece's pictures, except those whose place another file has."""
    frame, shown = root.site.frame, root.outline.pictures[piece]
    files = root.outline.files_below(variants_folder(piece))

    def free(name: str, path: str) -> tuple[Copy, ...]:
        copies = frame.picture(path).copies
        return tuple(copy for copy in copies if variant_path(name, *copy) not in files)

    def pictures() -> list[tuple[str, tuple[Copy, ...], str]]:
        return [(name, free(name, path), path) for name, _, path in shown]

    key = frame.copies_key
    return VariantsWindow(root.root, Question(pictures, lambda: digest(key, shown, files)))


def _pieces(outline: RootOutline) -> Iterator[Piece]:
    for piece, pictures in outline.pictures.items():
        yield Piece(piece, len(pictures) * _PAGES_A_PICTURE)


_PAGES_A_PICTURE: Final = 15
"""How many pages a worker makes about while it makes smaller copies of a picture, at the least."""


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    yield from (PathClaim(variants_folder(piece), piece) for piece in outline.pictures)


def _targets(window: VariantsWindow) -> Iterator[Target]:
    for name, copies, path in window.pictures():
        for width, kind in copies:
            file = window.root.file(variant_path(name, width, kind))
            yield Target(file, "", VariantFile(name, width, kind), f"content/{path}")


VARIANTS: Final = Part(
    "variants",
    _open,
    _targets,
    _claims,
    applies=lambda outline: bool(outline.pictures),
    pieces=_pieces,
)
