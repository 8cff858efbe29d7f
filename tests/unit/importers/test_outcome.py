"""What is said of an import."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from newsgen.config.load import parse as parse_config
from newsgen.importers.capture import Capture
from newsgen.importers.order import Order
from newsgen.importers.outcome import ImportReport
from newsgen.importers.plan import parse
from newsgen.importers.records import DataRow, DataSource
from newsgen.importers.report import is_clean
from newsgen.importers.run import run
from newsgen.pipeline.result import no_progress
from tests.unit.importers.test_run import AREAS, HOST, PLAN, imported, page


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


FIELDS = """\
[areas.Old]
hosts = ["www.old.example"]
[releases]
addresses = ["/news/*"]
[fields]
url = ["/news/{id}"]
title = ["title.en-GB"]
date = ["date"]
body = ["text.en-GB"]
"""


def test_fields_that_the_plan_does_not_name_are_told_of_by_name(tmp_path: Path) -> None:
    def read(_: Path, __: str) -> Iterator[DataRow]:
        for n in range(2):
            both = {"en-GB": f"A van in street {n}", "cy": f"Mae fan wedi ei ddwyn yn stryd {n}"}
            values = {"id": n, "title": both, "text": both, "date": "2024-03-05",
                      "photo": f"<image mediaid='{n}'/>", "author": "Press office"}  # fmt: skip
            yield DataRow(f"record {n}", values)

    def reported(more: str = "") -> ImportReport:
        plan = parse(FIELDS + more)
        source = DataSource("json", tmp_path, read, plan.fields, HOST)
        order = Order(tmp_path / "site", (source,), plan, parse_config(AREAS), is_dry=True)
        return run(order, no_progress)

    report = reported()
    assert [(each.name, each.records) for each in report.fields] == [
        ("photo", 2), ("text.cy", 2), ("title.cy", 2), ("author", 2),
    ]  # fmt: skip
    assert report.missed_fields == [
        ("photo", "2 records with a picture in it, such as “<image mediaid='0'/>”"),
        (
            "cy",
            "2 records with this language too, in text.cy, title.cy: it needs a plan of its own",
        ),
    ]
    assert not is_clean(report)
    accept = '[[accept]]\nproblem = "fields"\nmatch = ["photo", "cy"]\nreason = "Known."\n'
    report = reported(accept)
    assert (report.missed_fields, len(report.accepted), is_clean(report)) == ([], 2, True)
