"""Releases as the catalogue takes them in, and as they stand in it."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.digest import digest_bytes
from newsgen.fast.patterns import later
from newsgen.model.lists import ReleaseList
from newsgen.model.month import PAGES, UNDATED, month_of
from newsgen.model.release import ClockOff, LinkUse, Redirect, RelatedUse, Release
from newsgen.model.same_address import picture_address
from newsgen.model.same_text import beginning
from newsgen.model.taxonomy import Taxonomy, slug_of, terms_of
from newsgen.model.urls import folded
from newsgen.store._subject import FACTS, STATES, StoredValue, Subject, statement
from newsgen.store.addresses import OldAddresses
from newsgen.store.tables import (
    BODY,
    CROSS_LISTED,
    FILE_USE,
    LINK,
    LISTED,
    REDIRECT,
    RELATED,
    RELEASE,
    TAG,
    TERM,
    BodyRow,
    CrossListedRow,
    FileUseRow,
    ListedRow,
    RelatedRow,
    ReleaseRow,
    Table,
    TagRow,
    TermRow,
)
from newsgen.store.uses import BodyLinks

Rows = tuple[tuple[Any, ...], ...]
"""Rows as plain tuples, which go from a process to another in a third of the time of named ones."""
CLOCK_OFF: Final = StoredValue[ClockOff](ClockOff)
_ID = later(r'\bid="([^"]*)"')


class Standing(NamedTuple):
    """All of a release that findings about several, or the outline of its root, depend on."""

    row: ReleaseRow
    files: str
    template: list[str | list[int]]
    places: list[str]
    links: list[LinkUse]
    redirects: tuple[Redirect, ...]
    cross_listed: list[tuple[Any, ...]]
    terms: list[tuple[Any, ...]]
    related: list[tuple[Any, ...]]


class ReleaseEntry(NamedTuple):
    """A release as the catalogue takes it; workers make these."""

    row: ReleaseRow
    facts: str
    html: str
    links: tuple[LinkUse, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    cross_listed: Rows = ()
    terms: Rows = ()
    listed: Rows = ()
    tags: Rows = ()
    related: Rows = ()
    files: Rows = ()

    @property
    def standing(self) -> Standing:
        facts = json.loads(self.facts)
        return Standing(
            # Without what none of them depends on.
            row=self.row._replace(
                visible_from=self.row.own_from,
                visible_until=self.row.own_until,
                has_files=False,
                incident=None,
                appeal=False,
                featured=None,
                onward_root=None,
                onward=None,
                notes=None,
                embeds=None,
                alike=None,
                digest=b"",
            ),
            files=json.dumps([facts["files"], facts["og_file"]]),
            template=[facts["template"], facts["template_at"]],
            places=_ID.findall(self.html),
            links=sorted(self.links),
            redirects=self.redirects,
            cross_listed=sorted(self.cross_listed),
            terms=sorted(self.terms),
            related=sorted(self.related),
        )


def _of_source(table: Table) -> str:
    """Return the statement that asks for a table's rows of the release that a source gives."""
    release = "(SELECT release.id FROM release WHERE source = :source)"
    return f"SELECT {table.columns} FROM {table.name} WHERE id = {release}"  # noqa: S608 (our own)


_CROSS_LISTED: Final = _of_source(CROSS_LISTED)
_TERMS: Final = _of_source(TERM)
_RELATED: Final = _of_source(RELATED)
_NEXT_ID: Final = "SELECT ifnull(max(id), 0) + 1 FROM release"
_ROW: Final = statement("SELECT {release_columns} FROM release WHERE source = :source")
_BODY: Final = "SELECT facts, html FROM release JOIN body USING (id) WHERE source = :source"
_KNOWN: Final = """
    SELECT id, source FROM release WHERE source IN (SELECT value FROM json_each(:sources))
"""
_NUMBERED: Final = (RELEASE, BODY, CROSS_LISTED, TERM, LISTED, TAG, FILE_USE, RELATED)
"""The tables that have a release by its number."""
_DROP: Final = {t.name: f"DELETE FROM {t.name} WHERE id = ?" for t in _NUMBERED}  # noqa: S608
_DROP_LINKS: Final = "DELETE FROM link WHERE source = ?"


