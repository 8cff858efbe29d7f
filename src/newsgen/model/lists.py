"""Lists of releases that a site or its theme names, and which releases are in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from newsgen.model.release import Release
from newsgen.model.worded import Worded

HOME: Final = "home"
PAGE: Final = "page"
AREA: Final = "area"
PLACES: Final[dict[str, str]] = {
    HOME: "The home page",
    PAGE: "Every page of the site",
    AREA: "The page of each area, with the releases of that area",
}
FIELD: Final = "fields."
"""What the name of a site's field begins with in `where`."""
MOST: Final = 50
"""Releases in a list."""
APPEALS: Final = 4
"""Open appeals on a home page."""
FEATURED: Final = 5
"""Releases that come before all others."""
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ReleaseList:
    """A list of the newest releases, or of the oldest, that have some values.

    `where` has keys, each with the values of which a release needs one. A release leaves the list
    at an `age`. `on` has the places that show it, and files of single pages.
    """

    name: str
    title: Worded
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 5
    oldest_first: bool = False
    since: datetime | None = None
    age: timedelta | None = None
    on: tuple[str, ...] = (HOME,)

    def takes(self, release: Release) -> bool:
        """Return whether a release is in the list, as far as its age lets it."""
        return all(
            not {*map(_folded, wanted)}.isdisjoint(map(_folded, _values(release, key)))
            for key, wanted in self.where
        )

    def shelves(self, area: str) -> Iterable[str]:
        """Return the areas of whose releases the list of a release of one is: "" is all of them."""
        if any(place != AREA for place in self.on):
            yield ""
        if AREA in self.on:
            yield area

    def start(self, as_of: datetime) -> datetime | None:
        """Return the first second whose releases are in the list; None if it has those of any."""
        bounds = [self.since] if self.since else []
        bounds += [as_of - self.age + _SECOND] if self.age else []
        return max(bounds, default=None)

    def end_of(self, release: Release) -> datetime | None:
        """Return when a release leaves the list by its age."""
        if self.age is None or release.published is None:
            return None
        return release.published.at.astimezone(UTC).replace(microsecond=0) + self.age


def _values(release: Release, key: str) -> tuple[str, ...]:
    """Return what a release has for a key of `where`."""
    if key.startswith(FIELD):
        value: Any = release.fields.get(key.removeprefix(FIELD))
        several = value if isinstance(value, list | tuple) else (value,)
        return tuple(str(each) for each in several if each)
    if key == "language":
        return (release.language, release.language.partition("-")[0])
    value = getattr(release, key)
    return value if isinstance(value, tuple) else (str(value),)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return " ".join(word.casefold().split())
