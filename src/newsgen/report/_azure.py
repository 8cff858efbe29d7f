"""Findings for Azure Pipelines: issues of a build, as logging commands."""

from collections.abc import Iterable, Iterator

from newsgen.diagnostics import Diagnostic
from newsgen.report._places import errors_first, in_repository, words
from newsgen.report.visible import visible


def lines(diagnostics: Iterable[Diagnostic], *, prefix: str = "") -> Iterator[str]:
    """Return a logging command for each finding, errors first: Azure shows ten of each kind."""
    return (_command(diagnostic, prefix) for diagnostic in errors_first(diagnostics))


def _command(diagnostic: Diagnostic, prefix: str) -> str:
    fields = {
        "type": str(diagnostic.severity),
        "sourcepath": visible(in_repository(diagnostic.span.path, prefix)),
        "linenumber": str(diagnostic.span.line),
        "columnnumber": str(diagnostic.span.column),
        "code": diagnostic.code,
    }
    properties = "".join(f"{key}={_property(value)};" for key, value in fields.items())
    return f"##vso[task.logissue {properties}]{_data(words(diagnostic))}"


def _data(value: str) -> str:
    return value.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(";", "%3B").replace("]", "%5D")
