"""What a part of the site is: the paths it claims, its window, and the targets it makes of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from newsgen.pages.addresses import file_of
from newsgen.pages.outline import RootOutline
from newsgen.pages.target import Target
from newsgen.pages.window import Window

W = TypeVar("W", bound=Window)


class PathClaim(NamedTuple):
    """A file of a root that a part makes, and that no release may therefore have.

    A path that ends in `/` claims only what the part itself makes below it. `piece` is the month or
    term whose part makes it, `origin` the file it is copied from; newsgen's own pages have none.
    """

    path: str
    piece: str = ""
    origin: str = ""


def no_claims(outline: RootOutline) -> Iterable[PathClaim]:  # noqa: ARG001 (as all claims)
    """Claim no path: what the part makes is at addresses that releases chose."""
    return ()


def at(*hrefs: str) -> Callable[[RootOutline], Iterable[PathClaim]]:
    """Return the claim to the files at some links, whatever a root has."""
    claims = [PathClaim(file_of(href)) for href in hrefs]
    return lambda _: claims


def in_a_site(outline: RootOutline) -> bool:
    """Return whether a root is a site, not the portal above the sites."""
    return not outline.is_portal


@dataclass(frozen=True, slots=True)
class Part(Generic[W]):
    """A part of the site, planned as one for each root that it applies to, or piece by piece.

    Attributes:
        window: what it sees: the argument of `targets`.
        claims: the paths that it may make, from the outline of a root.
        templates: those of its pages, or a folder of them with a slash at its end; empty for a
            part whose files are copied.
        href: the link to the page of its own that search engines are told of.
        by: what its pieces are, each planned by itself: month, term or term_year. Empty if a root
            is planned as one.
        is_last: its pages link to all others and are put in place after them.
        weight: how many pages it has, about; a month has as many as releases.

    """

    name: str
    window: type[W]
    targets: Callable[[W], Iterable[Target]]
    claims: Callable[[RootOutline], Iterable[PathClaim]]
    templates: tuple[str, ...] = ()
    applies: Callable[[RootOutline], bool] = in_a_site
    href: str = ""
    by: str = ""
    is_last: bool = False
    weight: int = 1

    def targets_of(self, lens: Any) -> Iterator[Target]:
        """Yield the targets that it makes of what a lens shows.

        Raises:
            ValueError: one has a template that is not declared, so that no change of it was seen.

        """
        for target in self.targets(self.window.open(lens)):
            folder = target.template[: target.template.rfind("/") + 1]
            if target.template and not {target.template, folder} & set(self.templates):
                raise ValueError(f"the part {self.name} does not declare {target.template}")
            yield target
