"""`newsgen check --fix`: safe fixes applied to source files, and nothing else.

A fix is an edit of a stretch of a file, so comments, the order of keys and line ends stay as they
are. A file is written whole or not at all, and only if it still gives a release where it did.

Files are fixed where they are read: a worker examines a file, applies the fixes, and examines what
they give. They are written once all are read, as a twin says that a half is over, which is left
alone. What is taken into the store is what a file holds then, and a check goes on from it.
"""

import difflib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.config import Config
from newsgen.content.scan import Unread, read_source
from newsgen.diagnostics import Diagnostic, Fix, NewsgenError, Span, fatal, has_errors
from newsgen.files import Stamp, write_atomically
from newsgen.pipeline._reading import Look, Opened, Outcome, Reader, open_file, read_by
from newsgen.pipeline.central import assess, report, retry_if_damaged
from newsgen.pipeline.ingest import ingest, ingest_written, less_looked_at
from newsgen.pipeline.result import CONTENT, Request, Result, Selection, Show
from newsgen.pipeline.session import Session, open_session
from newsgen.plugins.find import Plugins
from newsgen.rules.policy import LookedFor

MOST_ROUNDS: Final = 20
"""A fix may leave another beside it, such as an entity within a title given twice."""
_DIFF_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END: Final = "\n\\ No newline at end of file\n"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file as it was and as it is to be; `path` is relative to the site."""

    path: str
    before: str
    after: str
    count: int

    def diff(self) -> str:
        """Return the change as a unified diff that git can apply."""
        lines = difflib.unified_diff(
            _DIFF_LINE.findall(self.before),
            _DIFF_LINE.findall(self.after),
            f"a/{self.path}",
            f"b/{self.path}",
        )
        return "".join(line if line.endswith("\n") else f"{line}{_NO_END}" for line in lines)


Settle = Callable[[FixedFile], Stamp | None]
"""Called with a file that has fixes; returns the stamp of what it wrote, None if it wrote none."""


@retry_if_damaged
def fix(
    request: Request, selection: Selection, settle: Settle, *, show: Show | None = None
) -> Result:
    """Hand each file that safe fixes change to `settle`, and check the site.

    Findings that are turned off, accepted or not selected are left alone; those that the baseline
    knows are not.

    Raises:
        NewsgenError: as `check` does, or as `settle` does.

    """
    with open_session(replace(request, all_warnings=True)) as session:
        fixable = [*session.sources.fixable(selection.codes), *less_looked_at(session)]
        session.sources.invalidate(list(filter(selection.names, fixable)))
        fixed: list[Fixed] = []
        ingest(session, selection, partial(_read, selection, fixed))
        over = {*session.catalogue.pairs.ended()}
        settled = [_settled(each, settle) for each in fixed if each.before.source.path not in over]
        ingest_written(session, [outcome for outcome in settled if outcome])
        assess(session)
        return report(session, selection, show)


class Fixed(NamedTuple):
    """What came of a file as it is, and as it is to be if there are fixes for it."""

    before: Outcome
    file: FixedFile | None = None
    after: Outcome | None = None


def _read(
    selection: Selection,
    fixed: list[Fixed],
    session: Session,
    work: Iterable[list[Unread]],
    jobs: int,
) -> Iterator[list[Outcome]]:
    """Read files as they are, and add to a list those for which there are fixes."""
    for batch in read_by(open_fixer, session, work, jobs, selection):
        fixed += (each for each in batch if each.file)
        yield [each.before for each in batch]


def _settled(fixed: Fixed, settle: Settle) -> Outcome | None:
    """Return what came of a file as it is on disk now, None if that is what it was."""
    stamp = settle(fixed.file) if fixed.file else None
    if fixed.after is None or stamp is None:
        return None
    return fixed.after._replace(source=fixed.after.source.at(stamp))


@contextmanager
def open_fixer(
    config: Config,
    plugins: Plugins,
    content: str,
    as_of: datetime,
    looked_for: LookedFor,
    selection: Selection,
) -> Iterator[Callable[[Sequence[Unread]], list[Fixed]]]:
    """Give a worker's function: a batch of files to what came of each, fixed if that is to be."""
    fixer = _Fixer(Reader(config, plugins, as_of, looked_for), selection)

    def work(batch: Sequence[Unread]) -> list[Fixed]:
        return fixer.fix([_opened(read_source(content, unread[0]), *unread) for unread in batch])

    yield work


class _Raw(NamedTuple):
    """The bytes of a file, empty if it cannot be read, and what was opened with them."""

    data: bytes
    opened: Opened


