"""What list, plan, next and review print: a table that fits the terminal, CSV and JSON."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence
from os import terminal_size
from pathlib import Path
from typing import Final
from unicodedata import normalize

import pytest

from newsgen.cli.data import print_csv, print_table, widest
from newsgen.printing import visible
from tests.support.command import Console
from tests.support.site import CONFIG

RELEASE = """\
---
title: {title}
area: Cumbria
url: https://www.cumbria.police.uk/news/{name}.aspx
date: 2024-03-05
{more}---

Officers are looking for a silver van.
"""
LONG = (
    "Officers looking into a burglary at Ellerdale would like to hear from drivers with a dashcam"
)
SITE = {
    "newsgen.toml": CONFIG + '[retention]\ndefault = "1 year"\n',
    "content/a.md": RELEASE.format(name="a" * 60, title=LONG, more=""),
    "content/b.md": RELEASE.format(name="b", title="Van", more="embargo: 2098-01-01T00:00Z\n"),
}


@pytest.fixture(autouse=True)
def _in_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make standard output a terminal of 60 columns."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda **_: terminal_size((60, 24)))


@pytest.mark.parametrize("command", ["list", "plan", "next", "review"])
def test_text_is_cut_at_a_terminal_only(
    command: str, run: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(command).out
    at_terminal(monkeypatch)
    cut = run(command).out
    assert "…\n" not in whole
    assert [line for line in cut.splitlines() if len(line) > 60] == []
    assert cut.count("\n") == whole.count("\n")
    if command in ("list", "review"):
        assert "…" in cut
        assert max(map(len, whole.splitlines())) > 60


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        ("list", "date,area,status,title,url,source"),
        ("plan", "action,path,reason"),
        ("next", "at,published,expired,updated,off_lists"),
        ("review", "due,overdue,why,status,title,url,source"),
    ],
)
def test_csv_says_what_json_says(command: str, columns: str, run: Console) -> None:
    out = run(command, "--format", "csv").out
    assert out.splitlines()[0] == columns
    rows = list(csv.DictReader(io.StringIO(out)))
    data = json.loads(run(command, "--format", "json").out)
    items = data[{"plan": "steps", "next": "changes"}.get(command, "releases")]
    assert len(items) > 0
    assert rows == [{key: str(value) for key, value in item.items()} for item in items]


def test_columns_are_aligned_by_what_a_terminal_shows(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("日本", "a\u200b", "x"), ("e\u0301", "b", ""), ("plain", "", "y")]
    print_table(rows, widest(rows))
    assert capsys.readouterr().out.splitlines() == [
        "日本   a<U+200B>  x",
        "e\u0301      b",
        "plain             y",
    ]


def test_no_column_takes_more_than_half(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch)
    rows = [("update", "p" * 50, "changed: title"), ("keep", "日" * 40, "")]
    print_table(rows, widest(rows))
    first, second = capsys.readouterr().out.splitlines()
    assert first == "update  " + "p" * 29 + "…  changed: title"
    assert second == "keep    " + "日" * 14 + "…"


def test_an_empty_table_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([], widest([]))
    assert capsys.readouterr().out == ""


LIKE_A_SIGN: Final = [
    char for char in map(chr, range(0x110000)) if normalize("NFKC", char)[:1] in tuple("=+-@")
]
"""All characters of Unicode that some programs read as one of the four, and these themselves."""
PASSED_OVER: Final = (
    "",
    " ",
    "\u00a0",
    "\u3000",
    "\ufeff",
    "\u200b",
    "\u2060",
    "\u202e",
    "\x00",
    " \u00ad ",
)


def cells_of(titles: Sequence[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_csv([{"title": title, "due": -1} for title in titles], ["title", "due"])
    printed = io.StringIO(capsys.readouterr().out, newline="")
    rows = list(csv.DictReader(printed))
    assert {row["due"] for row in rows} == {"-1"}
    return [row["title"] for row in rows]


def test_no_cell_of_csv_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    signs = [*LIKE_A_SIGN, "\u2212"]
    assert len(signs) > 18
    titles = [f"{before}{sign}1+cmd" for sign in signs for before in PASSED_OVER]
    titles += ["=HYPERLINK(1)", "@SUM(1)", "+44", "-1", "\tx", "\rx", "\nx"]
    assert cells_of(titles, capsys) == [visible(f"'{title}") for title in titles]


def test_a_cell_of_csv_that_is_no_formula_is_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    titles = ["a=b", "“=1” – a formula", "– a dash", "’", "", " Man jailed", "≠ 1", "Fe+ \u200b= 1"]
    assert cells_of(titles, capsys) == [visible(title) for title in titles]
