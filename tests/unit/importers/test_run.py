"""An import from captures to files."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.diagnostics import NewsgenError
from newsgen.importers.accounts import AddressFate
from newsgen.importers.capture import Capture
from newsgen.importers.plan import parse
from newsgen.importers.run import ImportReport, Order, run
from newsgen.pipeline.result import no_progress
from tests.support.site import tree

HOST: Final = "https://www.old.example"
AREAS: Final = '[areas.Old]\nhosts = ["www.old.example"]\n'
PLAN: Final = f"""{AREAS}
[releases]
addresses = ["/news/*"]
[page]
title = ["h1"]
date = [".date"]
body = [".text"]
"""
PAGE: Final = "<h1>{0}</h1><p class=date>5 March 2020</p><div class=text><p>{1}</p></div><p>{2}</p>"


@dataclass
class Captures:
    """A source that is a list."""

    items: list[Capture]
    kind: str = "list"

    def captures(self, wanted: Container[str] | None = None) -> Iterator[Capture]:
        return (each for each in self.items if wanted is None or each.origin in wanted)


def page(name: str, body: str = "Some words.", beside: str = "", **more: str) -> Capture:
    text = PAGE.format(f"Title {name}", body, beside)
    url = f"{HOST}/news/{name}"
    return Capture(name, url, media_type="text/html", body=text.encode(), **more)  # type: ignore[arg-type]


def files(folder: Path) -> set[str]:
    return {path for path in tree(folder) if not path.endswith("/")}


def imported(site: Path, items: list[Capture], plan: str = PLAN, **more: object) -> ImportReport:
    config = parse_config(AREAS)
    site.mkdir(exist_ok=True)
    order = Order(site, (Captures(items),), parse(plan), config, **more)  # type: ignore[arg-type]
    return run(order, no_progress)


PICTURE: Final = Capture("p", f"{HOST}/img/a%20b.png", media_type="image/png", body=b"PNG")
USES: Final = '<img src="/img/a%20b.png" alt="A van"> <a href="/map.pdf">map</a>'


def test_releases_and_what_they_use_are_written(tmp_path: Path) -> None:
    report = imported(tmp_path, [PICTURE, page("a", USES), page("b")])
    assert files(tmp_path / "content") == {
        "old/2020/03-title-a.md", "old/2020/03-title-b.md", "img/a b.png",
    }  # fmt: skip
    assert (report.created, report.unchanged) == (3, 0)
    problems = {row.url: row.problems for row in report.rows if row.problems}
    assert problems == {f"{HOST}/news/a": (("missing-file", f"the source lacks {HOST}/map.pdf"),)}


def test_a_second_run_changes_nothing_and_an_edited_file_stays(tmp_path: Path) -> None:
    items = [page("one"), page("two")]
    imported(tmp_path, items)
    before = tree(tmp_path)
    assert imported(tmp_path, items).unchanged == 2
    assert tree(tmp_path) == before
    file = tmp_path / "content/old/2020/03-one.md"
    file.write_text("edited", encoding="utf-8")
    report = imported(tmp_path, items)
    assert file.read_text(encoding="utf-8") == "edited"
    names = [name for row in report.rows for name, _ in row.problems]
    assert names == ["same-file"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    items = [page("one"), Capture("g", f"{HOST}/x", status=410)]
    dry = imported(tmp_path, items, is_dry=True)
    assert tree(tmp_path) == {}
    wet = imported(tmp_path, items)
    assert dry.sums == wet.sums
    assert (tmp_path / "urls.txt").read_text(encoding="utf-8").endswith(f"\n{HOST}/x gone\n")


def test_for_trying_only_some_are_imported(tmp_path: Path) -> None:
    items = [page("one"), page("two"), page("three"), PICTURE]
    report = imported(tmp_path / "a", items, limit=1)
    assert len(files(tmp_path / "a")) == 1
    assert report.sums["left out"] == 2
    report = imported(tmp_path / "b", items, only="/news/t*")
    assert len(files(tmp_path / "b")) == 2
    assert not report.is_whole


def test_one_page_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    deep = replace(page("deep"), body=b"<div>" * 5_000)
    report = imported(tmp_path, [deep, page("one"), Capture("x", trouble="damaged")])
    rows = {row.url: row for row in report.rows}
    assert rows[f"{HOST}/news/deep"].outcome is AddressFate.UNEXPLAINED
    assert "nested" in rows[f"{HOST}/news/deep"].reason
    assert rows[f"{HOST}/news/one"].outcome is AddressFate.IMPORTED
    assert report.unread == [("x", "damaged")]


def test_no_file_is_written_outside_the_content_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "content/img").symlink_to(outside)
    report = imported(site, [PICTURE, page("one", USES)])
    assert tree(outside) == {}
    (words,) = (w for row in report.rows for name, w in row.problems if name == "same-file")
    assert "leads out of the content folder" in words


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


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_number_of_workers_changes_nothing(tmp_path: Path, jobs: int) -> None:
    items = [page(f"story-{n}", f"Words {n}.") for n in range(40)]
    report = imported(tmp_path, items, jobs=jobs)
    assert report.sums["imported"] == 40
    assert list(report.written) == [each.url for each in items]
    assert len(files(tmp_path / "content")) == 40


def test_two_sources_may_name_their_places_alike(tmp_path: Path) -> None:
    first, second = page("one", "First."), page("two", "Second.")
    items = [Captures([first]), Captures([replace(second, origin=first.origin)])]
    tmp_path.mkdir(exist_ok=True)
    order = Order(tmp_path, tuple(items), parse(PLAN), parse_config(AREAS))
    report = run(order, no_progress)
    assert report.sums["imported"] == 2
    assert "Second." in (tmp_path / "content/old/2020/03-two.md").read_text(encoding="utf-8")
    assert [row.origin for row in report.rows] == ["source 1: one", "source 2: one"]


def test_a_list_of_tombstones_that_cannot_be_read_stops_the_import(tmp_path: Path) -> None:
    (tmp_path / "tombstones.txt").write_text("what is this\n", encoding="utf-8")
    with pytest.raises(NewsgenError):
        imported(tmp_path, [page("one")])
    assert files(tmp_path) == {"tombstones.txt"}


def test_what_is_below_the_file_of_a_page_is_not_redirected(tmp_path: Path) -> None:
    """Servers cannot lead from there, and a site with such a line is not built."""
    release = page("a.html")
    old = [
        Capture(str(n), f"{HOST}{path}", status=status, location=release.url)
        for n, (path, status) in enumerate(
            [("/news/a.html/2", 301), ("/NEWS/A.html/print/1", 301), ("/news/a.html/b", 410),
             ("/news/b/2", 301), ("/news/a", 301)]
        )
    ]  # fmt: skip
    report = imported(tmp_path, [release, *old])
    shown = {row.url.removeprefix(HOST): row.outcome.value for row in report.rows}
    assert shown == {
        "/news/a.html": "imported", "/news/a.html/2": "unexplained", "/news/b/2": "redirect",
        "/NEWS/A.html/print/1": "unexplained", "/news/a.html/b": "gone", "/news/a": "redirect",
    }  # fmt: skip
    assert not (tmp_path / "urls.txt").exists()
    text = next((tmp_path / "content/old").rglob("*.md")).read_text()
    assert "a.html/" not in text
    assert "/news/b/2" in text
