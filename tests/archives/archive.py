"""Writing the archives: which release has which pattern, and the files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import unescape
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urljoin

from tests.archives import force_patterns, sorting
from tests.archives.draft import Draft
from tests.archives.forces import FORCES, ONE_FORCE, Force
from tests.archives.patterns import AFTER, ALL, BEFORE, PATTERNS, Pattern
from tests.archives.stories import tell
from tests.archives.styles import LONDON, STYLES, UNLISTED, default_picture

UNTITLED: Final = "government"
"""The style whose releases have no title."""
UNDATED: Final = "undated_http"
"""The style whose releases have no date, and how many those are among real ones."""
UNDATED_PAGES: Final = 125
LEAST: Final = 300
"""A national archive of fewer releases has no room for every pattern."""
FIRST: Final = datetime(2017, 6, 1, 6, tzinfo=LONDON)
DAYS: Final = 1_400
DAYS_OF_ONE: Final = 690
FIRST_OF_ONE: Final = datetime(2019, 5, 1, 6, tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class Placed:
    """What is known of a release that was written: its file and what it was given."""

    path: str
    area: str
    url: str
    at: datetime
    patterns: tuple[str, ...]
    title: str
    """The title as readers should see it, the summary and so on: see `Draft`."""
    summary: str
    finds: Mapping[str, int]
    shows: tuple[tuple[str, str], ...]
    picture: bool
    dated: bool
    held: bool


@dataclass(frozen=True)
class Archive:
    """A folder with an archive, and the settings of a site that has it."""

    folder: Path
    releases: tuple[Placed, ...]
    settings: str

    @cached_property
    def by_pattern(self) -> dict[str, list[Placed]]:
        """The releases that have each pattern."""
        placed = defaultdict[str, list[Placed]](list)
        for release in self.releases:
            for pattern in release.patterns:
                placed[pattern].append(release)
        return dict(placed)


def national(
    folder: Path, *, seed: int = 1, releases: int = 2_300, is_sorted: bool = False
) -> Archive:
    """Write the archives of 46 forces below a folder, each in a folder of its own.

    If it is sorted, releases have terms as well: what newsgen finds by those is not in `finds`.
    """
    drafts = national_drafts(seed=seed, releases=releases)
    placed = _write(folder, _with_terms(drafts, seed) if is_sorted else drafts)
    return Archive(folder, placed, settings(FORCES) + sorting.SETTINGS * is_sorted)


def one_force(folder: Path, *, seed: int = 1, releases: int = 1_114) -> Archive:
    """Write the archive of one force, its files side by side in a folder."""
    plan = _plan(force_patterns.PATTERNS, [ONE_FORCE], releases, seed)
    days = (FIRST_OF_ONE, DAYS_OF_ONE)
    drafts = _drafts(plan, [ONE_FORCE], releases=releases, seed=seed, days=days)
    return Archive(folder, _write(folder, drafts, flat=True), settings([ONE_FORCE]))


def national_drafts(*, seed: int = 1, releases: int) -> Iterator[Draft]:
    """Yield the releases of the national archive, for those who write them in another form.

    Raises:
        ValueError: there are too few releases for all patterns.
    """
    if releases < LEAST:
        raise ValueError(f"a national archive has at least {LEAST} releases, not {releases}")
    plan = _plan(PATTERNS, FORCES, releases, seed)
    return _drafts(plan, FORCES, releases=releases, seed=seed, days=(FIRST, DAYS))


def _with_terms(drafts: Iterable[Draft], seed: int) -> Iterator[Draft]:
    for draft in drafts:
        draft.meta |= sorting.terms(Random(f"{seed} {draft.number} terms"), draft.kind)
        yield draft


def settings(forces: Iterable[Force]) -> str:
    """Return a newsgen.toml with the areas of forces."""
    areas = "".join(
        f'\n[areas."{force.area}"]\nname = "{force.name}"\nhosts = ["{force.host}"]\n'
        f'aliases = ["{force.short}"]\n{_pictures(force)}'
        for force in forces
    )
    return f'[site]\ntitle = "Police news"\nbase_url = "https://news.example"\n{areas}'


def _pictures(force: Force) -> str:
    """Return the line with the default picture of a force; one of them does not list it."""
    picture = default_picture(force)
    if not picture or force.style == UNLISTED:
        return ""
    address = urljoin(f"https://{force.host}", unescape(picture))
    return f'default_images = ["{address}"]\n'


def _plan(
    patterns: Iterable[Pattern], forces: Sequence[Force], releases: int, seed: int
) -> dict[int, list[Pattern]]:
    """Choose the releases that each pattern is given to: one pattern a part of a release."""
    chosen = defaultdict[int, list[Pattern]](list)
    taken = defaultdict[str, set[int]](set)
    of_force = [_force_of(number, forces) for number in range(releases)]
    for pattern in sorted(patterns, key=_hardest_first):
        # The first release of a force has an address of its own, which another may repeat.
        order = list(range(len(forces) if "url" in pattern.parts else 0, releases))
        Random(f"{seed} {pattern.name}").shuffle(order)
        out = set[int]().union(*(taken[part] for part in pattern.parts))
        room = (n for n in order if n not in out and _fits(pattern, of_force[n].style))
        numbers = list(islice(room, pattern.count(releases)))
        if not numbers:
            raise ValueError(f"{releases} releases have no room for {pattern.name}")
        for number in numbers:
            chosen[number].append(pattern)
        for part in pattern.parts:
            taken[part].update(numbers)
    return chosen


def _hardest_first(pattern: Pattern) -> tuple[bool, bool, int, int]:
    """Return a key by which what few releases can have comes before what all can."""
    return not pattern.styles, not pattern.follows, -len(pattern.takes), pattern.pages


def _fits(pattern: Pattern, style: str) -> bool:
    """Return whether the releases of a style can have a pattern."""
    if pattern.styles:
        return style in pattern.styles
    if style == UNTITLED:
        return pattern.parts.isdisjoint({"title", "affix", "date"})
    return style != UNDATED or "date" not in pattern.parts


def _force_of(number: int, forces: Sequence[Force]) -> Force:
    """Return the force of a release: each has its share, and one without dates a small one."""
    cycle, at = divmod(number, len(forces))
    if forces[at].style == UNDATED and cycle % round(ALL / UNDATED_PAGES / len(forces)):
        return forces[cycle % at]
    return forces[at]


def _drafts(
    plan: dict[int, list[Pattern]],
    forces: Sequence[Force],
    *,
    releases: int,
    seed: int,
    days: tuple[datetime, int],
) -> Iterator[Draft]:
    taken = set[str]()
    earlier: dict[str, Draft] = {}
    for number in range(releases):
        force, chance = _force_of(number, forces), Random(f"{seed} {number}")
        at = days[0] + timedelta(days=chance.randrange(days[1]), minutes=chance.randrange(960))
        draft = Draft(number, chance, force, at, earlier=earlier.get(force.area))
        _compose(draft, plan.get(number, ()), taken)
        yield draft
        draft.earlier = None
        if not any(pattern.part == "url" for pattern in plan.get(number, ())):
            earlier[force.area] = draft


def _compose(draft: Draft, patterns: Iterable[Pattern], taken: set[str]) -> None:
    """Write a release: its story, its address, then what its style has around both."""
    style = STYLES[draft.force.style]
    parts = {pattern.part: pattern for pattern in patterns}
    draft.kind = next((pattern.kind for pattern in parts.values() if pattern.kind), "")
    tell(draft)
    for part in BEFORE:
        _plant(draft, parts.get(part))
    scheme = "http" if draft.force.style == "undated_http" else "https"
    path = style.path(draft)
    if path.casefold() in taken:
        draft.name = f"{draft.name.rstrip('.')} {draft.number}"
        path = style.path(draft)
    taken.add(path.casefold())
    draft.url = f"{scheme}://{draft.force.host}{path}"
    _plant(draft, parts.get("url"))
    style.dress(draft)
    for part in AFTER:
        _plant(draft, parts.get(part))


def _plant(draft: Draft, pattern: Pattern | None) -> None:
    if pattern:
        pattern.plant(draft)
        draft.patterns.append(pattern.name)
        draft.finds.update(pattern.gives)


def _write(folder: Path, drafts: Iterable[Draft], *, flat: bool = False) -> tuple[Placed, ...]:
    placed, known = [], set[Path]()
    for draft in drafts:
        path = draft.path.rpartition("/")[2] if flat else draft.path
        file = folder / path
        if file.parent not in known:
            file.parent.mkdir(parents=True, exist_ok=True)
            known.add(file.parent)
        file.write_bytes(draft.text().encode())
        placed.append(_placed(draft, path))
    return tuple(placed)


def _placed(draft: Draft, path: str) -> Placed:
    return Placed(
        path,
        draft.force.area,
        draft.url,
        draft.at,
        tuple(draft.patterns),
        draft.title_shown if draft.title else "",
        draft.summary_shown,
        dict(draft.finds),
        tuple(draft.shows),
        draft.picture,
        draft.dated,
        draft.held,
    )
