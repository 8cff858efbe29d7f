"""Rules on old addresses: none is lost, redirects lead to pages, removed ones stay away."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.fast.patterns import later
from newsgen.model.dates import month_of_path
from newsgen.model.ledger import FILE as LEDGER, Trace
from newsgen.model.month import UNDATED
from newsgen.model.release import Release
from newsgen.model.taxonomy import TERM
from newsgen.model.tombstones import FILE as TOMBSTONES, Tombstones
from newsgen.model.urls import above, folded, name_in
from newsgen.store import Catalogue
from newsgen.store.addresses import (
    AddressLedger,
    HeldAddress,
    OldAddress,
    OldAddresses,
    Paths,
    SourcePath,
)
from newsgen.store.claims import ReleaseClaim
from newsgen.store.tables import LedgerRow

Pages = Mapping[str, Container[str]]
"""The paths in each root with a page or file that is not a release."""
_Place = tuple[str, str]
_IN_FOLDER: Final = "/index.html"
"""What the file of a page has behind an address without an ending of pages, as a file's has not."""


def check_redirects(catalogue: Catalogue, pages: Pages, files: Pages) -> Iterator[Diagnostic]:
    """Yield redirects to a missing page or to another redirect, and those that start at a page.

    The catalogue covers all times: an expiry must not cause an error. `files` are those of the
    content folder that are published.
    """
    olds = catalogue.addresses.every()
    archives = catalogue.overview.archives() if olds else []
    by_place: dict[_Place, OldAddress] = {}
    for old in olds:
        by_place.setdefault((old.redirect.root, folded(old.redirect.file)), old)
    claims = _claims(catalogue, olds)
    free: dict[_Place, OldAddress] = {}
    for old in olds:
        root, file = old.redirect.root, folded(old.redirect.file)
        same = [by_place.get((root, path)) for path in (file, *above(file))]
        if first := next((other for other in same if other and other is not old), None):
            related = Related(first.span, "the other one is here")
            hint = "Keep the one that is right."
            yield _about(old, "NG424", "is redirected or gone already", hint, related)
        over = [*_over_page(catalogue, pages, claims, old)]
        yield from over
        if not over and by_place[root, file] is old:
            free[root, file] = old  # where a page is, nothing leads elsewhere
    onward = {id_of(old) for old in catalogue.addresses.onward()}
    for old in free.values():
        if old.redirect.target and old.redirect.target.path:
            target = old.redirect.target
            is_file = target.path.removesuffix(_IN_FOLDER) in files.get(target.root, ())
            leads = id_of(old) in onward and not is_file
            yield from _onward(catalogue, pages, archives, old, free, leads=leads)


def check_waiting(addresses: OldAddresses) -> Iterator[Diagnostic]:
    """Yield redirects to releases that are held back now: both addresses are not found."""
    for old in addresses.waiting():
        target = old.redirect.target
        assert target is not None
        words = f"leads to {target.url}, whose release is held back"
        hint = "Neither address is found until that release may be seen: then both are there."
        yield _about(old, "NG426", words, hint)


def _about(old: OldAddress, code: str, words: str, hint: str, *related: Related) -> Diagnostic:
    """Return a finding on an old address; the message goes on from it with `words`."""
    return Diagnostic(code, f"the address {old.redirect.url} {words}", old.span, hint, related)


def _claims(catalogue: Catalogue, olds: Sequence[OldAddress]) -> dict[_Place, list[ReleaseClaim]]:
    """Find the releases at the places of redirects, and where their folders must be."""
    wanted: dict[str, set[str]] = {}
    for old in olds:
        file = old.redirect.file
        wanted.setdefault(old.redirect.root, set()).update((file, *above(file)))
    claims: dict[_Place, list[ReleaseClaim]] = {}
    for root, files in wanted.items():
        for claim in catalogue.claims.at(root, files):
            claims.setdefault((root, folded(claim.path)), []).append(claim)
    return claims


