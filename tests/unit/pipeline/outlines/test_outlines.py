"""Outlines: what each root has, by the counts of the catalogue."""

from pathlib import Path

from newsgen.model.month import Month
from newsgen.pipeline._outlines import draw_outlines, files_used, portal_outline
from newsgen.pipeline.frame import open_theme
from tests.support.builds import appeal, ingested
from tests.support.pictures import png
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", body="![A](/map.png) ![B](/none.png)"),
    "content/b.md": appeal("b", "2025-12-31", body="![A](/map.png)"),
    "content/held.md": appeal("held", "2026-03-20", body="![A](/later.png)"),
    "content/map.png": png(3, 2),
    "content/later.png": png(3, 2),
}


def test_a_root_has_the_months_areas_and_files_of_what_is_published(site: Path) -> None:
    with ingested(site) as session:
        files, theme = session.scan.files, open_theme(session)
        used = files_used(session.catalogue, files)
        (outline,) = draw_outlines(session.config, theme, session.catalogue, files, used, {})
    assert used == {("", "2026-03"): {"map.png"}, ("", "2025-12"): {"map.png"}}
    (archive,) = outline.archives
    assert archive.path == "/newsroom/"
    assert dict(archive.months) == {Month(2025, 12): 1, Month(2026, 3): 1}
    assert [(area.area.key, area.count) for area in outline.areas] == [("Northshire", 2)]
    assert outline.files == ("map.png",)
    assert outline.root.title == "Property news"
    assert not outline.is_portal


def test_files_in_use_are_in_order(site: Path) -> None:
    """Their order is in digests, so it must not hang on the hash seed."""
    files = [f"files/{name}.csv" for name in "cafdeb"]
    links = " ".join(f"[plan](/{file})" for file in files)
    write(site / "content/plans.md", appeal("plans", "2026-03-02", links).text())
    for file in files:
        write(site / "content" / file, "day,place\n")
    with ingested(site) as session:
        scanned, theme = session.scan.files, open_theme(session)
        used = files_used(session.catalogue, scanned)
        (outline,) = draw_outlines(session.config, theme, session.catalogue, scanned, used, {})
    assert outline.files == (*sorted(files), "map.png")


def test_the_portal_has_the_themes_files_and_no_releases(site: Path) -> None:
    with ingested(site) as session:
        outline = portal_outline(session.config, open_theme(session), {"map.png"})
    assert outline.is_portal
    assert outline.archives == ()
    assert "site.css" in dict(outline.assets)
    assert outline.files == ()


def test_the_portal_has_the_files_that_options_and_settings_name(site: Path) -> None:
    settings = CONFIG.replace("[site]\n", '[site]\nfiles = ["/a.txt", "/b.txt"]\n')
    options = '[theme.options]\ncrest = "/map.png"\nicon = "/x.png"\n'
    write(site / "newsgen.toml", f"{settings}\n{options}")
    present = {"map.png", "later.png", "a.txt"}
    with ingested(site) as session:
        outline = portal_outline(session.config, open_theme(session), present)
    assert outline.files == ("a.txt", "map.png")
