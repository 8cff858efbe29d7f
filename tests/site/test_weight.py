"""A release and its styles fit into what a server sends at first: 14 kB, compressed by gzip."""

import gzip

from tests.support.built import Built, Page

FIRST_ROUND = 14_000
"""Ten packets of 1,460 bytes, less what the response's head takes; source: RFC 6928."""


def weight(site: Built, page: Page) -> int:
    """Return the bytes of a page and all its stylesheets, each compressed by itself."""
    styles = page.all("//link[@rel='stylesheet']/@href")
    files = [site.folder / page.path, *(site.target(href) for href in styles)]
    return sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files)


def test_every_release_of_the_demo_fits_the_first_round_trip(demo: Built) -> None:
    weights = {path: weight(demo, page) for path, page in demo.releases.items()}
    assert {path: size for path, size in weights.items() if size > FIRST_ROUND} == {}
    assert min(weights.values()) > 1_000


def test_only_stylesheets_hold_a_page_up(demo: Built, one_force: Built) -> None:
    for site in (one_force, demo):
        for page in site.pages.values():
            searches = page.path.endswith(
                "search/index.html"
            )  # its own are loaded by no other page
            assert len(page.all("//link[@rel='stylesheet']")) <= 1 + searches, page.path
            scripts = page.all("//script[not(@type='application/ld+json')]/@type")
            embeds = bool(page.all("//figure[@class='embed']"))
            menu = bool(page.all("//header//details"))
            modules = ["module"] * (searches + embeds + menu)  # which hold nothing up
            assert scripts == modules, page.path
            assert page.all("//script[not(@type)]") == [], page.path


def test_no_page_has_a_style_or_a_handler_of_its_own(demo: Built, one_force: Built) -> None:
    """So a content security policy needs no hash, and no 'unsafe-inline'."""
    inline = (
        "//style | //@style | //@*[starts-with(name(), 'on')] | //@href[contains(., 'javascript:')]"
    )
    for site in (demo, one_force):
        for page in site.pages.values():
            assert page.all(inline) == [], page.path


def test_pictures_of_the_site_have_their_size(demo: Built) -> None:
    count = 0
    for page in demo.pages.values():
        for image in page.all("//main//img"):
            assert int(image.get("width")) > 0, page.path
            assert int(image.get("height")) > 0, page.path
            assert image.get("loading") == "lazy" or image.get("fetchpriority") == "high"
            count += 1
    assert count >= 10
