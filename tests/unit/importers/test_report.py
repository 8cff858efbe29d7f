"""The report: every address once, problems first, and nothing that a page could inject."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from newsgen.importers import report as reports
from newsgen.importers.accounts import Account, AddressFate
from newsgen.importers.outcome import ImportReport, OutsideText
from newsgen.importers.plan import PROBLEMS
from newsgen.importers.release import BodyCounts, ImportedRelease
from newsgen.importers.unread_fields import UnreadField

HOST: Final = "https://www.old.example"
EVIL: Final = '<script>alert("x")</script>\u202e'


def example() -> ImportReport:
    written = ImportedRelease(
        f"{HOST}/news/a", "old/2020/03-a.md", "", EVIL, "2020-03-05",
        (("5 March", "5 March 2020"),),
        BodyCounts(words=9, links=1), BodyCounts(words=8, links=1),
        ("word",), (), ("table",), (), (), "",
    )  # fmt: skip
    return ImportReport(
        rows=[
            Account(written.url, AddressFate.IMPORTED, problems=(("words", f"missing: {EVIL}"),)),
            Account(
                f"{HOST}/x", AddressFate.UNEXPLAINED, "why", problems=(("unexplained", "why"),)
            ),
            Account(f"{HOST}/old", AddressFate.REDIRECT, "301", f"{HOST}/news/a", is_guessed=True),
        ],
        written={written.url: written},
        blocks=[OutsideText("Menu", 12, written.url, 0)],
        taken_out=[OutsideText("Share this", 12, written.url, 0)],
        accepted=[("/a", "no-date", "Known.")],
        unread=[("a.warc, record 3", "damaged")],
        nowhere=[(f"{HOST}/team/", 2, f"{HOST}/news/a")],
        fields=[UnreadField("lead", EVIL, 2, "text", is_varied=True)],
        missed_fields=[("lead", f"2 records with text in it, such as “{EVIL}”")],
        hosts=("old.example",),
        private=2,
    )


def test_every_problem_is_on_a_page_and_every_address_in_json(tmp_path: Path) -> None:
    page = reports.write(example(), tmp_path)
    folder = page.parent
    names = {file.name for file in folder.iterdir()}
    assert names == {
        ".gitignore", "index.html", "report.json", "problem-words.html", "problem-unexplained.html",
        "problem-unread.html", "month-2020-03.html", "redirect.html", "unexplained.html",
        "outside.html", "taken-out.html", "accepted.html", "fields.html", "problem-fields.html",
        "links.html",
    }  # fmt: skip
    index = page.read_text(encoding="utf-8")
    assert set(re.findall('href="([^"]+)"', index)) <= names
    assert "2 private" in index
    assert "old.example" in index
    data = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [row["url"] for row in data["rows"]] == [row.url for row in example().rows]
    assert data["addresses"]["all"] == len(data["rows"]) == 3
    assert data["problems"] == {"unexplained": 1, "unread": 1, "words": 1, "fields": 1}
    assert [each["text"] for each in data["taken_out"]] == ["Share this"]
    assert data["rows"][0]["missing"] == ["word"]
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_what_pages_say_is_text(tmp_path: Path) -> None:
    folder = reports.write(example(), tmp_path).parent
    for file in folder.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "\u202e" not in text
    month = (folder / "month-2020-03.html").read_text(encoding="utf-8")
    assert "<td>words 9, now 8; links 1</td>" in month
    assert "--c8:'Before and after'" in month
    assert "nth-child(9)" in month


def test_an_older_report_is_replaced(tmp_path: Path) -> None:
    reports.write(example(), tmp_path)
    folder = reports.write(ImportReport(), tmp_path).parent
    assert {file.name for file in folder.iterdir()} == {".gitignore", "index.html", "report.json"}


def test_half_of_a_character_is_written_as_json_writes_it(tmp_path: Path) -> None:
    report = ImportReport(rows=[Account(f"{HOST}/\ud800", AddressFate.UNEXPLAINED, "why")])
    data = (reports.write(report, tmp_path).parent / "report.json").read_bytes()
    assert b"/\\ud800" in data
    assert json.loads(data)["rows"][0]["url"] == f"{HOST}/\ud800"


def test_json_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(report: ImportReport) -> Iterator[str]:
        yield f'{{"rows": {len(report.rows)}, '
        raise OSError("full")

    monkeypatch.setattr(reports, "_json", fail)
    with pytest.raises(OSError, match="full"):
        reports.write(example(), tmp_path)
    assert not list(tmp_path.rglob("report.json"))


def test_it_is_clean_if_nothing_is_left_to_explain() -> None:
    assert reports.is_clean(ImportReport())
    assert not reports.is_clean(example())
    assert not reports.is_clean(ImportReport(unread=[("x", "damaged")]))


def test_sums_balance_and_problems_are_counted_by_name() -> None:
    report = example()
    assert sum(report.sums.values()) == len(report.rows)
    lines = list(reports.lines(report, is_dry=True))
    assert "imported             1" in lines
    assert "0 files would be written, 0 as they were." in lines
    assert "Add these hosts to newsgen.toml: old.example" in lines
    assert set(reports.counts_of_problems(report)) <= set(PROBLEMS)


def test_the_terminal_names_what_is_wrong_most_often() -> None:
    reasons = ("the file is empty", "nothing tells what it is", "nothing tells what it is")
    rows = [
        Account(f"https://x.example/{n}", AddressFate.UNEXPLAINED, why, "", (("unexplained", why),))
        for n, why in enumerate(reasons)
    ]
    expected = "unexplained: 3 places, such as https://x.example/1: nothing tells what it is"
    assert expected in reports.lines(ImportReport(rows), is_dry=False)
