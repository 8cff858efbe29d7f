"""JUnit, against its schema."""

from pathlib import Path
from typing import Any

from hypothesis import given, strategies as st
from lxml import etree

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic
from newsgen.report import formats
from tests.support.nasty import FOUND
from tests.support.random_findings import FINDINGS

SCHEMAS = Path(__file__).parents[1] / "schemas"
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


def junit_of(diagnostics: list[Diagnostic], **settings: Any) -> Any:
    tree = etree.fromstring("".join(formats.render_junit(diagnostics, **settings)).encode())
    JUNIT.assertValid(tree)
    return tree


def test_junit_fails_the_files_with_errors() -> None:
    tree = junit_of(FOUND)
    failed = tree.xpath("//testcase[failure]/@name")
    assert failed == ["/srv/out put", "content/a.md", "content/wide, 100%: a|b.md"]
    assert tree.xpath("string(//testsuite/@failures)") == "3"
    assert len(tree.xpath("//testcase[system-out]")) == 5


def test_junit_fails_files_with_warnings_where_these_stop_a_build() -> None:
    tree = junit_of(FOUND, fail_on=Severity.WARNING)
    assert len(tree.xpath("//testcase[failure]")) == len(tree.xpath("//testcase")) == 6


def test_junit_has_a_case_even_if_nothing_is_wrong() -> None:
    assert junit_of([]).xpath("//testcase/@name") == ["all releases"]


@given(st.lists(FINDINGS, max_size=3))
def test_junit_is_valid_whatever_is_found(diagnostics: list[Diagnostic]) -> None:
    junit_of(diagnostics)