class Entries(Subject):
    def put(self, entries: Iterable[ReleaseEntry]) -> None:
        """Take releases in, each in the place of what its source gave before."""
        entries = list(entries)
        self.drop(entry.row.source for entry in entries)
        numbered = list(enumerate(entries, self._value(_NEXT_ID)))
        put = self._connection.executemany
        put(RELEASE.insert, ((id_, *entry.row) for id_, entry in numbered))
        put(BODY.insert, ((id_, *BodyRow(entry.facts, entry.html)) for id_, entry in numbered))
        put(CROSS_LISTED.insert, ((id_, *row) for id_, e in numbered for row in e.cross_listed))
        put(TERM.insert, ((id_, *row) for id_, entry in numbered for row in entry.terms))
        put(LISTED.insert, ((id_, *row) for id_, entry in numbered for row in entry.listed))
        put(TAG.insert, ((id_, *row) for id_, entry in numbered for row in entry.tags))
        put(RELATED.insert, ((id_, *row) for id_, entry in numbered for row in entry.related))
        put(FILE_USE.insert, ((id_, *row) for id_, entry in numbered for row in entry.files))
        links = ((entry.row.source, link) for entry in entries for link in entry.links)
        put(LINK.replace, ((source, folded(link.path), *link) for source, link in links))
        old_addresses = OldAddresses(self._connection, self._scope)
        old_addresses.put((entry.row.source, entry.redirects) for entry in entries)

    def drop(self, sources: Iterable[str]) -> None:
        """Remove the releases of files, with all that is kept of each in other tables."""
        known = self._rows(_KNOWN, sources=json.dumps(list(sources))).fetchall()
        ids, names = [(id_,) for id_, _ in known], [(source,) for _, source in known]
        for text in _DROP.values():
            self._connection.executemany(text, ids)
        self._connection.executemany(_DROP_LINKS, names)
        OldAddresses(self._connection, self._scope).drop(source for _, source in known)

    def drop_all(self) -> None:
        for table in (*_NUMBERED, LINK, REDIRECT):
            self._connection.execute(f"DELETE FROM {table.name}")  # noqa: S608

    def standing(self, source: str) -> Standing | None:
        """Return how a release stands now, None if the source gives none."""
        row = next(self._as(ReleaseRow, _ROW, source=source), None)
        body = next(self._as(BodyRow, _BODY, source=source), None)
        if row is None or body is None:
            return None
        links = BodyLinks(self._connection, self._scope).of_source(source)
        redirects = OldAddresses(self._connection, self._scope).of_source(source)
        return ReleaseEntry(
            row,
            body.facts,
            body.html,
            tuple(links),
            redirects,
            cross_listed=tuple(self._as(CrossListedRow, _CROSS_LISTED, source=source)),
            terms=tuple(self._as(TermRow, _TERMS, source=source)),
            related=tuple(self._as(RelatedRow, _RELATED, source=source)),
        ).standing


class Indexed(NamedTuple):
    """A release to be indexed, with its root, branch and archive, and its body as HTML.

    `links` lead to other pages, `redirects` are its old addresses, `where` finds the place of a
    key's value, `clock_off` is a key whose time is off, `sorted_by` what the site sorts by, and
    `lists` are those that its pages show. `related` are the releases that it names. Until a time it
    may be featured. `cross_listed` are other branches that list it, with its archive in each.
    """

    release: Release
    root: str
    archive: str
    html: str
    links: tuple[LinkUse, ...]
    redirects: tuple[Redirect, ...]
    where: Callable[..., Span]
    clock_off: ClockOff | None = None
    sorted_by: tuple[Taxonomy, ...] = ()
    lists: tuple[ReleaseList, ...] = ()
    featured_until: datetime | None = None
    related: tuple[RelatedUse, ...] = ()
    branch: str = ""
    cross_listed: tuple[CrossListedRow, ...] = ()


