"""Findings on the ledger: no address that was published may be lost.

Git tells where an address went, and whether there was a ledger.
"""

from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsgen.content.history import History, deleted, last_written
from newsgen.content.lifecycle import leads_elsewhere
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.ledger import FILE as LEDGER, Line
from newsgen.model.same_address import files_of_same, served_alike
from newsgen.model.urls import folded, name_in
from newsgen.pipeline import ledger
from newsgen.pipeline.session import Session
from newsgen.rules.addresses import check_removed
from newsgen.rules.ledger import Trace, Traced, check_held, check_ledger, is_like
from newsgen.store import Catalogue
from newsgen.store.tables import LedgerRow

if TYPE_CHECKING:
    from newsgen.content.release import SourceReader


def ledger_findings(session: Session, pages: Mapping[str, Container[str]]) -> Iterator[Diagnostic]:
    """Yield the addresses that were published and are lost, or removed and back again.

    `pages` are the files of each root that something else than a release is at.
    """
    yield from _deleted_ledger(session)
    if not session.database.meta("ledger"):
        return
    site_ledger, catalogue = ledger.read(session.request.site), session.catalogue
    root_name = session.config.root_name
    yield from site_ledger.wrong
    for line in site_ledger.lines:
        if line.target and (target := ledger.redirect_of(line, session.config).target):
            name = f"the address {line.address.url}"
            yield from leads_elsewhere(name, target, _span(line), session.config)
    lines = ((root_name(line.address), line.file, _span(line)) for line in site_ledger.lines)
    yield from check_removed(catalogue, site_ledger.tombstones, lines)
    broken = _unread(session)
    lost = [
        row
        for row in catalogue.ledger.lost()
        if row.file not in pages.get(row.root, ())
        and not site_ledger.tombstones.at(row.root, row.file)
        and not any(row.path in text for text in broken)
        and not any(taxonomy.has_page(row.file) for taxonomy in session.config.sorted_by)
        and not _is_at_other_file(catalogue, row)
    ]
    yield from check_held(catalogue.ledger, lambda: last_written(session.request.site / LEDGER))
    yield from check_ledger(catalogue.paths, lost, _tracer(session))


def _is_at_other_file(catalogue: Catalogue, row: LedgerRow) -> bool:
    """Return whether an address leads on all the same: with or without a slash at its end."""
    others = [file for file in files_of_same(row.file) if file != folded(row.file)]
    claims = [claim.path for claim in catalogue.claims.at(row.root, others)]
    olds = [
        old.redirect.file
        for old in catalogue.addresses.every()
        if old.redirect.root == row.root and folded(old.redirect.file) in others
    ]
    return any(served_alike(file) == served_alike(row.file) for file in (*claims, *olds))


def _deleted_ledger(session: Session) -> Iterator[Diagnostic]:
    """Report that there was a ledger and is none: then no address is looked for.

    Git knows. That there never was one is asked only once.
    """
    file, database = session.request.site / LEDGER, session.database
    known = database.meta("had ledger")
    if file.exists():
        if known != "perhaps":
            database.remember("had ledger", "perhaps")
    elif known != "no":
        if when := deleted(file):
            yield Diagnostic(
                "NG434",
                f"{LEDGER} was deleted {when}",
                Span(LEDGER),
                "Restore it from git: without it no lost address is found. An empty file says "
                "that there is nothing to keep.",
            )
        else:
            database.remember("had ledger", "no")


def _tracer(session: Session) -> Trace:
    """Return what finds where an address went: it may have been made from a title."""
    history = History(session.content)

    @cache
    def reader() -> "SourceReader":
        from newsgen.content.markup import extensions_told  # noqa: PLC0415 (slow to load)
        from newsgen.content.release import SourceReader  # noqa: PLC0415 (as that)

        with extensions_told(session.config_text):
            return SourceReader(session.config)

    def trace(row: LedgerRow) -> Traced | None:
        def had(text: str, path: str) -> bool:
            parsed = reader().parse(text, path)
            return parsed.release is not None and is_like(row, parsed.release)

        return (
            history.trace(f"url: {row.url}")
            or history.trace_slug(name_in(row.file), had)
            or history.trace(row.url, row.path)
        )

    return trace


def _span(line: Line) -> Span:
    return Span(LEDGER, line.number, 1, line.number, line.columns)


def _unread(session: Session) -> list[str]:
    """Return the texts of files that give no release: what is at their addresses is not lost."""
    files = (session.content / path for path in sorted(session.without_release()))
    return [unquote(file.read_text(encoding="utf-8", errors="replace")) for file in files]
