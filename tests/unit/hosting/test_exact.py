"""Hosts that compare addresses letter by letter."""

import re

import pytest

from newsgen.hosting.hosts import write
from tests.support.small import OPTIONS, moved_from, page_at, site_of


@pytest.mark.parametrize("host", ["azure-swa", "cloudflare", "netlify"])
def test_a_rule_matches_one_address_only(host: str) -> None:
    entry = moved_from("/Old/*bold* :name", "/News/X.aspx")
    text = "".join(write(host, site_of(entry), OPTIONS).files.values())
    assert "/Old/%2Abold%2A%20%3Aname" in text


@pytest.mark.parametrize("host", ["azure-swa", "cloudflare", "netlify"])
def test_no_rule_leads_an_address_to_itself(host: str) -> None:
    """These hosts match a path with any query, or hand the query on."""
    stays = moved_from("/News/Show.asp", "/News/Show.asp?id=5")
    configuration = write(host, site_of(stays), OPTIONS)
    assert "Show.asp" not in "".join(
        t for n, t in configuration.files.items() if n != "unserved.txt"
    )
    assert [unserved.address for unserved in configuration.unserved] == ["/News/Show.asp"]
    drops = moved_from("/News/Café.asp", "/News/Caf%C3%A9.asp", "id=5")
    configuration = write(host, site_of(drops), OPTIONS)
    assert "Caf" not in "".join(t for n, t in configuration.files.items() if n != "unserved.txt")
    assert [unserved.address for unserved in configuration.unserved] == ["/News/Caf%C3%A9.asp?id=5"]


@pytest.mark.parametrize("host", ["azure-swa", "cloudflare", "netlify"])
@pytest.mark.parametrize(
    ("path", "to"), [("/old", "/old/?id=5"), ("/old/", "/old?id=5"), ("/", "/?id=5")]
)
def test_a_slash_at_the_end_makes_no_other_address(host: str, path: str, to: str) -> None:
    stays = moved_from(path, to)
    configuration = write(host, site_of(stays), OPTIONS)
    assert [unserved.address for unserved in configuration.unserved] == [path]


@pytest.mark.parametrize("host", ["cloudflare", "netlify"])
def test_a_page_whose_ending_is_in_capitals_is_sent_as_a_page(host: str) -> None:
    """Hosts match the patterns of headers letter by letter, and would offer it as a download."""
    page = page_at("/X.ASPX")
    text = "".join(write(host, site_of(page), OPTIONS).files.values())
    _, _, values = text.partition("/*.ASPX")
    assert re.findall(r"Content-Type\W+(.*?)\W?\n", values)[0] == "text/html; charset=utf-8"
