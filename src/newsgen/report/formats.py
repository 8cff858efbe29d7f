"""The formats for machines, by their names."""

from collections.abc import Sequence

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
) -> str:
    """Return findings in a format; without a result, they are fatal problems."""
    match form:
        case "github":
            return "\n".join(github.lines(diagnostics, prefix=prefix))
        case "azure":
            return "\n".join(azure.lines(diagnostics, prefix=prefix))
        case "sarif":
            return sarif.render(diagnostics, prefix=prefix, complete=result is not None)
        case "junit":
            return junit.render(diagnostics, prefix=prefix, fail_on=fail_on, seconds=seconds)
    if result is None:
        return json.document(diagnostics, {"refused": True})
    return json.render(result, seconds)
