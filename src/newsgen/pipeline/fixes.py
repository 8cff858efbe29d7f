"""`newsgen check --fix`: safe fixes applied to source files, and nothing else.

A fix is an edit of a stretch of a file, so comments, the order of keys and line ends stay as they
are. A file is written whole or not at all, and only if it still gives a release where it did.
"""

import difflib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newsgen.config import load as load_config
from newsgen.content.read import decode, read_source
from newsgen.diagnostics import Diagnostic, Fix, NewsgenError, Span, fatal, has_errors
from newsgen.files import write_atomically
from newsgen.pipeline._examine import Examiner
from newsgen.pipeline.selection import CONTENT, Selection
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


def fix_files(site: Path, paths: Iterable[str], selection: Selection) -> Iterator[FixedFile]:
    """Yield the files that safe fixes change, of those named by their path from the site.

    Nothing is written. Findings that are turned off, accepted or not selected are left alone.
    """
    config = load_config(site)
    examiner, policy = Examiner(config), Policy(config.rules)

    def fixable(text: str, path: str) -> tuple[list[Fix], bool]:
        """Return the fixes of a text, and whether it gives no release."""
        examined = examiner.examine(text, path.removeprefix(CONTENT))
        sources = {path: SourceFacts(examined.day, examined.accepted)}
        judged = policy.judge(examined.diagnostics, sources)
        fixes = [d.fix for d in judged if d.fix and selection.has(d)]
        return fixes, has_errors(examined.diagnostics)

    for path in paths:
        data = read_source(str(site), path)
        if isinstance(data, bytes) and not isinstance(decode(data, path), Diagnostic):
            before = data.decode()
            after, count = _apply_all(before, path, fixable)
            if after != before:
                yield FixedFile(path, before, after, count)


def _apply_all(
    raw: str, path: str, fixable: Callable[[str, str], tuple[list[Fix], bool]]
) -> tuple[str, int]:
    """Apply fixes until none is left, or none can be applied."""
    count = 0
    for _ in range(MOST_ROUNDS):
        fixes, was_broken = fixable(_as_read(raw), path)
        chosen = _apart(fixes)
        if not chosen:
            break
        after = apply(raw, chosen)
        if after == raw or (fixable(_as_read(after), path)[1] and not was_broken):
            break
        raw, count = after, count + len(chosen)
    return raw, count


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
