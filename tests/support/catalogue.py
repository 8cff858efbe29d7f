"""A cache filled with releases that a test describes by what matters to it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from newsgen.diagnostics import Span
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Destination, Kind, LinkUse, Redirect, Release, Status
from newsgen.model.urls import output_path, parse_url
from newsgen.store import Catalogue, Database, Scope, TargetRow
from newsgen.store.entries import Indexed, catalogue_entries

AS_OF: Final = datetime(2026, 3, 15, 12, tzinfo=UTC)
HOST: Final = "www.northshire.police.example"


def moment(text: str) -> Moment:
    """Return a moment in UTC, written as `2026-03-01 09:00`."""
    return Moment(datetime.fromisoformat(text).replace(tzinfo=UTC), Precision.MINUTE)


def release(name: str, published: str | None = "2026-03-01 09:00", **changes: Any) -> Release:
    """Return the release of `content/<name>.md`, at `/news/<name>`, with some fields changed."""
    plain = Release(
        source=f"{name}.md",
        area="Northshire",
        title=f"Title of {name}",
        url=f"https://{HOST}/news/{name}",
        host=HOST,
        href=f"/news/{name}",
        path=f"news/{name}/index.html",
        published=moment(published) if published else None,
        updated=None,
        summary="",
        kind=Kind.NEWS,
        status=Status.PUBLISHED,
        language="en-GB",
        embargo=None,
        expires=None,
        images=(),
        og_image="",
        tags=(),
        incident=None,
        files=(),
        body="",
    )
    return replace(plain, **changes)


def indexed(
    what: Release,
    html: str = "",
    *,
    root: str = "",
    archive: str = "/news/",
    links: Sequence[LinkUse] = (),
    redirects: Sequence[Redirect] = (),
) -> Indexed:
    """Return a release to be indexed; its title, URL and tags are on lines 1, 3 and 5."""

    def where(key: str, *below: int) -> Span:  # noqa: ARG001 (a list is on one line)
        line = {"title": 1, "url": 3, "tags": 5}[key]
        return Span(f"content/{what.source}", line, 5, line, 9)

    return Indexed(what, root, archive, html, tuple(links), tuple(redirects), where, branch=root)


def link(path: str, *, anchor: str = "", line: int = 7, root: str = "") -> LinkUse:
    return LinkUse(root, path, anchor, f"/{path}", line, 1, 9)


def redirect(url: str, to: Release | None = None, *, line: int = 4) -> Redirect:
    """Return an old address that leads to a release; without it, it is gone."""
    address = parse_url(url)
    target = Destination(to.href, to.url, "", to.path) if to else None
    file = output_path(address)
    return Redirect(url, "", address.path, address.query, file, target, line, 1, 9)


def target_row(path: str, partition: str = "p", *, size: int = 1) -> TargetRow:
    return TargetRow(path, partition, b"key", b"sums", size, 5, b"content")


class Archive:
    """A cache file, what is put in, and what is asked of it at a time."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder, "1")
        self.database.index()

    def put(self, *releases: Release | Indexed) -> None:
        entries = [each if isinstance(each, Indexed) else indexed(each) for each in releases]
        self.at().entries.put(catalogue_entries(entries))

    def at(
        self, as_of: datetime = AS_OF, *, drafts: bool = False, any_time: bool = False
    ) -> Catalogue:
        scope = Scope(as_of, drafts=drafts, any_time=any_time)
        return Catalogue(self.database.connection, scope)


@contextmanager
def open_archive(folder: Path) -> Iterator[Archive]:
    archive = Archive(folder)
    try:
        yield archive
    finally:
        archive.database.close()
