"""A new release's file reads as what it was asked to be."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newsgen.config import Config
from newsgen.config.load import parse
from newsgen.content.release import SourceReader
from newsgen.content.template import NewRelease, new_release
from newsgen.diagnostics import NewsgenError
from newsgen.model import dates
from newsgen.model.release import Kind, Status
from tests.support.site import CONFIG

NOW = datetime(2026, 3, 5, 10, 49, 59, tzinfo=UTC)
SITE = parse(CONFIG.replace("[site]", "[site]\ncurly_quotes = false"))


def new(title: str, *, config: Config = SITE, **changes: Any) -> NewRelease:
    options = {"area": "Cumbria", "kind": Kind.NEWS, "slug": None, "at_text": None, "now": NOW}
    return new_release(config, title=title, **{**options, **changes})


@pytest.mark.parametrize(
    "title",
    [
        "Witness appeal",
        "It's 'here': 50% & more – “brys”",
        "# Not a comment",
        "yes",
        "2026-03-05",
        "Apêl am dystion: Rhosllannerchrugog",
        "日本語 and more",
        "a\t b\n  c",
        "x" * 300,
    ],
)
def test_it_reads_as_its_title_area_and_time(title: str) -> None:
    draft = new(title)
    parsed = SourceReader(SITE).parse(draft.text, draft.path)
    assert parsed.release is not None, parsed.diagnostics
    assert parsed.release.title == " ".join(title.split())
    assert (parsed.release.area, parsed.release.status) == ("Cumbria", Status.DRAFT)
    assert parsed.release.url == draft.url
    assert parsed.release.published is not None
    assert f"{parsed.release.published.at:%Y-%m-%d %H:%M}" == "2026-03-05 10:49"


def test_its_file_lies_by_area_year_and_month() -> None:
    assert new("Witness appeal").path == "cumbria/2026/03-witness-appeal.md"
    assert new("Witness appeal", slug="Van-Seen").path == "cumbria/2026/03-van-seen.md"
    assert "\n---\n" not in new("Witness appeal").text
    assert new("Witness appeal").text.startswith("```yaml\n")


def test_without_a_host_it_has_a_slug_and_no_address() -> None:
    draft = new("Witness appeal", config=Config(), area="Elsewhere")
    assert "slug: Witness-appeal" in draft.text
    assert "url:" not in draft.text
    assert draft.url.startswith("/news/2026/March/")


def test_a_time_may_be_given() -> None:
    assert "date: 2025-12-24 09:30" in new("A title", at_text="24 December 2025 09:30").text
    assert "date: 2025-12-24 09:30" in new("A title", at_text="24 December 2025 09:30 GMT").text
    with pytest.raises(NewsgenError) as error:
        new("A title", at_text="soon")
    assert error.value.diagnostics[0].span.path == "--at"


def test_a_slug_does_not_have_the_ending_that_the_permalink_adds() -> None:
    with pytest.raises(NewsgenError) as error:
        new("A title", slug="van-seen.aspx")
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.path) == ("NG407", "--slug")
    assert (
        finding.message == "the slug “van-seen.aspx” ends as a page does, and so would its address"
    )
    assert finding.hint == "Write --slug van-seen."
    open_ended = parse('[areas.Cumbria]\npermalink = "/news/{slug}"\n')
    assert "slug: x.html\n" in new("A title", slug="x.html", config=open_ended).text


@pytest.mark.parametrize(
    ("at", "date", "file"),
    [
        ("14/11/2026", "2026-11-14", "2026/11-a-title.md"),
        ("14 November 2026", "2026-11-14", "2026/11-a-title.md"),
        ("2026-11", "2026-11", "2026/11-a-title.md"),
        ("00:00 14/11/2026", "2026-11-14 00:00", "2026/11-a-title.md"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(at: str, date: str, file: str) -> None:
    release = new("A title", at_text=at)
    assert f"\ndate: {date}\n" in release.text.replace("'", "")
    assert release.path == f"cumbria/{file}"


@pytest.mark.parametrize(
    ("option", "name"), [("at_text", "--at"), ("featured_text", "--featured-until")]
)
def test_an_offset_of_the_other_season_is_refused(option: str, name: str) -> None:
    with pytest.raises(NewsgenError) as error:
        new("A title", config=SITE, **{option: "2027-11-12 10:00 BST"})
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.path) == ("NG310", name)
    assert "the clocks show 09:00 then" in finding.message
    assert finding.hint == (
        f'Write {name} "2027-11-12 10:00" for 10:00 by the clocks, or {name} "2027-11-12 09:00".'
    )


@pytest.mark.parametrize(
    ("at", "date"),
    [
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30+00:00"),
        ("25 October 2026 at 1.30am GMT", "2026-10-25T01:30+00:00"),
        ("25 October 2026 01:30 BST", "2026-10-25T01:30+01:00"),
        ("2026-10-25T02:30Z", "2026-10-25 02:30"),
        ("2026-07-25T01:30Z", "2026-07-25 02:30"),
        ("25 October 2026 01:30", "2026-10-25 01:30"),
    ],
)
def test_a_time_that_occurs_twice_keeps_its_offset(at: str, date: str) -> None:
    draft = new("A title", at_text=at, featured_text=at)
    assert f"\ndate: {date}\n" in draft.text.replace("'", "")
    assert f"\nfeatured_until: {date}\n" in draft.text.replace("'", "")
    parsed = SourceReader(SITE).parse(draft.text, draft.path)
    assert parsed.published == dates.parse(at, SITE.zone)


@pytest.mark.parametrize(
    ("hour", "date"), [(0, "2026-10-25T01:30+01:00"), (1, "2026-10-25T01:30+00:00")]
)
def test_a_release_begun_in_the_hour_that_occurs_twice_has_its_offset(hour: int, date: str) -> None:
    now = datetime(2026, 10, 25, hour, 30, 9, tzinfo=UTC).astimezone(SITE.zone)
    assert f"\ndate: {date}\n" in new("A title", now=now).text.replace("'", "")


@pytest.mark.parametrize(
    ("option", "name"), [("at_text", "--at"), ("featured_text", "--featured-until")]
)
def test_a_time_that_the_clocks_skip_is_refused(option: str, name: str) -> None:
    with pytest.raises(NewsgenError) as error:
        new("A title", config=SITE, **{option: "28 March 2027 01:30"})
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.path) == ("NG302", name)
    assert finding.message == "“28 March 2027 01:30” does not exist: the clocks go forward over it"
    assert finding.hint == f'Correct the time, such as {name} "2027-03-28 02:30".'


@pytest.mark.parametrize(
    ("title", "slug", "place"),
    [("", None, "TITLE"), ("  \n", None, "TITLE"), ("!?…", None, "TITLE"), ("A", "a/b", "--slug")],
)
def test_what_makes_no_name_is_refused(title: str, slug: str | None, place: str) -> None:
    with pytest.raises(NewsgenError) as error:
        new(title, slug=slug)
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path) == ("NG407", place)


def test_a_slug_that_makes_no_name_has_a_hint_with_one_that_does() -> None:
    with pytest.raises(NewsgenError) as error:
        new("A", slug="a b/c")
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.message == "no file name can be made from the slug “a b/c”"
    assert diagnostic.hint == "Write --slug a-b-c."


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("31 December 2099", "2099-12-31"),
        ("2099-12-31 18:00", "2099-12-31 18:00"),
    ],
)
def test_it_may_come_first_until_a_time(written: str, line: str) -> None:
    draft = new("Witness appeal", featured_text=written)
    assert f"\nfeatured_until: {line}\n" in draft.text.replace("'", "")
    parsed = SourceReader(SITE).parse(draft.text, draft.path)
    assert parsed.featured_until is not None
    with pytest.raises(NewsgenError, match="“soon” is not a date"):
        new("Witness appeal", featured_text="soon")
