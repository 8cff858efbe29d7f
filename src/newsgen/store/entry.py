"""What the catalogue notes of a release."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any, NamedTuple

from newsgen.diagnostics import Span
from newsgen.digest import digest_bytes
from newsgen.model.month import UNDATED
from newsgen.model.release import LinkUse, Redirect, Release
from newsgen.model.urls import folded
from newsgen.store.addresses import STATES
from newsgen.store.records import Record

RELEASE = Record[Release](Release)
_ID = re.compile(r'\bid="([^"]*)"')
Standing = tuple[Any, ...]
"""What decides the findings between a release and the rest of the archive; see `Entry.standing`."""
Row = tuple[Any, ...]


class Entry(NamedTuple):
    """A release as the catalogue takes it; workers make these."""

    row: Row
    facts: str
    html: str
    links: tuple[LinkUse, ...] = ()
    redirects: tuple[Redirect, ...] = ()

    @property
    def source(self) -> str:
        return str(self.row[0])

    @property
    def standing(self) -> Standing:
        """Return all of it that other releases' findings, or its own with them, depend on."""
        return standing(self.row, self.facts, self.html, self.links, self.redirects)


def standing(
    row: Row,
    facts: str,
    html: str,
    links: Sequence[LinkUse],
    redirects: Sequence[Redirect],
) -> Standing:
    # Without its number of files, what no finding depends on, and its digest.
    *indexed, _, _, _, _, _, _, _, _ = row
    files = json.loads(facts)["files"]
    return (*indexed, json.dumps(files), _ID.findall(html), sorted(links), tuple(redirects))


class Indexed(NamedTuple):
    """A release to be indexed, with its root and archive, and its body as HTML.

    `links` lead to other pages, `redirects` are its old addresses, and `where` finds the place of
    a key's value.
    """

    release: Release
    root: str
    archive: str
    html: str
    links: tuple[LinkUse, ...]
    redirects: tuple[Redirect, ...]
    where: Callable[..., Span]


def catalogue_entries(indexed: Sequence[Indexed]) -> list[Entry]:
    """Make the entries of releases, step by step for all of them, which takes less time."""
    releases = [one.release for one in indexed]
    facts = [RELEASE.dump(release) for release in releases]
    digests = [digest_bytes(text.encode()) for text in facts]
    headlines = [_headline(release) for release in releases]
    places = [(_place(one.where("url")), _place(one.where("title"))) for one in indexed]
    dated = [_dated(release) for release in releases]
    columns = zip(indexed, facts, headlines, places, dated, digests, strict=True)
    return [
        Entry(_row(one, *row), text, one.html, one.links, one.redirects)
        for one, text, *row in columns
    ]


def _row(
    indexed: Indexed,
    headline: int,
    places: tuple[str, str],
    dated: tuple[str, str],
    digest: bytes,
) -> Row:
    release, fold = indexed.release, folded(indexed.release.path)
    start, end = release.visible_from, None if release.is_retired else release.expires
    return (
        release.source, indexed.root, indexed.archive, *dated, release.area, release.host,
        release.path, fold, fold.rpartition("/")[0], headline, *places, STATES[release.status],
        start.timestamp() if start else None, end.timestamp() if end else None,
        len(release.files), release.case or None, release.is_open_appeal, not release.is_listed,
        *_onward(release), _times_of_notes(release), digest,
    )  # fmt: skip


def _dated(release: Release) -> tuple[str, str]:
    """Return the month and the position, which orders by time, then path.

    A day's releases without a time come before those with, and the undated are in order of title.
    """
    published = release.published
    if published is None:
        return UNDATED, f" {release.title} {release.path}"
    when = published.at.astimezone(UTC)
    month = f"{published.year:04d}-{published.month:02d}"
    return month, f"{when:%Y%m%d%H%M%S} {release.path}"


def _headline(release: Release) -> int:
    """Return a number that an area's releases share if their titles are the same to a reader."""
    words = " ".join(release.title.casefold().split()) or f"\0{release.source}"
    name = digest_bytes(f"{release.area}\0{words}".encode())
    return int.from_bytes(name[:8], "big", signed=True)


def _onward(release: Release) -> tuple[str, str] | tuple[None, None]:
    """Return the root and the folded path of the page that took a release's place."""
    target = release.life.superseded_by if release.life else None
    return (target.root, folded(target.path)) if target and target.path else (None, None)


def _times_of_notes(release: Release) -> str | None:
    """Return the timestamps of updates and corrections; nothing if there are none."""
    life = release.life
    notes = (*life.updates, *life.corrections) if life else ()
    return json.dumps([note.at.at.timestamp() for note in notes]) if notes else None


def _place(span: Span) -> str:
    return f"{span.line} {span.column} {span.end_line} {span.end_column}"
