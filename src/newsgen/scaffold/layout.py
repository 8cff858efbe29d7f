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
    """Where the lists of an area are, and how many releases it has."""

    archive: str
    hosts: tuple[str, ...]
    releases: int


def collision_of(addresses: Iterable[Address], areas: Sequence[Lists]) -> Collision | None:
    """Return a path that makes each host need a folder, or `None` if one will do for all."""
    return next(_of_releases(addresses), None) or next(_of_lists(areas), None)


def archives_in_one_case(areas: Sequence[Lists], *, per_host: bool) -> Iterator[str]:
    """Yield the archive of each area, in the letter case of the largest that has it too.

    Areas share lists where their archives are equal; lists in `/News/` and `/news/` would collide.
    """
    spelt: dict[tuple[str, str], str] = {}
    for area in sorted(areas, key=lambda area: -area.releases):
        for place in _places(area, per_host=per_host):
            spelt.setdefault(place, area.archive)
    return (spelt[_places(area, per_host=per_host)[0]] for area in areas)


def _places(area: Lists, *, per_host: bool) -> list[tuple[str, str]]:
    """Return the places of an area's lists in the output: a folder for hosts, and a path in it."""
    folders = area.hosts if per_host and area.hosts else ("",)
    return [(folder, folded(area.archive)) for folder in folders]


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
    for area, other in combinations((area for area in areas if area.hosts), 2):
        if folded(area.archive) == folded(other.archive) and not set(area.hosts) & set(other.hosts):
            yield Collision(area.archive, (area.hosts[0], other.hosts[0]))
