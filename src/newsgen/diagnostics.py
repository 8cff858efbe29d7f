"""An author's mistake as a value: where it is, what it is, how to fix it."""

import errno
from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, Final, NamedTuple

from newsgen.codes import Severity, code_of


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. An empty one points between characters."""

    path: str
    """The file, relative to the site, with `/`."""
    line: int = 1
    """The first line, from 1."""
    column: int = 1
    """The first column, from 1, in characters."""
    end_line: int = 0
    """The last line, from 1."""
    end_column: int = 0
    """The column after the last character, from 1."""

    def __post_init__(self) -> None:
        if not self.end_line:
            object.__setattr__(self, "end_line", self.line)
            object.__setattr__(self, "end_column", self.column)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding mentions."""

    span: Span
    """Where it is."""
    message: str
    """What is there."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe fix of a finding, which `newsgen check --fix` applies."""

    span: Span
    """What to replace."""
    text: str
    """What to write in its place."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding."""

    code: str
    """The code, such as `NG302`."""
    message: str
    """What is wrong."""
    span: Span
    """Where it is."""
    hint: str = ""
    """What to write instead; it may be empty."""
    related: tuple[Related, ...] = field(default=())
    """Other places that the finding mentions."""
    subject: str = ""
    """What it is about, such as the words that it marks: they identify it when lines move."""
    fix: Fix | None = None
    """A safe fix, if there is one."""
    severity: Severity = None  # type: ignore[assignment]
    """That of the code by default; settings and the date of the release may change it."""

    def __post_init__(self) -> None:
        if self.severity is None:
            object.__setattr__(self, "severity", code_of(self.code).severity)

    @property
    def name(self) -> str:
        """The name of the code, such as `no-such-date`."""
        return code_of(self.code).name

    @property
    def file(self) -> str:
        """The file, relative to the site, with `/`."""
        return self.span.path

    @property
    def line(self) -> int:
        """The first line, from 1."""
        return self.span.line

    @property
    def column(self) -> int:
        """The first column, from 1, in characters."""
        return self.span.column

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that stay the same when the finding's line moves."""
        text = "\0".join((self.span.path, self.code, self.subject or self.message))
        from hashlib import blake2b  # noqa: PLC0415 (slow to load, and few commands ask)

        return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


class Tally(NamedTuple):
    """How many findings of one severity have a code, and how many of them have a fix."""

    severity: Severity
    code: str
    number: int
    fixable: int


