"""A plan for sources of data: it can be read, and its samples are those of the records."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newsgen.config.load import parse as parse_config
from newsgen.importers.data_plan import plan_of_data
from newsgen.importers.part_settings import RecordSettings
from newsgen.importers.plan import parse
from newsgen.importers.records import DataRow, DataSource
from newsgen.pipeline.result import no_progress

CONFIG: Final = parse_config('[site]\nbase_url = "https://www.old.example"\n')


def source(*rows: DataRow) -> DataSource:
    def read(_: Path, __: str) -> Iterator[DataRow]:
        return iter(rows)

    return DataSource("csv", Path("x"), read, RecordSettings(), None)


def record(number: int, url: str = "/news/2020/a-{}") -> DataRow:
    values = {"url": url.format(number), "title": f"Van {number} stolen", "date": "2020-03-05",
              "body": f"<p>Officers saw van {number} in Fell Road.</p>"}  # fmt: skip
    return DataRow(f"line {number}", values)


def test_a_plan_says_how_many_records_each_field_fits() -> None:
    rows = [
        *(record(n) for n in range(1, 9)),
        DataRow("line 9", {}, "damaged"),
        DataRow("line 10", {}),
    ]
    guess = plan_of_data([source(*rows)], CONFIG, no_progress)
    plan = parse(guess.text)
    assert plan.source.base_url == "https://www.old.example"
    assert plan.releases.addresses == ("/news/{year}/*",)
    assert plan.fields.title == ("title",)
    assert plan.area_of_host == {"www.old.example": "Old"}
    assert 'title = ["title"]  # 8 of 9 records' in guess.text
    assert "/news/{year}/*" in guess.text
    assert guess.lines[0] == "Looked at 10 records; 2 cannot be read or have no address."
    assert sum(line.startswith("https://") for line in guess.lines) == 5
    assert (
        "    text:  Officers saw van 1 in Fell Road. ... Officers saw van 1 in Fell Road. (7 words)"
        in guess.lines
    )


def test_addresses_of_too_many_shapes_are_all_releases() -> None:
    rows = [record(n, f"/{'x' * n}/" + "{}") for n in range(1, 30)]
    assert parse(plan_of_data([source(*rows)], CONFIG, no_progress).text).releases.addresses == (
        "/**",
    )


def test_nothing_to_read_is_a_plan_to_fill_in() -> None:
    guess = plan_of_data([source()], CONFIG, no_progress)
    assert parse(guess.text).fields.title == ()
    assert "# newsgen found none" in guess.text
