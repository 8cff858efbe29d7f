"""Pages: what `type: page` makes of a Markdown file."""

from typing import Any

import pytest

from newsgen.config.load import parse
from newsgen.content.release import SourceReader

SITE = """
[site]
base_url = "https://news.example"
[areas.Northshire]
hosts = ["www.northshire.police.example"]
"""
PER_HOST = SITE.replace("[areas", 'layout = "per-host"\n[areas')
SEVERAL = f'{PER_HOST}[areas.Cumbria]\nhosts = ["www.cumbria.police.uk"]\n'


def read(source: str, keys: str = "", *, settings: str = SITE, body: str = "Call 101.") -> Any:
    text = f"---\ntype: page\ntitle: About us\n{keys}---\n\n{body}\n"
    return SourceReader(parse(settings)).parse(text, source)


@pytest.mark.parametrize(
    ("source", "keys", "url"),
    [
        ("about.md", "", "https://news.example/about/"),
        ("About Us.md", "", "https://news.example/about-us/"),
        ("courts/index.md", "", "https://news.example/courts/"),
        ("courts/saltmere.md", "", "https://news.example/courts/saltmere/"),
        ("cy/amdanom.md", "", "https://news.example/cy/amdanom/"),
        ("courts/x.md", "slug: saltmere\n", "https://news.example/courts/saltmere/"),
        ("a.md", "url: /contact/\n", "https://news.example/contact/"),
        ("a.md", "url: /contact.aspx\n", "https://news.example/contact.aspx"),
        ("a.md", "url: https://other.example/x/\n", "https://other.example/x/"),
    ],
)
def test_a_page_is_at_its_url_or_where_its_folder_is(source: str, keys: str, url: str) -> None:
    parsed = read(source, keys)
    assert not parsed.diagnostics
    assert parsed.release.url == url


@pytest.mark.parametrize(
    ("settings", "keys", "url"),
    [
        ("", "", "https://localhost/about/"),
        (PER_HOST, "", "https://www.northshire.police.example/about/"),
        (SEVERAL, "area: Cumbria\n", "https://www.cumbria.police.uk/about/"),
        (SEVERAL, "url: https://www.cumbria.police.uk/a/\n", "https://www.cumbria.police.uk/a/"),
    ],
)
def test_a_page_is_on_the_host_of_the_site_or_of_its_area(
    settings: str, keys: str, url: str
) -> None:
    assert read("about.md", keys, settings=settings).release.url == url


def test_of_several_hosts_one_must_be_named() -> None:
    [diagnostic] = read("about.md", settings=SEVERAL).diagnostics
    assert diagnostic.code == "NG406"
    assert diagnostic.hint.startswith("Add area:")


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("url: contact\n", "NG401"),
        ("url: /a/../b/\n", "NG402"),
        ("template: ../x\n", "NG206"),
        ("template: Contact.html\n", "NG206"),
        ("title:\n", "NG114"),
        ("status: drft\n", "NG204"),
    ],
)
def test_mistakes_of_pages_are_reported(keys: str, code: str) -> None:
    parsed = read("a.md", keys)
    assert [d.code for d in parsed.diagnostics] == [code]
    assert parsed.release is None


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("pgae", ["NG204"]),
        ("Pages", ["NG204"]),
        ("[page]", ["NG203"]),
        ("relese", ["NG204"]),
        ("appeal", ["NG202", "NG204"]),
    ],
)
def test_another_type_is_refused_and_a_page_has_no_area(written: str, codes: list[str]) -> None:
    text = f"---\ntype: {written}\ntitle: About us\n---\n\nText.\n"
    parsed = SourceReader(parse(SITE)).parse(text, "a.md")
    assert sorted(diagnostic.code for diagnostic in parsed.diagnostics) == codes
    assert parsed.release is None


def test_a_date_in_the_text_is_no_dateline() -> None:
    body = "Posted on 10:49:00 on 5th March 2020\n\nThis page is about us."
    parsed = read("2020/march/about.md", body=body)
    assert "Posted on 10:49:00" in parsed.html
    assert parsed.release.published is None


def test_the_date_of_a_page_holds_it_back() -> None:
    release = read("about.md", "date: 2027-01-01\n").release
    assert release.visible_from is not None
    assert release.visible_from.year == 2027


@pytest.mark.parametrize(
    ("keys", "template"),
    [
        ("", "page.html"),
        ("template: contact\n", "pages/contact.html"),
        ("status: gone\ntemplate: contact\n", "page.html"),
    ],
)
def test_a_page_has_a_template(keys: str, template: str) -> None:
    assert read("about.md", keys).release.template == template


def test_a_withdrawn_page_keeps_its_address_and_nothing_else() -> None:
    parsed = read("courts/x.md", "status: withdrawn\nexplanation: Taken down.\nextra: Alex\n")
    assert parsed.release.url == "https://news.example/courts/x/"
    assert (parsed.release.title, parsed.html, parsed.release.extra) == ("", "", {})


@pytest.mark.parametrize(
    ("keys", "published", "codes"),
    [
        ("embargo: 2026-11-28T10:00Z\n", "2026-11-28T10:00:00+00:00", []),
        ("date: 2026-11-02\nembargo: 2026-11-28T10:00Z\n", "2026-11-28T10:00:00+00:00", []),
        ("date: 2026-11-30\nembargo: 2026-11-28T10:00Z\n", "2026-11-30T00:00:00+00:00", ["NG311"]),
        (
            "embargo: 2026-11-28T10:00Z\nexpires: 2026-11-28T09:00Z\n",
            "2026-11-28T10:00:00+00:00",
            ["NG309"],
        ),
    ],
)
def test_a_page_is_published_at_the_later_of_date_and_embargo(
    keys: str, published: str, codes: list[str]
) -> None:
    parsed = read("about.md", keys)
    assert parsed.release.published.at.isoformat() == published
    assert [diagnostic.code for diagnostic in parsed.diagnostics] == codes
