"""One page at a time, as a preview needs it: the same targets, keys and bytes as a build's."""

from collections.abc import Iterator
from typing import NamedTuple

from newsgen.digest import checksums, digest_fields
from newsgen.pages import search
from newsgen.pages.target import Target
from newsgen.pipeline.frame import PORTAL, Frame
from newsgen.pipeline.keys import Keys
from newsgen.pipeline.render import render_target
from newsgen.pipeline.targets import Part, Targets, parts_of
from newsgen.store import Catalogue
from newsgen.theme import Renderer


class Single(NamedTuple):
    """A target that a file of the output would be made from; `root` names its document root."""

    root: str
    target: Target
    key: bytes
    checksums: bytes


class Singles:
    """Finds and renders the targets of a site's files, each by itself."""

    def __init__(self, frame: Frame, catalogue: Catalogue, renderer: Renderer) -> None:
        self._frame = frame
        self._catalogue = catalogue
        self._renderer = renderer
        self._targets = Targets(frame, catalogue)
        self._keys = Keys(frame)
        self._parts = parts_of(frame)

    def has(self, root: str, path: str) -> bool:
        """Tell whether a build would write a file at a path of a root."""
        part = self._part(root, path)
        return bool(
            part or self._catalogue.releases.at(root, path) or self._targets.retired(root, path)
        )

    def fixed(self, root: str) -> Iterator[str]:
        """Yield the files of a root that no release decides, relative to it."""
        start = self._file(root, "")
        for file, part in self._parts.items():
            if part.root == root:
                yield file.removeprefix(start)

    def is_asset(self, root: str, file: str) -> bool:
        """Tell whether a file of a root is a theme's or a picture, and no page."""
        return self._parts[self._file(root, file)].kind == "assets"

    def find(self, root: str, path: str) -> Single | None:
        """Return what the file at a path of a root would be made from.

        Raises:
            NewsgenError: its template is missing or is not valid Jinja.

        """
        found = self._target(root, path)
        if found is None:
            return None
        encodings = self._keys.encodings(root, found)
        return Single(root, found, digest_fields(encodings), checksums(encodings))

    def _target(self, root: str, path: str) -> Target | None:
        if part := self._part(root, path):
            file = self._file(root, path)
            return next((t for t in self._targets.of(part) if t.path == file), None)
        if release := self._catalogue.releases.at(root, path):
            return self._targets.release(root, release)
        return self._targets.retired(root, path)

    def render(self, single: Single) -> bytes:
        """Return the bytes of a file. Raises as `render_target` does."""
        return render_target(self._frame, self._renderer, single.root, single.target)

    def _part(self, root: str, path: str) -> Part | None:
        """Return the part that a file belongs to; the portal does not hold what the hosts do."""
        file = self._file(root, path)
        part = self._parts.get(file)
        if part is None and self._frame.has_search and path.startswith(search.INDEX.lstrip("/")):
            part = self._index_part(root, file)
        return part if part and part.root == root else None

    def _index_part(self, root: str, file: str) -> Part | None:
        """Look for a file in the search index: what there is is known when it is made."""
        if root == PORTAL or root not in self._frame.sites:
            return None
        index = Part("index", root)
        return index if any(found.path == file for found in self._targets.of(index)) else None

    def _file(self, root: str, path: str) -> str:
        return path if root == PORTAL or not root else f"{root}/{path}"
