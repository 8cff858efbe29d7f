"""What the releases of an old archive say of its site: areas, hosts, paths, zone, language."""

import html
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from newsgen.model.dates import DateError, month_of_path, parse
from newsgen.model.same_address import picture_address
from newsgen.model.urls import Address, URLError, above, folded, output_path, parse_url, slugify
from newsgen.model.wellformed import legal
from newsgen.rules.appeals import OLD as OLD_APPEAL, kind_of_title, lacks_kind
from newsgen.rules.by_area import is_default
from newsgen.scaffold.naming import Titled, names_of
from newsgen.scaffold.patterns import Pattern, Sureness, archive_of, permalink_of, sureness
from newsgen.scaffold.reading import OldRelease, language_of_site


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


_FEWEST_PICTURES: Final = 5
"""A picture that over half of a host's releases have, and so many, is taken for a logo."""


class Said(NamedTuple):
    """What newsgen.toml needs of a release; what it lacks is an empty text or `None`."""

    area: str
    address: Address | None
    picture: str
    titled: Titled
    times: tuple[str, ...]


class HostCount(NamedTuple):
    """A host, and how many releases have it."""

    host: str
    releases: int


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What the releases of an area say of it; `spellings` are other ways to write its key.

    The slug is empty where the one that newsgen makes of the key will do.
    """

    key: str
    name: Pattern
    releases: int
    hosts: tuple[HostCount, ...]
    archive: Pattern
    permalink: Pattern | None
    default_images: tuple[str, ...]
    aliases: tuple[Pattern, ...]
    spellings: tuple[str, ...]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What all releases say; with a `collision`, each host needs a folder to itself.

    `other_language` has the files that are in another language than the site and do not say so, and
    `appeals` is how many new releases ask for help by their titles and have no kind.
    """

    releases: int
    areas: tuple[AreaFacts, ...]
    base_url: Pattern | None
    collision: Collision | None
    language: Pattern
    other_language: tuple[str, ...]
    timezone: Pattern
    without_area: int
    without_address: int
    appeals: int = 0


def facts_of(releases: Sequence[OldRelease], now: datetime) -> ArchiveFacts:
    """Return what releases say of their site, and what of them is new."""
    said = [_said(release.values) for release in releases]
    language = language_of_site([release.language for release in releases])
    addresses = [each.address for each in said if each.address]
    areas = list(_with_slugs([_area(group) for group in _by_area(said)]))
    lists = [_lists(area) for area in areas]
    collision = collision_of(addresses, lists)
    archives = archives_in_one_case(lists, per_host=collision is not None)
    return ArchiveFacts(
        releases=len(said),
        areas=tuple(map(_with_archive, areas, archives)),
        base_url=_base_url(addresses),
        collision=collision,
        language=language,
        other_language=tuple(_in_another(releases, language.text)),
        timezone=zone_of(time for each in said for time in each.times),
        without_area=sum(not each.area for each in said),
        without_address=len(said) - len(addresses),
        appeals=sum(
            _is_appeal_without_kind(release) and not _is_old(each, now)
            for release, each in zip(releases, said, strict=True)
        ),
    )


def _is_appeal_without_kind(release: OldRelease) -> bool:
    title = release.values.get("title")
    is_appeal = isinstance(title, str) and kind_of_title(title) is not None
    return is_appeal and lacks_kind(release.values)


def _is_old(said: Said, now: datetime) -> bool:
    """Return whether a release is too old for NG563; one without a date is not."""
    for time in filter(None, said.times):
        with suppress(DateError):
            return parse(time, ZoneInfo("UTC")).at + OLD_APPEAL <= now
    month = month_of_path(said.address.path) if said.address else None
    return month is not None and datetime(*month, 1, tzinfo=UTC) + OLD_APPEAL <= now


def _in_another(releases: Iterable[OldRelease], language: str) -> Iterator[str]:
    """Yield the files in another language than the site that do not say so."""
    for release in releases:
        if release.language not in ("", language) and not _text(release.values, "language"):
            yield release.path


def _lists(area: AreaFacts) -> Lists:
    return Lists(area.archive.text, tuple(host for host, _ in area.hosts), area.releases)


def _with_archive(area: AreaFacts, archive: str) -> AreaFacts:
    if archive == area.archive.text:
        return area
    return replace(area, archive=Pattern(archive, Sureness.GUESSED))


