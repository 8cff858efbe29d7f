"""A build with drafts is a preview: search engines are asked to leave all of it out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.builds import PER_HOST
from tests.support.command import clean_tree
from tests.support.paths import REPOSITORY
from tests.support.site import write_site

NOINDEX: Final = b'<meta name="robots" content="noindex">'


@pytest.fixture(params=["demo", "per host"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return REPOSITORY if request.param == "demo" else write_site(tmp_path / "site", PER_HOST)


def pages(tree: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from ((path, data) for path, data in tree.items() if b"<!doctype html>" in data[:20])


def test_search_engines_leave_out_every_page_of_a_build_with_drafts(site: Path) -> None:
    tree = clean_tree(site, drafts=True)
    shown = dict(pages(tree))
    assert "index.html" in shown
    assert [path for path, page in shown.items() if NOINDEX not in page] == []
    robots = {data for path, data in tree.items() if path.endswith("robots.txt")}
    assert robots == {b"User-agent: *\nDisallow:\n"}  # who may not read pages cannot see this


def test_search_engines_may_list_a_build_without(site: Path) -> None:
    tree = clean_tree(site)
    homes = [page for path, page in pages(tree) if path.endswith("index.html")]
    assert homes
    assert not any(NOINDEX in page for page in homes)
    assert all(b"Sitemap: " in data for path, data in tree.items() if path.endswith("robots.txt"))
