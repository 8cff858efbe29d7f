"""Findings for Azure Pipelines: issues of a build, as logging commands."""

from collections.abc import Iterator, Sequence
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.printing import visible
from newsgen.report._places import errors_first, in_repository, words

_DATA: Final = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _DATA | str.maketrans({";": "%3B", "]": "%5D"})


def lines(diagnostics: Sequence[Diagnostic], *, prefix: str = "") -> Iterator[str]:
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
    properties = "".join(f"{key}={value.translate(_PROPERTY)};" for key, value in fields.items())
    return f"##vso[task.logissue {properties}]{words(diagnostic).translate(_DATA)}"
