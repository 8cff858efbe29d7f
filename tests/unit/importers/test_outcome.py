"""What is said of an import."""

from dataclasses import replace
from pathlib import Path

from newsgen.importers.capture import Capture
from tests.unit.importers.test_run import PLAN, imported, page


def test_text_outside_the_body_is_counted_and_what_one_page_has_is_a_problem(
    tmp_path: Path,
) -> None:
    alone = "These are more than twelve words that no other page has outside of its own text."
    report = imported(
        tmp_path,
        [page("one", "x", alone), *(page(f"n{n}ames", "x y", "Print this") for n in range(4))],
    )
    assert [(block.text, block.pages) for block in report.blocks] == [("Print this", 4), (alone, 1)]
    (row,) = (row for row in report.rows if row.problems)
    assert row.problems == (("outside", alone),)


def test_what_the_plan_takes_out_is_counted_once_a_block(tmp_path: Path) -> None:
    plan = PLAN.replace("[page]", '[page]\nremove = [".share"]')
    share = "<div class=share><p>Share this</p><p>Print this page</p></div>"
    items = [page(f"n{n}ames", f"x y {share}") for n in range(4)]
    report = imported(tmp_path, items, plan)
    shown = [(block.text, block.pages) for block in report.taken_out]
    assert shown == [("Print this page", 4), ("Share this", 4)]
    assert not [row for row in report.rows if row.problems]


def test_the_plan_accepts_problems_by_name_and_place(tmp_path: Path) -> None:
    accept = '[[accept]]\nproblem = "{}"\nmatch = ["{}"]\nreason = "Known."\n'.format
    undated = replace(page("one"), body=b"<h1>T</h1><div class=text>Words</div>")
    items = [undated, Capture("a.warc, record 3", trouble="damaged")]
    plan = PLAN + accept("no-date", "/news/one") + accept("unread", "a.warc, record 3")
    report = imported(tmp_path, items, plan)
    assert [row.problems for row in report.rows] == [()]
    assert report.unread == []
    assert len(report.accepted) == 2
    others = PLAN + accept("words", "/news/one") + accept("no-date", "/news/two")
    report = imported(tmp_path, items, others)
    assert [name for row in report.rows for name, _ in row.problems] == ["no-date"]
    assert len(report.unread) == 1
