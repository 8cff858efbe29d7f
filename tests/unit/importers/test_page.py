"""Pages: dates in short texts, and the parts that a plan names."""

from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.importers.capture import Capture, Record, RecordFile
from newsgen.importers.links import Links
from newsgen.importers.page import PageParts, parts_of
from newsgen.importers.plan import parse

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
    assert list(got.taken_out()) == ["Tweet"]


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


def test_a_picture_of_the_headline_is_not_in_the_text_too() -> None:
    page = replace(PLAN.page, title=("h1", "img.headline @alt"))
    capture = Capture(
        "x",
        f"{HOST}/news/a",
        body=b'<div class=text><img class=headline src=/t.gif alt="Road closed"><p>First.</p>'
        b'<img src=/road.png alt="Road closed"></div>',
    )
    got = parts_of(capture, replace(PLAN, page=page), ZONE, Links(PLAN.area_of_host))
    assert got.title == "Road closed"
    assert "/t.gif" not in got.body
    assert "/road.png" in got.body


def test_the_first_date_counts_and_the_others_are_kept() -> None:
    got = parts("<p class=date>6 March 2020</p>", "<meta name=date content=2020-03-05>")
    assert [(each.text, bool(each.moment)) for each in got.dates] == [
        ("2020-03-05", True), ("6 March 2020", True),
    ]  # fmt: skip
    assert got.date == got.dates[0].moment
    assert parts("<p class=date>yesterday</p>").date is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Last updated: <i class=date>6 March 2020</i>", None),
        ("<b>Last updated</b> <i class=date>6 March 2020</i>", None),
        ("<b>Expires</b> <i class=date>6 March 2020</i> Posted <i class=date>5 March 2020</i>", 5),
        ("<b>Published:</b> <i class=date>5 March 2020</i>", 5),
        ("Road closed <i class=date>5 March 2020</i>", 5),
        ("<h2>Updated</h2><i class=date>5 March 2020</i>", 5),
    ],
)
def test_a_label_before_the_element_of_a_date_counts(line: str, day: int | None) -> None:
    got = parts(f"<div class=text><div>{line}</div><p>First.</p></div>")
    assert (got.date.at.day if got.date else None) == day
    assert ("6 March 2020" in got.words) is ("6 March" in line)


def test_a_paragraph_that_has_a_date_and_more_stays_in_the_text() -> None:
    words = "On 5 March 2020 officers closed the road, and they want to thank all who helped."
    assert words in parts(f"<div class=text><p class=date>{words}</p></div>").words


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
    monkeypatch.setattr("newsgen.importers.page_body._inner", lambda _: "<p>First.</p>")
    assert parts(page).unplaced == 1  # “Second.” is a letter longer


SORRY: Final = "<div><p>Sorry, the page that you asked for could not be found.</p></div>"


@pytest.mark.parametrize(
    ("body", "is_missing"),
    [
        (SORRY, True),
        (f"<h1>News</h1>{SORRY}", False),
        (SORRY + "<p>word</p>" * 150, False),
        ("<p>Call us on 01632 404 404.</p>", False),
        (f"<div class=text>{SORRY}</div>", False),
    ],
)
def test_a_page_without_a_heading_says_in_a_line_that_it_is_not_there(
    body: str, is_missing: bool
) -> None:
    assert parts(body, "<title>Old Police</title>").says_missing is is_missing
