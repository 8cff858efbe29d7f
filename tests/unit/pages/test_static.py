"""Error pages, robots.txt and the manifest."""

from newsgen.model.root import Root
from newsgen.pages._static import STATIC, StaticWindow

ROOT = Root("x.example", "Siôn’s news", "https://x.example")
WORDS = {"page_not_found": "Not found", "page_removed": "Removed"}


def test_each_file_is_made_and_claimed() -> None:
    targets = {t.path: t for t in STATIC.targets(StaticWindow(ROOT, WORDS))}
    assert set(targets) == {
        f"x.example/{name}"
        for name in ("404.html", "410.html", "robots.txt", "manifest.webmanifest")
    }
    assert targets["x.example/404.html"].view.title == "Not found"
    assert targets["x.example/410.html"].view.title == "Removed"
    assert targets["x.example/manifest.webmanifest"].view.title == "Siôn’s news"


def test_robots_are_told_of_both_sitemaps_by_whole_addresses() -> None:
    robots = next(t for t in STATIC.targets(StaticWindow(ROOT, WORDS)) if "robots" in t.path)
    assert robots.view.sitemaps == (
        "https://x.example/sitemap.xml",
        "https://x.example/news-sitemap.xml",
    )
