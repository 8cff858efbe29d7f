"""Printing findings and progress: the format and the destination."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import click

from newsgen.codes import Severity
from newsgen.diagnostics import (
    Diagnostic,
    Exit,
    NewsgenError,
    errors_in,
    has_errors,
    is_out_of_memory,
    out_of_memory,
)
from newsgen.fast.patterns import later
from newsgen.pipeline.result import Progress, Result, no_progress
from newsgen.printing import say, show, show_commands
from newsgen.report import text
from newsgen.report.excerpt import Excerpts

COMMANDS: Final = ("github", "azure")
DOCUMENTS: Final = ("json", "sarif", "junit")
_ROOTS: Final = ("GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY", "CI_PROJECT_DIR")


class FindingLines(Protocol):
    """What a terminal shows of findings."""

    def __call__(
        self, diagnostics: Sequence[Diagnostic], *, excerpts: Excerpts | None
    ) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Report:
    """How a command reports its findings.

    With a `file`, the format goes there, and text to the terminal.
    """

    site: Path
    form: str
    file: Path | None = None
    fail_on: Severity = Severity.ERROR

    @property
    def is_document(self) -> bool:
        """Return whether standard output holds one document and nothing else."""
        return self.file is None and self.form in DOCUMENTS

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Report fatal problems in the same format, and exit."""
        try:
            yield
        except NewsgenError as error:
            self._tell(error.diagnostics)
            raise click.exceptions.Exit(error.exit_code) from None
        except (MemoryError, OSError, ImportError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            self._tell(out_of_memory().diagnostics)
            raise click.exceptions.Exit(Exit.USAGE) from None

    def show(self, result: Result, seconds: float, *, quiet: bool, lines: FindingLines) -> None:
        """Report the findings; only errors if quiet, but a document has all of them.

        `lines` gives those that the terminal shows.
        """
        chosen = errors_in(result.diagnostics) if quiet else result.diagnostics
        self._tell(chosen, result, seconds, lines=lines)

    def _tell(
        self,
        diagnostics: Sequence[Diagnostic],
        result: Result | None = None,
        seconds: float = 0,
        *,
        lines: FindingLines = text.lines,
    ) -> None:
        excerpts = Excerpts(self.site)

        def pieces() -> Iterator[str]:
            return _with_end(self._rendered(diagnostics, result, seconds, excerpts))

        if self.file is not None:
            with writing(self.file), self.file.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(pieces())
        if self.file is not None or self.form == "text":
            show_lines(lines(diagnostics, excerpts=excerpts))
        else:
            (show_commands if self.form in COMMANDS else show)(pieces())
        if self.form == "github":
            _summarise(diagnostics, _prefix(self.site))

    def _rendered(
        self,
        diagnostics: Sequence[Diagnostic],
        result: Result | None,
        seconds: float,
        excerpts: Excerpts,
    ) -> Iterator[str]:
        """Return the pieces of the report in the format: there may be too many to hold."""
        from newsgen.report import formats  # noqa: PLC0415 (most builds print text)

        if self.form == "text":
            return formats.separated(text.lines(diagnostics, excerpts=excerpts))
        if result is not None and self.form in DOCUMENTS:
            diagnostics = result.diagnostics
        prefix, fail_on = _prefix(self.site), self.fail_on
        return formats.render(
            self.form, diagnostics, result, prefix=prefix, fail_on=fail_on, seconds=seconds
        )


def make_report(form: str, file: Path | None = None, fail_on: Severity = Severity.ERROR) -> Report:
    """Return the report of the current command; `auto` picks the format by the environment."""
    if form == "auto":
        form = "azure" if os.environ.get("TF_BUILD") == "True" else "text"
        if os.environ.get("GITHUB_ACTIONS") == "true":
            form = "github"
    return Report(click.get_current_context().params["site"], form, file, fail_on)


def _prefix(site: Path) -> str:
    """Return the site's folder in the repository that a service has checked out, if it is there."""
    folder = site.resolve()
    for root in filter(None, map(os.environ.get, _ROOTS if folder.is_dir() else ())):
        if folder.is_relative_to(Path(root).resolve()):
            path = folder.relative_to(Path(root).resolve()).as_posix()
            return "" if path == "." else path
    return ""


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Translate an error in a `with` block that writes a file."""
    try:
        yield
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}.") from None


def _summarise(diagnostics: Sequence[Diagnostic], prefix: str) -> None:
    """Add the findings to the summary of GitHub's step; a failure to write it is not fatal."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from newsgen.report import github  # noqa: PLC0415 (nobody else needs it)

    try:
        with Path(name).open("a", encoding="utf-8", newline="\n") as file:
            room = github.LARGEST_SUMMARY - file.tell()
            file.write(github.summary(diagnostics, prefix=prefix, room=room))
    except OSError as error:
        say(f"The summary cannot be written: {error.strerror}.", err=True)


def exit_of(problems: Sequence[Diagnostic], *, is_overdue: bool = False) -> Exit:
    """Print the errors among problems, and return the exit code for them."""
    show_findings(problems, quiet=True)
    return Exit.FINDINGS if is_overdue or has_errors(problems) else Exit.CLEAN


_COLOURS: Final = {"error": "red", "warning": "yellow"}
_SEVERITY: Final = later(r"(?<=: )(error|warning)\[[^\]]*\]")


def show_findings(
    diagnostics: Sequence[Diagnostic],
    *,
    quiet: bool,
    most_warnings: int | None = None,
    excerpts: Excerpts | None = None,
) -> None:
    """Print findings to standard error; only errors if quiet."""
    if quiet:
        diagnostics = errors_in(diagnostics)
    show_lines(text.lines(diagnostics, most_warnings=most_warnings, excerpts=excerpts))


def show_lines(lines: Iterable[str]) -> None:
    """Print the lines of findings to standard error."""
    for line in lines:
        say(line, err=True, paint=_coloured)


def _with_end(pieces: Iterable[str]) -> Iterator[str]:
    """Yield pieces, and a line feed at the end if there are any."""
    some = False
    for piece in pieces:
        some = True
        yield piece
    if some:
        yield "\n"


def _coloured(line: str) -> str:
    """Colour the severity in a line; click drops colours where they cannot show."""
    if line.startswith(" "):
        return line
    return _SEVERITY.sub(lambda m: click.style(m[0], fg=_COLOURS[m[1]], bold=True), line, count=1)


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Give a function that shows progress on standard error."""
    if quiet:
        yield no_progress
    elif sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _plain


def _plain(stage: str, done: int, total: int) -> None:
    """Print when each stage with any work is done: enough for a log."""
    if done == total and total:
        say(f"{stage}: {total:,}", err=True)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 (a build in CI need not wait for rich)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress as Bar,
        TextColumn,
    )

    columns = (TextColumn("{task.description:16}"), BarColumn(), MofNCompleteColumn())
    # Refreshed by hand: a thread of rich's would make forking workers unsafe.
    bar = Bar(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
    tasks = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total)
        bar.update(tasks[stage], completed=done, total=total)
        bar.refresh()

    with bar:
        yield progress
