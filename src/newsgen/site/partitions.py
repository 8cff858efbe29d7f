"""The partitions of a site: all that are planned, what each makes, and which one makes a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap

from newsgen.digest import digest_bytes
from newsgen.model.area import folder_of
from newsgen.model.partition import Partition
from newsgen.site import parts
from newsgen.site.frame import PORTAL, Frame
from newsgen.site.opened import OpenSite
from newsgen.site.part import AnyPart, Piece
from newsgen.site.target import Target
from newsgen.site.window import Digests
from newsgen.store import Catalogue


@dataclass(frozen=True, slots=True)
class Planned:
    """A partition as a build plans it.

    `key` names it in the manifest. `digest` stands for all that its files are made of; it is empty
    if that is not known beforehand. `weight` is about how many pages there are, and `year` that of
    their releases, if it is one. What only the last build had is without a partition.
    """

    key: str
    partition: Partition | None = None
    digest: bytes = b""
    weight: int = 1
    year: str = ""

    @property
    def root(self) -> str:
        return self.partition.root if self.partition else ""

    @property
    def is_gone(self) -> bool:
        """Whether only the last build had it; a digest that it left would hide its return."""
        return self.partition is None

    @property
    def is_last(self) -> bool:
        """Whether its pages are put in place after all others."""
        return self.partition is not None and parts.part_named(self.partition.part).is_last


class Partitions:
    """Opens the windows of a site's parts."""

    def __init__(self, frame: Frame, catalogue: Catalogue) -> None:
        self._frame = frame
        self._site = OpenSite(frame, catalogue, parts.page_hrefs)
        self._digests = Digests()

    def every(self) -> Iterator[Planned]:
        """Yield all partitions: part by part, as `PARTS` has them, then those of years, by year.

        So a release is read once for its month and for all of its terms.
        """
        pieces = [
            (part, root, piece)
            for part in parts.PARTS
            for root, outline in self._frame.roots.items()
            if part.applies(outline)
            for piece in part.pieces(outline)
        ]
        pieces.sort(key=_year_of)
        return starmap(self._planned, pieces)

    def _planned(self, part: AnyPart, root: str, piece: Piece) -> Planned:
        partition = Partition(part.name, root, piece.name)
        window = part.opened(self._site.root(root), piece.name).window
        digest = self._digest(part, root, window.digest(self._digests))
        return Planned(partition.key, partition, digest, piece.weight, piece.year)

    def _digest(self, part: AnyPart, root: str, window: bytes) -> bytes:
        """Digest what a window gives, and what every page sees beside its view."""
        if not window or not part.templates:
            return window
        frame = self._frame
        return digest_bytes(window, frame.site_digests[root], frame.theme.templates_digest)

    def targets(self, partition: Partition, only: str = "") -> Iterator[Target]:
        """Yield the targets of a partition, or only what the page at one path of its root takes."""
        root = self._site.root(partition.root)
        return parts.part_named(partition.part).opened(root, partition.piece, only).targets

    # One file

    @cached_property
    def claimed(self) -> dict[str, Partition]:
        """The partitions of files whose paths are known beforehand, by paths in the output."""
        return {
            outline.root.file(claim.path): Partition(part.name, root, claim.piece)
            for root, outline in self._frame.roots.items()
            for part, claim in parts.claims_in(outline)
        }

    def file(self, root: str, path: str) -> str:
        """Return the path in the output of a file of a root."""
        folder = folder_of(root)
        return f"{folder}/{path}" if folder else path

    def split(self, file: str) -> tuple[str, str]:
        """Return the root of a file in the output, and its path there."""
        folder, _, path = file.partition("/")
        if self._frame.portal is None:
            return "", file
        return (folder, path) if path and folder in self._frame.roots else (PORTAL, file)

    def making(self, root: str, path: str) -> Iterator[Partition]:
        """Yield the partitions that may make a file of a root."""
        return (partition for partition, _ in self._making(root, path))

    def target(self, root: str, path: str) -> tuple[str, Target] | None:
        """Return the target at a path of a root, made without a look at the rest of its month.

        With it comes the name of the root or the branch that it is of.
        """
        file = self.file(root, path)
        for partition, only in self._making(root, path):
            for target in self.targets(partition, only):
                if target.path == file:
                    return partition.root, target
        return None

    def _making(self, root: str, path: str) -> Iterator[tuple[Partition, str]]:
        """Yield the partitions that may make a file, and the path of the only page that it takes.

        That is empty for a file whose path is known beforehand: it may take all of the partition.
        """
        if root not in self._frame.roots:
            return
        if claiming := self._claiming(root, path):
            yield claiming, ""
            return
        for name, outline in self._frame.roots.items():
            for part in parts.parts_in(outline) if folder_of(name) == folder_of(root) else ():
                if part.piece_at is not None:
                    piece = part.piece_at(self._site.root(name), path)
                    if piece is not None:
                        yield Partition(part.name, name, piece), path

    def _claiming(self, root: str, path: str) -> Partition | None:
        """Return the partition that claims a file of a root, or else a folder that it is in."""
        above = path.split("/")[:-1]
        folders = ("/".join(above[:length]) + "/" for length in range(1, len(above) + 1))
        claims = (self.claimed.get(self.file(root, claimed)) for claimed in (path, *folders))
        return next((each for each in claims if each and is_of(each, root)), None)


def is_of(partition: Partition, root: str) -> bool:
    """Return whether a partition is of a root, or of a branch of it."""
    return root in (partition.root, folder_of(partition.root))


def _year_of(planned: tuple[AnyPart, str, Piece]) -> tuple[str, str]:
    """Return the root and the year of a piece; empty, which is before all, if it is of none."""
    _, root, piece = planned
    return (root, piece.year) if piece.year else ("", "")
