"""Pages that are no releases: in sitemap and search, in no list, feed or month."""

import gzip
import json
from pathlib import Path
from typing import Final

import pytest

from tests.support.command import build, clean_tree
from tests.support.site import CONFIG, Release, tree, write, write_site

pytestmark = pytest.mark.rotates(5)

AS_OF: Final = "2026-03-15T12:00Z"
ABOUT: Final = {"type": "page"}
SITE: Final[dict[str, str | Release]] = {
    "newsgen.toml": CONFIG.replace('theme = "plain"', 'theme = "plain"\nsearch = true'),
    "content/about.md": Release("About Zebra", "", more=ABOUT, body="Zebra words are here."),
    "content/courts/index.md": Release("Zebra courts", "", more=ABOUT, body="[About](/about/)."),
    "content/a.md": Release(
        "A release of ours",
        url="https://www.cumbria.police.uk/News/News-Articles/2026/March/A.aspx",
        date="2026-03-10 09:00",
    ),
    "content/b.md": Release(
        "An undated release", url="https://www.cumbria.police.uk/News/News-Articles/B.aspx"
    ),
}
OLD: Final = "/older/about.aspx"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", SITE)


def page(**keys: str) -> Release:
    return Release("About Zebra", "", more=ABOUT | keys, body="Zebra words are here.")


def holding(site: Path, word: str) -> set[str]:
    """Return the files of the output that hold a word, those of the search index unpacked."""
    files = set()
    for path, data in tree(site / "output").items():
        text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        if word.encode() in text:
            files.add("pagefind/" if path.startswith("pagefind/") else path)
    return files


def test_a_page_is_in_sitemap_and_search_and_in_no_list(site: Path) -> None:
    assert build(site, as_of=AS_OF).code == 0
    assert holding(site, "Zebra") == {"about/index.html", "courts/index.html", "pagefind/"}
    assert holding(site, "/about/") >= {"sitemaps/pages.xml", "courts/index.html"}
    assert "Undated" not in (site / "output/about/index.html").read_text()
    listed = json.loads((site / "output/feed.json").read_text())["items"]
    assert [item["title"] for item in listed] == ["A release of ours", "An undated release"]


def test_a_site_of_pages_alone_is_a_site(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"content/about.md": page(), "newsgen.toml": CONFIG})
    assert build(site, as_of=AS_OF).code == 0
    assert (site / "output/about/index.html").is_file()
    assert (site / "output/index.html").is_file()


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ({"status": "draft"}, set()),
        ({"date": "2026-03-16"}, set()),
        ({"embargo": "2026-03-16T10:00+00:00"}, set()),
        ({"expires": "2026-03-14T10:00+00:00"}, set()),
        ({"status": "gone"}, set()),
        ({"status": "withdrawn", "explanation": "Over."}, {"about/index.html"}),
        ({"status": "moved", "superseded_by": "/courts/"}, {"about/index.html"}),
    ],
    ids=str,
)
def test_what_is_held_or_over_leaves_nothing(
    keys: dict[str, str], left: set[str], site: Path
) -> None:
    assert build(site, as_of=AS_OF).code == 0
    write(site / "content/courts/index.md", Release("Courts", "", more=ABOUT).text())
    write(site / "content/about.md", page(**keys).text())
    outcome = build(site, as_of=AS_OF)
    assert outcome.code == 0, outcome
    assert {path for path in tree(site / "output") if path.startswith("about/i")} == left
    assert holding(site, "Zebra words") == set()
    assert holding(site, "About Zebra") == set()
    assert tree(site / "output") == clean_tree(site, as_of=AS_OF)


def test_an_old_address_leads_to_a_page(site: Path) -> None:
    write(site / "content/about.md", page(redirect_from=OLD).text())
    assert build(site, as_of=AS_OF).code == 0
    assert 'href="/about/"' in (site / f"output{OLD}").read_text()


def test_a_page_and_a_release_cannot_have_one_address(site: Path) -> None:
    write(site / "content/c.md", page(slug="about").text())
    assert "NG410" in build(site, as_of=AS_OF).codes
    write(site / "content/c.md", page(url="/search/").text())
    assert "NG413" in build(site, as_of=AS_OF).codes


def test_a_welsh_page_has_a_welsh_interface(site: Path) -> None:
    write(site / "content/about.md", page(language="cy").text())
    assert build(site, as_of=AS_OF).code == 0
    text = (site / "output/about/index.html").read_text()
    assert '<html lang="cy">' in text
    assert "Neidio" in text
