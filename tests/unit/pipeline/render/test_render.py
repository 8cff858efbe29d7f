"""The bytes of a target: of a page, an asset, or a file of the content folder."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.model.area import Root
from newsgen.pipeline import _render
from newsgen.pipeline._render import Makers, render_target
from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.pipeline.plan import TOGETHER
from newsgen.site.frame import Frame
from newsgen.site.target import AssetFile, CopiedFile, Target, page
from newsgen.site.views import ReleasePage, RobotsPage
from newsgen.theme.render import Renderer
from tests.support.builds import appeal, built, ingested
from tests.support.site import CONFIG, write

ROOT = Root("", "News", "https://news.example")
SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01"),
    "content/Café – 1.txt": b"A leaflet",
}


@contextmanager
def opened(site: Path) -> Iterator[tuple[Frame, Renderer]]:
    with ingested(site) as session:
        theme = open_theme(session)
        yield build_frame(session, theme), Renderer(theme, lambda _: "")


def test_a_page_is_rendered_and_a_file_is_what_it_is(site: Path) -> None:
    with opened(site) as (frame, renderer):
        robots = page(ROOT, "/robots.txt", "robots.txt", RobotsPage(("https://x.example/s",)))
        assert b"Sitemap: https://x.example/s" in render_target(
            frame, renderer, Makers.of(frame), "", robots
        )
        copied = Target("x", "", CopiedFile("Café – 1.txt", "0123"), "content/x")
        assert render_target(frame, renderer, Makers.of(frame), "", copied) == b"A leaflet"
        asset = Target("x", "", AssetFile("site.css", "assets/site.css"), "site.css")
        assert (
            render_target(frame, renderer, Makers.of(frame), "", asset)
            == frame.theme.assets["site.css"][1]
        )


def test_a_template_that_fails_names_its_subject(site: Path) -> None:
    with opened(site) as (frame, renderer):
        wrong = Target("x", "release.html", RobotsPage(()), "content/é.md")
        with pytest.raises(NewsgenError, match=r"content/é\.md"):
            render_target(frame, renderer, Makers.of(frame), "", wrong)


def test_a_file_that_is_gone_cannot_be_read(site: Path) -> None:
    with opened(site) as (frame, renderer), pytest.raises(FileNotFoundError):
        render_target(
            frame,
            renderer,
            Makers.of(frame),
            "",
            Target("x", "", CopiedFile("gone", "0123"), "x"),
        )


def test_the_views_of_a_large_month_are_never_all_there(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3 * TOGETHER):
        write(site / f"content/{number}.md", appeal(f"{number}", "2026-02-01").text())
    most = 0

    def counted(*arguments: Any) -> bytes:
        nonlocal most
        most = max(most, sum(isinstance(each, ReleasePage) for each in gc.get_objects()))
        return render_target(*arguments)

    monkeypatch.setattr(_render, "render_target", counted)
    built(site)
    assert TOGETHER <= most <= TOGETHER + 2
