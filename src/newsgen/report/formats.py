"""The formats for machines, by their names."""

from collections.abc import Iterable, Iterator, Sequence

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.result import Result
from newsgen.report import _azure as azure, _junit as junit, _sarif as sarif, github, json


def render(
    form: str,
    diagnostics: Sequence[Diagnostic],
    result: Result | None,
    *,
    prefix: str,
    fail_on: Severity,
    seconds: float,
) -> Iterator[str]:
    """Yield the pieces of findings in a format; without a result, they are fatal problems."""
    match form:
        case "github":
            yield from separated(github.lines(diagnostics, prefix=prefix))
        case "azure":
            yield from separated(azure.lines(diagnostics, prefix=prefix))
        case "sarif":
            yield from sarif.render(diagnostics, prefix=prefix, complete=result is not None)
        case "junit":
            yield from junit.render(diagnostics, prefix=prefix, fail_on=fail_on, seconds=seconds)
        case _ if result is None:
            yield from json.pieces(diagnostics, {"refused": True})
        case _:
            yield from json.render(result, seconds)


def separated(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with a line feed before each but the first."""
    for number, line in enumerate(lines):
        yield f"\n{line}" if number else line
