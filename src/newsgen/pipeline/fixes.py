"""`newsgen check --fix`: safe fixes applied to source files, and nothing else.

A fix is an edit of a stretch of a file, so comments, the order of keys and line ends stay as they
are. A file is written whole or not at all, and only if it still gives a release where it did.
"""

import difflib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from newsgen.config import load as load_config
from newsgen.content.read import decode, read_source
from newsgen.diagnostics import Diagnostic, Fix, NewsgenError, Span, fatal, has_errors
from newsgen.files import write_atomically
from newsgen.pipeline._examine import Examiner
from newsgen.pipeline.ingest import BATCH, SMALL
from newsgen.pipeline.selection import CONTENT, Selection
from newsgen.pipeline.session import worker_died
from newsgen.pipeline.workers import WorkerDiedError, batches, workers
from newsgen.rules.policy import Policy, SourceFacts

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


def fix_files(
    site: Path, paths: Sequence[str], selection: Selection, *, jobs: int = 1
) -> Iterator[FixedFile]:
    """Yield the files that safe fixes change, of those named by their path from the site.

    Nothing is written. Findings that are turned off, accepted or not selected are left alone.

    Raises:
        NewsgenError: a worker process died.

    """
    jobs = jobs if len(paths) > SMALL else 1
    try:
        with workers(open_fixer, (site, selection), jobs=jobs) as map_in_order:
            for fixed in map_in_order(batches(paths, BATCH)):
                yield from fixed
    except WorkerDiedError:
        raise NewsgenError(worker_died()) from None


@contextmanager
def open_fixer(
    site: Path, selection: Selection
) -> Iterator[Callable[[Sequence[str]], list[FixedFile]]]:
    """Give a worker's function: a batch of paths to the files that fixes change."""
    config = load_config(site)
    fixer = _Fixer(Examiner(config), Policy(config.rules), selection)

    def fix(paths: Sequence[str]) -> list[FixedFile]:
        texts = {path: text for path in paths if (text := _text(site, path)) is not None}
        return fixer.fix(texts)

    yield fix


def _text(site: Path, path: str) -> str | None:
    """Return the text of a file as it is on disk, None if it cannot be read."""
    data = read_source(str(site), path)
    if isinstance(data, Diagnostic) or isinstance(decode(data, path), Diagnostic):
        return None
    return data.decode()


@dataclass(slots=True)
class _Draft:
    """A file while it is fixed: its text, the fixes applied, and those that are left.

    A text that is broken gives no release.
    """

    path: str
    raw: str
    fixes: list[Fix]
    is_broken: bool
    count: int = 0


class _Fixer:
    """Applies fixes to several files in rounds: each round examines those that have changed."""

    def __init__(self, examiner: Examiner, policy: Policy, selection: Selection) -> None:
        self._examiner, self._policy, self._selection = examiner, policy, selection

    def fix(self, texts: Mapping[str, str]) -> list[FixedFile]:
        """Apply fixes to texts by path until none is left, or none can be applied."""
        drafts = self._drafts(texts)
        done = {draft.path: draft for draft in drafts}
        for _ in range(MOST_ROUNDS):
            after = {draft.path: apply(draft.raw, draft.fixes) for draft in drafts if draft.fixes}
            changed = {path: text for path, text in after.items() if text != done[path].raw}
            drafts = [
                replace(draft, count=done[draft.path].count + len(done[draft.path].fixes))
                for draft in self._drafts(changed)
                if done[draft.path].is_broken or not draft.is_broken
            ]
            if not drafts:
                break
            done |= {draft.path: draft for draft in drafts}
        return [
            FixedFile(path, before, done[path].raw, done[path].count)
            for path, before in texts.items()
            if done[path].raw != before
        ]

    def _drafts(self, texts: Mapping[str, str]) -> list[_Draft]:
        """Examine texts by path."""
        read = [(_as_read(raw), path.removeprefix(CONTENT)) for path, raw in texts.items()]
        drafts = []
        for (path, raw), examined in zip(
            texts.items(), self._examiner.examine_all(read), strict=True
        ):
            facts = {path: SourceFacts(examined.day, examined.accepted)}
            judged = self._policy.judge(examined.diagnostics, facts)
            fixes = _apart(d.fix for d in judged if d.fix and self._selection.has(d))
            drafts.append(_Draft(path, raw, fixes, has_errors(examined.diagnostics)))
        return drafts


def _as_read(raw: str) -> str:
    text = decode(raw.encode(), "")
    assert isinstance(text, str)
    return text


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


def write(site: Path, fixed: FixedFile) -> None:
    """Write a fixed file whole or not at all.

    Raises:
        NewsgenError: it cannot be written, or someone has changed it in the meantime (NG905).

    """
    file = Path(os.path.realpath(site / fixed.path))
    try:
        if not file.stat().st_mode & stat.S_IWUSR:
            raise _unwritten(fixed.path, "it is read-only")
        if file.read_bytes() != fixed.before.encode():
            raise _unwritten(fixed.path, "it was changed by someone else just now")
        write_atomically(file, fixed.after.encode())
    except OSError as error:
        raise _unwritten(fixed.path, (error.strerror or str(error)).lower()) from None


def _unwritten(path: str, why: str) -> NewsgenError:
    hint = "The other files are mended. Mend the cause, and run newsgen check --fix again."
    return fatal("NG905", f"the file cannot be mended: {why}", path, hint)
