"""A page beside what it was: what newsgen adds is no difference, and all that is lost is one."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from newsgen.importers._shown import BuiltPages, ShownRelease
from newsgen.importers.capture import Record, RecordFile
from newsgen.importers.page import DateFound, PageParts
from newsgen.model.dates import Moment, Precision

AT: Final = Moment(datetime(2020, 3, 5, 10, 30, tzinfo=UTC), Precision.MINUTE)
TITLE: Final = "Van stolen from Fell Road"
BODY: Final = """
<h2>What happened</h2>
<p>Officers are appealing after a van worth £5,000 was stolen on <b>Tuesday 3 March</b>.</p>
<p>Read <a href="/files/plan.pdf">the plan</a> or <a href="https://x.example/?a=1">more</a>.</p>
<ul><li>A man in a dark coat</li><li>A woman with a dog</li></ul>
<table><tr><th>Day</th><th>Calls</th></tr><tr><td>Monday</td><td>17</td></tr></table>
<p><img src="/media/van.jpg" alt="The white van"></p>
<p>Call 101, or Crimestoppers on 0800 555 111, and quote the reference.</p>
"""
PAGE: Final = """<!DOCTYPE html><html><head><title>{title} – Northshire Police</title></head><body>
<header><nav><a href="/">Home</a> <a href="/news/">News of the van and the plan</a></nav></header>
<main><article><h1>{title}</h1><p class="meta">Published 5 March 2020</p>
<div class="body">{body}</div><p class="address">https://x.example/a</p></article>
<aside><h2>Related</h2><p>Another van was stolen from another road on Tuesday</p></aside></main>
<footer>Copyright of the police</footer></body></html>"""
SHOWN: Final = ShownRelease(TITLE, "A van was stolen.", AT, is_closed=False)
BARE: Final = re.sub(r"(?s) class=\"body\"|<div[^>]*>|</div>", "", PAGE)
"""A theme that has no element for the text alone."""


def parts(body: str = BODY, title: str = TITLE, at: Moment | None = AT) -> PageParts:
    dates = (DateFound(".date", "5 March 2020", at),)
    return PageParts(title=title, dates=dates, body=body)


def names(
    after: str, *, before: str = BODY, page: str = PAGE, release: ShownRelease = SHOWN
) -> list[str]:
    built = page.format(title=release.title, body=after)
    return [name for name, _ in BuiltPages().differences(parts(before), built, release)]


@pytest.mark.parametrize("page", [PAGE, BARE])
def test_a_page_that_shows_all_has_no_difference(page: str) -> None:
    assert names(BODY, page=page) == []


ADDED: Final = {
    "words of files": ("the plan</a>", "the plan (PDF, 1.2 MB, 8 pages)</a>"),
    "words of files in Welsh": ("the plan</a>", "the plan (PDF, 512 beit)</a>"),
    "curly quotes": ("more</a>", "more’s</a>"),
    "telephone": ("0800 555 111", '<a href="tel:+44800555111">0800 555 111</a>'),
    "short number": ("Call 101", 'Call <a href="tel:101">101</a>'),
    "pictures": ('<img src="/media/van.jpg"', '<img width="4" src="/media/van.jpg" srcset="/x 2x"'),
    "avif": ("<p><img", '<p><source type="image/avif" srcset="/y"><img'),
    "introduction": ("<p>Officers", '<p class="introduction">Officers'),
}


@pytest.mark.parametrize("what", ADDED)
def test_what_newsgen_adds_to_a_text_is_no_difference(what: str) -> None:
    old, new = ADDED[what]
    before = BODY.replace("more</a>", "more's</a>") if what == "curly quotes" else BODY
    assert new not in BODY
    assert names(BODY.replace(old, new), before=before) == []


def test_what_an_author_said_of_a_file_gives_way() -> None:
    before = BODY.replace("the plan</a>", "the plan [pdf, 3Mb]</a>")
    after = BODY.replace("the plan</a>", "the plan (PDF, 2.9 MB)</a>")
    assert names(after, before=before) == []


def test_a_typed_address_may_be_a_link_and_a_typed_video_may_be_shown() -> None:
    before = f"{BODY}<p>See https://x.example/more and https://youtu.be/jNQXAC9IVRw</p>"
    linked = '<a href="https://x.example/more">https://x.example/more</a>'
    video = '<a href="https://youtu.be/jNQXAC9IVRw">https://youtu.be/jNQXAC9IVRw</a>'
    assert names(f"{BODY}<p>See {linked} and {video}</p>", before=before) == []


LEFT_OUT: Final = {
    "headline": f"<h2>{TITLE}</h2>",
    "date": "<p>Posted on 5th March 2020</p>",
    "date without a year": "<p>Published on Thursday, March 5</p>",
    "button of the old page": "<p>Print this page</p>",
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_lines_that_newsgen_leaves_out_are_no_difference(what: str) -> None:
    assert names(BODY, before=LEFT_OUT[what] + BODY) == []
    every = "".join(LEFT_OUT.values())
    assert names(LEFT_OUT[what] + BODY, before=every + BODY) == []


NOT_LEFT_OUT: Final = (
    "<p>The van was found.</p>",
    "<p>Posted on 6th March 2020</p>",
    f"<p>{TITLE}, and another</p>",
    "<p>Print this page of the book and take it to the station before noon on Friday.</p>",
    "<p>Call the police if you have seen the van.</p>",
)


@pytest.mark.parametrize("line", NOT_LEFT_OUT)
def test_other_lines_are(line: str) -> None:
    assert names(BODY, before=line + BODY) == ["words"]


def test_a_closed_appeal_has_no_calls() -> None:
    last = "<p>Call 101, or Crimestoppers on 0800 555 111, and quote the reference.</p>"
    after = BODY.replace(last, "")
    assert names(after, release=replace_shown(is_closed=True)) == []
    assert names(after) == ["words", "telephones"]
    assert names(after.replace("dark", "red"), release=replace_shown(is_closed=True)) != []


def replace_shown(**changes: object) -> ShownRelease:
    return SHOWN._replace(**changes)  # type: ignore[arg-type]


def test_a_body_that_says_nothing_may_have_the_summary_below() -> None:
    assert names("<p>News</p><p>A van was stolen.</p>", before="<p>News</p>") == []
    assert names("<p>News</p><p>A van was found.</p>", before="<p>News</p>") == ["words"]


@pytest.mark.parametrize(
    ("source", "built"),
    [
        ("Man's van stolen", "Man’s van stolen"),
        ("Van stolen &amp; found", "Van stolen & found"),
        ("Van stolen | Northshire Police", "Van stolen"),
        ("Van stolen from a house - Northshire", "Van stolen from a house"),
    ],
)
def test_a_title_may_lose_what_newsgen_takes_off(source: str, built: str) -> None:
    page = PAGE.format(title=built, body=BODY)
    differences = BuiltPages().differences(parts(title=source), page, replace_shown(title=built))
    assert list(differences) == []


def test_another_title_or_date_is_a_difference() -> None:
    page = PAGE.format(title=TITLE, body=BODY)
    (title,) = BuiltPages().differences(parts(title="Van found in Fell Road"), page, SHOWN)
    assert title == ("titles", f"“Van found in Fell Road”, and the page has “{TITLE}”")
    other = PAGE.format(title="Something else", body=BODY)
    assert [name for name, _ in BuiltPages().differences(parts(), other, SHOWN)] == ["titles"]
    later = replace(AT, at=AT.at.replace(month=4))
    (date,) = BuiltPages().differences(parts(at=later), page, SHOWN)
    assert date == ("dates", "5 April 2020, and the page has 5 March 2020")
    undated = replace_shown(published=None)
    assert [name for name, _ in BuiltPages().differences(parts(), page, undated)] == ["dates"]
    assert list(BuiltPages().differences(parts(at=None), page, SHOWN)) == []
    day = replace(AT, precision=Precision.DAY, at=AT.at.replace(hour=0, minute=0))
    assert list(BuiltPages().differences(parts(at=day), page, SHOWN)) == []


MUTATIONS: Final = (
    (r"<p>Officers.*?</p>", ""), (r"<h2>.*?</h2>", ""), (r"£5,000", "£5"), (r"<li>.*?</li>", ""),
    (r"<a href=\"/files/plan.pdf\">(.*?)</a>", r"\1"), (r"\?a=1", "?a=2"),
    (r"<td>17</td>", "<td></td>"),
    (r"<img[^>]*>", ""), (r"The white van", "A van"), (r"0800 555 111", "0800 555 112"),
    (r"3 March", "4 March"), (r"van\.jpg", "car.jpg"), (r"101", "102"), (r"<tr><td>.*?</tr>", ""),
    (r"</ul>", "<li>A third one</li></ul>"), (r"was stolen", "stolen was"),
    (r"reference\.</p>", "reference.</p><p>Words of another release.</p>"),
)  # fmt: skip


@pytest.mark.parametrize("page", [PAGE, BARE])
@pytest.mark.parametrize("number", range(len(MUTATIONS)))
def test_whatever_is_lost_or_changed_is_a_difference(number: int, page: str) -> None:
    pattern, new = MUTATIONS[number]
    after = re.sub(pattern, new, BODY, count=1)
    assert after != BODY
    is_below = number == len(MUTATIONS) - 1 and page is BARE  # a theme may write below the text
    assert bool(names(after, page=page)) is not is_below


def test_any_word_that_goes_is_missed_wherever_else_it_stands() -> None:
    words = re.findall(r">([^<>]*\w[^<>]*)<", BODY)
    pages = BuiltPages()
    random_ = random.Random(7)
    noticed = 0
    for _ in range(60):
        text = random_.choice(words)
        gone = random_.choice(text.split())
        changed = text.replace(gone, "", 1)
        after = BODY.replace(f">{text}<", f">{changed}<", 1)
        page = PAGE.format(title=TITLE, body=after)
        noticed += bool(list(pages.differences(parts(), page, SHOWN)))
        assert list(pages.differences(parts(), PAGE.format(title=TITLE, body=BODY), SHOWN)) == []
    assert noticed == 60


def test_the_pictures_and_documents_of_a_record_are_on_its_page() -> None:
    record = Record(TITLE, pictures=(RecordFile("/a%20b.png"),), files=(RecordFile("/x.pdf"),))
    source = replace(parts(), record=record)
    shown = '<img src="/a b.png" alt=""><a href="/x.pdf">X (PDF, 1 KB)</a>'
    page = PAGE.format(title=TITLE, body=BODY)
    whole = page.replace("<div class", f"{shown}<div class")
    assert list(BuiltPages().differences(source, whole, SHOWN)) == []
    assert list(BuiltPages().differences(source, page, SHOWN)) == [
        ("pictures", "missing picture /a%20b.png"), ("links", "missing link /x.pdf"),
    ]  # fmt: skip
