"""Findings as JUnit XML, for GitLab, Jenkins and whatever else shows test results.

Each file with a finding is a test case. What stops a build is its failure: GitLab lists failures in
a merge request, Jenkins in a build. Warnings are a test case's system output: it passes, and who
opens it reads them. As `skipped` they would look as if the file had not been checked, and as
failures they would make a build fail that newsgen lets pass. A test case has one failure at most,
with all findings in it, as GitLab and Jenkins show only one. What `visible` lets through, XML can
hold.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, by_file, count_files
from newsgen.printing import visible
from newsgen.report import text
from newsgen.report._places import in_repository

_CASES: Final = "CASES"
"""Stands in the suite's text for its cases."""


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    prefix: str = "",
    fail_on: Severity = Severity.ERROR,
    seconds: float = 0,
) -> Iterator[str]:
    """Yield the pieces of one suite; a single passing case stands for a site with nothing wrong."""
    failing = [Severity.ERROR] if fail_on is Severity.ERROR else list(Severity)
    suites = Element("testsuites", name="newsgen")
    suite = SubElement(suites, "testsuite", name="newsgen check", time=f"{seconds:.3f}")
    suite.attrib |= {
        "tests": str(count_files(diagnostics, list(Severity)) or 1),
        "failures": str(count_files(diagnostics, failing)),
        "errors": "0",
        "skipped": "0",
    }
    indent(suites)
    suite.text = f"{_CASES}\n  "
    before, _, after = tostring(suites, "unicode").partition(_CASES)
    yield f"<?xml version='1.0' encoding='UTF-8'?>\n{before}"
    if not diagnostics:
        yield _written(Element("testcase", name="all releases", classname="newsgen"))
    for path, group in by_file(diagnostics):
        yield _written(_case(in_repository(path, prefix), group, failing))
    yield after


def _written(case: Element) -> str:
    indent(case, level=2)
    return f"\n    {tostring(case, 'unicode')}"


def _case(path: str, diagnostics: list[Diagnostic], failing: Container[Severity]) -> Element:
    case = Element("testcase", name=visible(path), classname="newsgen")
    fails = [d for d in diagnostics if d.severity in failing]
    passes = [d for d in diagnostics if d.severity not in failing]
    if fails:
        kinds = ", ".join(sorted({diagnostic.code for diagnostic in fails}))
        failure = SubElement(case, "failure", message=_heading(fails), type=kinds)
        failure.text = _words(fails)
    if passes:
        SubElement(case, "system-out").text = _words(passes)
    return case


def _heading(diagnostics: list[Diagnostic]) -> str:
    first = f"{text.place(diagnostics[0].span)}: {visible(diagnostics[0].message)}"
    alone = len(diagnostics) == 1
    return first if alone else f"{text.counts_line(diagnostics)}; the first is {first}"


def _words(diagnostics: Iterable[Diagnostic]) -> str:
    return "\n".join(chain.from_iterable(map(text.diagnostic_lines, diagnostics)))
