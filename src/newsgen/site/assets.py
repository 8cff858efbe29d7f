"""Files that are copied: the theme's assets, and files of the content folder in use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.digest import digest
from newsgen.model.area import Root
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import RootOutline
from newsgen.site.part import Part, PathClaim, is_whole
from newsgen.site.target import AssetFile, CopiedFile, Target
from newsgen.site.window import Question, Window


@dataclass(frozen=True, slots=True)
class AssetsWindow(Window):
    """The names and digests of files: that of an asset is in its published name."""

    root: Root
    assets: tuple[tuple[str, str], ...]
    copied_files: Question[[], Sequence[CopiedFile]]


def _open(root: OpenRoot, _piece: str, _only: str) -> AssetsWindow:
    verdicts = root.site.frame.verdicts

    def copied_files() -> list[CopiedFile]:
        return [CopiedFile(path, verdicts[path].digest) for path in root.outline.files]

    def copied_digest() -> bytes:
        return digest([(file.path, file.digest) for file in copied_files()])

    return AssetsWindow(root.root, root.outline.assets, Question(copied_files, copied_digest))


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    yield from (PathClaim(path, origin=f"themes/{name}") for name, path in outline.assets)
    yield from (PathClaim(path, origin=f"content/{path}") for path in outline.files)


def _targets(window: AssetsWindow) -> Iterator[Target]:
    root = window.root
    for name, path in window.assets:
        yield Target(root.file(path), "", AssetFile(name, path), name)
    for file in window.copied_files():
        yield Target(root.file(file.path), "", file, f"content/{file.path}")


ASSETS: Final = Part("assets", _open, _targets, _claims, applies=is_whole)
