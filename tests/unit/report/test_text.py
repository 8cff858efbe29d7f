"""The text that a person reads."""

import pytest

from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.result import Action, Result, TakenDown
from newsgen.report import text
from tests.unit.test_diagnostics import ERROR, WARNING


def test_a_diagnostic_has_its_place_severity_code_related_places_and_hint() -> None:
    assert list(text.diagnostic_lines(ERROR)) == [
        "content/a.md:3:1: error[NG114] the key a is given twice",
        "    content/a.md:2:1: first used here",
        "    hint: Keep one.",
    ]


def test_a_diagnostic_without_a_hint_is_one_line() -> None:
    assert list(text.diagnostic_lines(WARNING)) == [
        "content/b.md:2:1: warning[NG205] the key sumary is unknown"
    ]


def test_warnings_beyond_the_limit_are_counted_and_errors_never_hidden() -> None:
    actual = [WARNING, WARNING, WARNING, ERROR, ERROR]
    shown = list(text.lines(actual, most_warnings=2))
    assert sum(line.startswith("content/b.md") for line in shown) == 2
    assert sum(line.startswith("content/a.md:3") for line in shown) == 2
    assert shown[-1].startswith("\u2026 and 1 more warning;")
    assert len(list(text.lines(actual, most_warnings=None))) == 9


@pytest.mark.parametrize(
    ("diagnostics", "expected"),
    [
        ([], ""),
        ([ERROR], "1 error"),
        ([WARNING, ERROR, WARNING], "1 error and 2 warnings"),
        ([WARNING] * 1234, "1,234 warnings"),
    ],
)
def test_findings_are_counted(diagnostics: list[Diagnostic], expected: str) -> None:
    assert text.counts_line(diagnostics) == expected


def test_the_summary_of_a_build_counts_everything() -> None:
    counts = {Action.CREATE: 1000, Action.UPDATE: 234, Action.KEEP: 5, Action.DELETE: 1}
    result = Result((), refused=False, releases=1, pages=3, held=2, counts=counts, unknown=1)
    first, *others = text.summary(result, 1.25)
    assert first == (
        "1 release and 3 pages (2 not published: drafts, embargoed or expired): "
        "1,234 files written, 5 kept, 1 deleted in 1.2 s."
    )
    assert "1 file that newsgen does not know" in others[0]


def test_folders_that_hold_what_was_taken_down_have_the_command_that_builds_there() -> None:
    first, *others = text.outdated(["/a site/output"])
    assert first.endswith("in this folder. Build there again, or delete what is not used:")
    assert others == ["  newsgen build --output '/a site/output'"]
    assert "in these folders." in next(iter(text.outdated(["/a", "/b"])))


def test_addresses_to_purge_are_listed_and_others_counted() -> None:
    urls = tuple(f"https://a.example/{n}" for n in range(text.MOST_ADDRESSES + 2))
    assert list(text.to_purge(TakenDown())) == []
    assert list(text.to_purge(TakenDown(urls[:1], urls[:1]))) == [text.PURGE, f"  {urls[0]}"]
    lines = list(text.to_purge(TakenDown((*urls, "https://a.example/"), urls)))
    assert lines[1:-2] == [f"  {url}" for url in urls[: text.MOST_ADDRESSES]]
    assert lines[-2:] == [
        "  and 2 more",
        "1 other address changed with them; --format json has all.",
    ]
