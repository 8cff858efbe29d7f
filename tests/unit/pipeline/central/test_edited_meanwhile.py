"""What is edited while a build runs is seen by that build or by the next one."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.pipeline.central import build
from newsgen.pipeline.result import Request

RELEASE = """---
title: {title}
area: Northshire
url: https://www.northshire.police.example/news/2026/march/{name}.aspx
date: 2026-03-02 10:00
---

Officers are asking for help.
"""
TEMPLATE = '{{% extends "plain/release.html" %}}{{% block contact %}}<p>{}</p>{{% endblock %}}'


SITE = {
    "newsgen.toml": '[site]\ntheme = "own"\nbase_url = "https://www.northshire.police.example"\n',
    "themes/own/theme.toml": '[theme]\ntitle = "Own"\nextends = "plain"\n',
    "themes/own/templates/release.html": TEMPLATE.format("before"),
} | {
    f"content/{number}.md": RELEASE.format(title=f"Appeal {number}", name=f"appeal-{number}")
    for number in range(300)  # enough for workers
}


def built(site: Path, jobs: int, at_stage: str = "", meanwhile: Callable[[], object] = int) -> None:
    """Build a site; something happens when a stage says for the first time how far it is."""
    left = [meanwhile]

    def progress(stage: str, _done: int, _total: int) -> None:
        if stage == at_stage and left:
            left.pop()()

    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    request = Request(site, now, site / "output", site / ".newsgen", jobs, progress=progress)
    assert not build(request).refused
    assert not (left and at_stage)


def pages(site: Path) -> set[str]:
    folder = site / "output" / "news" / "2026" / "march"
    return {"after" if "<p>after</p>" in file.read_text() else "" for file in folder.iterdir()}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("stage", ["Reading releases", "Making pages"])
def test_a_template_that_is_saved_during_a_build_is_on_all_pages_of_the_next(
    site: Path, stage: str, jobs: int
) -> None:
    template = site / "themes" / "own" / "templates" / "release.html"
    built(site, jobs, stage, lambda: template.write_text(TEMPLATE.format("after")))
    built(site, jobs)
    assert pages(site) == {"after"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_release_that_is_saved_during_a_build_is_on_its_page_after_the_next(
    site: Path, jobs: int
) -> None:
    release = site / "content" / "7.md"
    page = site / "output" / "news" / "2026" / "march" / "appeal-7.aspx"
    text = release.read_text()
    built(site, jobs, "Making pages", lambda: release.write_text(f"{text}\nHe was found.\n"))
    built(site, jobs)
    assert "He was found." in page.read_text()
