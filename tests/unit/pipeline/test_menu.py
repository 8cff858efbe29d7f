"""The menu of a root: what readers may not see is left out."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from newsgen.config.load import parse
from newsgen.model.month import PAGES
from newsgen.pages.views import MenuEntry
from newsgen.pipeline._menu import Menu
from newsgen.store.releases import PlacedRelease
from tests.support.catalogue import release

SETTINGS = """
[[menu]]
title = { en = "About us", cy = "Amdanom" }
page = "about.md"
[[menu]]
title = "Courts"
link = "/courts/"
[[menu.children]]
title = "Saltmere"
page = "saltmere.md"
[[menu.children]]
title = "Elsewhere"
link = "https://x.example/"
"""


def menu(*sources: str, root: str = "") -> tuple[MenuEntry, ...]:
    """Make the menu of a root; the pages of some sources are published, in the root ""."""
    pages = {
        source: PlacedRelease("", PAGES, replace(release(source), href=f"/{source}/"))
        for source in sources
    }
    catalogue: Any = SimpleNamespace(releases=SimpleNamespace(from_source=pages.get))
    return Menu(parse(SETTINGS).menu, catalogue, ("cy", "en")).of(root)


def test_pages_are_in_it_while_they_are_published() -> None:
    about, courts = menu("about.md", "saltmere.md")
    assert (about.titles, about.href) == ({"en": "About us", "cy": "Amdanom"}, "/about.md/")
    assert [link.href for link in courts.children] == ["/saltmere.md/", "https://x.example/"]
    assert courts.titles == {"cy": "Courts", "en": "Courts"}


def test_a_page_that_is_not_published_is_left_out() -> None:
    (courts,) = menu()
    assert courts.href == "/courts/"
    assert [link.href for link in courts.children] == ["https://x.example/"]


def test_a_page_of_another_host_has_its_whole_address() -> None:
    about, _ = menu("about.md", root="other.example")
    assert about.href.startswith("https://")
