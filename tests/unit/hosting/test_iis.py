"""IIS; it was not run."""

import re

from lxml import etree

from newsgen.hosting.headers import TYPES
from newsgen.hosting.hosts import write
from newsgen.hosting.site import AddressKind
from tests.support.small import OPTIONS, SITE, page_at, pages, site_of


def test_what_iis_gets_is_xml() -> None:
    files = write("iis", SITE, OPTIONS).files
    config, maps = (
        etree.fromstring(files[f"site/{n}.config"].encode()) for n in ("web", "newsgen.maps")
    )
    types = {e.get("fileExtension"): e.get("mimeType") for e in config.iter("mimeMap")}
    assert types == TYPES
    keys = {e.get("key").lower(): e.get("value") for e in maps.iter("add")}
    assert keys['/news/gone & "lost".aspx'] == "gone"
    assert keys["/old.asp?id=3"] == "moved /newsroom/Plan?lang=cy"
    assert len(keys) == len(list(maps.iter("add"))), "IIS refuses a key that is given twice"


def test_iis_redirects_no_page_to_itself() -> None:
    archive = page_at("/newsroom/")
    files = write("iis", site_of(*SITE.roots[0].entries, archive), OPTIONS).files
    maps = etree.fromstring(files["site/newsgen.maps.config"].encode())
    config = etree.fromstring(files["site/web.config"].encode())
    verdicts = {e.get("key"): e.get("value") for e in maps.iter("add")}
    (rule,) = (e for e in config.iter("rule") if e.get("name") == "Another writing")
    asked, (itself,) = rule.find("match").get("url"), rule.xpath(".//add[@negate='true']/@pattern")
    for page in (archive, *SITE.roots[0].some(AddressKind.PAGE)):
        path = "/" + re.sub(asked, r"\1", page.path[1:])  # as IIS has it in {R:1}
        assert page.query or re.search(itself, f"{verdicts[path]}|{path}")


def test_iis_is_told_of_a_file_that_is_large_and_of_names_that_windows_lacks() -> None:
    assert write("iis", site_of(*pages(100)), OPTIONS).notes == []
    (note,) = write("iis", site_of(*pages(3_000)), OPTIONS).notes
    assert "MaxWebConfigFileSizeInKB" in note
    odd = page_at("/News/con.aspx")
    (unserved,) = write("iis", site_of(odd), OPTIONS).unserved
    assert unserved.reason == "Windows cannot hold “con.aspx”"
