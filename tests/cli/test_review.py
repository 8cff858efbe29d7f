"""newsgen review: what is due, by its own word or by the retention of its kind."""

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.support.command import Console, Outcome
from tests.support.site import write

CONFIG = """\
[areas.Northshire]
hosts = ["www.northshire.police.example"]

[retention]
missing = "1 month"
cctv = "12 months"
court-result = "never"
default = "2 years"
"""
RELEASES = {
    "missing": "kind: missing\ndate: 2026-01-31 10:00\n",
    "kept": "kind: missing\ndate: 2026-01-31 10:00\nreview_by: 2026-12-01\n",
    "reviewed": "date: 2026-01-01\nreview_by: 2026-03-20\n",
    "cctv": "kind: cctv\ndate: 2025-03-25 09:00\nstatus: closed\n",
    "withdrawn": "date: 2024-03-10\nstatus: withdrawn\nexplanation: No longer needed.\n",
    "court": "kind: court-result\ndate: 2010-01-01\n",
    "draft": "date: 2010-01-01\nstatus: draft\n",
    "undated": "",
}
SITE = {"newsgen.toml": CONFIG} | {
    f"content/{name}.md": (
        f"---\ntitle: Title of {name}\narea: Northshire\n"
        f"url: https://www.northshire.police.example/{name}.aspx\n{more}---\n\nText.\n"
    )
    for name, more in RELEASES.items()
}
Review = Callable[..., Outcome]


@pytest.fixture
def review(site: Path, run: Console) -> Review:
    return partial(run, "review", "--site", site)


def rows(text: str) -> list[tuple[str, str, str]]:
    releases = json.loads(text)["releases"]
    return [(row["source"][8:-3], row["due"], row["why"]) for row in releases]


DUE = [
    ("missing", "2026-02-28", "missing: 1 month"),
    ("withdrawn", "2026-03-10", "news: 2 years"),
    ("reviewed", "2026-03-20", "review_by"),
    ("cctv", "2026-03-25", "cctv: 12 months"),
]


def test_it_lists_what_is_due_soonest_first(review: Review) -> None:
    at = ["--as-of", "2026-03-01", "--format", "json"]
    code, out, _ = review(*at)
    assert (code, rows(out)) == (1, DUE)
    code, out, _ = review(*at, "--due", "2 weeks")
    assert (code, rows(out)) == (1, DUE[:2])


def test_what_is_not_published_now_is_not_called_published(review: Review, site: Path) -> None:
    text = SITE["content/reviewed.md"]
    for name, end in (
        ("held", "embargo: 2026-06-01T09:00+01:00"),
        ("over", "expires: 2026-02-01T09:00+00:00"),
    ):
        other = text.replace("reviewed.aspx", f"{name}.aspx").replace("date:", f"{end}\ndate:")
        write(site / f"content/{name}.md", other)
    out = review("--as-of", "2026-03-01", "--format", "json").out
    said = {row["source"]: row["status"] for row in json.loads(out)["releases"]}
    assert said["content/held.md"] == "embargoed"
    assert said["content/over.md"] == "expired"
    assert said["content/reviewed.md"] == "published"


def test_exit_code_is_0_while_nothing_is_overdue(review: Review) -> None:
    code, out, _ = review("--as-of", "2026-02-28T09:59", "--format", "json")
    assert (code, rows(out)) == (0, DUE)
    code, _, _ = review("--as-of", "2026-02-28T10:00")
    assert code == 1


def test_the_table_and_the_csv_say_the_same(review: Review) -> None:
    at = ["--as-of", "2026-03-01"]
    _, table, _ = review(*at)
    _, text, _ = review(*at, "--format", "csv")
    actual = list(csv.DictReader(io.StringIO(text)))
    assert [row["due"] for row in actual] == [due for _, due, _ in DUE]
    for row in actual:
        assert row["due"] in table
        assert row["source"] in table
    assert table.count("overdue") == sum(row["overdue"] == "True" for row in actual) == 1


@pytest.mark.parametrize("period", ["soon", "-3d", "", "30"])
def test_a_period_that_is_none_is_refused(period: str, review: Review) -> None:
    code, _, err = review("--due", period)
    assert code == 2
    assert "Invalid value for --due" in err


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('misssing = "1 month"', "Did you mean missing?"),
        ('missing = "soon"', "should be a duration"),
    ],
)
def test_a_wrong_retention_is_told_on_its_line(
    setting: str, words: str, site: Path, review: Review
) -> None:
    write(site / "newsgen.toml", f"[retention]\n{setting}\n")
    code, _, err = review()
    assert code == 2
    assert "newsgen.toml:" in err
    assert words in err
