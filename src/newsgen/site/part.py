"""What a part of the site is: its pieces, the paths it claims, its window, and its targets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from newsgen.site.addresses import file_of
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import RootOutline
from newsgen.site.target import Target
from newsgen.site.window import Window

W = TypeVar("W", bound=Window)


class PathClaim(NamedTuple):
    """A file of a root that a part makes, and that no release may therefore have.

    A path that ends in `/` claims only what the part itself makes below it. `piece` is the one that
    makes it, `origin` the file it is copied from; newsgen's own pages have none.
    """

    path: str
    piece: str = ""
    origin: str = ""


class Piece(NamedTuple):
    """A piece of a root that is planned by itself, or all of it if it has no name.

    `weight` is about how many pages there are, and `year` that of their releases, if it is one.
    """

    name: str = ""
    weight: int = 1
    year: str = ""


def whole(outline: RootOutline) -> Iterable[Piece]:  # noqa: ARG001 (as all pieces)
    """Plan a root as one."""
    return (Piece(),)


def no_claims(outline: RootOutline) -> Iterable[PathClaim]:  # noqa: ARG001 (as all claims)
    """Claim no path: what the part makes is at addresses that releases chose."""
    return ()


def at(*hrefs: str) -> Callable[[RootOutline], Iterable[PathClaim]]:
    """Return the claim to the files at some links from the home page, whatever a root has."""

    def claims(outline: RootOutline) -> Iterator[PathClaim]:
        base = outline.root.base
        return (PathClaim(file_of(base + href.removeprefix("/"))) for href in hrefs)

    return claims


def in_a_site(outline: RootOutline) -> bool:
    """Return whether a root is a site, not the portal above the sites."""
    return not outline.is_portal


def is_whole(outline: RootOutline) -> bool:
    """Return whether a root has a folder of its own, and is not a branch of another."""
    return not outline.root.is_branch


def is_whole_site(outline: RootOutline) -> bool:
    """Return whether a root is a site with a folder of its own."""
    return in_a_site(outline) and is_whole(outline)


class OpenWindow(NamedTuple):
    """A window that is open, and the targets that a part makes of it."""

    window: Window
    targets: Iterator[Target]


@dataclass(frozen=True, slots=True)
class Part(Generic[W]):
    """A part of the site, planned as one for each root that it applies to, or piece by piece.

    Attributes:
        opens: opens its window from a root, for a piece. The last argument is the path of the one
            page that a preview asks for, and the window need not show more than that takes; it is
            empty in a build.
        makes: makes its targets of the window, and of nothing else.
        claims: the paths that it may make, from the outline of a root.
        templates: those of its pages, or a folder of them with a slash at its end; empty for a
            part whose files are copied.
        href: the link from the home page to the page of its own that search engines are told of.
        pieces: the pieces of a root that are planned by themselves.
        piece_at: of a part whose paths releases choose, the piece that may make a path of a root.
        is_last: its pages link to all others and are put in place after them.

    """

    name: str
    opens: Callable[[OpenRoot, str, str], W]
    makes: Callable[[W], Iterable[Target]]
    claims: Callable[[RootOutline], Iterable[PathClaim]]
    templates: tuple[str, ...] = ()
    applies: Callable[[RootOutline], bool] = in_a_site
    href: str = ""
    pieces: Callable[[RootOutline], Iterable[Piece]] = whole
    piece_at: Callable[[OpenRoot, str], str | None] | None = None
    is_last: bool = False

    def opened(self, root: OpenRoot, piece: str = "", only: str = "") -> OpenWindow:
        """Open its window, and return it with the targets, which are made as they are asked for.

        Raises:
            ValueError: a target has a template that is not declared, so that no change of it was
                seen.

        """
        window = self.opens(root, piece, only)
        return OpenWindow(window, self._declared(window))

    def _declared(self, window: W) -> Iterator[Target]:
        for target in self.makes(window):
            folder = target.template[: target.template.rfind("/") + 1]
            if target.template and not {target.template, folder} & set(self.templates):
                raise ValueError(f"the part {self.name} does not declare {target.template}")
            yield target


AnyPart = Part[Any]
"""A part, whatever its window is."""