def id_of(old: OldAddress) -> tuple[str, str, str]:
    return old.source, old.redirect.root, old.redirect.file


def _over_page(
    catalogue: Catalogue,
    pages: Pages,
    claimed: Mapping[_Place, Sequence[ReleaseClaim]],
    old: OldAddress,
) -> Iterator[Diagnostic]:
    """Find what is at the place of a redirect, below it, or where its folder must be."""
    root, file = old.redirect.root, old.redirect.file
    fold = folded(file)
    at = [claim for path in (fold, *above(fold)) for claim in claimed.get((root, path), ())]
    claims = [*at, *catalogue.claims.below(root, file)]
    others = [c for c in claims if (c.source, c.path) != (old.source, file)]
    where = f"at the address {old.redirect.url}, so it cannot lead elsewhere"
    hint = "Take this line out"
    if others:
        hint += ": whatever the letter case, servers lead readers to the true address."
        related = (Related(others[0].span, "the release is this one"),)
        yield Diagnostic("NG423", f"a release is {where}", old.span, hint, related)
    elif any(path in pages.get(root, ()) for path in (file, *above(file))):
        yield Diagnostic("NG423", f"newsgen writes a page {where}", old.span, f"{hint}.")


def _onward(
    catalogue: Catalogue,
    pages: Pages,
    archives: Sequence[str],
    old: OldAddress,
    free: Mapping[_Place, OldAddress],
    *,
    leads: bool,
) -> Iterator[Diagnostic]:
    """Follow a redirect to its end. Letter case does not matter: servers correct it."""
    target, way = old.redirect.target, [old]
    assert target is not None
    while following := free.get(_target_place(way[-1])):
        if following in way:
            if following is old:
                related = [Related(other.span, "through this redirect") for other in way[1:]]
                hint = "Decide at which address the page is, and let the others lead there."
                yield _about(old, "NG422", "leads back to itself", hint, *related)
            return
        way.append(following)
    if len(way) > 1:
        end, related = way[-1].redirect.target, [Related(way[1].span, "the second redirect")]
        hint = "The other address is gone: say that this one is gone too."
        hint = f"Let it lead straight to {end.url}." if end else hint
        yield _about(old, "NG421", "leads to another redirect", hint, *related)
        return
    root, path = target.root, target.path
    if path in pages.get(root, ()) or (root and root not in pages):
        return
    if leads and not catalogue.paths.publishes(root, path):
        yield _nowhere(catalogue, archives, old)


def _target_place(old: OldAddress) -> _Place:
    target = old.redirect.target
    return (target.root, folded(target.path)) if target and target.path else ("", "")


def _nowhere(catalogue: Catalogue, archives: Sequence[str], old: OldAddress) -> Diagnostic:
    target = old.redirect.target
    assert target is not None
    leads = f"leads to {target.url}"
    end = "use status: gone" if old.source else "write gone instead of moved and the address"
    if catalogue.paths.has_taken_down(target.root, target.path):
        hint = f"If it stays down, {end}; or name the page that took its place."
        return _about(old, "NG427", f"{leads}, whose release was taken down: both are gone", hint)
    hint = f"Correct the address, or {end} if there is no page that took its place."
    if catalogue.paths.has(target.root, target.path):
        return _about(old, "NG420", f"{leads}, whose release is not published", hint)
    if any(f"/{target.path}".startswith(archive) for archive in archives):
        return _about(old, "NG420", f"{leads}, where there is no page", hint)
    hint = "Make sure that it is right: newsgen cannot see pages of other systems."
    return _about(old, "NG425", f"{leads}, which newsgen does not make", hint)


class _Use(NamedTuple):
    """A use of an address; `what` and `hint` are for the message if the address was removed."""

    source: str
    root: str
    file: str
    span: Span
    what: str
    hint: str


_IF_IT_MAY: Final = (
    "If it may be published again, put # and a space before the line that newsgen remove wrote in "
    f"{TOMBSTONES}."
)


