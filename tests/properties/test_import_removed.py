"""What was removed for good, or is gone, comes back from no kind of source, at no address of it."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers.order import Order
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.importers.sources import open_source
from newsgen.model import tombstones
from newsgen.model.tombstones import Tombstone, Tombstones
from newsgen.model.urls import output_path, parse_url
from newsgen.pipeline.result import no_progress
from tests.support.old_sites import Answer, OldSite
from tests.support.site import tree
from tests.support.wxr import export, item
from tests.unit.importers.test_run import AREAS, HOST, PLAN as SIMPLE

SECRET: Final = "CANARY"
PLAN: Final = f"""{SIMPLE}
[fields]
url = ["link"]
title = ["title"]
date = ["pubDate"]
body = ["description"]
"""
DAY: Final = "Thu, 05 Mar 2020 10:49:00 GMT"


class Release(NamedTuple):
    """A release of the source: its path, its headline, its text."""

    path: str
    title: str
    text: str

    @property
    def row(self) -> dict[str, str]:
        text = f"<p>{self.text}</p>"
        return {"link": HOST + self.path, "title": self.title, "pubDate": DAY, "description": text}


REMOVED: Final = [
    Release("/news/removed", f"{SECRET} one", f"Words {SECRET}."),
    Release("/news/copied", f"{SECRET} one", f"Words {SECRET}."),
    Release("/news/gone", f"{SECRET} two", f"More {SECRET}."),
    Release("/news/gone-copy", f"{SECRET} two", f"More {SECRET}."),
]
KEPT: Final = Release("/news/kept", "Kept", "Kept words.")
EVERY: Final = [*REMOVED, KEPT]


def _site() -> OldSite:
    pages = {
        HOST + each.path: f"<html><h1>{each.title}</h1><p class=date>{DAY}</p>"
        f"<div class=text><p>{each.text}</p></div>"
        for each in EVERY
    }
    return OldSite("", {url: Answer(page.encode()) for url, page in pages.items()})


def _csv(file: Path) -> None:
    text = StringIO()
    table = csv.DictWriter(text, list(KEPT.row))
    table.writeheader()
    table.writerows(each.row for each in EVERY)
    file.write_text(text.getvalue(), encoding="utf-8")


def _rss(file: Path) -> None:
    items = (
        "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in each.row.items())
        for each in EVERY
    )
    written = "".join(f"<item>{each}</item>" for each in items)
    file.write_text(f"<rss version='2.0'><channel>{written}</channel></rss>", encoding="utf-8")


def _wxr(file: Path) -> None:
    posts = [
        item(n, each.text, title=each.title, link=HOST + each.path, post_name=f"p{n}")
        for n, each in enumerate(EVERY)
    ]
    file.write_text(export(*posts), encoding="utf-8")


SOURCES: Final[dict[str, Callable[[Path], object]]] = {
    "copy": _site().mirror,
    "old.warc.gz": _site().warc,
    "export.xml": _wxr,
    "feed.rss": _rss,
    "releases.csv": _csv,
    "releases.json": lambda file: file.write_text(json.dumps([each.row for each in EVERY])),
}


@pytest.mark.parametrize("name", SOURCES)
def test_no_kind_of_source_brings_back_what_was_removed(name: str, tmp_path: Path) -> None:
    site, source = tmp_path / "site", tmp_path / name
    site.mkdir()
    SOURCES[name](source)
    stones = Tombstones(tombstones.new_key())
    address = parse_url(HOST + REMOVED[0].path)
    digest = stones.digest(address.host, output_path(address))
    stone = Tombstone(digest, "erasure", "2026-01-01", f"{HOST}/news/")
    text = Tombstones(stones.key, (stone,)).write()
    (site / tombstones.FILE).write_text(text, encoding="utf-8")
    (site / "urls.txt").write_text(f"{HOST}{REMOVED[2].path} gone\n", encoding="utf-8")
    plan = parse(PLAN)
    order = Order(
        site, tuple(open_source(source, plan.source, plan.fields)), plan, parse_config(AREAS)
    )
    report = run(order, no_progress)
    outcomes = {row.url.removeprefix(HOST): row.outcome.value for row in report.rows}
    assert outcomes.pop("/news/kept") == "imported"
    assert {outcomes.pop(each.path) for each in REMOVED[2:]} == {"gone"}
    assert not outcomes.keys() & {each.path for each in REMOVED}
    assert report.removed >= 2  # WordPress has further addresses of each
    written = tree(site)
    assert sum(path.endswith(".md") for path in written) == 1
    assert SECRET not in str(written)
