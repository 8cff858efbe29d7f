"""The site without its mistakes: what take-downs are deployed from while other files have errors.

A release whose file has errors is as in the commit that was deployed, if git has that, and is left
out if not, or if it is not published anyway. So what can be read decides what is taken down, of a
file with errors too. Settings, theme and plug-ins with errors are as in that commit as well.
"""

import json
import re
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.config.load import FILE, parse_toml, read
from newsgen.content import frontmatter, keys, matter
from newsgen.content.frontmatter import FrontMatterError, Located, Parts
from newsgen.content.scan import SUFFIX, decode, git_call
from newsgen.deployers.past import checked_out, take_over
from newsgen.deployers.shown import withheld_places
from newsgen.diagnostics import Diagnostic, NewsgenError, errors_in
from newsgen.fast.patterns import later
from newsgen.model import ledger, tombstones
from newsgen.model.refusal import closest
from newsgen.model.release import RETIRED, Status
from newsgen.pipeline.central import build
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.result import CONTENT, Request
from newsgen.pipeline.session import open_session

_LOOKED_AT: Final = 20
"""So many commits that changed the settings."""
_HIDDEN: Final = (*RETIRED, Status.DRAFT)
_STATUS: Final = later(
    r"""^["']?status["']?[ \t]*:[ \t]*["']?(\w+)""", re.IGNORECASE | re.MULTILINE
)


class ReadableSite(NamedTuple):
    """A site that was built as far as it can be read, in a folder of its own.

    `withheld` are places of releases that nobody may see, with those that are left out. If it is
    not whole, others are left out too. `wrong` are the files with errors: releases that are
    `as_before`, and others that are to go, as far as can be read, and are `not_known` to git.
    """

    request: Request
    withheld: frozenset[str]
    is_whole: bool
    wrong: Sequence[str]
    as_before: Sequence[str]
    not_known: Sequence[str]


@contextmanager
def readable_site(
    request: Request, errors: Sequence[Diagnostic], commits: Callable[[], Iterable[str]]
) -> Iterator[ReadableSite | None]:
    """Build a site that has errors without them, or give `None` if that cannot be.

    `commits` are those that may have been deployed.
    """
    down, said, withheld = _not_shown(request)
    instead, wrong = dict[str, bytes](), set[str]()
    with TemporaryDirectory(prefix="newsgen-") as name:
        folder = Path(name)
        while True:
            wrong |= {error.span.path for error in errors}
            older = _older(request.site, commits(), _sources(errors) - down - instead.keys())
            older |= {path: _taken_down(older[path]) for path in said & older.keys()}
            now = instead | {path: older.get(path, b"") for path in _sources(errors)}
            if folder != Path(name) and now == instead:
                yield None
                return
            folder, instead = folder / "again", now
            output, cache = folder / "output", folder / "cache"
            attempt = replace(request, drafts=False, output=output, cache=cache, instead=instead)
            result = build(attempt)
            if not result.refused:
                left_out = {path for path, data in instead.items() if not data}
                yield ReadableSite(
                    attempt,
                    withheld,
                    left_out <= down,
                    sorted(wrong),
                    sorted(instead.keys() - left_out - said),
                    sorted(left_out & said),
                )
                return
            errors = errors_in(result.diagnostics)


def _sources(errors: Iterable[Diagnostic]) -> set[str]:
    """Return the sources with errors, and those that an error has to do with as well."""
    spans = (span for e in errors for span in (e.span, *(each.span for each in e.related)))
    paths = (span.path for span in spans if span.path.startswith(CONTENT))
    return {path.removeprefix(CONTENT) for path in paths if path.endswith(SUFFIX)}


def _not_shown(request: Request) -> tuple[set[str], set[str], frozenset[str]]:
    """Return the sources of releases that nobody may see, and the places of those.

    Between them are the sources with errors that say so, as far as they can be read.
    """
    with open_session(replace(request, drafts=False)) as session:
        ingest(session)
        catalogue, now = session.catalogue, request.as_of.timestamp()
        visible = catalogue.schedule.visibility_of(catalogue.paths.sources())
        down = {
            source
            for source, each in visible
            if each.state
            or (each.visible_from or now) > now
            or (each.visible_until is not None and each.visible_until <= now)
        }
        said = {
            source
            for source in session.without_release()
            if _is_hidden(session.content / source, request.as_of, session.config.zone)
        }
        return down, said, withheld_places(catalogue)


