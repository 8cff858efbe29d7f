"""A plan for sources of data: it can be read, and its samples are those of the records."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newsgen.config.load import parse as parse_config
from newsgen.importers.data_plan import plan_of_data
from newsgen.importers.part_settings import RecordSettings
from newsgen.importers.plan import SourceSettings, parse
from newsgen.importers.record_status import PUBLIC_WORDS
from newsgen.importers.records import DataRow, DataSource
from newsgen.importers.sources import open_source
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


def test_addresses_without_a_host_are_guessed_and_their_host_is_asked_for() -> None:
    rows = [record(n) for n in range(1, 9)]
    text = plan_of_data([source(*rows)], parse_config(""), no_progress).text
    plan = parse(text)
    assert plan.releases.addresses == ("/news/{year}/*",)
    assert plan.area_of_host == {"unknown.invalid": "Unknown"}
    assert '# base_url = "https://www.northshire.police.example"' in text
    rows = [record(n, "https://www.old.example/a-{}") for n in range(1, 9)]
    assert "base_url" not in plan_of_data([source(*rows)], parse_config(""), no_progress).text


def test_addresses_of_too_many_shapes_are_all_releases() -> None:
    rows = [record(n, f"/{'x' * n}/" + "{}") for n in range(1, 30)]
    assert parse(plan_of_data([source(*rows)], CONFIG, no_progress).text).releases.addresses == (
        "/**",
    )


def test_nothing_to_read_is_a_plan_to_fill_in() -> None:
    guess = plan_of_data([source()], CONFIG, no_progress)
    assert parse(guess.text).fields.title == ()
    assert "# newsgen found none" in guess.text


def test_a_list_beside_the_data_gives_the_host_and_the_field_of_addresses(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(
        "".join(f"https://www.old.example/news/{n}\n" for n in range(9)) + "https://[x/\n",
        encoding="utf-8",
    )
    file = tmp_path / "news.json"
    data = [
        {"api": {"href": f"https://cms.example/{n}"}, "alias": f"/news/{n}", "status": n > 2,
         "title": f"Van {n} stolen", "body": "<p>Officers saw it.</p>"}
        for n in range(9)
    ]  # fmt: skip
    file.write_text(json.dumps({"data": data, "more": [{"n": n} for n in range(5)]}))
    sources = [*open_source(file, SourceSettings()), *open_source(listed, SourceSettings())]
    guess = plan_of_data(sources, parse_config(""), no_progress)
    plan = parse(guess.text)
    assert plan.source.base_url == "https://www.old.example"
    assert (plan.fields.records, plan.fields.url) == ("data", ("alias",))
    assert (plan.fields.status, plan.fields.public) == (("status",), PUBLIC_WORDS)
    assert guess.lines[0] == (
        "Looked at 9 records; 0 cannot be read or have no address; 3 are not public."
    )


def test_addresses_without_a_host_are_told_of() -> None:
    rows = [record(n) for n in range(3)]
    lines = plan_of_data([source(*rows)], parse_config(""), no_progress).lines
    assert lines[1:3] == (
        "The addresses in url have no host.",
        "Write base_url into the plan, or give newsgen a sitemap beside the data.",
    )
