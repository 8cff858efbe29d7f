"""Whether the hosts of an archive can share a folder, and the folder of each area's lists."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from typing import NamedTuple

from newsgen.model.urls import Address, URLError, above, folded, output_path


class Collision(NamedTuple):
    """A path that two hosts have, for different pages."""

    path: str
    hosts: tuple[str, str]


class Lists(NamedTuple):
    """Where the lists of an area are; `slug` is in the path if another area has it already."""

    archive: str
    hosts: tuple[str, ...]
    releases: int
    slug: str


def collision_of(addresses: Iterable[Address], areas: Sequence[Lists]) -> Collision | None:
    """Return a path that makes each host need a folder, or `None` if one will do for all."""
    return next(_of_releases(addresses), None) or next(_of_lists(areas), None)


def separate(areas: Sequence[Lists], *, per_host: bool) -> Iterator[str]:
    """Yield an archive for each area that no other has; the largest area keeps its path."""
    taken: set[tuple[str, str]] = set()
    archives: dict[int, str] = {}
    for at, area in sorted(enumerate(areas), key=lambda item: -item[1].releases):
        roots = area.hosts if per_host and area.hosts else ("",)
        archive = area.archive
        while any((root, folded(archive)) in taken for root in roots):
            archive += f"{area.slug}/"
        taken |= {(root, folded(archive)) for root in roots}
        archives[at] = archive
    return (archives[at] for at in range(len(areas)))


def _of_releases(addresses: Iterable[Address]) -> Iterator[Collision]:
    """Yield paths where two hosts have releases, or one a release and one a folder."""
    by_path: dict[str, Address] = {}
    for address in addresses:
        with suppress(URLError):
            other = by_path.setdefault(folded(output_path(address)), address)
            if other.host != address.host:
                yield Collision(other.path, (other.host, address.host))
    for path, address in by_path.items():
        for folder in above(path):
            other = by_path.get(folder, address)
            if other.host != address.host:
                yield Collision(other.path, (other.host, address.host))


def _of_lists(areas: Sequence[Lists]) -> Iterator[Collision]:
    for one, other in combinations((area for area in areas if area.hosts), 2):
        if folded(one.archive) == folded(other.archive) and not set(one.hosts) & set(other.hosts):
            yield Collision(one.archive, (one.hosts[0], other.hosts[0]))
