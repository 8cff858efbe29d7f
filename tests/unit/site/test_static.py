"""Error pages, robots.txt and the manifest."""

from newsgen.model.area import Root
from newsgen.site._static import STATIC, StaticWindow
from tests.support.windows import view_of

ROOT = Root("x.example", "Siôn’s news", "https://x.example")
WORDS = {"page_not_found": "Not found", "page_removed": "Removed"}


def test_each_file_is_made_and_claimed() -> None:
    targets = {t.path: t for t in STATIC.makes(StaticWindow(ROOT, WORDS))}
    assert set(targets) == {
        f"x.example/{name}"
        for name in ("404.html", "410.html", "robots.txt", "manifest.webmanifest")
    }
    assert view_of(targets["x.example/404.html"]).title == "Not found"
    assert view_of(targets["x.example/410.html"]).title == "Removed"
    assert view_of(targets["x.example/manifest.webmanifest"]).title == "Siôn’s news"


def test_robots_are_told_of_both_sitemaps_by_whole_addresses() -> None:
    robots = next(t for t in STATIC.makes(StaticWindow(ROOT, WORDS)) if "robots" in t.path)
    assert view_of(robots).sitemaps == (
        "https://x.example/sitemap.xml",
        "https://x.example/news-sitemap.xml",
    )
