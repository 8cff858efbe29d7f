"""Rules on the ledger: no address that was published may be lost."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.dates import month_of_path
from newsgen.model.ledger import FILE as LEDGER
from newsgen.model.month import UNDATED
from newsgen.model.release import Release
from newsgen.model.taxonomy import TERM
from newsgen.model.urls import name_in
from newsgen.store.addresses import Paths, SourcePath
from newsgen.store.ledger import AddressLedger, HeldAddress
from newsgen.store.tables import LedgerRow

MOST_TRACED: Final = 20
"""Lost addresses that are looked up in git: each takes a moment."""


def is_like(row: LedgerRow, release: Release) -> bool:
    """Return whether a release has the address of a line, or has its name and month."""
    if name_in(release.path) != name_in(row.file):
        return False
    if release.path == row.file:
        return True
    # An address that is made from the date keeps its month, though an embargo ends in another.
    published = release.published
    months = [month_of_path(release.path), published and (published.year, published.month)]
    return month_of_path(row.path) in filter(None, months)


class Traced(Protocol):
    """What git knows of a lost address (`content.history.Trace`)."""

    @property
    def path(self) -> str: ...
    @property
    def commit(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def is_there(self) -> bool: ...


Trace = Callable[[LedgerRow], Traced | None]


def check_ledger(releases: Paths, lost: Sequence[LedgerRow], trace: Trace) -> Iterator[Diagnostic]:
    """Yield the addresses of the ledger that lead nowhere, each with a way to fix it."""
    heirs = Heirs(releases.with_page() if lost else ())
    of_taxonomies = terms_by_folder(lost)
    for folder, rows in of_taxonomies.items():
        yield _lost_taxonomy(folder, rows)
    of_terms = {row for rows in of_taxonomies.values() for row in rows}
    for number, row in enumerate(row for row in lost if row not in of_terms):
        message = f"{row.url} was published, and leads nowhere any more"
        if draft := releases.draft_at(row.root, row.file):
            message += f": content/{draft} is a draft"
            hint = f"Give content/{draft} the status published, closed, withdrawn, gone or moved."
        elif twin := releases.source_at(row.root, row.file):
            message += f": that of content/{twin} has other capital letters"
            hint = "Write them as they were: servers correct the case of A to Z, and no other."
        else:
            traced = trace(row) if number < MOST_TRACED else None
            message += _fate(traced)
            hint = _hint(row, traced, heirs.of(row.file))
        yield Diagnostic("NG430", message, _span(row), hint, subject=row.url)


def terms_by_folder(lost: Sequence[LedgerRow]) -> dict[str, list[LedgerRow]]:
    """Return the lines that are those of terms, by the folder of their taxonomy.

    The pages of a term and of a year of it are both lost, which no releases have.
    """
    known = {(row.root, row.path) for row in lost}
    years = [(row.root, year) for row in lost if (year := _YEAR_OF_TERM.fullmatch(row.path))]
    terms = {(root, year["term"]) for root, year in years if (root, year["term"]) in known}
    by_folder: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in lost:
        year = _YEAR_OF_TERM.fullmatch(row.path)
        term = year["term"] if year and (row.root, year["term"]) in terms else row.path
        if (row.root, term) in terms:
            by_folder[term[: term.rindex("/", 0, -1) + 1]].append(row)
    return by_folder


_YEAR_OF_TERM: Final = later(rf"(?P<term>/.+/[^/]+/)([0-9]{{4}}|{UNDATED})/")


def _lost_taxonomy(folder: str, rows: Sequence[LedgerRow]) -> Diagnostic:
    return Diagnostic(
        "NG430",
        f"{len(rows)} addresses below {folder} were published, and lead nowhere any more: they "
        "were those of terms",
        _span(rows[0]),
        f'Put the taxonomy back in newsgen.toml: [taxonomies.NAME] with path = "{folder}{TERM}/". '
        f"If it is over, let each of the lines in {LEDGER} be: {rows[0].url} gone",
        subject=folder,
    )


def check_held(addresses: AddressLedger, written: Callable[[], float]) -> Iterator[Diagnostic]:
    """Yield the addresses of the ledger whose releases were held back again.

    `written` is when the ledger was last written: all in it was published by then. So what is
    held until a later time was put back, and what is held until an earlier one is not published
    yet at the time that is looked at.
    """
    held = addresses.held()
    since = written() if held else 0
    for address in held:
        if address.until > since:
            message = f"{address.url} was published, and is not found now: "
            message += f"content/{address.source} is held back"
            hint = "Correct the embargo or the date. If nobody may read it any more, use status: "
            hint += "withdrawn."
            yield Diagnostic("NG433", message, _span(address), hint, subject=address.url)


def _span(row: LedgerRow | HeldAddress) -> Span:
    return Span(LEDGER, row.line, 1, row.line, len(row.url) + 1)


class Heirs:
    """Releases by the last part of their address, which an archive's changes most often keep."""

    def __init__(self, paths: Iterable[SourcePath]) -> None:
        self._named: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for release in paths:
            named = self._named[name_in(release.path).casefold()]
            named.append((release.source, release.month))

    def of(self, path: str) -> str | None:
        """Return the source of the release with the same name and month, or only the same name."""
        same = self._named.get(name_in(path).casefold(), [])
        year, month = month_of_path(path) or (0, 0)
        of_month = [source for source, published in same if published == f"{year:04d}-{month:02d}"]
        alone = [source for source, _ in same] if len(same) == 1 else []
        return next(iter([*of_month, *alone]), None)


def _fate(traced: Traced | None) -> str:
    if traced is None:
        return ""
    what = "taken out of" if traced.is_there else "deleted with"
    when = (
        f"in commit {traced.commit} of {traced.day}" if traced.commit else "since the last commit"
    )
    return f": {what} content/{traced.path} {when}"


def _hint(row: LedgerRow, traced: Traced | None, heir: str | None) -> str:
    source = traced.path if traced and traced.is_there else heir or ""
    if source:
        return (
            f"If the release of content/{source} took its place, add there: "
            f"redirect_from: [{_quoted(row.url)}]. If not, let the line in {LEDGER} be: "
            f"{row.url} gone"
        )
    return (
        f"Put the release back, or let the line in {LEDGER} be: {row.url} gone (or, instead of "
        "gone, moved and the address of the page that took its place). newsgen remove leaves no "
        "address in the file."
    )


def _quoted(url: str) -> str:
    return "'" + url.replace("'", "''") + "'"
