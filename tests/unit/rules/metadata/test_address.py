"""Where a release lives: names that Windows lacks, hosts of its area, and og.url."""

from dataclasses import replace

import pytest

from newsgen.model.area import Area
from newsgen.rules._metadata import host_of_area, og_url, windows_name
from tests.support.manuscripts import URL, asked, read, said, source

HOST = "https://www.northshire.police.example"
AREA = Area("Northshire", "Northshire Police", "northshire", (), "/news/", "")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/news/con.aspx", "con.aspx"),
        ("/news/Aux/appeal.aspx", "Aux"),
        ("/news/What%20now%2A.aspx", "What now*.aspx"),
        ("/news/The%20end.", "The end."),
        ("/news/Fair..aspx", ""),
        ("/news/console.aspx", ""),
        ("/news/Heddlu'r-Gogledd-–-apêl.aspx", ""),
    ],
)
def test_a_name_that_windows_lacks_is_told(path: str, name: str) -> None:
    expected = [f"a Windows server cannot hold the file name “{name}”"] if name else []
    assert said(windows_name, url=HOST + path) == expected


@pytest.mark.parametrize(
    ("hosts", "is_told"),
    [
        (("www.northshire.police.example",), False),
        (("news.northshire.police.example",), True),
        ((), False),
    ],
)
def test_a_release_is_on_a_host_of_its_area(hosts: tuple[str, ...], *, is_told: bool) -> None:
    manuscript = replace(read(source()), area=replace(AREA, hosts=hosts))
    findings = asked(host_of_area, manuscript)
    assert bool(findings) is is_told
    assert all(host in findings[0].hint for host in hosts if is_told)


def test_a_release_of_no_area_is_on_no_wrong_host() -> None:
    assert asked(host_of_area, replace(read(source()), area=None)) == []


@pytest.mark.parametrize(
    "shared",
    [
        "",
        URL,
        f" {URL} ",
        URL.replace("https://WWW", "https://www"),
        URL.replace("www.northshire", "WWW.Northshire"),
    ],
)
def test_an_og_url_that_leads_to_the_same_page_is_right(shared: str) -> None:
    assert said(og_url, og={"url": shared}) == []


@pytest.mark.parametrize(
    "shared",
    [URL.replace("appeal", "Appeal"), URL + "?id=1", "not an address", "/news/2026/March/"],
)
def test_another_og_url_is_told_with_both_places(shared: str) -> None:
    (finding,) = asked(og_url, read(source(og={"url": shared})))
    assert (finding.code, finding.span.line) == ("NG416", 5)
    assert f"“{shared}”" in finding.message
    assert [related.span.line for related in finding.related] == [4]


def test_an_og_url_without_a_url_is_not_another() -> None:
    assert said(og_url, url="", og={"url": URL}) == []
