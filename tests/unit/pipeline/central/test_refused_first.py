"""A first build with workers begins to render before it is judged: refused, it leaves nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline.central import build
from newsgen.pipeline.result import Request

RELEASE = """---
{key}: Appeal {number}
area: Northshire
url: https://www.northshire.police.example/news/2026/march/appeal-{number}.aspx
date: 2026-03-02 10:00
---

Officers are asking for help.
"""


SITE = {f"content/{number}.md": RELEASE.format(key="title", number=number) for number in range(600)}


def _write(site: Path, number: int, key: str) -> None:
    (site / "content" / f"{number}.md").write_text(RELEASE.format(key=key, number=number))


def _request(site: Path) -> Request:
    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    return Request(site, now, site / "made" / "output", site / ".newsgen", jobs=2)


def test_a_refused_first_build_leaves_no_output_and_no_pages_in_the_cache(site: Path) -> None:
    _write(site, 599, "titel")
    assert build(_request(site)).refused
    assert not (site / "made").exists()
    assert not (site / ".newsgen" / "scratch").exists()


def test_a_refused_first_build_leaves_what_was_in_the_output(site: Path) -> None:
    mine = site / "made" / "output" / "mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    _write(site, 599, "titel")
    assert build(_request(site)).refused
    assert [path.name for path in mine.parent.iterdir()] == ["mine.txt"]


def test_the_build_after_a_refused_one_is_whole(site: Path) -> None:
    _write(site, 599, "titel")
    refused = build(_request(site))
    _write(site, 599, "title")
    result = build(_request(site))
    assert refused.diagnostics
    assert not result.refused
    pages = list((site / "made" / "output" / "news" / "2026" / "march").glob("appeal-*.aspx"))
    assert len(pages) == 600


def test_a_template_that_fails_in_a_first_build_leaves_no_output(site: Path) -> None:
    templates = site / "themes" / "own" / "templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.toml").write_text('[theme]\ntitle = "Own"\nextends = "plain"\n')
    (templates / "release.html").write_text("{{ page.nothing }}")
    (site / "newsgen.toml").write_text('[site]\ntheme = "own"\n')
    with pytest.raises(NewsgenError, match="nothing"):
        build(_request(site))
    assert not (site / "made").exists()
    assert not (site / ".newsgen" / "scratch").exists()