def _is_hidden(file: Path, now: datetime, zone: ZoneInfo) -> bool:
    """Return whether what can be read of a file with errors says that nobody may see its release.

    A misspelt status counts as the one that was meant.
    """
    try:
        text = file.read_text("utf-8-sig", "replace")
    except OSError:
        return False
    parts: Parts | None
    try:
        parts = frontmatter.split(text, "")
    except FrontMatterError as error:
        parts = error.likely
    status = _STATUS.search(parts.yaml if parts else text.lstrip().partition("\n\n")[0])
    if status and closest(status[1], _HIDDEN):
        return True
    if parts is None:
        return False
    meta = matter.read_what_is_right(matter.table_of(keys.KEYS), Located(parts, "", []), zone)
    is_over = meta.status in _HIDDEN or (meta.expires is not None and meta.expires.at <= now)
    return is_over or any(held and held.at > now for held in (meta.embargo, meta.date))


def _taken_down(data: bytes) -> bytes:
    """Return an earlier text of a release as one that is gone, or nothing if it cannot be read."""
    text = decode(data, "")
    if isinstance(text, Diagnostic):
        return b""
    try:
        values = Located(frontmatter.split(text, ""), "").values
    except FrontMatterError:
        return b""
    gone = json.dumps({**values, "status": Status.GONE}, ensure_ascii=False)
    return f"---\n{gone}\n---\n".encode()


def _older(site: Path, commits: Iterable[str], sources: Collection[str]) -> dict[str, bytes]:
    """Return the bytes that sources had in the first of some commits that git has."""
    older: dict[str, bytes] = {}
    for commit in filter(None, commits):
        for path in sources - older.keys() if sources else ():
            if data := _git(site, "show", f"{commit}:./{CONTENT}{path}"):
                older[path] = data
    return older


def _git(site: Path, *arguments: str) -> bytes:
    """Return what git prints; nothing if it fails, or is not installed."""
    command, environment = git_call(site, *arguments)
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return b""
    return b"" if done.returncode else done.stdout


def read_settings(site: Path) -> str:
    """Return the text of newsgen.toml, from the newest commit where it is TOML if it is not now.

    Raises:
        NewsgenError: it is not, in any of its last commits.

    """
    try:
        text = read(site)
        parse_toml(text, FILE)
    except NewsgenError:
        limit = f"--max-count={_LOOKED_AT}"
        for commit in _git(site, "log", limit, "--format=%H", "--", FILE).decode().split():
            with suppress(NewsgenError, UnicodeDecodeError):
                text = _git(site, "show", f"{commit}:./{FILE}").decode()
                if parse_toml(text, FILE):
                    return text
        raise
    return text


def _is_text(site: Path, file: str) -> bool:
    """Return whether a file can be decoded, or is not there."""
    try:
        (site / file).read_bytes().decode()
    except FileNotFoundError:
        return True
    except (OSError, UnicodeDecodeError):
        return False
    return True


@contextmanager
def with_settings_of(request: Request, commit: str) -> Iterator[Request]:
    """Give the site with its content, and with the settings, theme and plug-ins of a commit.

    Raises:
        TargetError: git lacks the commit.
        OSError: the content cannot be put there.

    """
    with TemporaryDirectory(prefix="newsgen-") as name:
        folder = Path(name)
        with checked_out(request.site, commit, folder / "tree") as site:
            content = site / CONTENT
            content.rename(folder / "before")
            content.symlink_to((request.site / CONTENT).resolve(), target_is_directory=True)
            try:
                for file in filter(partial(_is_text, request.site), (tombstones.FILE, ledger.FILE)):
                    take_over(request.site / file, site / file)
                yield replace(request, site=site, output=folder / "output", cache=folder / "cache")
            finally:
                content.unlink()
