"""The site without its mistakes: what take-downs are deployed from while other files have errors.

A release whose file has errors is as in the commit that was deployed, if git has that, and is left
out if not, or if it is not published anyway. So what can be read decides what is taken down.
"""

import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from newsgen.content.scan import SUFFIX
from newsgen.deployers.shown import withheld_places
from newsgen.diagnostics import Diagnostic, errors_in
from newsgen.pipeline.central import build
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.result import CONTENT, Request
from newsgen.pipeline.session import open_session


class ReadableSite(NamedTuple):
    """A site that was built as far as it can be read, in a folder of its own.

    `withheld` are places of releases that nobody may see, with those that are left out. If it is
    not whole, others are left out too. `wrong` are the files with errors.
    """

    request: Request
    withheld: frozenset[str]
    is_whole: bool
    wrong: Sequence[str]


@contextmanager
def readable_site(
    request: Request, errors: Sequence[Diagnostic], commits: Callable[[], Iterable[str]]
) -> Iterator[ReadableSite | None]:
    """Build a site that has errors without them, or give `None` if that cannot be.

    `commits` are those that may have been deployed.
    """
    down, withheld = not_shown(request)
    instead, wrong = dict[str, bytes](), set[str]()
    with TemporaryDirectory(prefix="newsgen-") as name:
        folder = Path(name)
        while True:
            wrong |= {error.span.path for error in errors}
            older = _older(request.site, commits(), _sources(errors) - down - instead.keys())
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
                yield ReadableSite(attempt, withheld, left_out <= down, sorted(wrong))
                return
            errors = errors_in(result.diagnostics)


def _sources(errors: Iterable[Diagnostic]) -> set[str]:
    """Return the sources with errors, and those that an error has to do with as well."""
    spans = (span for e in errors for span in (e.span, *(each.span for each in e.related)))
    paths = (span.path for span in spans if span.path.startswith(CONTENT))
    return {path.removeprefix(CONTENT) for path in paths if path.endswith(SUFFIX)}


def not_shown(request: Request) -> tuple[set[str], frozenset[str]]:
    """Return the sources of releases that nobody may see, and the places of those."""
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
        return down, withheld_places(catalogue)


def _older(site: Path, commits: Iterable[str], sources: Collection[str]) -> dict[str, bytes]:
    """Return the bytes that sources had in the first of some commits that git has."""
    older: dict[str, bytes] = {}
    for commit in filter(None, commits):
        for path in sources - older.keys() if sources else ():
            command = ["git", "-C", str(site), "show", f"{commit}:./{CONTENT}{path}"]
            try:
                done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
            except OSError:
                return {}
            if done.returncode == 0 and done.stdout:
                older[path] = done.stdout
    return older
