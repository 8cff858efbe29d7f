"""The findings on files, releases, the archive and its ledger.

Rules run on what has changed, and severities are worked out when that or the policy has. The rest
is kept, so a check costs what changed.
"""

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsgen.codes import Severity
from newsgen.config.load import FILE as CONFIG_FILE, find_in, find_key
from newsgen.config.menu import links_of
from newsgen.config.texts import named_languages
from newsgen.content.frontmatter import begins_as_release
from newsgen.content.history import History, deleted, last_written
from newsgen.content.lifecycle import leads_elsewhere
from newsgen.diagnostics import Diagnostic, Span, sort_diagnostics
from newsgen.digest import digest
from newsgen.model.ledger import FILE as LEDGER, Line, Trace
from newsgen.model.same_address import files_of_same, served_alike
from newsgen.model.urls import folded, name_in
from newsgen.pipeline import ledger
from newsgen.pipeline._outlines import (
    named_folders,
    outlines_at_any_time,
    reserved,
    without_same_pages,
)
from newsgen.pipeline._receipt import compared_since, is_within, policy_key, policy_of
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.session import Session
from newsgen.rules.addresses import (
    Tracer,
    check_held,
    check_ledger,
    check_redirects,
    check_removed,
    check_waiting,
    is_like,
)
from newsgen.rules.archive import (
    check_archive,
    check_term_names,
    check_texts,
    check_unseen,
    is_text,
    is_unseen,
)
from newsgen.rules.by_area import (
    FEWEST_TIMES,
    MOST,
    check_area_names,
    check_clocks,
    check_default_pictures,
    check_half_clocks,
    check_unused_areas,
)
from newsgen.rules.files_used import (
    check_documents,
    check_files,
    check_hidden,
    check_left_out,
    check_pictures,
    check_shared,
    left_out,
    missing_files,
    missing_in_settings,
    missing_option,
)
from newsgen.rules.named import (
    check_links,
    check_links_now,
    check_lists,
    check_menu,
    check_related,
    check_templates,
)
from newsgen.rules.policy import CONTENT, NO_FACTS, SourceFacts
from newsgen.site.frame import Frame
from newsgen.site.outline import RootOutline
from newsgen.site.templates import TEMPLATES
from newsgen.store import Catalogue, Fragments
from newsgen.store.findings import Judged, day_told
from newsgen.store.tables import LedgerRow

if TYPE_CHECKING:
    from newsgen.content.release import SourceReader
    from newsgen.model.area import Area
    from newsgen.site.elsewhere import Elsewhere
    from newsgen.theme.load import Theme


def find(session: Session, frame: Frame) -> None:
    """Bring the findings up to date.

    Each finding is as severe as the configuration, the release's date and its author's word make
    it.
    """
    session.meter.turn(Stage.CHECK)
    kept, policy = session.findings, policy_key(session)
    inputs = _inputs(session, frame)
    if not _holds(kept.examined("archive"), inputs, session):
        until = session.catalogue.schedule.next_change()
        since = session.request.as_of.timestamp()
        diagnostics = _of_archive(session, frame)
        examined = json.dumps([inputs, since, until, compared_since(session)])
        codes = kept.put_archive(diagnostics, examined)
        if not codes.isdisjoint(("NG430", "NG434")):  # git may know more when it is asked again
            kept.invalidate_archive()
    if kept.examined("policy") != policy:
        kept.put_judged(_judged(session), policy)
    elif paths := kept.invalidated():
        kept.put_judged(_judged(session, paths), policy, paths)


def _holds(looked: str, inputs: str, session: Session) -> bool:
    """Return whether the archive would give the findings that it gave before."""
    if not looked:
        return False
    before, since, until, _ = json.loads(looked)
    return bool(before == inputs) and is_within(session, since, until)


def _inputs(session: Session, frame: Frame) -> str:
    """Digest all that decides the findings on the archive, apart from the releases and the time."""
    without_files = reserved(replace(outline, files=()) for outline in frame.outlines)
    return digest(
        session.request.drafts,
        session.config_text,
        [outline.files for outline in frame.outlines],
        {root: [path for path, _ in pages] for root, pages in without_files.items()},
        sorted(session.scan.files),
        sorted((path, *stamp) for path, stamp in session.scan.files.items() if is_text(path)),
        session.scan.problems,
        [*_options(session, frame), *_of_theme(session, frame.theme)],
        sorted(row for row in frame.verdicts.values() if row.reason or row.lacks or row.hides),
        sorted(frame.doubtful.values()),
        frame.theme.page_templates,
        compared_since(session),
    ).hex()


