"""Counted instructions beside the budget: what fails, what is written, what cannot be compared."""

from pathlib import Path

import pytest

import budget
from budget import BUDGET, Row, compare, differences, read, table, written

ALLOWED = {"same": 1_000, "lower": 1_000, "slightly lower": 1_000, "higher": 1_000, "above": 1_000}
COUNTED = {"same": 1_000, "lower": 990, "slightly lower": 996, "higher": 1_020, "above": 1_021}
HERE = {"python": "3.11.2", "sqlite": "3.46.1"}


def test_a_figure_may_be_two_per_cent_above_the_budget() -> None:
    verdicts = {row.name: row.verdict for row in compare(ALLOWED, COUNTED | {"more": 5})}
    assert verdicts == {
        "same": "",
        "lower": "lower",
        "slightly lower": "",
        "higher": "",
        "above": "ABOVE",
        "more": "new",
    }


def test_the_table_has_each_figure_with_its_share() -> None:
    rows = compare({"cold": 2_000}, {"cold": 2_100, "edit": 500})
    assert list(table(rows)) == [
        "Millions of instructions       budget      now",
        "cold                            2,000    2,100   105.0%  ABOVE",
        "edit                                -      500   100.0%  new",
    ]


def test_only_what_is_lower_is_written() -> None:
    rows = compare({n: ALLOWED[n] for n in ALLOWED if n != "above"}, COUNTED)
    text = written(rows, HERE, is_accepted=False)
    assert read(text).millions == ALLOWED | {"lower": 990, "above": 1_021}
    assert read(text).counted_with == HERE


def test_what_is_accepted_is_written_as_it_is() -> None:
    text = written(compare(ALLOWED, COUNTED), HERE, is_accepted=True)
    assert read(text).millions == COUNTED


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that stands for the budget."""
    file = tmp_path / "budget.toml"
    file.write_text(written(compare({}, ALLOWED), HERE, is_accepted=True), encoding="utf-8")
    monkeypatch.setattr(budget, "BUDGET", file)
    return file


def test_a_figure_above_fails_in_plain_words_and_nothing_is_written(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept.read_text(encoding="utf-8")
    rows = [Row("cold", 1_000, 1_050), Row("edit", 1_000, 900)]
    assert budget.conclude(rows, HERE, is_accepted=False) == 1
    said = capsys.readouterr().out
    assert "cold: 1,050 million instructions are 5.0% more than the budget's 1,000;" in said
    assert kept.read_text(encoding="utf-8") == before


def test_a_lower_figure_is_written_and_that_is_said(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert budget.conclude([Row("same", 1_000, 990)], HERE, is_accepted=False) == 0
    assert "commit it" in capsys.readouterr().out
    assert read(kept.read_text(encoding="utf-8")).millions == {"same": 990}


def test_figures_within_the_budget_leave_it_alone(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept.read_text(encoding="utf-8")
    assert budget.conclude([Row("same", 1_000, 1_019)], HERE, is_accepted=False) == 0
    assert capsys.readouterr().out == ""
    assert kept.read_text(encoding="utf-8") == before


@pytest.mark.usefixtures("kept")
def test_another_python_cannot_be_compared(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "counted_with", lambda: {"python": "3.13.1", "sqlite": "3.46.1"})
    monkeypatch.setattr("sys.argv", ["budget.py"])
    assert budget.main() == 3
    said = capsys.readouterr().out
    assert said.startswith("Cannot compare with benchmarks/budget.toml:")
    assert "python is 3.13.1, and 3.11.2 in the budget" in said


def test_a_library_that_is_missing_on_either_side_is_a_difference() -> None:
    assert list(differences({"a": "1"}, {"b": "2"})) == [
        "a is missing, and 1 in the budget",
        "b is 2, and missing in the budget",
    ]


def test_the_budget_has_a_figure_for_each_build_that_is_counted() -> None:
    names = {f"{c.archive} {c.size:,}, {build}" for c in budget.CHAINS for build in c.builds}
    assert set(read(BUDGET.read_text(encoding="utf-8")).millions) == names
    assert set(read(BUDGET.read_text(encoding="utf-8")).counted_with) == {*budget.counted_with()}