def _said(values: Mapping[str, Any]) -> Said:
    address = _address(_text(values, "url"))
    picture = html.unescape(_text(values, "og", "image"))
    if picture and address:
        with suppress(ValueError):
            picture = urljoin(address.url, picture)
    return Said(
        _text(values, "area"),
        address,
        picture if picture.startswith(("https://", "http://")) else "",
        Titled(_text(values, "title"), _text(values, "og", "site", "name")),
        (_text(values, "date"), _text(values, "article", "published", "time")),
    )


def _text(values: Any, *keys: str) -> str:
    for key in keys:
        values = values.get(key) if isinstance(values, Mapping) else None
    return legal(values).strip() if isinstance(values, str) else ""


def _address(url: str) -> Address | None:
    try:
        return parse_url(url)
    except URLError:
        return None


def _by_area(said: Iterable[Said]) -> list[list[Said]]:
    """Return the releases of each area, however they spell it, in the order of their names."""
    groups = defaultdict[str, list[Said]](list)
    for each in said:
        if each.area:
            groups[folded(slugify(each.area) or each.area)].append(each)
    return [groups[key] for key in sorted(groups)]


def _area(said: Sequence[Said]) -> AreaFacts:
    """Return the facts of an area; its key is as most of its releases spell it."""
    spellings = [spelling for spelling, _ in Counter(each.area for each in said).most_common()]
    addresses = [each.address for each in said if each.address]
    hosts = Counter(address.host for address in addresses)
    archive = archive_of(addresses)
    names = names_of(spellings[0], [each.titled for each in said])
    return AreaFacts(
        key=spellings[0],
        name=names.name,
        releases=len(said),
        hosts=tuple(HostCount(host, number) for host, number in hosts.most_common()),
        archive=archive,
        permalink=permalink_of(addresses, archive.text),
        default_images=tuple(_default_images(said, hosts)),
        aliases=names.aliases,
        spellings=tuple(spellings[1:]),
    )


def _default_images(said: Sequence[Said], hosts: Mapping[str, int]) -> Iterator[str]:
    """Yield the pictures that so many releases of a host have that they stand for none."""
    written: dict[str, str] = {}
    shared: Counter[tuple[str, str]] = Counter()
    for each in said:
        if each.address:
            picture = picture_address(each.picture, each.address.url)
            written.setdefault(picture, each.picture)
            shared[each.address.host, picture] += 1
    images = dict.fromkeys(
        written[picture]
        for (host, picture), number in shared.most_common()
        if picture and (is_default(number, hosts[host]) or _is_of_most(number, hosts[host]))
    )
    yield from images


def _is_of_most(number: int, whole: int) -> bool:
    return number >= _FEWEST_PICTURES and sureness(number, whole) is not Sureness.GUESSED


def _with_slugs(areas: Sequence[AreaFacts]) -> Iterator[AreaFacts]:
    """Give areas whose names have no letter for a slug one each: newsgen would call them `area`."""
    taken = {slugify(area.key).lower() for area in areas}
    for area in areas:
        slug = slugify(area.key).lower()
        if slug:
            yield area
            continue
        slug, number = "area", 1
        while slug in taken:
            number += 1
            slug = f"area-{number}"
        taken.add(slug)
        yield replace(area, slug=slug)


def _base_url(addresses: Sequence[Address]) -> Pattern | None:
    """Return the host that most releases have; another host is a guess of what the site is for."""
    sites = Counter((address.host, address.scheme) for address in addresses)
    if not sites:
        return None
    (host, scheme), _ = sites.most_common(1)[0]
    number = sum(address.host == host for address in addresses)
    return Pattern(f"{scheme}://{host}", sureness(number, len(addresses)))


ZONES: Final = (
    "Europe/London", "Europe/Gibraltar", "Asia/Nicosia", "Atlantic/Bermuda", "Atlantic/Stanley",
)  # fmt: skip
"""The time zones of British forces, at home and overseas; the first if nothing shows another."""


def zone_of(times: Iterable[str]) -> Pattern:
    """Return the zone that most times fit, of those that have an offset other than UTC's."""
    local = [at for at in map(_time, times) if at and at.utcoffset()]
    fits = {zone: sum(_is_in(at, ZoneInfo(zone)) for at in local) for zone in ZONES}
    zone = max(fits, key=lambda zone: fits[zone])
    return Pattern(zone, sureness(fits[zone], len(local)))


def _time(text: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    return None


def _is_in(at: datetime, zone: ZoneInfo) -> bool:
    try:
        return at.astimezone(zone).utcoffset() == at.utcoffset()
    except OverflowError:
        return False
