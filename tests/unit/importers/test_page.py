"""Pages: dates in short texts, and the parts that a plan names."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers.capture import Capture, Record, RecordFile
from newsgen.importers.page import Links, PageParts, links_of, parts_of, read_date, text_of
from newsgen.importers.plan import DateSettings, parse

ZONE: Final = ZoneInfo("Europe/London")
HOST: Final = "https://www.old.example"
PLAN: Final = parse("""\
[areas.Old]
hosts = ["www.old.example"]
[page]
title = ["h1"]
date = ["meta[name=date] @content", ".date"]
body = [".intro", ".text"]
remove = [".share"]
summary = ["meta[name=description] @content"]
tags = [".tags a"]
""")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 March 2020", "2020-03-05 00:00"),
        ("Published: 5 March 2020 by the newsroom", "2020-03-05 00:00"),
        ("Posted at 10:49 on 5th March 2020", "2020-03-05 10:49"),
        ("Thursday, March 5, 2020", "2020-03-05 00:00"),
        ("Cyhoeddwyd: 5 Mawrth 2020", "2020-03-05 00:00"),
        ("2020-03-05T10:49:00+00:00", "2020-03-05 10:49"),
        ("05/03/2020 10:49", "2020-03-05 10:49"),
        ("Last updated 12:30 6 Mar 2020 | News", "2020-03-06 12:30"),
        ("Call 101 quoting 123", ""),
        ("31 February 2020", ""),
        ("", ""),
        ("5 March 2020 " + "word " * 30, ""),
    ],
)
def test_dates_in_short_texts(text: str, expected: str) -> None:
    moment = read_date(text, DateSettings(), ZONE)
    assert (f"{moment.at:%Y-%m-%d %H:%M}" if moment else "") == expected


def test_dates_as_the_plan_says_they_are_written() -> None:
    american = DateSettings(order="month-first")
    moment = read_date("03/05/2020", american, ZONE)
    assert moment is not None
    assert (moment.at.month, moment.at.day) == (3, 5)
    names = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    french = DateSettings(months=tuple(names.split()))
    for text in ("Publié le 1er février 2020 à 10:30", "01 Février 2020, 10:30"):
        moment = read_date(text, french, ZONE)
        assert moment is not None
        assert moment.at == datetime(2020, 2, 1, 10, 30, tzinfo=UTC)


def parts(body: str, head: str = "", **more: str) -> PageParts:
    page = (
        f"<html lang=cy><head>{head}</head><body><nav><a href=/>Home</a></nav>{body}</body></html>"
    )
    capture = Capture("x", f"{HOST}/news/a.aspx", body=page.encode(), **more)  # type: ignore[arg-type]
    return parts_of(capture, PLAN, ZONE, Links(PLAN.area_of_host))


def test_the_parts_of_a_release_are_where_the_plan_says() -> None:
    got = parts(
        "<h1>Road <b>closed</b></h1><div class=intro><p class=date>5 March 2020</p><p>First.</p>"
        "</div><div>Between</div><div class=text><p>Second <i>word</i>s.</p>"
        "<div class=share>Tweet</div></div><p class=tags><a>roads</a> <a>roads</a> <a>snow</a></p>",
        '<meta name=description content="In short"><link rel=canonical href="/news/A">',
    )
    assert (got.title, got.summary, got.tags) == ("Road closed", "In short", ("roads", "snow"))
    assert got.date is not None
    assert got.date.at.date().isoformat() == "2020-03-05"
    assert got.body == "<p>First.</p>\n<p>Second <i>word</i>s.</p>"
    assert (got.canonical, got.language) == (f"{HOST}/news/A", "cy")
    assert list(got.outside()) == [("Home", 0), ("Between", 1), ("roads roads snow", 0)]


def test_what_goes_out_of_a_text_is_found_in_the_page_as_it_is() -> None:
    """What is the last of its kind when another has gone stays; what is in another goes once."""
    page = replace(PLAN.page, remove=(".text > p:last-child", ".share", ".share a", "p.share"))
    capture = Capture(
        "x",
        f"{HOST}/news/a",
        body=b"<h1>Road closed</h1><div class=text><p>First.</p><p>Second.</p>"
        b"<p class=share>Tell <a href=/>others</a></p></div>",
    )
    got = parts_of(capture, replace(PLAN, page=page), ZONE, Links(PLAN.area_of_host))
    assert (got.body, got.unplaced) == ("<p>First.</p><p>Second.</p>", 0)


def test_the_first_date_counts_and_the_others_are_kept() -> None:
    got = parts("<p class=date>6 March 2020</p>", "<meta name=date content=2020-03-05>")
    assert [(each.text, bool(each.moment)) for each in got.dates] == [
        ("2020-03-05", True), ("6 March 2020", True),
    ]  # fmt: skip
    assert got.date == got.dates[0].moment
    assert parts("<p class=date>yesterday</p>").date is None


def test_a_paragraph_that_has_a_date_and_more_stays_in_the_text() -> None:
    words = "On 5 March 2020 officers closed the road, and they want to thank all who helped."
    assert words in parts(f"<div class=text><p class=date>{words}</p></div>").words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="b.aspx#x">', "/news/b.aspx#x"),
        ('<a href="../map.pdf">', "/map.pdf"),
        ('<a href="http://WWW.old.example/x?y=1">', "/x?y=1"),
        ('<a href="https://www.old.example">', "/"),
        ('<a href="https://else.example/x">', "https://else.example/x"),
        ('<a href="mailto:press@old.example">', "mailto:press@old.example"),
        ('<a href="tel:101">', "tel:101"),
        ('<a href="#part">', "#part"),
        ('<a href="http://[broken">', "http://[broken"),
        ('<img src="/a.jpg">', "/a.jpg"),
        ('<img src="data:image/gif;base64,x" data-src="a.jpg">', "/news/a.jpg"),
        ('<img srcset="/a-300.jpg 300w, /a-600.jpg 600w">', "/a-300.jpg"),
        ('<iframe src="//video.example/1">', "https://video.example/1"),
    ],
)
def test_links_are_written_as_a_release_has_them(written: str, expected: str) -> None:
    body = parts(f"<div class=text>{written}x</div>").body
    assert f'"{expected}"' in body


def test_changed_links_of_a_copied_folder_lead_to_the_addresses_of_their_pages() -> None:
    links = Links(PLAN.area_of_host, {f"{HOST}/news/b.aspx?id=1.html": f"{HOST}/news/b.aspx?id=1"})
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


@pytest.mark.parametrize(
    ("heading", "words", "is_missing"),
    [
        ("Page not found", 20, True),
        ("404", 20, True),
        ("Sorry, this page could not be found", 20, True),
        ("The page you want is no longer available", 20, True),
        ("Not found", 20, True),
        ("Ni ellir dod o hyd i'r dudalen / Tudalen heb ei chanfod", 20, True),
        ("Body found in river", 20, False),
        ("Missing man not found yet", 20, False),
        ("Page not found", 400, False),
        ("Road closed", 20, False),
    ],
)
def test_a_page_that_says_it_is_not_there(heading: str, words: int, is_missing: bool) -> None:
    got = parts(f"<h1>{heading}</h1><div class=text>{'word ' * words}</div>")
    assert got.says_missing is is_missing


def test_words_are_apart_where_blocks_are() -> None:
    assert text_of("<p>a<b>b</b></p><p>c&amp;d<br>e</p><!-- f -->") == "ab c&d e"


def test_the_fields_of_a_record_count_and_its_html_is_the_body() -> None:
    record = Record(
        "A <b>title",
        (("day", ""), ("pubDate", "soon"), ("date", "2020-03-05 10:49"), ("gmt", "6 March 2020")),
        tags=("Roads",),
        pictures=(RecordFile("/a.jpg", "A van"),),
        files=(RecordFile(f"{HOST}/plan.pdf", "The plan"),),
    )
    body = (
        b"<h1>Not the title</h1><p class=date>1 May 2001<a href='b.pdf'>b</a><i class=share>x</i>"
    )
    capture = Capture("x", f"{HOST}/news/a", media_type="text/html", body=body, record=record)
    parts = parts_of(capture, PLAN, ZONE, Links({"www.old.example": ""}))
    assert (parts.title, parts.tags, parts.rest, parts.canonical) == (
        "A <b>title",
        ("Roads",),
        "",
        "",
    )
    assert parts.body == (
        '<h1>Not the title</h1><p class="date">1 May 2001<a href="/news/b.pdf">b</a></p>'
    )
    assert parts.files == (f"{HOST}/news/b.pdf", f"{HOST}/a.jpg", f"{HOST}/plan.pdf")
    assert [(each.selector, bool(each.moment)) for each in parts.dates] == [
        ("pubDate", False), ("date", True), ("gmt", True),
    ]  # fmt: skip
    assert parts.date == parts.dates[1].moment
    assert parts.record is not None
    assert parts.record.files == (RecordFile("/plan.pdf", "The plan"),)


KINDS: Final = """\
[page]
title = ["h1"]
kind = [".category"]
tags = [".tag"]
[kinds]
missing = ["Missing people", "/appeals/missing/**"]
court-result = ["Courts"]
"""


@pytest.mark.parametrize(
    ("url", "html", "kind"),
    [
        ("/news/a", "<p class=category>missing  PEOPLE</p>", "missing"),
        ("/news/a", "<p class=tag>Roads</p><p class=tag>Courts</p>", "court-result"),
        ("/appeals/missing/a?x=1", "<p class=category>Courts</p>", "missing"),
        ("/news/a", "<p class=category>Appeal</p>", "appeal"),
        ("/news/a", "<p class=category>Court results</p>", ""),
        ("/appeals/missing", "", ""),
        ("/news/a", "", ""),
    ],
)
def test_the_kind_is_that_of_a_word_or_of_the_address(url: str, html: str, kind: str) -> None:
    capture = Capture("x", f"{HOST}{url}", media_type="text/html", body=html.encode())
    assert parts_of(capture, parse(KINDS), ZONE, Links()).kind == kind
    record = Record("T", kind="Courts", tags=("Roads",))
    parts = parts_of(replace(capture, record=record, url=HOST), parse(KINDS), ZONE, Links())
    assert (parts.kind, parts.record and parts.record.kind) == ("court-result", "")


@pytest.mark.parametrize(
    ("head", "others"),
    [
        ("<title>Van stolen | Police</title>", []),
        (
            "<title>Van’s  stolen - News</title><meta property=og:title content='Van stolen'>",
            ["title"],
        ),
        ("<title>News</title><meta property=og:title content='VAN STOLEN.'>", ["title"]),
        ("<meta property=og:title content='Van'>", []),  # it was cut
        ("<meta property=og:title content='Another thing'>", ["og:title"]),
        ("<title></title>", []),
    ],
)
def test_titles_that_say_something_else(head: str, others: list[str]) -> None:
    body = f"<html><head>{head}</head><body><h1>Van stolen</h1></body>"
    capture = Capture("x", HOST, media_type="text/html", body=body.encode())
    parts = parts_of(capture, parse('[page]\ntitle = ["h1"]'), ZONE, Links())
    assert [where for where, _ in parts.titles] == others


def test_each_letter_of_a_page_is_in_one_of_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (
        "<h1>Road <b>closed</b></h1><p class=date>5 March 2020</p><p class=share>Tweet</p>"
        "<div class=intro><p>First.</p></div><div>Between</div><div class=text>Second.</div>"
    )
    assert parts(page).unplaced == 0
    monkeypatch.setattr("newsgen.importers.page._inner", lambda _: "<p>First.</p>")
    assert parts(page).unplaced == 1  # “Second.” is a letter longer
