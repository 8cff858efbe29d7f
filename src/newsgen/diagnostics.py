"""An author's mistake as a value: where it is, what it is, how to fix it."""

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import blake2b
from typing import Any, Final

from newsgen.codes import CODES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file.

    `path` is relative to the site and uses `/`. Lines and columns count from 1 and columns count
    characters; the end is exclusive. An empty span points between characters.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if not self.end_line:
            object.__setattr__(self, "end_line", self.line)
            object.__setattr__(self, "end_column", self.column)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding mentions."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe fix of a finding: replace `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` is a key of `codes.CODES`. `subject` is what it is about, such as the words it marks: it
    identifies the finding when lines have moved. `severity` is the code's by default;
    configuration and the release's date may change it.
    """

    code: str
    message: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = field(default=())
    subject: str = ""
    fix: Fix | None = None
    severity: Severity = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if self.severity is None:
            object.__setattr__(self, "severity", CODES[self.code].severity)

    @property
    def name(self) -> str:
        return CODES[self.code].name

    @property
    def fingerprint(self) -> str:
        """Identify this finding by file, code and subject, wherever its line may move."""
        text = "\0".join((self.span.path, self.code, self.subject or self.message))
        return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


class LazyDiagnostics(Sequence[Diagnostic]):
    """Findings in order, each decoded on access: there may be a hundred thousand.

    `severities` has that of each, and `fixable` counts those with a fix.
    """

    def __init__(
        self, rows: Iterable[tuple[str, int, str]], decode: Callable[[str], Diagnostic]
    ) -> None:
        """Take the severity, whether there is a fix, and the encoded text of each finding."""
        rows = list(rows)
        self.severities = [Severity(severity) for severity, _, _ in rows]
        self.fixable = sum(is_fixable for _, is_fixable, _ in rows)
        self._texts = [text for _, _, text in rows]
        self._decode = decode

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, at: Any) -> Any:
        texts = self._texts[at]
        return list(map(self._decode, texts)) if isinstance(at, slice) else self._decode(texts)

    def __iter__(self) -> Iterator[Diagnostic]:
        return map(self._decode, self._texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def severities_of(diagnostics: Sequence[Diagnostic]) -> Sequence[Severity]:
    """Return the severity of each finding."""
    if isinstance(diagnostics, LazyDiagnostics):
        return diagnostics.severities
    return [diagnostic.severity for diagnostic in diagnostics]


def count_fixable(diagnostics: Sequence[Diagnostic]) -> int:
    """Count the findings that have a fix."""
    if isinstance(diagnostics, LazyDiagnostics):
        return diagnostics.fixable
    return sum(diagnostic.fix is not None for diagnostic in diagnostics)


def errors_in(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [
        diagnostics[at] for at, s in enumerate(severities_of(diagnostics)) if s is Severity.ERROR
    ]


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, then code, so that every run reports in the same order."""
    return sorted(diagnostics, key=lambda d: (d.span, d.code, d.message))


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return Severity.ERROR in severities_of(diagnostics)


class Exit(IntEnum):
    """Exit codes of the command line."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 3


class NewsgenError(Exception):
    """A fatal problem; caught once, by the command line."""

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


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error, or one that it came of, means that memory ran out."""
    match error:
        case MemoryError() | OSError(errno=errno.ENOMEM):
            return True
        case ImportError() if "failed to map segment" in str(error):
            return True
        case RuntimeError() if str(error) in _NO_THREAD:
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
