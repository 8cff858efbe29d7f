"""The frame: roots, site views, and when the site changes by itself."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline.frame import build_frame, next_change, open_theme
from newsgen.site.frame import NEWS_AGE, PORTAL
from tests.support.builds import AT, PER_HOST, appeal, ingested
from tests.support.site import HOSTS, write

CUMBRIA, NORTHSHIRE = HOSTS["Cumbria"], HOSTS["Northshire"]
SITE = PER_HOST


def test_each_host_is_a_root_below_the_portal(site: Path) -> None:
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
    assert set(frame.roots) == {CUMBRIA, NORTHSHIRE, PORTAL}
    assert frame.sites[NORTHSHIRE].base_url == f"https://{NORTHSHIRE}"
    assert frame.roots[NORTHSHIRE].files == ("map.png",)
    assert frame.roots[CUMBRIA].files == ()
    assert frame.portal is not None
    assert frame.as_of == AT


def when(site: Path) -> datetime | None:
    with ingested(site) as session:
        at = next_change(session)
    return None if at is None else datetime.fromtimestamp(at, AT.tzinfo)


def test_the_site_changes_when_a_release_is_let_out_or_is_news_no_more(site: Path) -> None:
    held = when(site)
    assert held is not None
    assert f"{held:%Y-%m-%d}" == "2026-03-20"
    write(site / "content/new.md", appeal("new", "2026-03-15").text())
    news = when(site)
    assert news is not None
    assert AT < news < AT + NEWS_AGE
    for name in ("held", "new"):
        (site / f"content/{name}.md").unlink()
    silent = when(site)  # no kind is asked for in an appeal that is two years old
    assert silent is not None
    assert silent > AT + timedelta(days=365)


def test_an_empty_site_has_a_frame_too(site: Path) -> None:
    for file in (site / "content").glob("*.md"):
        file.unlink()
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
    assert frame.outlines == ()


def test_a_text_in_a_language_that_no_page_has_is_refused_on_its_line(site: Path) -> None:
    write(site / "themes/harbour/words/pl.toml", 'home = "Start"\n')
    lists = '[lists.court.title]\nen = "Courts"\ncyy = "Llysoedd"\n'
    write(site / "themes/harbour/theme.toml", f'[theme]\ntitle = "H"\nextends = "plain"\n{lists}')
    config = site / "newsgen.toml"
    settings = config.read_text().replace('theme = "plain"', 'theme = "harbour"')
    footer = '[footer]\ncopyright = { pl = "A", gd = "B" }\n'
    write(config, settings + footer)
    with ingested(site) as session, pytest.raises(NewsgenError) as caught:
        open_theme(session)
    places = [(d.code, d.span.path, d.line, d.hint) for d in caught.value.diagnostics]
    assert places == [
        ("NG703", "themes/harbour/theme.toml", 6, "Did you mean cy?"),
        (
            "NG703",
            "newsgen.toml",
            settings.count("\n") + 2,
            "Known are cy, en, pl. Another needs [languages.gd].",
        ),
    ]


def test_avif_needs_a_pillow_that_makes_it_only_where_it_is_on(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgen.site.frame.can_make_avif", lambda: False)
    with ingested(site) as session:
        open_theme(session)
    config = site / "newsgen.toml"
    write(config, f"{config.read_text()}\n[media]\navif = true\n")
    with ingested(site) as session, pytest.raises(NewsgenError, match="avif is on"):
        open_theme(session)
