"""How severe a finding is: by code, date, configuration, path and acceptance."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from newsgen.codes import CODES, Severity
from newsgen.config.settings import RuleSettings
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.release import Acceptance
from newsgen.rules.policy import Policy, SourceFacts

PATH = "content/2012/a.md"
STRICT = RuleSettings(strict_since=date(2026, 3, 5))
codes = st.sampled_from(sorted(CODES))


def finding(code: str, path: str = PATH, subject: str = "") -> Diagnostic:
    return Diagnostic(code, "message", Span(path), subject=subject)


def judged(
    rules: RuleSettings, diagnostic: Diagnostic, source: SourceFacts | None = None
) -> list[Diagnostic]:
    return list(Policy(rules).judge([diagnostic], {diagnostic.span.path: source or SourceFacts()}))


@given(codes)
def test_an_essential_error_stays_whatever_is_configured(code: str) -> None:
    rules = RuleSettings(severity={code: "off"}, per_path={"**": (code,)})
    diagnostic = finding(code)
    source = SourceFacts(accepted=[Acceptance(code, "", 1, 1)])
    assert (diagnostic in judged(rules, diagnostic, source)) is CODES[code].is_essential


@given(codes, st.dates().map(date.isoformat) | st.just(""))
def test_a_release_is_held_to_the_strict_severity_from_the_day_on(code: str, day: str) -> None:
    (diagnostic,) = judged(STRICT, finding(code), SourceFacts(day))
    is_new = day >= "2026-03-05"
    assert diagnostic.severity is (CODES[code].strict if is_new else CODES[code].severity)


def test_without_a_date_of_strictness_nothing_is_strict() -> None:
    (diagnostic,) = judged(RuleSettings(), finding("NG525"), SourceFacts("2099-01-01"))
    assert diagnostic.severity is Severity.WARNING


def test_one_code_wins_over_the_beginning_of_several_in_any_order() -> None:
    for severity in (
        {"NG5": "off", "NG525": "error"},
        {"dead-link": "error", "NG5": "off"},
    ):
        rules = RuleSettings(severity=severity)
        (diagnostic,) = judged(rules, finding("NG525"))
        assert diagnostic.severity is Severity.ERROR
        assert judged(rules, finding("NG524")) == []


@pytest.mark.parametrize(
    ("glob", "path", "hit"),
    [
        ("2012/**", "content/2012/a.md", True),
        ("2012/**", "content/2012/b/c/a.md", True),
        ("2012/", "content/2012/b/a.md", True),
        ("/2012", "content/2012/b/a.md", True),
        ("content/2012/*.md", "content/2012/a.md", True),
        ("2012/*.md", "content/2012/b/a.md", False),
        ("**/a.md", "content/a.md", True),
        ("**/a.md", "content/2012/b/a.md", True),
        ("201?/a.md", "content/2019/a.md", True),
        ("2012/**", "content/20122/a.md", False),
        ("a+b[1].md", "content/a+b[1].md", True),
        ("a.md", "content/axmd", False),
        ("*a*b/**/c*.md", "content/xaxb/y/z/cxc.md", True),
        ("*a*b/**/c*.md", "content/xaxb/y/z/xc.md", False),
        ("**a*b", "content/a/ab", True),
        ("**/a*b**c", "content/a/ab/dc", True),
        ("*aa*b", "content/aaab", True),
        ("*a" * 60 + "x", f"content/{'a' * 230}.md", False),
        ("**a" * 60 + "x", f"content/{'a/' * 1000}b.md", False),
        ("**/?*a*/" * 30 + "x", f"content/{'aa/' * 300}b.md", False),
    ],
)
def test_a_path_pattern_matches_as_git_would(glob: str, path: str, hit: bool) -> None:
    rules = RuleSettings(per_path={glob: ("NG525",)})
    assert (judged(rules, finding("NG525", path)) == []) is hit
    assert judged(rules, finding("NG524", path)) != []


def test_an_acceptance_hides_its_finding_and_no_other() -> None:
    source = SourceFacts(accepted=[Acceptance("NG523", "to do", 7, 3)])
    assert judged(RuleSettings(), finding("NG523", subject="What to do"), source) == []
    codes = [d.code for d in judged(RuleSettings(), finding("NG523", subject="Else"), source)]
    assert codes == ["NG523", "NG602"]


def test_an_idle_acceptance_is_reported_where_it_stands() -> None:
    source = SourceFacts(accepted=[Acceptance("NG524", "", 7, 3)])
    (diagnostic,) = Policy(RuleSettings()).judge([], {PATH: source})
    assert (diagnostic.code, diagnostic.span) == ("NG602", Span(PATH, 7, 3))
    off = RuleSettings(severity={"unused-acceptance": "off"})
    assert list(Policy(off).judge([], {PATH: source})) == []