def _compared_from(session: Session) -> datetime | None:
    day = compared_since(session)
    return datetime.fromisoformat(day).replace(tzinfo=session.config.zone) if day else None


def _of_archive(session: Session, frame: Frame) -> Iterator[Diagnostic]:
    """Yield the findings that no single file gives.

    Errors are looked for in the archive as it is at any time: see `outlines_at_any_time`.
    """
    catalogue, always = session.catalogue, session.timeless
    outlines = outlines_at_any_time(session, frame.theme, frame.outlines, frame.verdicts)
    taken = reserved(map(without_same_pages, outlines))
    yield from session.scan.problems
    by_folder: dict[str, dict[str, Area]] = {}
    most_first = ((o, each) for o in outlines for each in sorted(o.areas, key=lambda a: -a.count))
    for outline, each in most_first:
        by_folder.setdefault(outline.root.folder, {}).setdefault(each.area.key, each.area)
    for areas in by_folder.values():
        yield from check_area_names(areas.values(), session.config.areas, Span(CONFIG_FILE))
    yield from check_unused_areas(
        session.config.areas,
        always.overview.areas,
        lambda key: find_key(session.config_text, CONFIG_FILE, ("areas", key)),
    )
    yield from check_archive(catalogue.claims, taken, named_folders(outlines))
    yield from _of_files(session, frame)
    yield from check_term_names(catalogue.terms.spellings())
    yield from check_texts(catalogue.claims, _compared_from(session))
    content_pages = [page for o in outlines for page in always.releases.pages(o.root.name)]
    yield from check_templates(content_pages, frame.theme.page_templates)
    yield from check_clocks(catalogue.clocks_off.by_area())
    yield from check_half_clocks(
        catalogue.clocks_off.without_afternoons(FEWEST_TIMES),
        lambda key: find_key(session.config_text, CONFIG_FILE, ("areas", key, "half_clock")),
    )
    yield from _default_pictures(session)
    yield from _of_addresses(session, frame, outlines, taken)
    yield from _options(session, frame)
    yield from _named_in_settings(session, frame)
    yield from _of_theme(session, frame.theme)


def _of_files(session: Session, frame: Frame) -> Iterator[Diagnostic]:
    """Yield the findings on files that releases name, and on those that nothing names."""
    files, named_now = session.scan.files, session.catalogue.file_uses
    missing = missing_files(named_now.named(files), files)
    yield from check_files(named_now.naming(missing), files, _url_of(session))
    if since := session.config.rules.strict_since:
        shared = named_now.of_metadata_since(since.isoformat())
        yield from check_shared(shared, files)
    naming = session.timeless.file_uses.naming
    yield from check_left_out(naming(frame.refused), frame.refused)
    budget = session.config.media.picture_budget
    yield from check_pictures(naming(frame.doubtful), frame.doubtful, budget)
    lacking = {path: row for path, row in frame.verdicts.items() if row.lacks}
    yield from check_documents(naming(lacking), lacking)
    hiding = {path: row for path, row in frame.verdicts.items() if row.hides}
    yield from check_hidden(naming(hiding), hiding)
    yield from _unseen(session)


def _of_addresses(
    session: Session,
    frame: Frame,
    outlines: Sequence[RootOutline],
    taken: Mapping[str, Sequence[tuple[str, Span]]],
) -> Iterator[Diagnostic]:
    """Yield the findings on old addresses, and on what leads to releases and pages.

    `taken` are the paths in each root that no release may have.
    """
    catalogue, always = session.catalogue, session.timeless
    pages = {root: {path for path, _ in claims} for root, claims in taken.items()}
    files = {o.root.folder: frozenset(o.files) for o in outlines if not o.root.is_branch}
    yield from check_redirects(always, pages, files)
    yield from check_waiting(catalogue.addresses)
    yield from ledger_findings(session, pages)
    is_unread = _is_unread(session)
    for old in always.addresses.onward():
        pages.setdefault(old.redirect.root, set()).add(old.redirect.file)
    yield from check_related(always, is_unread)
    areas = dict.fromkeys(each.area.key for o in outlines for each in o.areas)
    gates = [gate for area in areas for gate in session.config.gates_of(area)]
    if gates or catalogue.related.has_pairs():
        from newsgen.rules import pairs  # noqa: PLC0415 (few sites have two languages)

        yield from pairs.check_pairs(always.pairs)
        yield from pairs.check_alike(always.pairs, _compared_from(session))
        for gate in gates:
            yield from pairs.check_translations(gate, catalogue.pairs)
    yield from check_links(always, Fragments(session.database.connection), pages)
    yield from check_links_now(catalogue.links)
    for root, paths in files.items():
        pages.setdefault(root, set()).update(paths)
    for host, (_, main) in session.config.language_hosts.items():
        if host in pages:  # there the menu leads to the same pages as on the main host
            pages[host].update(_files_of(frame.elsewhere.get(main, {}), f"https://{host}/"))
    place = partial(_place, session.config_text)
    links = links_of(session.config.menu, session.config.footer)
    yield from check_menu(links, always, pages, is_unread, place)
    page_files = {source for o in outlines for source in always.paths.pages(o.root.name)}
    place = partial(_list_place, session.config_text, frame.theme)
    yield from check_lists(session.config.release_lists, page_files, is_unread, place)


