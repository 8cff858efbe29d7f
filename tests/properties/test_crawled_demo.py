"""The demo, served by nginx and copied by wget and HTTrack, is imported and built again as it was.

`python -m tests.support.crawl` made the copies.
"""

import re
import zipfile
from pathlib import Path
from typing import Final

import frontmatter
import pytest
from selectolax.lexbor import LexborHTMLParser

from newsgen.content.handler import ReleaseHandler
from tests.support.command import newsgen
from tests.support.crawl import DATA, DEMO_HOST
from tests.support.paths import REPOSITORY

CONTENT: Final = REPOSITORY / "content"
CONFIG: Final = f"""
[site]
title = "News"
base_url = "https://{DEMO_HOST}"
timezone = "Europe/London"
[areas.Northshire]
hosts = ["{DEMO_HOST}"]
"""
PLAN: Final = f"""
[areas.Northshire]
hosts = ["{DEMO_HOST}"]
[releases]
addresses = ["/newsroom/{{year}}/{{month}}/*.aspx", "/News/News-Articles/{{year}}/{{month}}/*.aspx"]
[page]
title = ["article h1"]
date = ["article .meta time @datetime"]
body = ["article .body"]
kind = ["article .kind .tag"]
[kinds]
court-result = ["Court result"]
missing = ["Missing person"]
cctv = ["CCTV appeal"]
campaign = ["Ymgyrch"]
"""
Shown = tuple[str, str, str, list[str]]
"""What a page of a release says: title, date, kind, and the words of its text."""


def shown(html: str) -> Shown:
    page = LexborHTMLParser(html)

    def of(selector: str, attribute: str = "") -> str:
        node = page.css_first(selector)
        if node is None:
            return ""
        return (node.attributes.get(attribute) or "") if attribute else node.text().strip()

    text = page.css_first("article .body")
    assert text is not None
    return (of("article h1"), of("article .meta time", "datetime"),
            of("article .kind .tag", "class"), text.text(separator=" ").split())  # fmt: skip


def linked() -> dict[str, Shown]:
    """Return what the copied pages of releases say, by their paths."""
    with zipfile.ZipFile(DATA / "demo/wget.zip") as packed:
        return {
            name.partition("/")[2]: shown(packed.read(name).decode())
            for name in packed.namelist()
            if re.search(r"/\d{4}/\w+/[^/]+\.aspx$", name)
        }


def test_the_copies_have_releases_of_the_demo() -> None:
    files = (file.read_text(encoding="utf-8") for file in CONTENT.rglob("*.md"))
    titles = {str(frontmatter.loads(text, handler=ReleaseHandler()).get("title")) for text in files}
    assert len(linked()) > 40
    assert {title for title, *_ in linked().values()} <= titles


@pytest.mark.rotates(5)
@pytest.mark.parametrize("way", ["wget", "wget-warc", "httrack"])
def test_the_demo_is_imported_and_built_again_as_it_was(way: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(DATA / f"demo/{way}.zip") as packed:
        packed.extractall(tmp_path / way)
    site = tmp_path / "site"
    site.mkdir()
    (site / "newsgen.toml").write_text(CONFIG, encoding="utf-8")
    (site / "import.toml").write_text(PLAN, encoding="utf-8")
    newsgen("import", tmp_path / way, "--site", site)
    built = newsgen("build", "--site", site, "--as-of", "2026-11-01T00:00:00Z")
    assert built.returncode == 0, built.stderr
    pages = site / "output"
    assert {
        path: shown((pages / path).read_text(encoding="utf-8")) for path in linked()
    } == linked()
