"""What a check shows of many findings."""

from dataclasses import replace
from pathlib import Path

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, Fix, Span
from newsgen.report import overview


def findings(code: str, number: int, *, fixable: int = 0) -> list[Diagnostic]:
    some = Fix(Span("content/a.md"), "x")
    spans = [Span(f"content/{at:04}.md") for at in range(number)]
    fixes = [some] * fixable + [None] * (number - fixable)
    return [
        Diagnostic(code, "it is wrong", span, fix=fix)
        for span, fix in zip(spans, fixes, strict=True)
    ]


MANY = [*findings("NG511", 30, fixable=12), *findings("NG205", 3), *findings("NG112", 15)]


def test_each_rule_has_the_same_limit_and_errors_come_first() -> None:
    *shown, rest = overview.lines(MANY, 10)
    assert [line.split(" ")[1] for line in shown[:10]] == ["error[NG112]"] * 10
    warnings = [line.split(" ")[1] for line in shown[10:]]
    assert (warnings.count("warning[NG511]"), warnings.count("warning[NG205]")) == (10, 3)
    assert rest == "… and 25 more findings; --limit shows more, --report-file all."


def test_nothing_is_counted_where_all_is_shown_or_nothing_is_to_be() -> None:
    assert len(list(overview.lines(MANY, 30))) == len(MANY)
    assert list(overview.lines(MANY, 0)) == []
    assert list(overview.lines([], 10)) == []


def test_an_error_that_is_a_warning_elsewhere_counts_for_itself() -> None:
    strict = [replace(d, severity=Severity.ERROR) for d in findings("NG205", 11)]
    assert len(list(overview.lines([*strict, *findings("NG205", 4)], 10))) == 10 + 4 + 1


def test_the_table_counts_all_errors_first_then_the_most_frequent() -> None:
    assert list(overview.table(MANY)) == [
        "findings  fixable  rule",
        "      15        -  error NG112 yaml-syntax",
        "      30       12  warning NG511 wrong-helpline-number",
        "       3        -  warning NG205 misspelt-key",
    ]
    assert list(overview.table([])) == []


def test_a_few_findings_need_no_table() -> None:
    few = findings("NG205", 3)
    assert not overview.is_long(few, 10)
    assert overview.is_long(few, 2)
    assert overview.is_long([*findings("NG205", 11), *findings("NG511", 10)], 30)


def test_three_commands_are_worth_running_next() -> None:
    assert overview.next_commands(MANY, Path()) == [
        "  newsgen check --select NG112        # show what stops a build",
        "  newsgen check --fix --select NG511  # fix 12 of them",
        "  newsgen explain NG511               # read why wrong-helpline-number matters",
    ]


def test_commands_name_the_site_that_was_checked() -> None:
    assert overview.next_commands(findings("NG205", 1), Path("a site"))[-1].startswith(
        "  newsgen check --site 'a site' --write-baseline"
    )
    assert overview.next_commands([], Path()) == []
