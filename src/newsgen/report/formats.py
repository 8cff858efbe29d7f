"""The formats for machines, by their names."""

from collections.abc import Sequence

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.result import Result
from newsgen.report import azure, github, json, junit, sarif


def render(
    form: str,
    found: Sequence[Diagnostic],
    result: Result | None,
    *,
    prefix: str,
    fail_on: Severity,
    seconds: float,
) -> str:
    """Return findings in a format. Without a result, they are what could not be gone past."""
    match form:
        case "github":
            return "\n".join(github.lines(found, prefix=prefix))
        case "azure":
            return "\n".join(azure.lines(found, prefix=prefix))
        case "sarif":
            return sarif.render(found, prefix=prefix, complete=result is not None)
        case "junit":
            return junit.render(found, prefix=prefix, fail_on=fail_on, seconds=seconds)
    return (
        json.document(found, {"refused": True}) if result is None else json.render(result, seconds)
    )