def _files_of(others: "Elsewhere", site: str) -> Iterator[str]:
    """Yield the files of pages, by their links, that are the same below an address as well."""
    for link, each in others.items():
        if any(page.url.startswith(site) for page in each.pages):
            yield f"{link}index.html".lstrip("/")


def _place(config_text: str, keys: tuple[str, ...]) -> Span:
    return find_key(config_text, CONFIG_FILE, keys)


def _list_place(config_text: str, theme: "Theme", keys: tuple[str, ...]) -> Span:
    """Find a setting of a list in newsgen.toml, or in the theme.toml that names the list."""
    return find_in(((CONFIG_FILE, config_text), *theme.declarations()), keys)


def _default_pictures(session: Session) -> Iterator[Diagnostic]:
    """Look for pictures that readers should not see as such: newsgen.toml is to list them."""
    text = session.config_text
    yield from check_default_pictures(
        session.catalogue.pictures.shared_by_more_than(MOST),
        session.config.area,
        lambda key: find_key(text, CONFIG_FILE, ("areas", key, "default_images")),
    )


def _unseen(session: Session) -> Iterator[Diagnostic]:
    """Look for files that seem to be releases: those that a release of any time uses are not."""
    if files := [path for path in session.scan.files if _seems_release(session.content, path)]:
        every = session.timeless.releases.all()
        used = {use.path for _, release in every for use in release.uses}
        yield from check_unseen(files, used, session.sources.known())


def _seems_release(content: Path, path: str) -> bool:
    """Return whether a file has the name of a release's text, or begins as one."""
    if is_unseen(path):
        return True
    if not is_text(path):
        return False
    try:
        with (content / path).open(encoding="utf-8-sig", errors="replace") as text:
            return begins_as_release(text.read(_START_OF_TEXT))
    except OSError:
        return False


_START_OF_TEXT = 4_000
"""Characters of a text in which the front matter of a release shows."""


def _url_of(session: Session) -> Callable[[str], str | None]:
    """Return what gives the URL of the release in a file: empty if it has mistakes."""
    paths = session.timeless.paths
    sources, known = cache(paths.sources), cache(session.sources.known)

    def url_of(source: str) -> str | None:
        if source in sources():
            return paths.url_of(source)
        return "" if source in known() else None

    return url_of


def _is_unread(session: Session) -> Callable[[str], bool]:
    """Return what says whether a file gives no release, as it has errors."""
    silent = cache(session.without_release)
    return lambda source: source in silent()


def _judged(session: Session, paths: Sequence[str] | None = None) -> list[Judged]:
    """Judge all findings, or those in some source files, by their paths from the site."""
    sources = None if paths is None else [path.removeprefix(CONTENT) for path in paths]
    of_archive = session.findings.archive(paths)
    diagnostics = [*session.sources.diagnostics(sources), *of_archive]
    accepted = session.sources.accepted(sources)
    named = {d.span.path.removeprefix(CONTENT) for d in diagnostics} | accepted.keys()
    days = session.sources.days(named)
    facts = {
        CONTENT + path: SourceFacts(day, accepted.get(path, ()), looked_for)
        for path, (day, looked_for) in days.items()
    }
    policy = policy_of(session.config, session.plugins)
    judged = sort_diagnostics(policy.judge(diagnostics, facts))
    always = {(d.code, d.span) for d in of_archive}
    return [
        Judged(
            d,
            known,
            "" if (d.code, d.span) in always else day_told(d, facts.get(d.span.path, NO_FACTS).day),
        )
        for d, known in session.baseline.sort(judged)
    ]


def _options(session: Session, frame: Frame) -> Iterator[Diagnostic]:
    """Yield the theme's options that name a file which is not there, or cannot be published."""
    files, refused = session.scan.files, frame.refused
    for name, value in frame.theme.options.items():
        if not (value in frame.theme.urls and value.startswith("/")):
            continue
        path = value.lstrip("/")
        if path not in files:
            span = frame.theme.option_place(name, session.config_text)
            yield missing_option(name, value, files, span)
        elif path in refused:
            span = frame.theme.option_place(name, session.config_text)
            yield left_out(path, refused[path], span)


