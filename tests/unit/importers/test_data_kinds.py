"""Each kind of data is known by what is in it, read whole, and never ends in a traceback."""

from pathlib import Path

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers.data_kinds import DATA, kind_of_data
from newsgen.importers.data_plan import plan_of_data
from newsgen.importers.plan import SourceSettings, parse
from newsgen.importers.sources import open_source

HOST = "https://www.old.example"
SAMPLES = {
    "feed": f"<rss><channel><item><title>Van seen</title><link>{HOST}/news/van</link>"
    "<pubDate>Thu, 05 Mar 2026 10:49:00 +0000</pubDate><description>&lt;p&gt;Police want to trace "
    "a white van.&lt;/p&gt;</description></item></channel></rss>",
    "json": f'[{{"title": "Van seen", "url": "{HOST}/news/van", "date": "2026-03-05T10:49:00Z", '
    '"body": "<p>Police want to trace a white van.</p>"}]',
    "csv": "Title,Link,Published,Body\n"
    f"Van seen,{HOST}/news/van,2026-03-05 10:49,<p>Police want to trace a white van.</p>\n",
}
"""A release of each kind, in the address, date and words of all others."""


@pytest.fixture(params=DATA)
def kind(request: pytest.FixtureRequest) -> str:
    assert DATA.keys() == SAMPLES.keys(), "add a release of each kind to SAMPLES"
    return str(request.param)


@pytest.fixture
def file(kind: str, tmp_path: Path) -> Path:
    file = tmp_path / ("release.csv" if kind == "csv" else "release")
    file.write_text(SAMPLES[kind], encoding="utf-8")
    return file


def test_a_file_is_known_by_what_is_in_it(kind: str, file: Path) -> None:
    assert kind_of_data(file) == kind
    assert [name for name in DATA if DATA[name].looks_so(file)] == [kind]


def test_the_plan_that_is_guessed_reads_a_release(kind: str, file: Path) -> None:
    sources = open_source(file, SourceSettings())
    config = parse_config(f'[site]\nbase_url = "{HOST}"\n')
    guess = plan_of_data(sources, config, lambda *_: None)
    said = [line.partition("date:")[2].strip() for line in guess.lines]
    assert "2026-03-05 10:49+00:00" in said, "5 March must not be read as 3 May"
    plan = parse(guess.text)
    assert plan.source.kind == kind
    [source] = open_source(file, plan.source, plan.fields)
    [capture] = source.captures()
    assert (capture.trouble, capture.url) == ("", f"{HOST}/news/van")
    assert capture.body == b"<p>Police want to trace a white van.</p>"
    assert capture.record is not None
    assert capture.record.title == "Van seen"
    assert capture.record.dates
    [again] = source.captures({capture.origin})
    assert again == capture


@pytest.mark.parametrize("junk", [b"", b"\0\xff\xfe", b"\n-----\n:\n{[<,;", b"\r\n\r\n"])
def test_what_is_damaged_costs_itself(junk: bytes, kind: str, file: Path) -> None:
    whole = file.read_bytes()
    for data in (junk, whole + junk, whole[: len(whole) // 2], whole[: len(whole) // 2] + junk):
        file.write_bytes(data)
        for row in DATA[kind].rows(file, ""):
            assert file.name in row.origin


def test_a_table_may_look_like_nothing_if_the_plan_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.dat"
    file.write_text("id;title", encoding="utf-8")
    assert (kind_of_data(file), kind_of_data(file, "csv"), kind_of_data(file, "json")) == (
        "", "csv", ""
    )  # fmt: skip