def check_removed(
    catalogue: Catalogue, stones: Tombstones, lines: Iterable[tuple[str, str, Span]]
) -> Iterator[Diagnostic]:
    """Yield uses of removed addresses: releases, and redirects from and to them.

    `lines` are the ledger's, by root and file.
    """
    if not stones.stones:
        return
    reported: set[tuple[str, str, str]] = set()
    for use in (*_releases(catalogue), *_old_addresses(catalogue), *_lines(lines)):
        key = (use.source, use.root, folded(use.file))
        stone = stones.at(use.root, use.file)
        if stone and key not in reported:
            reported.add(key)
            message = f"{use.what} was removed on {stone.day} ({stone.reason})"
            yield Diagnostic("NG432", message, use.span, use.hint)


def _releases(catalogue: Catalogue) -> Iterator[_Use]:
    """Yield the releases below the folders of tombstones: no others can match."""
    hint = f"Delete the file. {_IF_IT_MAY}"
    for root, folder in catalogue.ledger.gone_below():
        for claim in catalogue.claims.starting(root, folder.rstrip("?")):
            what = "the release at this address"
            yield _Use(claim.source, root, claim.path, claim.span, what, hint)


def _old_addresses(catalogue: Catalogue) -> Iterator[_Use]:
    """Yield the addresses that releases redirect from, and all redirect targets."""
    remove = f"Take it out. {_IF_IT_MAY}"
    onward = "Name another page, or use status: gone."
    in_ledger = "Write gone instead of moved and the address; newsgen urls does so too."
    for old in catalogue.addresses.every():
        redirect, target = old.redirect, old.redirect.target
        if old.source:
            yield _Use(old.source, redirect.root, redirect.file, old.span, "this address", remove)
        if target and target.path:
            hint = onward if old.source else in_ledger
            what = "the address that this leads to"
            yield _Use(old.source, target.root, target.path, old.span, what, hint)


def _lines(lines: Iterable[tuple[str, str, Span]]) -> Iterator[_Use]:
    for root, file, span in lines:
        hint = "Take the line out; newsgen urls does so too."
        yield _Use("", root, file, span, "this address", hint)


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


Tracer = Callable[[LedgerRow], Trace | None]


def check_ledger(releases: Paths, lost: Sequence[LedgerRow], trace: Tracer) -> Iterator[Diagnostic]:
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
            hint = _ledger_hint(row, traced, heirs.of(row.file))
        yield Diagnostic("NG430", message, _ledger_span(row), hint, subject=row.url)


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
        _ledger_span(rows[0]),
        f'Put the taxonomy back in newsgen.toml: [taxonomies.NAME] with path = "{folder}{TERM}/". '
        f"If it is over, change each of the lines in {LEDGER} like this: {rows[0].url} gone",
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
            yield Diagnostic("NG433", message, _ledger_span(address), hint, subject=address.url)


def _ledger_span(row: LedgerRow | HeldAddress) -> Span:
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


def _fate(traced: Trace | None) -> str:
    if traced is None:
        return ""
    what = "taken out of" if traced.is_there else "deleted with"
    when = (
        f"in commit {traced.commit} of {traced.day}" if traced.commit else "since the last commit"
    )
    return f": {what} content/{traced.path} {when}"


def _ledger_hint(row: LedgerRow, traced: Trace | None, heir: str | None) -> str:
    source = traced.path if traced and traced.is_there else heir or ""
    if source:
        return (
            f"If the release of content/{source} took its place, add there: "
            f"redirect_from: [{_quoted(row.url)}]. If not, change the line in {LEDGER} to: "
            f"{row.url} gone"
        )
    return (
        f"Put the release back, or change the line in {LEDGER} to: {row.url} gone (or, instead of "
        "gone, moved and the address of the page that took its place). newsgen remove leaves no "
        "address in the file."
    )


def _quoted(url: str) -> str:
    return "'" + url.replace("'", "''") + "'"