def catalogue_entries(indexed: Sequence[Indexed]) -> list[ReleaseEntry]:
    """Make the entries of releases, step by step for all of them, which takes less time."""
    facts = [FACTS.dump(each.release) for each in indexed]
    digests = [digest_bytes(text.encode()) for text in facts]
    return [_entry(*each) for each in zip(indexed, facts, digests, strict=True)]


def _entry(indexed: Indexed, facts: str, digest: bytes) -> ReleaseEntry:
    """Return an entry; a page, or what was taken down, is in no list and has no term."""
    release, branch = indexed.release, indexed.branch
    month, position = _dated(release)
    row = _row(indexed, digest, month, position)
    is_in_lists = not (release.is_page or release.is_retired)
    entry = ReleaseEntry(
        row=row,
        facts=facts,
        html=indexed.html,
        links=indexed.links,
        redirects=indexed.redirects,
        terms=_plain(_terms(indexed, position, branch))
        if is_in_lists and indexed.sorted_by
        else (),
        listed=_plain(_listed(indexed, position, branch)) if is_in_lists else (),
        tags=_plain(_tags(indexed, month, position)) if is_in_lists else (),
        related=_plain(_related(indexed)) if indexed.related else (),
        files=_plain(_files(release)),
    )
    return _cross_listed(entry, indexed) if indexed.cross_listed and is_in_lists else entry


def _cross_listed(entry: ReleaseEntry, indexed: Indexed) -> ReleaseEntry:
    """Return an entry with what other branches list of it too."""
    position, branches = entry.row.position, [row.branch for row in indexed.cross_listed]
    terms = (row for branch in branches for row in _terms(indexed, position, branch))
    listed = (row for branch in branches for row in _listed(indexed, position, branch))
    return entry._replace(
        cross_listed=_plain(indexed.cross_listed),
        terms=entry.terms + _plain(terms),
        listed=entry.listed + _plain(listed),
    )


def _plain(rows: Iterable[tuple[Any, ...]]) -> Rows:
    return tuple(map(tuple, rows))


def _files(release: Release) -> list[FileUseRow]:
    """Return the files that a release may use."""
    return [FileUseRow(use.path, use.sure, f"{use.line} {use.column}") for use in release.files]


def _terms(indexed: Indexed, position: str, branch: str) -> list[TermRow]:
    """Return the rows of a release's terms in a branch."""
    release = indexed.release
    year, at = (release.published.year, int(position[:14])) if release.published else (0, 0)
    return [
        TermRow(
            term_number(branch, taxonomy.name, slug),
            year,
            at,
            name,
            taxonomy.name,
            _spelt(indexed, taxonomy, number),
            branch if branch != indexed.branch else None,
        )
        for taxonomy in indexed.sorted_by
        for slug, name, number in terms_of(release, taxonomy)
    ]


def _spelt(indexed: Indexed, taxonomy: Taxonomy, at: int) -> str:
    """Return the place of a term's spelling; nothing where each has one spelling."""
    return "" if taxonomy.spelt_alike else _place(indexed.where(taxonomy.key, at))


def _listed(indexed: Indexed, position: str, branch: str) -> list[ListedRow]:
    """Return in which lists of a branch a release is."""
    return [
        ListedRow(branch, each.name, area, position)
        for each in indexed.lists
        if each.takes(indexed.release)
        for area in each.shelves(indexed.release.area)
    ]


def _tags(indexed: Indexed, month: str, position: str) -> list[TagRow]:
    """Return the tags by which others may be related to a release, if it has a date."""
    if month == UNDATED:
        return []
    slugs = dict.fromkeys(map(slug_of, indexed.release.tags))
    return [TagRow(indexed.branch, slug, month, position) for slug in slugs if slug]


