"""An import from captures to files."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.diagnostics import NewsgenError
from newsgen.importers.capture import Capture
from newsgen.importers.order import Order
from newsgen.importers.outcome import ImportReport
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.pipeline.result import no_progress
from tests.support.pictures import saying
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


PICTURE: Final = Capture("p", f"{HOST}/img/a%20b.png", media_type="image/png", body=saying("van"))
USES: Final = '<img src="/img/a%20b.png" alt="A van"> <a href="/map.pdf">map</a>'


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    items = [page("one"), page("two")]
    imported(tmp_path, items)
    before = tree(tmp_path)
    assert imported(tmp_path, items).unchanged == 2
    assert tree(tmp_path) == before


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
    assert len(files(tmp_path / "a/content")) == 1
    assert report.sums["left out"] == 2
    report = imported(tmp_path / "b", items, only="/news/t*")
    assert len(files(tmp_path / "b/content")) == 2
    assert not report.is_whole


def test_a_list_of_tombstones_that_cannot_be_read_stops_the_import(tmp_path: Path) -> None:
    (tmp_path / "tombstones.txt").write_text("what is this\n", encoding="utf-8")
    with pytest.raises(NewsgenError):
        imported(tmp_path, [page("one")])
    assert files(tmp_path) == {"tombstones.txt"}


def test_whose_pages_they_are_must_be_known(tmp_path: Path) -> None:
    unknown = Capture("x", "https://unknown.invalid/news/x", media_type="text/html", body=b"x")
    with pytest.raises(NewsgenError, match="whose pages"):
        imported(tmp_path, [unknown], PLAN.replace("www.old.example", "unknown.invalid"))
    assert tree(tmp_path) == {}
    (row,) = imported(tmp_path, [unknown]).rows
    assert (row.outcome.value, "base_url" in row.reason) == ("unexplained", True)


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
