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


def test_the_table_goes_by_harm_and_counts_all() -> None:
    several = [
        *MANY,
        *findings("NG213", 900, fixable=890),
        *findings("NG216", 100),
        *findings("NG548", 20),
        *findings("NG533", 40),
        *findings("NG532", 1),
        *findings("NG531", 4),
        *findings("SITE-own-rule", 5),
    ]
    assert list(overview.table(several)) == [
        "findings  fixable  rule",
        "What stops a build:",
        "      15        -  error NG112 yaml-syntax",
        "People named or at risk:",
        "       1        -  warning NG532 possible-victim",
        "       4        -  warning NG531 possible-child",
        "      20        -  warning NG548 found-and-named",
        "      40        -  warning NG533 possible-address",
        "Contact details:",
        "      30       12  warning NG511 wrong-helpline-number",
        "What readers see or read wrongly:",
        "       5        -  warning SITE-own-rule own-rule",
        "       3        -  warning NG205 misspelt-key",
        "   1,000      890  The source alone (pages are right): NG213, NG216",
    ]
    assert list(overview.table([])) == []


def test_what_stops_a_build_is_never_folded_into_a_line() -> None:
    strict = [replace(d, severity=Severity.ERROR) for d in findings("NG211", 3)]
    assert list(overview.table(strict))[1:] == [
        "What stops a build:",
        "       3        -  error NG211 entity-in-text",
    ]


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


def test_people_come_before_what_is_most_frequent() -> None:
    several = [*findings("NG213", 50, fixable=50), *findings("NG523", 40), *findings("NG531", 1)]
    commands = overview.next_commands([*several, *findings("NG512", 2, fixable=2)], Path())
    assert [command.partition("  #")[0].strip() for command in commands] == [
        "newsgen check --select NG531",
        "newsgen check --fix --select NG512,NG213",
        "newsgen explain NG531",
    ]


def test_commands_name_the_site_that_was_checked() -> None:
    assert overview.next_commands(findings("NG205", 1), Path("a site"))[-1].startswith(
        "  newsgen check --site 'a site' --write-baseline"
    )
    assert overview.next_commands([], Path()) == []


def test_a_baseline_says_how_many_findings_of_people_it_hides() -> None:
    several = [*findings("NG533", 3), *findings("NG531", 2), *findings("NG512", 9)]
    assert list(overview.people_noted([*several, *findings("NG207", 1)])) == [
        (
            "5 of them are of people who may be named or at risk, and are not reported from now on."
            " To see them, run:"
        ),
        "  newsgen check --no-baseline --select NG531,NG533",
    ]
    assert list(overview.people_noted(findings("NG512", 9))) == []
