"""The menu of a root: what readers may not see is left out."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from newsgen.config.load import parse
from newsgen.model.area import Root
from newsgen.model.month import PAGES
from newsgen.pipeline.frame import Menu, build_frame, open_theme
from newsgen.site.views import MenuEntry
from newsgen.store.releases import PlacedRelease
from tests.support.builds import ingested
from tests.support.catalogue import release
from tests.support.site import CONFIG, HOSTS, Release, new_site, write

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


def menu(
    *sources: str, root: str = "", settings: str = SETTINGS, held: str = ""
) -> tuple[MenuEntry, ...]:
    """Make the menu of a root; the pages of some sources are published, in the root ""."""
    return menus(*sources, settings=settings, held=held).of(Root(root, "", ""))


def menus(*sources: str, settings: str = SETTINGS, held: str = "") -> Menu:
    """Return what makes menus; what is at `/held/` is held back."""
    pages = {
        source: PlacedRelease("", PAGES, replace(release(source), href=f"/{source}/"))
        for source in sources
    }
    catalogue: Any = SimpleNamespace(
        releases=SimpleNamespace(from_source=pages.get),
        paths=SimpleNamespace(
            held_at=lambda at, path: (at, path) == (held, "held/index.html"),
            publishes=lambda *_: False,
        ),
        addresses=SimpleNamespace(leading_from=lambda *_: None),
    )
    return Menu(parse(settings), catalogue, ("cy", "en"))


def test_links_of_the_footer_are_there_while_readers_may_see_what_they_lead_to() -> None:
    settings = "".join(
        f'[[footer.links]]\ntitle = "{to}"\n{key} = "{to}"\n'
        for key, to in (("page", "privacy.md"), ("page", "held.md"), ("link", "/held/"))
    )
    (link,) = menus("privacy.md", settings=settings, held="").footer_of(Root("", "", ""))[:1]
    assert (link.titles["cy"], link.languages, link.href) == (
        "privacy.md",
        {"cy": "en-GB", "en": ""},
        "/privacy.md/",
    )
    links = menus("privacy.md", settings=settings, held="").footer_of(Root("other.example", "", ""))
    assert [each.href for each in links] == [
        "https://www.northshire.police.example/news/privacy.md",
        "/held/",
    ]


def test_pages_are_in_it_while_they_are_published() -> None:
    about, courts = menu("about.md", "saltmere.md")
    assert (about.titles, about.href) == ({"en": "About us", "cy": "Amdanom"}, "/about.md/")
    assert [link.href for link in courts.children] == ["/saltmere.md/", "https://x.example/"]
    assert courts.titles == {"cy": "Courts", "en": "Courts"}
    assert courts.languages == {"cy": "en-GB", "en": ""}
    assert courts.children[0].languages == courts.languages
    assert about.languages == {"cy": "", "en": ""}


def test_a_page_that_is_not_published_is_left_out() -> None:
    (courts,) = menu()
    assert courts.href == "/courts/"
    assert [link.href for link in courts.children] == ["https://x.example/"]


def test_a_page_of_another_host_has_its_whole_address() -> None:
    about, _ = menu("about.md", root="other.example")
    assert about.href.startswith("https://")


def test_the_links_below_a_page_that_is_not_published_take_its_place() -> None:
    below = '[[menu.children]]\ntitle = "Team"\npage = "team.md"\n'
    settings = SETTINGS.replace('page = "about.md"\n', f'page = "about.md"\n{below}{below}')
    team, _, courts = menu("team.md", settings=settings)
    assert (team.titles["en"], team.href, team.children) == ("Team", "/team.md/", ())
    assert courts.titles["en"] == "Courts"


OWN = '[areas.A]\nhosts = ["a.example"]\n'


@pytest.mark.parametrize(
    ("link", "layout", "held", "is_left_out"),
    [
        ("/held/#who", "single", "", True),
        ("https://news.example/held/#who", "single", "", True),
        ("https://a.example/held/", "single", "", True),
        ("https://other.example/held/", "single", "", False),
        ("https://a.example/held/", "per-host", "a.example", True),
        ("https://a.example/held/", "per-host", "", False),
    ],
)
def test_a_link_to_what_is_held_is_left_out(
    link: str, layout: str, held: str, is_left_out: bool
) -> None:
    site = f'[site]\nbase_url = "https://news.example"\nlayout = "{layout}"\n{OWN}'
    entries = menu(settings=site + SETTINGS.replace("/courts/", link), held=held)
    hrefs = ["https://x.example/"] if is_left_out else [link]
    assert [entry.href for entry in entries] == hrefs


OWN_PAGES = """
[taxonomies.topics]
key = "tags"
title = "Topics"
path = "/topics/{term}/"
"""


def footer(site: Path, root: str = "") -> list[str]:
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
    return [entry.href for entry in frame.sites[root].footer]


@pytest.mark.parametrize("link", ["/topics/heron/", "/newsroom/2026/March/"])
def test_a_page_of_newsgen_is_left_out_while_nobody_sees_its_releases(
    tmp_path: Path, link: str
) -> None:
    def raid(date: str) -> Release:
        return Release("Raid", "Northshire", date=date, more={"tags": "[Heron]"})

    settings = f'{CONFIG}{OWN_PAGES}[[footer.links]]\ntitle = "Raid"\nlink = "{link}"\n'
    seen = Release("Seen", "Northshire", date="2026-02-01")
    site = new_site(tmp_path / "site", {"seen.md": seen, "raid.md": raid("2026-03-01")}, settings)
    assert footer(site) == [link]
    write(site / "content/raid.md", raid("2026-03-20").text())
    assert footer(site) == []
    write(site / "newsgen.toml", settings.replace(link, "/nowhere/"))
    assert footer(site) == ["/nowhere/"]  # that is a finding


@pytest.mark.parametrize(
    ("link", "hosts"),
    [
        ("/newsroom/", ["Northshire"]),
        ("/News/Only-here.aspx", ["Cumbria"]),
        ("/contact/", ["Cumbria", "Northshire"]),
        ("/held/", []),
        ("/feed.atom", ["Cumbria", "Northshire"]),
        ("/nowhere/", ["Cumbria", "Northshire"]),  # that is a finding
    ],
)
def test_a_path_is_left_out_on_hosts_that_lack_it_if_another_has_it(
    tmp_path: Path, link: str, hosts: list[str]
) -> None:
    """At `/contact/` one host has a page, and the other leads to it."""
    cumbria, northshire = (f"https://{HOSTS[area]}" for area in ("Cumbria", "Northshire"))
    releases = {
        "a.md": Release("A", "Cumbria", url=f"{cumbria}/News/Only-here.aspx"),
        "b.md": Release("B", "Northshire", url=f"{northshire}/contact/"),
        "c.md": Release("C", "Northshire", url=f"{northshire}/held/", date="2099-01-01"),
    }
    settings = CONFIG.replace("[site]", '[site]\nlayout = "per-host"')
    settings += f'[[footer.links]]\ntitle = "To"\nlink = "{link}"\n'
    site = new_site(tmp_path / "site", releases, settings)
    write(site / "urls.txt", f"{cumbria}/contact/ moved {northshire}/contact/\n")
    assert [area for area, host in HOSTS.items() if footer(site, host)] == hosts


@pytest.mark.parametrize("layout", ["single", "per-host"])
@pytest.mark.parametrize("link", ["/newsroom/2026/", "/newsroom/raid.aspx", "/old/raid.aspx"])
@pytest.mark.parametrize("is_other_case", [False, True])
def test_a_draft_takes_no_link_from_what_readers_see_at_its_address(
    tmp_path: Path, link: str, layout: str, *, is_other_case: bool
) -> None:
    """As a new text of a page is written beside it: drafts claim no address."""
    url = f"https://{HOSTS['Northshire']}"
    old = {"redirect_from": "[/old/raid.aspx]"}
    raid = Release("Raid", "Northshire", f"{url}/newsroom/raid.aspx", "2026-03-01", more=old)
    settings = CONFIG.replace("[site]", f'[site]\nlayout = "{layout}"')
    settings += f'[[footer.links]]\ntitle = "Raid"\nlink = "{link}"\n'
    site = new_site(tmp_path / "site", {"raid.md": raid}, settings)
    root = HOSTS["Northshire"] if layout == "per-host" else ""
    assert footer(site, root) == [link]
    address = f"{url}{link.swapcase() if is_other_case else link}"
    draft = Release("New", "Northshire", address, "2026-03-02", more={"status": "draft"})
    write(site / "content/draft.md", draft.text())
    assert footer(site, root) == [link]
