"""Where newsgen's own pages are."""

import pytest

from newsgen.model.area import unconfigured_area
from newsgen.site.addresses import MOST_URLS, area_href, feed_links, file_of, sitemaps


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("/", "index.html"),
        ("/newsroom/2026/March/", "newsroom/2026/March/index.html"),
        ("/feed.atom", "feed.atom"),
        ("/caf%C3%A9/", "café/index.html"),
    ],
)
def test_a_link_has_a_file(href: str, file: str) -> None:
    assert file_of(href) == file


def test_an_area_has_a_folder_and_one_feed_and_a_root_three() -> None:
    folder = area_href(unconfigured_area("Mid Wessex"))
    assert folder == "/areas/mid-wessex/"
    assert [link.href for link in feed_links("Mid Wessex", folder)] == [f"{folder}feed.atom"]
    assert [link.href for link in feed_links("News")] == ["/feed.atom", "/feed.rss", "/feed.json"]
    assert feed_links("Siôn & co")[0].title == "Siôn & co (Atom)"


@pytest.mark.parametrize(
    ("count", "hrefs"),
    [
        (0, [("/sitemaps/2026-03.xml", 0)]),
        (MOST_URLS, [("/sitemaps/2026-03.xml", 0)]),
        (MOST_URLS + 1, [("/sitemaps/2026-03.xml", 0), ("/sitemaps/2026-03-2.xml", MOST_URLS)]),
        (
            3 * MOST_URLS,
            [
                ("/sitemaps/2026-03.xml", 0),
                ("/sitemaps/2026-03-2.xml", MOST_URLS),
                ("/sitemaps/2026-03-3.xml", 2 * MOST_URLS),
            ],
        ),
    ],
)
def test_a_month_has_as_many_sitemaps_as_the_protocol_asks(
    count: int, hrefs: list[tuple[str, int]]
) -> None:
    assert list(sitemaps("2026-03", count)) == hrefs
