"""The baseline: what it knows, what it does not, and what becomes of a broken one."""

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.rules import policy
from newsgen.rules.policy import Baseline

findings = st.lists(
    st.builds(
        lambda code, path, line, subject: Diagnostic(
            code, "said", Span(f"content/{path}.md", line), subject=subject
        ),
        st.sampled_from(["NG523", "NG524", "NG601"]),
        st.sampled_from("ab"),
        st.integers(1, 99),
        st.sampled_from(["one", "two", ""]),
    ),
    max_size=12,
)


@given(findings)
def test_what_was_written_is_known(written: list[Diagnostic]) -> None:
    assert policy.baseline_of(written).unknown(written) == []


@given(findings, st.integers(1, 50))
def test_moved_lines_change_nothing(written: list[Diagnostic], by: int) -> None:
    moved = [
        Diagnostic(d.code, d.message, Span(d.span.path, d.span.line + by), subject=d.subject)
        for d in written
    ]
    assert policy.baseline_of(written).unknown(moved) == []


@given(findings, findings)
def test_only_as_many_are_known_as_were_there(old: list[Diagnostic], new: list[Diagnostic]) -> None:
    def count(findings: list[Diagnostic], like: Diagnostic) -> int:
        return sum(d.fingerprint == like.fingerprint for d in findings)

    unknown = policy.baseline_of(old).unknown([*old, *new])
    assert len(unknown) == len(new)
    assert all(count(unknown, d) == count(new, d) for d in new)


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    findings = [Diagnostic("NG523", "x", Span("content/é.md"), subject=s) for s in ("a", "b", "a")]
    written = policy.baseline_of(findings)
    policy.save_baseline(tmp_path, written)
    assert policy.load_baseline(tmp_path) == written
    assert [f.name for f in tmp_path.iterdir()] == [policy.BASELINE_FILE]


def test_the_file_holds_no_word_of_a_release(tmp_path: Path) -> None:
    secret = Diagnostic("NG531", "names Zebulon", Span("content/a.md"), subject="Zebulon")
    policy.save_baseline(tmp_path, policy.baseline_of([secret]))
    assert "Zebulon" not in (tmp_path / policy.BASELINE_FILE).read_text()


def test_an_error_that_forbids_a_page_is_never_hidden() -> None:
    missing = Diagnostic("NG201", "the release has no title", Span("content/a.md"))
    assert policy.baseline_of([missing]).unknown([missing]) == [missing]


def test_a_site_without_a_baseline_knows_nothing(tmp_path: Path) -> None:
    assert policy.load_baseline(tmp_path) == Baseline()


def broken(site: Path, data: bytes) -> Diagnostic:
    """Return what is said of a baseline that is not one."""
    (site / policy.BASELINE_FILE).write_bytes(data)
    with pytest.raises(NewsgenError) as error:
        policy.load_baseline(site)
    (finding,) = error.value.diagnostics
    return finding


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 2, "findings": {}}',
        '{"version": true, "findings": {}}',
        '{"version": 1}',
        '{"version": 1, "findings": []}',
        '{"version": 1, "findings": {"content/a.md": ["NG523"]}}',
        '{"version": 1, "findings": {"content/a.md": 3}}',
    ],
)
def test_a_broken_baseline_stops_with_its_name(tmp_path: Path, text: str) -> None:
    finding = broken(tmp_path, text.encode())
    assert (finding.code, finding.span.path) == ("NG705", policy.BASELINE_FILE)


def test_a_baseline_that_is_not_utf8_is_said_to_be(tmp_path: Path) -> None:
    finding = broken(tmp_path, b"{\xe9")
    assert "it is not UTF-8: line 1 has the byte 0xe9" in finding.message


def test_the_place_of_a_mistake_in_it_is_given(tmp_path: Path) -> None:
    text = json.dumps({"version": 1}, indent=1)[:-1]
    assert broken(tmp_path, text.encode()).span.line == 3


def test_a_baseline_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / policy.BASELINE_FILE).mkdir()
    with pytest.raises(NewsgenError, match="it cannot be written: is a directory"):
        policy.save_baseline(tmp_path, Baseline())
    assert [file.name for file in tmp_path.iterdir()] == [policy.BASELINE_FILE]


def test_a_baseline_that_is_nested_without_end_is_broken(tmp_path: Path) -> None:
    assert "shape" in broken(tmp_path, b"[" * 200_000).message
