"""What the links of pages lead to."""

from typing import Final

from newsgen.config.load import parse as parse_config
from newsgen.importers.links import Links, links_of
from newsgen.importers.plan import parse

HOST: Final = "https://www.old.example"


def test_changed_links_of_a_copied_folder_lead_to_the_addresses_of_their_pages() -> None:
    links = Links(
        {"www.old.example": ""}, {f"{HOST}/news/b.aspx?id=1.html": f"{HOST}/news/b.aspx?id=1"}
    )
    assert links.written("b.aspx%3Fid=1.html", f"{HOST}/news/a.aspx.html") == "/news/b.aspx?id=1"


def test_a_link_to_another_site_of_the_same_archive_keeps_its_host() -> None:
    plan = parse(
        '[areas.A]\nhosts = ["a.example", "www.a.example"]\n[areas.B]\nhosts = ["b.example"]\n'
    )
    base = "https://www.a.example/news/x"
    for layout, other in (("per-host", "https://b.example/y"), ("single", "/y")):
        links = links_of(plan, parse_config(f'[site]\nlayout = "{layout}"\n'))
        assert links.written("https://b.example/y", base) == other
        assert links.written("https://a.example/y", base) == "/y"
        assert links.written("/y", "https://b.example/x") == "/y"
        assert links.written("https://c.example/y", base) == "https://c.example/y"
