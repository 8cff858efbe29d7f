"""Releases: the names of their files, their front matter, and what is lost on the way."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from newsgen.config.load import parse as parse_config
from newsgen.content.handler import ReleaseHandler
from newsgen.content.markup import Markup
from newsgen.importers import _markdown, _words, release
from newsgen.importers.capture import Capture, Record, RecordFile
from newsgen.importers.links import Links
from newsgen.importers.page import PageParts, parts_of
from newsgen.importers.plan import parse
from newsgen.importers.release import (
    ImportedRelease,
    ReleasePlace,
    path_of,
    unwritten,
    written_of,
    yaml_of,
)
from newsgen.model.dates import Moment, Precision
from newsgen.model.urls import parse_url

HOST: Final = "https://www.old.example"
CONFIG: Final = parse_config('[areas.Old]\nhosts = ["www.old.example"]\n')
PLAN: Final = parse(
    '[page]\ntitle = ["h1"]\ndate = [".date", "time @datetime"]\nbody = [".text"]\n'
)
MARKUP: Final = Markup(CONFIG.markdown.extensions, CONFIG.markdown.extension_configs)
PLACE: Final = ReleasePlace(parse_url(f"{HOST}/news/a"), "old/2020/03-a.md", "Old", ("/?p=1",))
BODY: Final = """<p>Call <a href="/contact/">us</a> on 01632 960001 or 101.</p><h2>Place</h2>
<p><img src="/a.jpg" alt="A van"></p><table><tr><th>Day</th><td>One</td></tr></table>"""


def parts(body: str = BODY, date: str = "5 March 2020", lang: str = "en") -> PageParts:
    page = (
        f"<html lang={lang}><h1>Title: one</h1><p class=date>{date}</p><div class=text>{body}</div>"
    )
    capture = Capture("x", f"{HOST}/news/a", body=page.encode())
    return parts_of(capture, PLAN, ZoneInfo("Europe/London"), Links({"www.old.example": ""}))


def written(page: PageParts, language: str | None = None) -> ImportedRelease:
    return written_of(page, PLACE, CONFIG, MARKUP, language)


def test_a_release_is_in_newsgens_front_matter_and_nothing_is_lost() -> None:
    got = written(parts())
    head, _, body = got.text.partition("\n```\n")
    assert head.splitlines() == [
        "```yaml", "title: 'Title: one'", "area: Old", f"url: {HOST}/news/a", "date: 2020-03-05",
        "redirect_from:", "- /?p=1",
    ]  # fmt: skip
    assert "Call [us](/contact/) on 01632 960001 or 101." in body
    assert (got.problems, got.missing, got.new) == ((), (), ())
    assert got.before == got.after
    counts = {"words": 10, "links": 1, "pictures": 1, "tables": 1, "headings": 1, "emphasis": 0,
              "telephones": 2, "h2": 1}  # fmt: skip
    assert got.before.by_name() == counts


LOSSES: Final = {
    "words": "on 01632",
    "links": "[us](/contact/)",
    "pictures": "![A van](/a.jpg)",
    "headings": "## ",
    "telephones": "01632 960001",
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_converter_that_loses_something_is_told_of(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert = _markdown.to_markdown

    def losing(*given: object, **more: object) -> object:
        converted = convert(*given, **more)  # type: ignore[arg-type]
        assert LOSSES[name] in converted.text
        return replace(converted, text=converted.text.replace(LOSSES[name], "us"))

    monkeypatch.setattr(release, "to_markdown", losing)
    assert name in {problem for problem, _ in written(parts()).problems}


@pytest.mark.parametrize(
    ("mutate", "expected"),
    [
        (lambda html: html.replace("<p>Call", "<p>Ring"), {"words"}),
        (lambda html: html.replace("/contact/", "/contacts/"), {"links"}),
        (lambda html: html.replace("A van", "A car"), {"pictures"}),
        (lambda html: html.replace("960001", "960002"), {"words", "telephones"}),
        (
            lambda html: re.sub("<table.*</table>", "<p>Day One</p>", html, flags=re.DOTALL),
            {"tables"},
        ),
        (lambda html: html.replace("<h2", "<p").replace("</h2", "</p"), {"headings"}),
        (lambda html: html.replace("Call <a", "<a").replace("us</a>", "us</a> Call"), {"words"}),
    ],
)
def test_what_differs_afterwards_is_told_of(
    mutate: Callable[[str], str], expected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = _words.compare
    monkeypatch.setattr(release, "compare", lambda had, has: compare(had, mutate(has)))
    assert {problem for problem, _ in written(parts()).problems} == expected


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("5 March 2020", "date: 2020-03-05"),
        ("10:49 5 March 2020", "date: 2020-03-05 10:49"),
        ("2020-03-05T10:49:15+00:00", "date: 2020-03-05 10:49:15"),
        ("01:30 25 October 2020", "date: 2020-10-25 01:30"),
        ("2020-10-25T01:30:00+00:00", "date: 2020-10-25T01:30+00:00"),
        ("2020-10-25T01:30:00+01:00", "date: 2020-10-25T01:30+01:00"),
    ],
)
def test_dates_are_written_as_far_as_they_are_known(date: str, line: str) -> None:
    assert line in written(parts(date=date)).text.splitlines()


def test_a_page_without_a_date_or_with_two_is_told_of() -> None:
    assert written(parts(date="soon")).problems == (("no-date", "“soon” is not a date"),)
    assert "date:" not in written(parts(date="soon")).text
    two = parts('<time datetime="2021-01-01">New Year</time><p>words</p>')
    assert [name for name, _ in written(two).problems] == ["dates"]


@pytest.mark.parametrize(
    ("machine", "shown", "problems"),
    [
        ("2020-07-05T10:49:00+00:00", "5 July 2020 10:49", ["dates"]),  # local time, said to be UTC
        ("2020-07-05T09:49:00Z", "Posted on 5 July 2020 at 10.49am", []),
        ("2020-07-05T23:30:00+00:00", "5 July 2020", []),  # the day of UTC
        ("2020-07-05T23:30:00+00:00", "9 July 2020", ["dates"]),
        ("2020-07-05", "5 July 2020 10:49", []),
        ("2020-07-05T10:49:00+00:00", "last week", []),
    ],
)
def test_a_date_that_is_not_what_its_element_shows_is_told_of(
    machine: str, shown: str, problems: list[str]
) -> None:
    page = parts(f'<p><time datetime="{machine}">{shown}</time></p><p>words</p>', date="")
    got = written(page)
    assert [name for name, _ in got.problems if name != "words"] == problems
    assert all(shown in words for name, words in got.problems if name == "dates")


def test_a_release_that_no_build_reads_is_told_of() -> None:
    """A build reads files of a certain size, and ends at a larger one."""
    problems = written(parts(f"<p>{'All the words. ' * 20_000}</p>")).problems
    assert [name for name, _ in problems] == ["refused-file"]
    assert "293 KiB" in problems[0][1]


def test_the_language_is_said_where_it_is_not_that_of_the_site() -> None:
    assert "language: cy" in written(parts(lang="cy")).text
    assert "language:" not in written(parts(lang="en-US")).text
    assert "language: cy" in written(parts(), "cy").text


@pytest.mark.parametrize(
    ("url", "title", "path"),
    [
        ("/News/2020/March/Road-Closed.aspx", "T", "old/2020/03-road-closed.md"),
        ("/news/road-closed/", "T", "old/2020/03-road-closed.md"),
        ("/item.asp?id=12", "Road closed: again", "old/2020/03-road-closed-again.md"),
        ("/news/12/", "Road closed", "old/2020/03-road-closed.md"),
        ("/news/12/", "???", "old/2020/03-release.md"),
        ("/news/caf%C3%A9/", "T", "old/2020/03-cafe.md"),
    ],
)
def test_files_are_named_as_new_ones_are(url: str, title: str, path: str) -> None:
    date = Moment(datetime(2020, 3, 5, tzinfo=UTC), Precision.DAY)
    taken: set[str] = set()
    assert path_of(parse_url(HOST + url), title, date, "old", taken) == path
    again = path_of(parse_url(HOST + url), title, date, "old", taken)
    assert again == path.replace(".md", "-2.md")
    assert path_of(parse_url(HOST + url), title, None, "old", taken).startswith("old/undated/")


def test_what_cannot_be_written_has_no_file() -> None:
    got = unwritten(PLACE, "too deep")
    assert (got.path, got.problems) == ("", (("unread", "too deep"),))


def test_what_a_record_knows_is_in_the_front_matter_and_its_problems_are_the_releases() -> None:
    record = Record(
        "Title",
        kind="appeal",
        status="draft",
        embargo="2030-03-05T10:00+00:00",
        pictures=(RecordFile("/a.jpg", "A van", "Seen at noon"), RecordFile("/b.jpg")),
        files=(RecordFile("/plan.pdf", "The plan"),),
        problems=(("markup", "left out: [poll]"),),
    )
    got = written(replace(parts(), record=record))
    assert got.text.partition("\n```\n")[0].splitlines()[5:] == [
        "embargo: 2030-03-05T10:00+00:00", "kind: appeal", "status: draft", "redirect_from:",
        "- /?p=1", "images:", "- src: /a.jpg", "  alt: A van", "  caption: Seen at noon",
        "- src: /b.jpg", "attachments:", "- file: /plan.pdf", "  title: The plan",
    ]  # fmt: skip
    assert got.problems == record.problems


WORDS: Final = st.lists(
    st.sampled_from(
        ["on", "Null", "yes", "A", "van", "2024-03-08", "09:30", "1.5", "https://a.example/b", "~",
         "-", ":", "#", "'", "a:", "£5", "’s", ",", ".", "é", "\n", "{a}", "1_0", "x-y", "?"]
    ), max_size=5,
).map(" ".join)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["title", "url", "date"]), WORDS | st.text(), min_size=1))
def test_plain_texts_are_written_as_the_handler_writes_them(keys: dict[str, object]) -> None:
    handler = ReleaseHandler()
    assert yaml_of(keys) == handler.export(keys)
    assert handler.load(yaml_of(keys)) == handler.load(handler.export(keys))
