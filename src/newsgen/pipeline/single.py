"""One page at a time, as a preview needs it: the same targets, keys and bytes as a build's."""

from collections.abc import Iterator
from typing import NamedTuple

from newsgen.digest import checksums, digest_fields
from newsgen.model.taxonomy import Taxonomy
from newsgen.pipeline._render import Makers, render_target
from newsgen.pipeline.plan import Keys
from newsgen.site.assets import ASSETS
from newsgen.site.frame import Frame
from newsgen.site.partitions import Partitions, is_of
from newsgen.site.target import Target
from newsgen.store import Catalogue
from newsgen.theme.render import Renderer


class Single(NamedTuple):
    """A target that a file of the output would be made from, and the name of its root or branch."""

    root: str
    target: Target
    key: bytes
    checksums: bytes


class Singles:
    """Finds and renders the targets of a site's files, each by itself."""

    def __init__(self, frame: Frame, catalogue: Catalogue, renderer: Renderer) -> None:
        self._frame = frame
        self._renderer = renderer
        self._makers = Makers.of(frame)
        self._partitions = Partitions(frame, catalogue)
        self._keys = Keys(frame)

    def has(self, root: str, path: str) -> bool:
        """Return whether a build would write a file at a path of a root."""
        claiming = self._partitions.claimed.get(self._partitions.file(root, path))
        if claiming:
            return is_of(claiming, root)
        return self._partitions.target(root, path) is not None

    def fixed(self, root: str) -> Iterator[str]:
        """Yield the files of a root that no release decides, relative to it."""
        start = self._partitions.file(root, "")
        for file, partition in self._partitions.claimed.items():
            if is_of(partition, root) and not file.endswith("/"):
                yield file.removeprefix(start)

    @property
    def sorted_by(self) -> tuple[Taxonomy, ...]:
        """What releases are sorted by, with the paths that it has in any root."""
        return self._frame.config.sorted_by_anywhere

    def is_asset(self, root: str, file: str) -> bool:
        """Return whether a file of a root is a theme's or a picture, and not a page."""
        return self._partitions.claimed[self._partitions.file(root, file)].part == ASSETS.name

    def find(self, root: str, path: str) -> Single | None:
        """Return what the file at a path of a root would be made from.

        Raises:
            NewsgenError: its template is missing or is not valid Jinja.

        """
        placed = self._partitions.target(root, path)
        if placed is None:
            return None
        name, target = placed
        encodings = self._keys.encodings(name, target)
        return Single(name, target, digest_fields(encodings), checksums(encodings))

    def render(self, single: Single) -> bytes:
        """Return the bytes of a file. Raises as `render_target` does."""
        return render_target(self._frame, self._renderer, self._makers, single.root, single.target)