def _related(indexed: Indexed) -> list[RelatedRow]:
    """Return the releases that one names."""
    return [
        RelatedRow(
            number=number,
            key=use.key,
            named_source=use.source,
            named_root=use.root,
            named_folded=folded(use.path),
            named_path=use.path,
            written=use.written,
            place=f"{use.line} {use.column} {use.line} {use.end_column}",
        )
        for number, use in enumerate(indexed.related)
    ]


def _row(indexed: Indexed, digest: bytes, month: str, position: str) -> ReleaseRow:
    release = indexed.release
    start, end = release.visible_from, release.expires
    since, until = start.timestamp() if start else None, end.timestamp() if end else None
    onward_root, onward = _onward(release)
    begins = beginning(release.title, indexed.html)
    return ReleaseRow(
        source=release.source,
        root=indexed.root,
        branch=indexed.branch,
        archive=indexed.archive,
        month=month,
        position=position,
        area=release.area,
        host=release.host,
        path=release.path,
        folded=folded(release.path),
        folder=release.path.rpartition("/")[0],
        picture=_picture(release) if release.images or release.og_image else "",
        url_place=_place(indexed.where("url")),
        title_place=_place(indexed.where("title")),
        state=STATES[release.status],
        visible_from=since,
        visible_until=None if release.is_retired else until,
        own_from=since,
        own_until=until,
        has_files=bool(release.files),
        og_file=release.og_file.path if release.og_file else None,
        incident=release.case or None,
        appeal=release.is_open_appeal,
        featured=_featured(indexed) if indexed.featured_until else None,
        unlisted=not release.is_listed,
        onward_root=onward_root,
        onward=onward,
        notes=_times_of_notes(release),
        clock_off=CLOCK_OFF.dump(indexed.clock_off) if indexed.clock_off else None,
        embeds=" ".join(release.embeds) or None,
        alike=_number(release.area.encode(), *begins) if begins else None,
        digest=digest,
    )


def _featured(indexed: Indexed) -> float | None:
    """Return until when a release may be featured, as a timestamp; no page is."""
    end = None if indexed.release.is_page or indexed.release.is_retired else indexed.featured_until
    return end.timestamp() if end else None


def _dated(release: Release) -> tuple[str, str]:
    """Return the month and the position, which orders by time, then path.

    A day's releases without a time come before those with, and the undated are in order of title.
    """
    published = release.published
    if release.is_page:
        return PAGES, f" {release.path}"
    month = month_of(published)
    if published is None:
        return month, f" {release.title} {release.path}"
    when = published.at.astimezone(UTC)
    return month, f"{when:%Y%m%d%H%M%S} {release.path}"


@lru_cache(maxsize=4096)
def term_number(branch: str, taxonomy: str, slug: str) -> int:
    """Return the number of a term of a branch."""
    return _number(branch.encode(), taxonomy.encode(), slug.encode())


def _number(*names: bytes) -> int:
    """Return a number for names, as the catalogue can hold it."""
    return int.from_bytes(digest_bytes(*names)[:8], "big", signed=True)


def _picture(release: Release) -> str:
    """Return the address of the first picture that a release shows, as others may write it."""
    picture = release.images[0].src if release.images else release.og_image
    return picture_address(picture, release.url)


def _onward(release: Release) -> tuple[str, str] | tuple[None, None]:
    """Return the root and the folded path of the page that took a release's place."""
    target = release.life.superseded_by if release.life else None
    return (target.root, folded(target.path)) if target and target.path else (None, None)


def _times_of_notes(release: Release) -> str | None:
    """Return the timestamps of updates and corrections; None if there are none."""
    notes = release.notes if release.life else ()
    return json.dumps([note.at.at.timestamp() for note in notes]) if notes else None


def _place(span: Span) -> str:
    return f"{span.line} {span.column} {span.end_line} {span.end_column}"
