"""Azure: what its agent reads in a line."""

from hypothesis import given

from newsgen.diagnostics import Diagnostic
from newsgen.printing import visible
from newsgen.report import formats
from tests.support.random_findings import FINDINGS


def read_azure(line: str) -> tuple[dict[str, str], str]:
    start = line.index("##vso[")
    end = line.index("]", start)
    command, _, rest = line[start + 6 : end].partition(" ")
    assert command == "task.logissue"
    pairs = dict(pair.split("=", 1) for pair in rest.strip().split(";") if pair)
    return {key: azure_text(value) for key, value in pairs.items()}, azure_text(line[end + 1 :])


def azure_text(value: str) -> str:
    for code, char in (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")):
        value = value.replace(code, char)
    return value


@given(FINDINGS)
def test_azure_reads_what_was_meant(diagnostic: Diagnostic) -> None:
    (line,) = formats.azure_lines([diagnostic])
    assert "\r" not in line
    assert "\n" not in line
    properties, message = read_azure(line)
    assert properties["type"] == diagnostic.severity
    assert properties["sourcepath"] == visible(diagnostic.span.path)
    assert properties["linenumber"] == str(diagnostic.span.line)
    assert properties["columnnumber"] == str(diagnostic.span.column)
    assert properties["code"] == diagnostic.code
    assert message.split("\n")[0] == visible(diagnostic.message)
