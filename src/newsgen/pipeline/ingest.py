"""Reading what changed: workers parse files, the owner puts them into the store."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TypeAlias

from newsgen.content import scan
from newsgen.content.scan import Scan, Unread
from newsgen.diagnostics import fatal
from newsgen.files import Stamp
from newsgen.pipeline._receipt import policy_key
from newsgen.pipeline.ledger import sync
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.result import CONTENT, EVERYTHING, Selection
from newsgen.pipeline.session import Session
from newsgen.pipeline.workers import batches
from newsgen.plugins.find import of_role
from newsgen.plugins.roles import RULE
from newsgen.store.entries import Standing
from newsgen.store.tables import Visibility
from newsgen.store.uses import Verdicts

if TYPE_CHECKING:
    from newsgen.pipeline._reading import Outcome

BATCH: Final = 96
"""Files that a worker reads and examines together; with fewer, it waits more often for code."""
SMALL: Final = 250
"""With fewer files, starting workers takes longer than reading."""
MANY: Final = 10
"""So many releases do not all go at once: somebody lost them."""
_KEEPS: Final = "keeps last good"
"""Whether a preview has kept the last good release of a file that has errors now."""
_LOOKED_FOR: Final = "looked for"
"""What was looked for in all files, at least."""
Read: TypeAlias = "Callable[[Session, Iterable[list[Unread]], int], Iterator[list[Outcome]]]"
"""Reads batches of files by so many processes."""


def ingest(
    session: Session,
    selection: Selection = EVERYTHING,
    read: "Read | None" = None,
    *,
    looks_further: bool = True,
) -> None:
    """Bring the store up to date with the content folder: read what changed, drop what is gone.

    The files that the selection names are read whatever their stamps say, and the others only as
    they have changed. Without a selection, all warnings that the session looks for are in the store
    then, unless that is left to others. `read` reads files in another way than as they are.
    """
    meter = session.meter
    meter.turn(Stage.STORE)
    sources = session.sources
    expired = _invalidate_expired(session)
    if not session.request.keep_last_good:
        _invalidate_kept(session)
    is_first = sources.is_empty() and not (
        session.findings.examined("policy") or session.baseline.known
    )
    again = selection.names if selection.paths else None
    unread = _kept_in(session, scan.scan(session.content, sources, session.scan, again))
    outcomes = _read(session, meter.each(Stage.SCAN, unread), read)
    _bring_up(session, outcomes, is_quoted=bool(expired), is_first=is_first)
    if looks_further and not selection.paths:
        look_further(session)
    Verdicts(session.database.connection).keep_only(session.scan.files)
    sources.keep_folders(session.scan.folders)
    session.database.index()
    session.database.commit()


def _kept_in(session: Session, unread: Iterator[Unread]) -> Iterator[Unread]:
    """Leave out the sources that the request leaves out."""
    instead = session.request.instead
    return (each for each in unread if instead.get(each[0], each)) if instead else unread


def look_further(session: Session, most: int | None = None) -> bool:
    """Look for warnings in known files in which they were not looked for, or in the first few.

    A file that is another by now is left to the next scan. Returns whether any are left.
    """
    if _was_looked_for(session):
        return False
    paths, sources = less_looked_at(session), session.sources
    chosen = paths[:most]
    known = sources.digests(chosen)
    for outcomes in _read_known(session, chosen):
        rows = [o.source for o in outcomes if o.source.digest == known[o.source.path]]
        sources.put(rows)
        session.findings.invalidate(CONTENT + row.path for row in rows)
    is_behind = len(chosen) < len(paths)
    if not is_behind:
        session.database.remember(_LOOKED_FOR, str(session.looked_for))
    return is_behind


def less_looked_at(session: Session) -> list[str]:
    """Return the files in which less was looked for than the session looks for."""
    if _was_looked_for(session):
        return []
    wanted = session.looked_for
    return session.sources.less_looked_for(wanted.since, wanted.raised, unused=wanted.unused)


def _was_looked_for(session: Session) -> bool:
    return session.database.meta(_LOOKED_FOR) == str(session.looked_for)


def ingest_some(session: Session, paths: Collection[str]) -> None:
    """Bring the store up to some files of the content folder, of which the rest has been scanned.

    If only a look at the whole folder can tell what has changed, that is done.
    """
    expired = _invalidate_expired(session)
    paths = {*paths, *expired}
    known = session.sources.known(paths)
    unread = scan.scan_some(session.content, paths, known, session.scan)
    if unread is None:
        session.scan = Scan()
        ingest(session)
        return
    _bring_up(session, _read(session, iter(unread)), is_quoted=bool(expired))
    session.database.commit()


def ingest_written(session: Session, outcomes: list["Outcome"]) -> None:
    """Bring the store up to files that were written since they were ingested."""
    if outcomes:
        session.scan.gone, session.scan.same = set(), []
        _bring_up(session, iter([outcomes]))
        session.database.commit()


def _bring_up(
    session: Session,
    outcomes: Iterator[list["Outcome"]],
    *,
    is_quoted: bool = False,
    is_first: bool = False,
) -> None:
    """Take in what came of files, and have the store hold what they mean for others.

    `is_quoted` says that a rule of the site may have quoted what is over.
    """
    is_quoted |= _take_in(session, outcomes, is_first=is_first)
    is_quoted |= _hold_pairs(session)
    _judge_again(session, is_quoted)


def _invalidate_expired(session: Session) -> list[str]:
    """Have releases read again that have expired since: the words of none may be kept.

    So are those whose findings the time has changed.
    """
    paths = session.catalogue.schedule.expired_or_not_yet()
    paths += session.sources.turned(session.request.as_of.timestamp())
    session.sources.invalidate(paths)
    return paths


def _invalidate_kept(session: Session) -> None:
    """Have files read again of which only a preview may show the last good release."""
    if session.database.meta(_KEEPS):
        session.sources.invalidate(session.sources.with_errors())
        session.database.remember(_KEEPS, "")


def _hold_pairs(session: Session) -> bool:
    """Have the halves of a pair shown together; one whose twin has expired keeps no words.

    Where it is not over any more, as its twin has changed, it gets them back.

    Returns:
        Whether a rule of the site may have quoted one that is over.

    """
    if not session.catalogue.related.has_pairs():
        return False
    pairs = session.catalogue.pairs
    ended = pairs.ended()
    pairs.hold()
    over = {*pairs.ended()} & {*session.catalogue.schedule.expired_or_not_yet()}
    if changed := sorted({*over, *pairs.without_words(ended)}):
        _read_again(session, changed)
    return bool(over)


def _judge_again(session: Session, is_quoted: bool) -> None:
    """Read files again in which rules of the site found something, if that may be a quotation.

    A rule with a memory may have quoted in one release what another no longer says in public.
    """
    paths = session.sources.with_site_findings() if is_quoted else []
    if not paths:
        return
    from newsgen.plugins.load import forget_modules  # noqa: PLC0415 (slow, and rarely needed)

    forget_modules()
    _read_again(session, paths)


def _read_again(session: Session, paths: Sequence[str]) -> None:
    """Read known files whatever their stamps say; what held their releases holds them still."""
    session.scan.gone, session.scan.same = set(), []
    _take_in(session, _read_known(session, paths))
    session.catalogue.pairs.hold()


def _read_known(session: Session, paths: Sequence[str]) -> Iterator[list["Outcome"]]:
    """Read known files whatever their stamps say."""
    known = session.sources.known(paths)
    return _read(session, ((path, Stamp(*known[path]), "") for path in paths), _read_held)


def _read_held(
    session: Session, work: Iterable[list[Unread]], jobs: int
) -> Iterator[list["Outcome"]]:
    """Read files, but of halves that are over with their twins only what survives."""
    from newsgen.pipeline._reading import read  # noqa: PLC0415 (slow, and rarely needed)

    return read(session, work, jobs, frozenset(session.catalogue.pairs.ended()))


def _take_in(session: Session, read: Iterator[list["Outcome"]], *, is_first: bool = False) -> bool:
    """Take in what came of files as they are read, and forget those that are gone.

    The first time, all of them are judged where they are read, and no other finding is known.

    Returns:
        Whether a rule of the site may have quoted what was taken down.

    """
    meter, done, is_quoted = session.meter, 0, False
    has_rules = bool(of_role(session.plugins, RULE))
    if is_first:
        session.findings.reset(policy_key(session))
    for outcomes in meter.each(Stage.READ, read):
        if has_rules and not is_first:
            read_now = [o for o in outcomes if not o.unchanged]
            visible = {o.source.path: o.release and o.release.row.visibility for o in read_now}
            is_quoted |= _is_any_moved(session, visible)
        _put(session, outcomes, is_first=is_first)
        done += len(outcomes)
        session.request.progress("Reading releases", done, max(done + 1, session.scan.sources))
    session.request.progress("Reading releases", done, done)
    meter.files_read += done
    is_quoted |= has_rules and _is_any_moved(session, dict.fromkeys(session.scan.gone))
    _refuse_if_emptied(session)
    _forget(session, session.scan.gone)
    session.sources.restamp(session.scan.same)
    sync(session)
    return is_quoted


def _refuse_if_emptied(session: Session) -> None:
    """See that a content folder that lost all its releases does not take the website with it."""
    gone = len(session.scan.gone)
    if session.scan.sources or gone < MANY:
        return
    why = f"the folder content has no release any more; the last build read {gone:,} there"
    unread = next((d for d in session.scan.problems if d.code == "NG101"), None)
    if unread:
        raise fatal("NG704", f"{why}: {unread.message}", unread.span, unread.hint)
    hint = (
        "Put them back, as git or a backup has them. If all of them are to go, delete the folders"
        f" {session.output} and {session.database.path.parent} first."
    )
    raise fatal("NG704", why, "content", hint)


def _is_any_moved(session: Session, visibility: Mapping[str, Visibility | None]) -> bool:
    """Return whether a release is shown at other times than before."""
    earlier = session.catalogue.schedule.visibility_of(visibility)
    return any(before != visibility[path] for path, before in earlier)


def _read(
    session: Session, unread: Iterator[Unread], read: "Read | None" = None
) -> Iterator[list["Outcome"]]:
    first = list(islice(unread, SMALL))
    if not (first or session.config.markdown.is_changed):
        return  # an extension may be missing, and that is an error even if there is nothing to read
    from newsgen.pipeline import _reading  # noqa: PLC0415 (parsing needs much that is slow to load)

    jobs = session.request.jobs if len(first) == SMALL else 1
    work = batches(chain(first, unread), BATCH)
    for batch in (read or _reading.read)(session, work, jobs):
        yield batch
        if jobs > 1:
            _load_next_stages()


def _load_next_stages() -> None:
    """Load what comes after reading while workers read, and this process would wait for them."""
    from newsgen.pipeline import _apply, _findings  # noqa: F401, PLC0415 (slow to load)


def _put(session: Session, outcomes: Iterable["Outcome"], *, is_first: bool) -> None:
    read = [o for o in outcomes if not o.unchanged]
    session.sources.restamp([(o.source.path, o.source.stamp) for o in outcomes if o.unchanged])
    if read:
        session.manifest.receipts.void()
    releases = {o.source.path: o.release for o in read}
    if is_first:
        session.findings.put_written(row for o in read for row in o.findings)
    elif session.request.keep_last_good:
        session.findings.invalidate(CONTENT + path for path in releases)
        expired = set(session.catalogue.schedule.expired_or_not_yet())
        kept = {path for path, release in releases.items() if not release} - expired
        if kept:
            session.database.remember(_KEEPS, "yes")
        releases = {path: release for path, release in releases.items() if path not in kept}
    if not is_first and session.findings.examined("policy"):
        _invalidate(
            session, {path: release and release.standing for path, release in releases.items()}
        )
    alike = _alike(session, releases)
    session.sources.put([o.source for o in read])
    session.catalogue.entries.put(release for release in releases.values() if release)
    if alike != _alike(session, releases):
        session.findings.invalidate_archive()
    session.catalogue.entries.drop(path for path, release in releases.items() if not release)


def _alike(session: Session, sources: Collection[str]) -> set[tuple[str, int, bytes]]:
    """Return which releases may share their text with others, if that may change the findings."""
    if not session.findings.examined("archive"):
        return set()
    return session.catalogue.claims.alike_among(sources)


def _forget(session: Session, paths: Collection[str]) -> None:
    if paths:
        session.manifest.receipts.void()
    _invalidate(session, dict.fromkeys(paths))
    session.sources.forget(paths)
    session.catalogue.entries.drop(paths)


def _invalidate(session: Session, standing: Mapping[str, Standing | None]) -> None:
    """Invalidate files' findings, and the archive's if they depend on what changed."""
    findings = session.findings
    findings.invalidate(CONTENT + path for path in standing)
    for path, now in standing.items():
        before = session.catalogue.entries.standing(path)
        if before == now:
            if now is None:  # what it would be at is not known, nor what is lost
                findings.invalidate_archive()
            continue
        if before is not None:
            findings.forget_archive()
            break
        findings.invalidate_archive()
