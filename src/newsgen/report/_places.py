"""What the reports for machines share: paths in the repository, and an order."""

from collections.abc import Iterator, Sequence

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, of_severity
from newsgen.printing import visible
from newsgen.report import text


def in_repository(path: str, prefix: str) -> str:
    """Return a path of the site as the repository has it; `prefix` is the site's folder in it."""
    return f"{prefix}/{path}" if prefix and not path.startswith("/") else path


def words(diagnostic: Diagnostic) -> str:
    """Return what is wrong, the related places and the hint, each on a line."""
    related = text.related_lines(diagnostic)
    lines = [visible(diagnostic.message), *related, visible(diagnostic.hint)]
    return "\n".join(line for line in lines if line)


def errors_first(diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield errors before warnings, each in order, as services show only the first few."""
    for severity in Severity:
        yield from of_severity(diagnostics, severity)
