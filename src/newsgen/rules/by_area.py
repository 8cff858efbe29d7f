"""The rules that give one finding an area: its name, its clocks and its default pictures."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from newsgen.codes import Severity
from newsgen.config.areas import AreaSettings
from newsgen.config.toml_text import toml_key, toml_list, toml_text
from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.model.area import Area, folded_name
from newsgen.model.refusal import is_one_edit
from newsgen.store._overview import AreaClock
from newsgen.store.uses import SharedPicture


def check_area_names(
    areas: Iterable[Area], configured: Container[str], span: Span
) -> Iterator[Diagnostic]:
    """Yield a finding for areas of one root that have the same slug.

    Args:
        areas: those of a root, the one that counts most first.
        configured: the keys of areas that newsgen.toml describes.
        span: where newsgen.toml is.

    """
    by_slug: dict[str, list[Area]] = {}
    for area in sorted(areas, key=lambda area: area.key not in configured):
        by_slug.setdefault(area.slug.casefold(), []).append(area)
    for same in by_slug.values():
        if len(same) > 1:
            yield _same_pages(same, configured, span)


def _same_pages(areas: Sequence[Area], configured: Container[str], span: Span) -> Diagnostic:
    names = " and ".join(f"“{area.key}”" for area in areas)
    message = f"the areas {names} have the same pages, at /areas/{areas[0].slug}/"
    if len({folded_name(area.key) for area in areas}) > 1:
        hint = "Give each area a slug of its own in newsgen.toml."
    else:
        right = areas[0].key
        hint = f"If they are one area, write {right} in all releases. "
        hint += "" if right in configured else f"With [areas.{toml_key(right)}] in newsgen.toml, "
        hint += f"`newsgen check --fix` writes {right} where a release has a url."
    return Diagnostic("NG415", message, span, hint, subject=" ".join(a.key for a in areas))


def check_unused_areas(
    areas: Mapping[str, AreaSettings],
    used: Callable[[], Container[str]],
    place: Callable[[str], Span],
) -> Iterator[Diagnostic]:
    """Warn of areas of newsgen.toml that no release names, and that are probably misspelt.

    An area with a name is meant as it is.

    Args:
        areas: those of newsgen.toml.
        used: returns the areas of all releases, published or not.
        place: returns where newsgen.toml has an area.

    """
    for key, settings in areas.items():
        near = [each for each in areas if is_one_edit(each.casefold(), key.casefold())]
        if settings.name or not near or key in (known := used()) or near[0] not in known:
            continue
        message = f"no release has the area {key}"
        hint = f"Did you mean {near[0]}? If {key} is right, add name = {toml_text(key)} to it."
        # An error would hold up the removal of the last release of an area.
        yield Diagnostic("NG702", message, place(key), hint, severity=Severity.WARNING)


def check_clocks(areas: Iterable[AreaClock]) -> Iterator[Diagnostic]:
    """Yield a finding for each area, at the oldest of its releases that have such a key."""
    for area, releases, first in areas:
        how_many = "a release" if releases == 1 else f"{releases:,} releases"
        yield Diagnostic(
            "NG314",
            f"in {how_many} of {area} a key differs from the dateline by the offset from UTC: here "
            f"{first.key} is {first.said}, but the dateline says {first.local}",
            first.span,
            "The dateline is taken. Have the key written with the right offset, such as +01:00 in "
            "a British summer.",
            (Related(first.dateline, "the dateline is here"),),
            subject=area,
        )


FEWEST_TIMES: Final = 50
"""Of fewer times it may be chance that none is in the afternoon."""


def check_half_clocks(
    areas: Iterable[tuple[str, int]], place_of: Callable[[str], Span]
) -> Iterator[Diagnostic]:
    """Yield a finding for each area whose times are those of a 12-hour clock without am and pm."""
    for area, times in areas:
        yield Diagnostic(
            "NG315",
            f"all {times:,} times of {area} are before 1pm, and many are at night: their clock may "
            "have 12 hours, without am and pm",
            place_of(area),
            f"If afternoons are among them, write under [areas.{toml_key(area)}] to show the day "
            "only: half_clock = true",
            subject=area,
        )


MOST: Final = 20
"""So many releases may tell of one event and have its picture."""
_SHARE: Final = 10
"""More than one in so many releases of a host."""


def is_default(releases: int, all_releases: int) -> bool:
    """Return whether so many of a host's releases have a picture that it may be a logo."""
    return releases > MOST and releases * _SHARE > all_releases


def check_default_pictures(
    shared: Iterable[SharedPicture], area_of: Callable[[str], Area], place_of: Callable[[str], Span]
) -> Iterator[Diagnostic]:
    """Yield one finding for each area with pictures that a large part of a host's releases have.

    Args:
        shared: the pictures that more than `MOST` releases of a host have, area by area.
        area_of: returns an area by its key.
        place_of: returns where newsgen.toml describes an area's default pictures.

    """
    large = (each for each in shared if is_default(each.releases, each.all_releases))
    for key, group in groupby(large, attrgetter("area")):
        yield _default_pictures(area_of(key), list(group), place_of(key))


def _default_pictures(area: Area, shared: list[SharedPicture], span: Span) -> Diagnostic:
    message = " and ".join(
        f"{each.releases} of {each.all_releases} releases on {each.host} have the picture "
        f"{each.picture}"
        for each in shared
    )
    pictures = list(dict.fromkeys(each.picture for each in shared))
    listed = toml_list([*area.default_images, *pictures])
    write = "change the line" if area.default_images else "write"
    hint = (
        f"If it shows a logo or the like, {write} under [areas.{toml_key(area.key)}] to show no "
        f"picture instead: default_images = {listed}"
    )
    related = tuple(Related(each.span, "one of these releases") for each in shared)
    return Diagnostic("NG603", message, span, hint, related, subject=" ".join(sorted(pictures)))