def _named_in_settings(session: Session, frame: Frame) -> Iterator[Diagnostic]:
    """Yield the files of the settings that are not there, or cannot be published."""
    files, refused = session.scan.files, frame.refused
    for link in session.config.site.files:
        path, span = link.lstrip("/"), find_key(session.config_text, CONFIG_FILE, ("site", "files"))
        if path not in files:
            yield missing_in_settings(link, files, span)
        elif path in refused:
            yield left_out(path, refused[path], span)


def _of_theme(session: Session, theme: "Theme") -> Iterator[Diagnostic]:
    """Yield what needs no rendering to be found in a theme of the site: as warnings.

    `newsgen theme check` reports the same as errors. Templates are parsed when one has changed, and
    never those of a stranger.
    """
    if not theme.is_of_site:
        return
    for lost in theme.lost_addresses():
        yield replace(lost, severity=Severity.WARNING)
    named = named_languages(session.config)
    yield from (each.finding(tag) for tag, each in theme.lacking.items() if tag in named)
    if session.request.no_plugins:
        return
    theme_now = theme.templates_digest.hex()
    theme_before, kept = json.loads(session.database.meta("blocks") or '["", []]')
    if theme_before != theme_now:
        lost_parts = theme.lost_parts((*TEMPLATES, *theme.page_templates))
        kept = [(d.message, astuple(d.span), d.hint) for d in lost_parts]
        session.database.remember("blocks", json.dumps([theme_now, kept]))
    for message, span, hint in kept:
        yield Diagnostic("NG802", message, Span(*span), hint, severity=Severity.WARNING)


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
            yield from leads_elsewhere(name, target, _ledger_span(line), session.config)
    lines = ((root_name(line.address), line.file, _ledger_span(line)) for line in site_ledger.lines)
    yield from check_removed(catalogue, site_ledger.tombstones, lines)
    broken = _unread(session)
    lost = [
        row
        for row in catalogue.ledger.lost()
        if row.file not in pages.get(row.root, ())
        and not site_ledger.tombstones.at(row.root, row.file)
        and not any(row.path in text for text in broken)
        and not any(taxonomy.has_page(row.file) for taxonomy in session.config.sorted_by_anywhere)
        and not _is_at_other_file(catalogue, row)
    ]
    yield from check_held(catalogue.ledger, partial(_last_written, session))
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

    Git knows. That there never was one is asked only once of each commit.
    """
    file, database = session.request.site / LEDGER, session.database
    asked = ledger.asked_of(file.parent)
    if file.exists() or asked == database.meta(ledger.ASKED_GIT):
        return
    if when := deleted(file):
        yield Diagnostic(
            "NG434",
            f"{LEDGER} was deleted {when}",
            Span(LEDGER),
            "Restore it from git: without it no lost address is found. An empty file says "
            "that there is nothing to keep.",
        )
    else:
        database.remember(ledger.ASKED_GIT, asked)


def _last_written(session: Session) -> float:
    """Return when the ledger was last written: git knows, and is asked again after a commit."""
    site = session.request.site
    session.database.remember(ledger.ASKED_GIT, ledger.asked_of(site))
    return last_written(site / LEDGER)


def _tracer(session: Session) -> Tracer:
    """Return what finds where an address went: it may have been made from a title."""
    history = History(session.content)

    @cache
    def reader() -> "SourceReader":
        from newsgen.content.markup import extensions_told  # noqa: PLC0415 (slow to load)
        from newsgen.content.release import SourceReader  # noqa: PLC0415 (as that)

        with extensions_told(session.config_text):
            return SourceReader(session.config)

    def trace(row: LedgerRow) -> Trace | None:
        def had(text: str, path: str) -> bool:
            parsed = reader().parse(text, path)
            return parsed.release is not None and is_like(row, parsed.release)

        return (
            history.trace(f"url: {row.url}")
            or history.trace_slug(name_in(row.file), had)
            or history.trace(row.url, row.path)
        )

    return trace


def _ledger_span(line: Line) -> Span:
    return Span(LEDGER, line.number, 1, line.number, line.columns)


def _unread(session: Session) -> list[str]:
    """Return the texts of files that give no release: what is at their addresses is not lost."""
    files = (session.content / path for path in sorted(session.without_release()))
    return [unquote(file.read_text(encoding="utf-8", errors="replace")) for file in files]
