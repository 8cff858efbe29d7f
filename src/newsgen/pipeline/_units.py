"""Units: the parts as they are planned, one for each root, or for each piece of a root."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import Any, Final, NamedTuple

from newsgen.digest import digest_bytes
from newsgen.model.month import UNDATED
from newsgen.pages import parts
from newsgen.pages.outline import RootOutline
from newsgen.pages.part import Part, no_claims
from newsgen.pages.target import Target
from newsgen.pages.variants import piece_of
from newsgen.pages.window import Digests
from newsgen.pipeline._lens import SiteLens
from newsgen.pipeline._month_lens import month_of
from newsgen.pipeline.frame import PORTAL, Frame
from newsgen.store import Catalogue


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of one root, and a piece of it if it is planned piece by piece.

    `digest` stands for all that its files are made of; it is empty if that is not known beforehand.
    `weight` is about how many pages there are, and `year` that of their releases, if it is one. A
    unit of the last build that the site has no longer is without a part.
    """

    name: str
    part: str = ""
    root: str = ""
    piece: str = ""
    digest: bytes = b""
    weight: int = 1
    year: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether only the last build had it; a digest that it left would hide its return."""
        return not self.part

    @property
    def is_last(self) -> bool:
        """Whether its pages are put in place after all others."""
        return not self.is_gone and part_named(self.part).is_last


def part_named(name: str) -> Part[Any]:
    """Return the part of a name."""
    return next(part for part in parts.PARTS if part.name == name)


def unit_name(root: str, part: Part[Any], piece: str) -> str:
    return f"{root}/{piece or part.name}"


class Piece(NamedTuple):
    """A piece of a root, or all of it if it has no name: see `Unit`."""

    name: str
    weight: int
    year: str = ""


def pieces_of(part: Part[Any], outline: RootOutline) -> Iterator[Piece]:
    """Yield the pieces of a root by which a part is planned."""
    match part.by:
        case "month":
            for month, releases in outline.months:
                yield Piece(month, releases, month.partition("-")[0])
        case "term":
            yield from (Piece(term.piece, _PAGE_AND_FEED) for term in outline.terms)
        case "term_year":
            for term in outline.terms:
                for each in term.years:
                    yield Piece(term.year_piece(each.year), 1, each.year or UNDATED)
        case "shard":
            for shard, pictures in outline.pictures.items():
                yield Piece(piece_of(shard), len(pictures) * _PAGES_A_PICTURE)
        case _:
            yield Piece("", part.weight)


def _year_of(planned: tuple[Part[Any], str, Piece]) -> tuple[str, str]:
    """Return the root and the year of a piece; empty, which is before all, if it is of none."""
    _, root, piece = planned
    return (root, piece.year) if piece.year else ("", "")


_PAGE_AND_FEED: Final = 2
_PAGES_A_PICTURE: Final = 15
"""How many pages a worker makes about while it makes smaller copies of a picture, at the least."""


class Units:
    """Opens the windows of a site's parts."""

    def __init__(self, frame: Frame, catalogue: Catalogue) -> None:
        self._frame = frame
        self._catalogue = catalogue
        self._site = SiteLens(frame, catalogue)
        self._digests = Digests()

    def every(self) -> Iterator[Unit]:
        """Yield all units: part by part, as `PARTS` has them, then those of years, year by year.

        So a release is read once for its month and for all of its terms.
        """
        pieces = [
            (part, root, piece)
            for part in parts.PARTS
            for root, outline in self._frame.roots.items()
            if part.applies(outline)
            for piece in pieces_of(part, outline)
        ]
        pieces.sort(key=_year_of)
        return starmap(self._unit, pieces)

    def _unit(self, part: Part[Any], root: str, piece: Piece) -> Unit:
        lens = self._lens(part, root, piece.name)
        return Unit(
            name=unit_name(root, part, piece.name),
            part=part.name,
            root=root,
            piece=piece.name,
            digest=self._digest(part, root, part.window.open(lens).digest(self._digests)),
            weight=piece.weight,
            year=piece.year,
        )

    def _digest(self, part: Part[Any], root: str, window: bytes) -> bytes:
        """Digest what a window gives, and what every page sees beside its view."""
        if not window or not part.templates:
            return window
        frame = self._frame
        return digest_bytes(window, frame.site_digests[root], frame.theme.templates_digest)

    def targets(self, unit: Unit) -> Iterable[Target]:
        """Yield the targets of a unit."""
        if unit.is_gone:
            return ()
        return part_named(unit.part).targets_of(self.lens_of(unit))

    def lens_of(self, unit: Unit) -> Any:
        """Return what a unit's part is shown."""
        return self._lens(part_named(unit.part), unit.root, unit.piece)

    def _lens(self, part: Part[Any], root: str, piece: str) -> Any:
        lens = self._site.root(root)
        return lens.piece(part.by, piece) if part.by else lens

    # One file

    @cached_property
    def claimed(self) -> dict[str, Unit]:
        """The units that make files whose paths are known beforehand, by paths in the output."""
        return {
            outline.root.file(claim.path): self._bare(part, root, claim.piece)
            for root, outline in self._frame.roots.items()
            for part, claim in parts.claims_in(outline)
        }

    def _bare(self, part: Part[Any], root: str, piece: str = "") -> Unit:
        """Return a unit without the digest of its window."""
        return Unit(unit_name(root, part, piece), part.name, root, piece)

    def file(self, root: str, path: str) -> str:
        """Return the path in the output of a file of a root."""
        return path if root == PORTAL or not root else f"{root}/{path}"

    def split(self, file: str) -> tuple[str, str]:
        """Return the root of a file in the output, and its path there."""
        folder, _, path = file.partition("/")
        if self._frame.portal is None:
            return "", file
        return (folder, path) if path and folder in self._frame.roots else (PORTAL, file)

    def making(self, root: str, path: str) -> Iterator[Unit]:
        """Yield the units that may make a file of a root."""
        return (unit for unit, _ in self._making(root, path))

    def target(self, root: str, path: str) -> Target | None:
        """Return the target at a path of a root, made without a look at the rest of its month."""
        file = self.file(root, path)
        for unit, lens in self._making(root, path):
            for target in part_named(unit.part).targets_of(lens):
                if target.path == file:
                    return target
        return None

    def _making(self, root: str, path: str) -> Iterator[tuple[Unit, Any]]:
        """Yield the units that may make a file, with as much of the site as that takes."""
        if root not in self._frame.roots:
            return
        unit = self.claimed.get(self.file(root, path)) or self._claiming_folder(root, path)
        if unit is not None and unit.root == root:
            yield unit, self.lens_of(unit)
            return
        lens, release = self._site.root(root), self._catalogue.releases.at(root, path)
        for part in parts.parts_in(self._frame.roots[root]):
            if part.by == "month" and release and not release.is_page:
                month = month_of(release)
                yield self._bare(part, root, month), lens.month(month, release)
            elif part.claims is no_claims:
                yield self._bare(part, root), lens.narrowed(path)

    def _claiming_folder(self, root: str, path: str) -> Unit | None:
        above = path.split("/")[:-1]
        folders = ("/".join(above[:length]) + "/" for length in range(1, len(above) + 1))
        return next(filter(None, (self.claimed.get(self.file(root, f)) for f in folders)), None)