class StoredDiagnostics(Sequence[Diagnostic]):
    """Findings in order that are read from where they are stored, each when its turn comes.

    There may be a hundred thousand, of which most commands show a few. They can be counted at any
    time, and read while the store is open.
    """

    def __init__(self, tallies: Iterable[Tally]) -> None:
        self.tallies = tuple(tallies)

    @abstractmethod
    def of(self, severity: Severity, limit: int | None = None) -> Iterator[Diagnostic]:
        """Yield the findings of a severity in order, or the first of them."""

    @abstractmethod
    def first(self, tally: Tally, limit: int) -> Iterator[Diagnostic]:
        """Yield the first findings that a tally counts."""

    @abstractmethod
    def count_files(self, severities: Collection[Severity]) -> int:
        """Count the files that have a finding of some severities."""

    def __len__(self) -> int:
        return sum(tally.number for tally in self.tallies)

    def __getitem__(self, at: Any) -> Any:
        return list(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def tallies_of(diagnostics: Sequence[Diagnostic]) -> Sequence[Tally]:
    """Count findings by severity and code."""
    if isinstance(diagnostics, StoredDiagnostics):
        return diagnostics.tallies
    number = Counter((d.severity, d.code) for d in diagnostics)
    fixable = Counter((d.severity, d.code) for d in diagnostics if d.fix)
    return [Tally(*key, count, fixable[key]) for key, count in number.items()]


def counts_of(diagnostics: Sequence[Diagnostic]) -> Counter[Severity]:
    """Count findings by severity."""
    counts: Counter[Severity] = Counter()
    for tally in tallies_of(diagnostics):
        counts[tally.severity] += tally.number
    return counts


def of_severity(
    diagnostics: Sequence[Diagnostic], severity: Severity, limit: int | None = None
) -> Iterator[Diagnostic]:
    """Yield the findings of a severity in order, or the first of them."""
    if isinstance(diagnostics, StoredDiagnostics):
        return diagnostics.of(severity, limit)
    return islice((d for d in diagnostics if d.severity is severity), limit)


def first_of(diagnostics: Sequence[Diagnostic], tally: Tally, limit: int) -> Iterator[Diagnostic]:
    """Yield the first findings that a tally counts, in order."""
    if isinstance(diagnostics, StoredDiagnostics):
        return diagnostics.first(tally, limit)
    severity, code = tally.severity, tally.code
    return islice((d for d in diagnostics if d.severity is severity and d.code == code), limit)


def by_file(diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[str, list[Diagnostic]]]:
    """Yield the files that have findings, each with its own, in order of their paths."""
    stored = isinstance(diagnostics, StoredDiagnostics)
    ordered = diagnostics if stored else sorted(diagnostics, key=lambda d: d.span.path)
    for path, group in groupby(ordered, key=lambda d: d.span.path):
        yield path, list(group)


def count_files(diagnostics: Sequence[Diagnostic], severities: Collection[Severity]) -> int:
    """Count the files that have a finding of some severities."""
    if isinstance(diagnostics, StoredDiagnostics):
        return diagnostics.count_files(severities)
    return len({d.span.path for d in diagnostics if d.severity in severities})


def errors_in(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return list(of_severity(diagnostics, Severity.ERROR))


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, then code, so that every run reports in the same order."""
    return sorted(diagnostics, key=_ORDER)


_ORDER: Final = attrgetter(
    *("span.path", "span.line", "span.column", "span.end_line", "span.end_column"),
    *("code", "message"),
)


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(of_severity(diagnostics, Severity.ERROR, limit=1))


class Exit(IntEnum):
    """Exit codes of the command line."""

    CLEAN = 0
    """Success."""
    FINDINGS = 1
    """Findings that stop a build."""
    USAGE = 2
    """Wrong usage, configuration or theme, or a folder that cannot be written."""
    BUG = 3
    """A bug in newsgen."""


class NewsgenError(Exception):
    """A fatal problem: newsgen cannot go on."""

    diagnostics: tuple[Diagnostic, ...]
    """What is wrong; `file` names a folder or an option if no file is concerned."""
    exit_code: Exit
    """The exit code that the command line would end with."""

    def __init__(self, *diagnostics: Diagnostic, exit_code: Exit = Exit.USAGE) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with the exit code, which the default would lose."""
        return _rebuild, (self.diagnostics, self.exit_code)


def _rebuild(diagnostics: tuple[Diagnostic, ...], exit_code: Exit) -> NewsgenError:
    return NewsgenError(*diagnostics, exit_code=exit_code)


def fatal(code: str, message: str, place: Span | str, hint: str = "") -> NewsgenError:
    """Return the error of one fatal problem; its place may be a path alone."""
    span = place if isinstance(place, Span) else Span(place)
    return NewsgenError(Diagnostic(code, message, span, hint))


_NO_THREAD: Final = ("can't start new thread", "can't allocate lock")
_NO_EXCEPTION: Final = "returned NULL without setting an exception"
"""What Python says where it had no memory for a MemoryError."""


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error, or one that it came of, means that memory ran out."""
    match error:
        case MemoryError() | OSError(errno=errno.ENOMEM):
            return True
        case ImportError() if "failed to map segment" in str(error):
            return True
        case RuntimeError() if str(error) in _NO_THREAD:
            return True
        case SystemError() if str(error).endswith(_NO_EXCEPTION):
            return True
    cause = error.__cause__ or error.__context__
    return cause is not None and is_out_of_memory(cause)


def out_of_memory() -> NewsgenError:
    return fatal(
        "NG904",
        "memory ran out",
        "newsgen",
        "Nothing was lost. Give newsgen more memory, or build with --jobs 1.",
    )


def worker_died() -> NewsgenError:
    return fatal(
        "NG904",
        "a worker process has ended: memory ran out, someone ended it, or a plug-in did",
        "newsgen",
        "Nothing was lost. Build again, with --jobs 1 if it happens again.",
    )
