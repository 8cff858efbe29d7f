"""Pictures that stand for no picture: a logo that newsgen.toml does not list."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from newsgen.config.toml_text import toml_key, toml_list
from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.model.area import Area
from newsgen.store.pictures import SharedPicture

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
        yield _finding(area_of(key), list(group), place_of(key))


def _finding(area: Area, shared: list[SharedPicture], span: Span) -> Diagnostic:
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
