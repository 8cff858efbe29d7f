"""Printing findings: the format and the destination."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, NewsgenError, errors_in
from newsgen.pipeline import Result
from newsgen.report import text
from newsgen.report.excerpt import Excerpts

_DOCUMENTS: Final = ("json", "sarif", "junit")
_ROOTS: Final = ("GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY", "CI_PROJECT_DIR")


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
        return self.file is None and self.form in _DOCUMENTS

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Report fatal problems in the same format, and exit."""
        try:
            yield
        except NewsgenError as error:
            self._tell(error.diagnostics, None, 0)
            raise click.exceptions.Exit(error.exit_code) from None

    def show(
        self,
        result: Result,
        seconds: float,
        *,
        quiet: bool = False,
        most_warnings: int | None = None,
    ) -> None:
        """Report the findings; only errors if quiet, but a document has all of them."""
        diagnostics: Sequence[Diagnostic] = result.diagnostics
        if quiet:
            diagnostics = errors_in(diagnostics)
        self._tell(diagnostics, result, seconds, most_warnings=most_warnings)

    def _tell(
        self,
        diagnostics: Sequence[Diagnostic],
        result: Result | None,
        seconds: float,
        *,
        most_warnings: int | None = None,
    ) -> None:
        if self.file is not None:
            _write(self.file, self._render(diagnostics, result, seconds))
        if self.file is not None or self.form == "text":
            excerpts = Excerpts(self.site)
            show_findings(diagnostics, quiet=False, most_warnings=most_warnings, excerpts=excerpts)
        elif rendered := self._render(diagnostics, result, seconds):
            click.echo(rendered)
        if self.form == "github":
            _summarise(diagnostics, _prefix(self.site))

    def _render(
        self, diagnostics: Sequence[Diagnostic], result: Result | None, seconds: float
    ) -> str:
        if self.form == "text":
            return "\n".join(
                text.lines(diagnostics, most_warnings=None, excerpts=Excerpts(self.site))
            )
        from newsgen.report import formats  # noqa: PLC0415 (most builds print text)

        included = (
            diagnostics if result is None or self.form not in _DOCUMENTS else result.diagnostics
        )
        return formats.render(
            self.form,
            included,
            result,
            prefix=_prefix(self.site),
            fail_on=self.fail_on,
            seconds=seconds,
        )


def make_report(form: str, file: Path | None = None, fail_on: str = "error") -> Report:
    """Return the report of the current command; `auto` picks the format by the environment."""
    site: Path = click.get_current_context().params["site"]
    chosen = _automatic(os.environ) if form == "auto" else form
    return Report(site, chosen, file, Severity(fail_on))


def _automatic(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "azure" if environment.get("TF_BUILD") == "True" else "text"


def _prefix(site: Path) -> str:
    """Return the site's folder in the repository that a service has checked out."""
    folder = site.resolve()
    for root in filter(None, map(os.environ.get, _ROOTS)):
        if folder.is_relative_to(Path(root).resolve()):
            path = folder.relative_to(Path(root).resolve()).as_posix()
            return "" if path == "." else path
    return ""


def _write(file: Path, rendered: str) -> None:
    try:
        file.write_text(rendered + "\n" * bool(rendered), encoding="utf-8", newline="\n")
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
        click.echo(f"The summary cannot be written: {error.strerror}.", err=True)


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


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
    for line in text.lines(diagnostics, most_warnings=most_warnings, excerpts=excerpts):
        click.echo(_coloured(line), err=True)


def _coloured(line: str) -> str:
    """Colour the severity in a line; click drops colours where they cannot show."""
    if line.startswith(" "):
        return line
    for severity, colour in _COLOURS.items():
        word = f": {severity}["
        if word in line:
            before, _, after = line.partition(word)
            code, _, message = after.partition("]")
            return (
                before + ": " + click.style(f"{severity}[{code}]", fg=colour, bold=True) + message
            )
    return line
