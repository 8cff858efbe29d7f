"""Pages of releases that were updated, closed, withdrawn or have moved, as a visitor sees them."""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from lxml import etree, html

from newsgen.pipeline.central import build
from newsgen.pipeline.result import Request
from tests.site.test_html import complaints
from tests.support.built import Built, read_feed
from tests.support.command import build as run_build, newsgen_in_fork
from tests.support.site import CONFIG, difference, tree, write_site

pytestmark = pytest.mark.rotates(5)

HOST = "https://www.northshire.police.example"
NOTES = """\
updates:
  - {at: 2026-03-08 10:00, note: Fourth, significant: false}
  - {at: 2026-03-06 10:00, note: "Second & <b>", significant: true}
corrections:
  - {at: 2026-03-07 10:00, note: Third, significant: false}
  - {at: 2026-03-05, note: First, significant: no}
"""
BODY = """\
Two men were arrested in Ellerdale on Monday.

Anyone with information should call 101 and quote reference 12.

- If you saw the van, call Crimestoppers on 0800 555 111.
- The van was silver.

> Officers thank all who helped.
"""
RELEASES = {
    "plain": "",
    "noted": NOTES,
    "closed": "status: closed\nexplanation: The van was found.\nnoindex: true\n"
    f"superseded_by: {HOST}/news/plain.aspx\nincident: {{reference: '12'}}\n"
    "og: {description: 'Please call 101 if you saw a silver van in Ellerdale.'}\n",
    "summed": "status: closed\nsummary: Anyone with information should call 101.\n"
    "og: {description: A silver van was stolen in Ellerdale on Sunday night.}\n",
    "cymraeg": f"language: cy\nstatus: closed\nexplanation: Mae ar ben.\n{NOTES}",
    "withdrawn": "status: withdrawn\nlanguage: cy\nexplanation: 'Nid oes ei angen & <b>.'\n",
    "moved": "status: moved\nsuperseded_by: '/news/plain.aspx'\n",
    "expiring": "expires: 2026-09-30T10:00+01:00\nredirect_from: '/old/place?a=1&b=2'\n",
    "gone": "status: gone\n",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("lifecycle")
    (site / "newsgen.toml").write_text("[site]\nsearch = true\n")
    for name, more in RELEASES.items():
        file = site / f"content/{name}.md"
        file.parent.mkdir(exist_ok=True)
        url = f"{HOST}/news/{name}.aspx"
        file.write_text(
            f"---\ntitle: Title of {name}\narea: Northshire\nurl: {url}\ndate: 2026-03-04 10:00\n"
            f"{more}---\n\n{BODY}",
        )
    now = datetime(2026, 3, 10, tzinfo=UTC)
    result = build(Request(site, now, site / "output", None, 1))
    assert not result.refused, list(result.diagnostics)
    return site / "output"


def page(output: Path, name: str) -> html.HtmlElement:
    return html.fromstring((output / f"news/{name}.aspx").read_bytes())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def notices(output: Path, name: str) -> list[str]:
    return [
        words(p) for p in page(output, name).xpath("//article//*[starts-with(@class, 'notice ')]")
    ]


def robots(output: Path, name: str) -> list[str]:
    return [str(m.get("content")) for m in page(output, name).xpath("//meta[@name='robots']")]


def test_all_of_them_are_valid(vnu: Path, output: Path) -> None:
    files = [*output.rglob("*.aspx"), *output.rglob("old/*.html")]
    assert len(files) == len(RELEASES)  # gone has none, and the old place has one
    assert complaints(vnu, files) == {}


def test_corrections_and_updates_are_shown_newest_first(output: Path) -> None:
    assert notices(output, "noted") == [
        "Correction 7 March 2026 at 10:00am Third",
        "Correction 5 March 2026 First",
        "Updated 8 March 2026 at 10:00am Fourth",
        "Updated 6 March 2026 at 10:00am Second & <b>",
    ]
    assert notices(output, "plain") == []


def test_only_what_is_significant_makes_a_release_newer(output: Path) -> None:
    [script] = page(output, "noted").xpath("//script[@type='application/ld+json']")
    article = json.loads(str(script.text))
    assert article["dateModified"] == "2026-03-06T10:00:00+00:00"
    assert [comment["text"] for comment in article["correction"]] == ["Third", "First"]
    feed = json.loads((output / "feed.json").read_bytes())
    modified = {item["url"]: item["date_modified"] for item in feed["items"]}
    assert modified[f"{HOST}/news/noted.aspx"] == "2026-03-06T10:00:00+00:00"
    actual = etree.parse(output / "sitemaps/2026-03.xml")
    changed = [str(e.text) for e in actual.iter("{*}lastmod") if "T10" in str(e.text)]
    assert "2026-03-06T10:00:00+00:00" in changed
    assert not [text for text in changed if text > "2026-03-07"]


def test_a_closed_appeal_asks_for_nothing_any_more(output: Path) -> None:
    body = words(page(output, "closed").xpath("//*[@class='body']")[0])
    assert body == (
        "Two men were arrested in Ellerdale on Monday. The van was silver. "
        "Officers thank all who helped."
    )
    assert "Anyone with information" in words(page(output, "plain").xpath("//*[@class='body']")[0])
    assert not page(output, "closed").xpath("//*[@class='incident']")
    [notice] = notices(output, "closed")
    assert notice.startswith("Closed ")
    assert "The van was found." in notice
    [link] = page(output, "closed").xpath("//*[starts-with(@class, 'notice ')]//a")
    assert link.get("href") == "/news/plain.aspx"
    assert robots(output, "closed") == ["noindex"]
    assert "call 101 if" not in (output / "news/closed.aspx").read_text()
    summaries = [
        page(output, name).xpath("//meta[@name='description']/@content")[0]
        for name in ("closed", "summed")
    ]
    assert summaries == [
        "Two men were arrested in Ellerdale on Monday.",
        "A silver van was stolen in Ellerdale on Sunday night.",
    ]


def test_a_welsh_page_says_so_in_welsh(output: Path) -> None:
    notice = page(output, "cymraeg").xpath("//article//*[starts-with(@class, 'notice ')]")[0]
    assert words(notice).startswith("Wedi cau Mae hyn ar ben")
    assert notice.get("lang") is None  # it is that of the page
    [span] = notice.xpath(".//span")
    assert (span.get("lang"), span.text) == ("cy", "Mae ar ben.")


def test_a_withdrawn_page_says_why_and_when_it_was_published_and_leads_on(output: Path) -> None:
    shown = page(output, "withdrawn")
    assert shown.xpath("/html/@lang | //main//@lang") == ["cy"]
    assert shown.xpath("//h1")[0].text == "Mae'r datganiad hwn wedi'i dynnu'n ôl"
    published, paragraph = shown.xpath("//main//p")
    assert (words(published), paragraph.text) == (
        "Cyhoeddwyd 4 Mawrth 2026",
        "Nid oes ei angen & <b>.",
    )
    assert shown.xpath("//main//time/@datetime") == ["2026-03-04T10:00:00+00:00"]
    [search] = shown.xpath("//main//form")
    assert (search.get("action"), search.xpath(".//label")[0].text) == (
        "/search/",
        "Geiriau i chwilio amdanynt",
    )
    assert shown.xpath("//main//h2/following-sibling::ul//a/@href")[0] == "/"
    assert robots(output, "withdrawn") == ["noindex"]
    data = (output / "news/withdrawn.aspx").read_text()
    assert "Title of" not in data
    assert "withdrawn.aspx" not in data
    assert not shown.xpath("//link[@rel='canonical'] | //script | //meta[@property]")


@pytest.mark.parametrize(
    ("file", "href"),
    [("news/moved.aspx", "/news/plain.aspx"), ("old/place@a=1&b=2.html", "/news/expiring.aspx")],
)
def test_an_old_address_leads_on_without_a_servers_help(file: str, href: str, output: Path) -> None:
    shown = html.fromstring((output / file).read_bytes())
    [refresh] = shown.xpath("//meta[@http-equiv='refresh']")
    assert refresh.get("content") == f"0; url={href}"
    [canonical] = shown.xpath("//link[@rel='canonical']")
    assert canonical.get("href") == HOST + href
    assert href in [a.get("href") for a in shown.xpath("//main//a")]


def test_search_engines_are_told_when_a_page_will_go(output: Path) -> None:
    assert robots(output, "expiring") == [
        "max-image-preview:large, unavailable_after: 2026-09-30T09:00:00Z"
    ]


def test_what_was_taken_down_is_in_no_list(output: Path) -> None:
    listed = re.compile(rb"news/(moved|withdrawn|gone)\.aspx")
    lists = [f for f in output.rglob("*") if f.is_file() and "news" not in f.parts]
    assert len(lists) > 10
    assert [f for f in lists if listed.search(f.read_bytes())] == []


def test_a_release_that_asks_for_no_index_is_in_no_sitemap(tmp_path: Path) -> None:
    """Nor is there a sitemap of a month without any other: an empty one is not valid."""
    site, now = tmp_path / "site", datetime(2026, 3, 5, tzinfo=UTC)
    (site / "content").mkdir(parents=True)

    def write(name: str, date: str, more: str = "") -> None:
        (site / f"content/{name}.md").write_text(
            f"---\ntitle: Title of {name}\narea: Northshire\nurl: {HOST}/news/{name}.aspx\n"
            f"date: {date} 10:00\n{more}---\n\n{BODY}"
        )

    def sitemaps() -> dict[str, str]:
        assert not build(Request(site, now, site / "output", site / ".newsgen", 1)).refused
        files = [*(site / "output").glob("*.xml"), *(site / "output/sitemaps").glob("*.xml")]
        return {file.name: file.read_text() for file in files}

    write("hidden", "2026-03-04", "noindex: true\n")
    write("old", "2026-02-04")
    maps = sitemaps()
    assert "hidden" not in "".join(maps.values())
    assert "2026-03" not in maps["sitemap.xml"]
    assert set(maps) == {"sitemap.xml", "news-sitemap.xml", "pages.xml", "2026-02.xml"}
    write("plain", "2026-03-04")
    maps = sitemaps()
    assert "hidden" not in "".join(maps.values())
    assert "plain.aspx" in maps["2026-03.xml"]
    assert "plain.aspx" in maps["news-sitemap.xml"]
    write("hidden", "2026-03-04")
    maps = sitemaps()
    assert "hidden.aspx" in maps["2026-03.xml"]
    assert "hidden.aspx" in maps["news-sitemap.xml"]


ENDS = {
    "Man-jailed": datetime(2026, 11, 28, 10, tzinfo=UTC),
    "Road-shut": datetime(2026, 11, 30, 9, tzinfo=UTC),
    "Crash-named": datetime(2026, 12, 1, 0, 1, tzinfo=UTC),
}
"""When releases that were all begun on 2 November 2026 are published."""
NEWSROOM = "newsroom/2026/November"


@pytest.fixture
def embargoed(tmp_path: Path) -> Path:
    """Return a site with releases that newsgen new wrote, and an embargo added by hand."""
    site = write_site(tmp_path / "site", {"newsgen.toml": CONFIG})
    for name, ends in ENDS.items():
        title = name.replace("-", " ")
        area = ("--area", "Northshire", "--at", "2026-11-02 09:15")
        outcome = newsgen_in_fork("new", title, *area, "--site", site)
        assert outcome.code == 0, outcome.err
        file = Path(outcome.out.strip())
        head = file.read_text().partition("status: draft")[0]
        file.write_text(f"{head}embargo: {ends.isoformat()}\n```\n\nA van was found.\n")
    return site


def times_in(output: Path, name: str) -> list[datetime]:
    """Return every time of publication that a release's page and the feeds give."""
    site = Built(output)
    page = site.pages[f"{NEWSROOM}/{name}.aspx"]
    [script] = page.all("//script[@type='application/ld+json']")
    article = json.loads(str(script.text))
    texts = [page.published, page.meta("article:published_time"), article["datePublished"]]
    texts += [article["dateModified"]]
    for item in json.loads((output / "feed.json").read_bytes())["items"]:
        texts += [item["date_published"], item["date_modified"]] * (item["url"] == page.canonical)
    for path in ("feed.atom", "areas/northshire/feed.atom"):
        [entry] = [e for e in read_feed(site, path).entries if e.link == page.canonical]
        texts += [entry.published, entry.updated]
    texts += [str(maps[page.canonical]) for maps in site.release_sitemaps.values()
              if page.canonical in maps]  # fmt: skip
    times = [datetime.fromisoformat(str(text)) for text in texts]
    [item] = [e for e in read_feed(site, "feed.rss").entries if e.link == page.canonical]
    return [*times, parsedate_to_datetime(item.published)]


def names_in(data: bytes) -> list[str]:
    """Return the releases that a list or a feed links to, in its order."""
    names = re.findall(rf"November/({'|'.join(ENDS)})\.aspx".encode(), data)
    return [name.decode() for name in dict.fromkeys(names)]


def test_an_embargoed_release_is_of_the_time_at_which_its_embargo_ends(embargoed: Path) -> None:
    output = embargoed / "output"
    for name, ends in ENDS.items():
        built = run_build(embargoed, as_of=ends.isoformat())
        assert (built.code, built.data["diagnostics"]) == (0, [])
        times = times_in(output, name)
        assert len(times) == 12
        assert set(times) == {ends}
        news = etree.parse(output / "news-sitemap.xml")
        assert names_in(etree.tostring(news))[0] == name
        said = [str(e.text) for e in news.iter("{*}publication_date")]
        assert max(map(datetime.fromisoformat, said)) == ends
    newest = [*ENDS][::-1]
    for file in ("feed.rss", "feed.atom", "feed.json", "index.html", "areas/northshire/index.html"):
        assert names_in((output / file).read_bytes()) == newest, file
    months = [output / f"newsroom/2026/{month}/index.html" for month in ("November", "December")]
    assert [names_in(month.read_bytes()) for month in months] == [newest[1:], newest[:1]]
    clean, cache, last = embargoed / "clean", embargoed / "other", ends.isoformat()
    assert run_build(embargoed, output=clean, cache_folder=cache, as_of=last).code == 0
    assert difference(tree(output), tree(clean)) == {}
