"""Findings as JUnit XML, for GitLab, Jenkins and whatever else shows test results.

Each file with a finding is a test case. What stops a build is its failure: GitLab lists failures in
a merge request, Jenkins in a build. Warnings are a test case's system output: it passes, and who
opens it reads them. As `skipped` they would look as if the file had not been checked, and as
failures they would make a build fail that newsgen lets pass. A test case has one failure at most,
with all findings in it, as GitLab and Jenkins show only one. What `visible` lets through, XML can
hold.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic
from newsgen.report import text
from newsgen.report._places import in_repository
from newsgen.report.visible import visible


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    prefix: str = "",
    fail_on: Severity = Severity.ERROR,
    seconds: float = 0,
) -> str:
    """Return one suite; a single passing case stands for a site with nothing wrong."""
    suites = Element("testsuites", name="newsgen")
    suite = SubElement(suites, "testsuite", name="newsgen check", time=f"{seconds:.3f}")
    ordered = sorted(diagnostics, key=lambda d: d.span.path)
    for path, group in groupby(ordered, key=lambda d: d.span.path):
        _case(suite, in_repository(path, prefix), list(group), fail_on)
    if not diagnostics:
        SubElement(suite, "testcase", name="all releases", classname="newsgen")
    failures = len(suite.findall("testcase/failure"))
    suite.attrib |= {"tests": str(len(suite)), "failures": str(failures)}
    suite.attrib |= {"errors": "0", "skipped": "0"}
    indent(suites)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{tostring(suites, 'unicode')}"


def _case(suite: Element, path: str, diagnostics: list[Diagnostic], fail_on: Severity) -> None:
    case = SubElement(suite, "testcase", name=visible(path), classname="newsgen")
    fails = [d for d in diagnostics if d.severity is Severity.ERROR or fail_on is Severity.WARNING]
    passes = [d for d in diagnostics if d not in fails]
    if fails:
        kinds = ", ".join(sorted({diagnostic.code for diagnostic in fails}))
        failure = SubElement(case, "failure", message=_heading(fails), type=kinds)
        failure.text = _words(fails)
    if passes:
        SubElement(case, "system-out").text = _words(passes)


def _heading(diagnostics: list[Diagnostic]) -> str:
    first = f"{text.place(diagnostics[0].span)}: {visible(diagnostics[0].message)}"
    alone = len(diagnostics) == 1
    return first if alone else f"{text.counts_line(diagnostics)}; the first is {first}"


def _words(diagnostics: Iterable[Diagnostic]) -> str:
    return "\n".join(chain.from_iterable(map(text.diagnostic_lines, diagnostics)))