def _opened(data: bytes | Diagnostic, path: str, stamp: Stamp, known: str = "") -> _Raw:
    return _Raw(data if isinstance(data, bytes) else b"", open_file(data, path, stamp, known))


@dataclass(frozen=True, slots=True)
class _Revision:
    """A file while it is fixed: its bytes, what they give, and the fixes left and applied.

    A text that is broken gives no release.
    """

    data: bytes
    look: Look
    fixes: list[Fix]
    count: int = 0

    @property
    def is_broken(self) -> bool:
        return has_errors(self.look.examined.diagnostics)

    def fixed(self) -> bytes:
        return apply(self.data.decode(), self.fixes).encode() if self.fixes else self.data


class _Fixer:
    """Applies fixes to several files in rounds: each round examines those that have changed."""

    def __init__(self, reader: Reader, selection: Selection) -> None:
        self._reader, self._selection = reader, selection

    def fix(self, files: Sequence[_Raw]) -> list[Fixed]:
        """Examine files, and apply fixes until none is left or none can be applied."""
        first = self._revisions(files)
        last = {each.look.file.path: each for each in first}
        revisions = first
        for _ in range(MOST_ROUNDS):
            revisions = self._round(revisions)
            if not revisions:
                break
            last |= {each.look.file.path: each for each in revisions}
        return [_fixed(each, last[each.look.file.path]) for each in first]

    def _round(self, revisions: Iterable[_Revision]) -> list[_Revision]:
        """Apply the fixes that are left, and return the files that this made better."""
        changed = [(old, data) for old in revisions if (data := old.fixed()) != old.data]
        after = self._revisions([_opened(data, *old.look.file[:2]) for old, data in changed])
        return [
            replace(new, count=old.count + len(old.fixes))
            for (old, _), new in zip(changed, after, strict=True)
            if old.is_broken or not new.is_broken
        ]

    def _revisions(self, files: Sequence[_Raw]) -> list[_Revision]:
        looks = self._reader.look([file.opened for file in files])
        return [
            _Revision(file.data, look, self._fixes(look))
            for file, look in zip(files, looks, strict=True)
        ]

    def _fixes(self, look: Look) -> list[Fix]:
        return _apart(d.fix for d in look.judged if d.fix and self._selection.has(d))


def _fixed(before: _Revision, after: _Revision) -> Fixed:
    outcome = before.look.outcome()
    if after.data == before.data:
        return Fixed(outcome)
    path = CONTENT + before.look.file.path
    file = FixedFile(path, before.data.decode(), after.data.decode(), after.count)
    return Fixed(outcome, file, after.look.outcome())


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Choose fixes that do not touch each other, the first in the file first."""
    chosen: list[Fix] = []
    for fix in sorted(fixes, key=lambda f: f.span):
        if not chosen or _end(chosen[-1].span) <= (fix.span.line, fix.span.column):
            chosen.append(fix)
    return chosen


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def apply(raw: str, fixes: Iterable[Fix]) -> str:
    """Put the fixes' texts into a file's text as it is on disk, with its own line ends."""
    starts = [line.start() for line in _LINE.finditer(raw)]
    starts[0] += raw.startswith("\ufeff")  # no line or column counts the byte order mark
    line_end = "\r\n" if "\r\n" in raw else "\n"
    for fix in sorted(fixes, key=lambda f: f.span, reverse=True):
        span = fix.span
        start = starts[span.line - 1] + span.column - 1
        end = starts[span.end_line - 1] + span.end_column - 1
        raw = raw[:start] + fix.text.replace("\n", line_end) + raw[end:]
    return raw


def write(site: Path, fixed: FixedFile) -> Stamp:
    """Write a fixed file whole or not at all, and return its new stamp.

    Raises:
        NewsgenError: it cannot be written, or someone has changed it in the meantime (NG905).

    """
    file = Path(os.path.realpath(site / fixed.path))
    try:
        if not file.stat().st_mode & stat.S_IWUSR:
            raise _unwritten(fixed.path, "it is read-only")
        if file.read_bytes() != fixed.before.encode():
            raise _unwritten(fixed.path, "it was changed by someone else just now")
        return write_atomically(file, fixed.after.encode())
    except OSError as error:
        raise _unwritten(fixed.path, (error.strerror or str(error)).lower()) from None


def _unwritten(path: str, why: str) -> NewsgenError:
    hint = "The other files are fixed. Remove the cause, and run newsgen check --fix again."
    return fatal("NG905", f"the file cannot be fixed: {why}", path, hint)
