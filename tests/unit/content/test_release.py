"""One file to a release: schema, order of the dates, addresses, pictures."""

import html
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from newsgen.config import Config
from newsgen.config.load import parse
from newsgen.content.release import Parsed, SourceReader
from newsgen.model.release import Incident, Kind, Picture, Release, Status

READER = SourceReader(Config())
URL = "url: https://www.example.police.uk/news/appeal.aspx\n"
BARE = "title: Witness appeal\narea: Cumbria\n"


def parsed(matter: str, body: str = "Text.\n", *, reader: SourceReader = READER) -> Parsed:
    return reader.parse(f"```yaml\n{matter}```\n\n{body}", "force/a.md")


def whole(matter: str, body: str = "Text.\n", *, reader: SourceReader = READER) -> Release:
    file = parsed(matter, body, reader=reader)
    assert file.release is not None, file.diagnostics
    return file.release


def release(matter: str, body: str = "Text.\n") -> Release:
    return whole(BARE + URL + matter, body)


def codes(file: Parsed) -> list[str]:
    return [d.code for d in file.diagnostics]


def reader(settings: str) -> SourceReader:
    return SourceReader(parse(settings))


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Smith &amp; Sons", "Smith & Sons"),
        ("2019&ndash;2020", "2019\u20132020"),
        ("&amp;amp; is an entity", "&amp; is an entity"),
        ("A  title\twith   gaps", "A title with gaps"),
        ("AT&T", "AT&T"),
        ("<b>bold</b>", "bold"),
        ("**Man jailed** for fraud", "Man jailed for fraud"),
        ("Man jailed<br />for arson", "Man jailed for arson"),
        ("<name withheld> jailed", "<name withheld> jailed"),
        ("# Man jailed", "# Man jailed"),
    ],
)
def test_entities_of_a_title_are_decoded_once_and_gaps_folded(written: str, title: str) -> None:
    assert whole(f'title: "{written}"\narea: Cumbria\n{URL}').title == title


FORCE = '[areas.Cumbria]\nname = "Cumbria Constabulary"\naliases = ["CC Police"]\n'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Man jailed | Cumbria Police", "Man jailed"),
        ("Man jailed &#124; CC Police", "Man jailed"),
        ("Cumbria Constabulary - Man jailed", "Man jailed"),
        ("Man jailed | The Newsroom", "Man jailed"),
        ("Man jailed - Cumbria", "Man jailed - Cumbria"),
    ],
)
def test_a_title_is_shown_without_the_force(written: str, shown: str) -> None:
    matter = f'title: "{written}"\narea: Cumbria\n{URL}og:\n  site: {{name: The Newsroom}}\n'
    for settings, title in ((FORCE, shown), (FORCE + "[titles]\nwithout_force = false\n", None)):
        appeal = whole(matter, reader=reader(settings))
        assert appeal.title == (title or html.unescape(written))


@pytest.mark.parametrize(
    ("heading", "is_left_out"),
    [
        ("# Man jailed | Cumbria Police", True),
        ("## Man jailed", True),
        ("# Man **jailed**!", True),
        ("# Man jailed for theft", False),
        ("Man jailed", True),
    ],
)
def test_a_line_that_repeats_the_title_as_written_or_shown_is_left_out(
    heading: str, is_left_out: bool
) -> None:
    matter = f"title: Man jailed | Cumbria Police\narea: Cumbria\n{URL}"
    file = parsed(matter, f"{heading}\n\nHe was sentenced today.\n", reader=reader(FORCE))
    assert ("jailed" not in file.html) is is_left_out
    assert "He was sentenced today." in file.html


DESCRIBED = "Officers closed the road at <b>Ellerdale</b> &amp; Saltmere on Wednesday morning."
SHOWN = "Officers closed the road at Ellerdale &amp; Saltmere on Wednesday morning."


@pytest.mark.parametrize(
    ("description", "body", "html"),
    [
        (DESCRIBED, "", f"<p>{SHOWN}</p>"),
        (DESCRIBED, "News", f"<p>News</p>\n<p>{SHOWN}</p>"),
        (DESCRIBED, "5 March 2020", f"<p>{SHOWN}</p>"),
        (DESCRIBED, "# Road closed", f"<p>{SHOWN}</p>"),
        (DESCRIBED, "It is open again.", "<p>It is open again.</p>"),
        ("Page Image", "News", "<p>News</p>"),
        ("Road closed", "", ""),
    ],
)
def test_the_page_of_a_release_without_a_text_shows_its_summary(
    description: str, body: str, html: str
) -> None:
    matter = f"title: Road closed\narea: Cumbria\n{URL}og:\n  description: '{description}'\n"
    assert parsed(matter, f"{body}\n").html.strip() == html


def test_an_address_is_made_from_the_title_as_it_is_written() -> None:
    shown = whole("title: Man jailed | Cumbria Police\narea: Cumbria\ndate: 2026-03-05\n")
    assert shown.title == "Man jailed"
    assert shown.path == "news/2026/March/Man-jailed-Cumbria-Police.aspx"


@pytest.mark.parametrize(
    "image", ["image: https://x.example/a.png", "image:\n    url: https://x.example/a.png"]
)
def test_the_open_graph_image_is_text_or_a_map(image: str) -> None:
    assert release(f"og:\n  {image}\n").og_image == "https://x.example/a.png"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("/a.png", "https://www.example.police.uk/a.png"),
        ("//x.example/a.png", "https://x.example/a.png"),
        ("https://x.example/a.png?b=1&amp;c=2", "https://x.example/a.png?b=1&c=2"),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,xx", ""),
        ("''", ""),
    ],
)
def test_the_open_graph_image_becomes_an_absolute_web_address(image: str, expected: str) -> None:
    assert release(f"og:\n  image: {image}\n").og_image == expected


@pytest.mark.parametrize(
    "image",
    [
        "/images/a van.png",
        "https://www.example.police.uk/images/a%20van.png",
        "http://WWW.example.police.uk/images/../images/a%20van.png",
        "//www.example.police.uk/images/a%20v%61n.png",
        "../../../images/a van.png",
    ],
)
def test_the_open_graph_image_is_a_file_of_the_site_by_any_of_its_addresses(image: str) -> None:
    picture = release(f"og:\n  image: {image}\n")
    assert picture.og_file
    assert (picture.og_file.path, picture.og_file.sure) == ("images/a van.png", False)
    assert (picture.files, picture.uses) == ((), (picture.og_file,))


@pytest.mark.parametrize("image", ["https://x.example/a.png", "/picture.aspx?b=1"])
def test_the_open_graph_image_may_be_no_file_of_the_site(image: str) -> None:
    assert release(f"og:\n  image: {image}\n").og_file is None


def test_a_listed_picture_is_no_file_that_the_release_uses() -> None:
    settings = '[areas.Cumbria]\ndefault_images = ["/images/logo.png"]\n'
    logo = "https://www.example.police.uk/images/logo.png"
    matter = f"title: T\narea: Cumbria\n{URL}og:\n  image: {logo}\nimages: [{{src: '{logo}'}}]\n"
    logos = whole(matter, reader=reader(settings))
    assert (logos.og_image, logos.og_file, logos.images, logos.files) == ("", None, (), ())


@pytest.mark.parametrize(
    ("listed", "picture", "shown"),
    [
        ("https://x.example/a.png?b=1&c=2", "https://x.example/a.png?b=1&amp;c=2", ""),
        ("https://x.example/a.png?b=1&amp;c=2", "https://x.example/a.png?b=1&amp;c=2", ""),
        ("/a.png", "/a.png", ""),
        ("https://x.example/a.png", "http://x.example/a.png", ""),
        ("https://x.example/a.png", "https://X.Example/a.png", ""),
        ("https://x.example/a.png", "https://x.example/A.png", "https://x.example/A.png"),
        ("/a.png", "https://www.example.police.uk/a.png", ""),
        ("https://x.example/a.png", "https://x.example/a.png?v=2", ""),
        ("https://x.example/a.png?v=2", "http://x.example/a.png", ""),
        ("https://www.example.police.uk/a.png", "/a.png", ""),
        ("/a.png", "https://x.example/a.png", "https://x.example/a.png"),
        ("https://x.example/a.png", "https://x.example/b/a.png", "https://x.example/b/a.png"),
        ("https://x.example/a.png", "https://x.example/a.png?b=1", "https://x.example/a.png?b=1"),
    ],
)
def test_a_default_picture_of_its_area_is_none(listed: str, picture: str, shown: str) -> None:
    settings = f'[areas.Cumbria]\ndefault_images = ["https://x.example/logo.png", "{listed}"]\n'
    matter = f"title: T\narea: Cumbria\n{URL}og:\n  image: {picture}\n"
    for text, expected in ((settings, shown), (settings.replace("Cumbria", "Other"), None)):
        appeal = whole(matter, reader=reader(text))
        assert expected is None or appeal.og_image == expected
        assert bool(appeal.og_image) is (expected != "")


def test_a_default_picture_in_images_is_none() -> None:
    settings = '[areas.Cumbria]\ndefault_images = ["https://x.example/logo.png"]\n'
    images = "images:\n  - src: https://x.example/logo.png?v=2\n  - src: https://x.example/a.png\n"
    release = whole(f"title: T\narea: Cumbria\n{URL}{images}", reader=reader(settings))
    assert [each.src for each in release.images] == ["https://x.example/a.png"]


@pytest.mark.parametrize(
    "line",
    [
        "summary:",
        "og:",
        "og: ''",
        "images:",
        "tags:",
        "kind:",
        "og:\n  title:",
        "article:\n  published:\n    time:",
        "publish:\n  date:",
        "incident:",
        "language:",
        "slug:",
    ],
)
def test_an_empty_value_counts_as_not_given(line: str) -> None:
    assert parsed(BARE + URL + line + "\n").diagnostics == []
    assert release(line + "\n") == release("")


def test_unknown_keys_are_kept_for_the_theme() -> None:
    appeal = release("weather: rain\nnested:\n  a: [1, NO]\n")
    assert appeal.extra == {"weather": "rain", "nested": {"a": ["1", "NO"]}}


def test_keys_have_their_defaults() -> None:
    appeal = release("")
    assert (appeal.kind, appeal.status, appeal.language) == (Kind.NEWS, Status.PUBLISHED, "en-GB")
    assert (appeal.images, appeal.tags, appeal.incident, appeal.extra) == ((), (), None, {})
    assert (appeal.published, appeal.updated, appeal.embargo, appeal.expires) == (None,) * 4


def test_kind_and_status_may_be_in_any_case() -> None:
    appeal = release("kind: Court-Result\nstatus: ' DRAFT '\n")
    assert (appeal.kind, appeal.status) == (Kind.COURT_RESULT, Status.DRAFT)


def test_an_incident_number_keeps_its_noughts() -> None:
    appeal = release("incident:\n  reference: 0012\n  day: 5\n  position: 1\n")
    assert appeal.incident is not None
    assert (appeal.incident.reference, appeal.incident.day) == ("0012", "5")


def test_a_picture_beside_the_source_gets_a_path_from_the_root() -> None:
    appeal = release("images:\n  - src: a car.jpg\n    alt: A car\n  - src: /images/b.jpg\n")
    assert appeal.images == (Picture("/force/a%20car.jpg", "A car"), Picture("/images/b.jpg"))
    assert [(use.path, use.sure) for use in appeal.files] == [
        ("force/a car.jpg", True),
        ("images/b.jpg", True),
    ]


LONG = "which is long enough to say something"


@pytest.mark.parametrize(
    ("matter", "body", "expected"),
    [
        ("summary: Ours\nog:\n  description: Theirs\n", "Text.\n", "Ours"),
        (f"og:\n  description: Theirs &amp; ours, {LONG}\n", "Text.\n", f"Theirs & ours, {LONG}"),
        ("og:\n  description: Theirs\n", "Text.\n", "Text."),
        ("", "# Heading\n\n**First** [words](x.pdf).\n\nSecond.\n", "First words."),
        ("", "Posted on 5 March 2020\n\nFirst.\n", "First."),
        ("", "", ""),
    ],
)
def test_the_summary_comes_from_the_first_that_has_one(
    matter: str, body: str, expected: str
) -> None:
    assert release(matter, body).summary == expected


DATE = "date: 2020-03-01\n"
ARTICLE = "article:\n  published:\n    time: 2020-03-02T10:00:00Z\n"
PUBLISH = "publish:\n  date: 3 March 2020\n"
PUBLISH_MONTH = "publish:\n  year: 2020\n  month: May\n"
PARTS = "day: 6\nmonth: March\ntime: 10.30am\n"
DATELINE = "Posted on 10:00 on 4th March 2020\n\nText.\n"
MARCH = "url: https://www.example.police.uk/news/2020/March/appeal.aspx\n"


@pytest.mark.parametrize(
    ("matter", "body", "expected", "precision"),
    [
        (DATE + ARTICLE + PUBLISH, DATELINE, "2020-03-01", "day"),
        (ARTICLE + PUBLISH, DATELINE, "2020-03-02", "minute"),
        (PUBLISH, DATELINE, "2020-03-03", "day"),
        ("", DATELINE, "2020-03-04", "minute"),
        (PARTS, "Text.\n", "2020-03-06", "minute"),
        ("", "Text.\n", "2020-03-01", "month"),
    ],
)
def test_the_date_comes_from_the_first_source_that_has_one(
    matter: str, body: str, expected: str, precision: str
) -> None:
    appeal = whole(BARE + MARCH + matter, body)
    assert appeal.published is not None
    assert f"{appeal.published.at:%Y-%m-%d}" == expected
    assert appeal.published.precision == precision


def test_publish_month_and_year_date_a_release_before_its_url() -> None:
    file = parsed(BARE + MARCH + PUBLISH_MONTH)
    assert file.release is not None
    assert file.release.published is not None
    assert file.release.published.month == 5
    assert codes(file) == ["NG306"]


def test_a_release_without_any_date_is_still_a_release() -> None:
    assert release("").published is None


@pytest.mark.parametrize(
    ("matter", "body", "expected"),
    [
        (DATE, DATELINE, ["NG306"]),
        ("date: 2020-03-04\n", DATELINE, []),
        ("date: 2020-03-04 10:00\n", DATELINE, []),
        ("date: 2020-03-04 11:00\n", DATELINE, ["NG306"]),
        ("date: 2020-04-04\n", "Text.\n", []),
        ("date: 2020-05-31\n", "Text.\n", []),
        ("date: 2020-06-01\n", "Text.\n", ["NG306"]),
        ("date: 2020-02-29\n", "Text.\n", ["NG306"]),
        ("", "Posted on 4 April 2020\n\nText.\n", ["NG305"]),
        ("", "4 April 2020\n\nText.\n", []),
        ("", "4 June 2020\n\nText.\n", ["NG306"]),
        ("date: 2020-04-04\n", "Posted on 4 April 2020\n\nText.\n", ["NG305"]),
    ],
)
def test_sources_that_disagree_are_reported_once(
    matter: str, body: str, expected: list[str]
) -> None:
    assert codes(parsed(BARE + MARCH + matter, body)) == expected


def test_an_update_counts_only_if_it_is_later() -> None:
    assert release("date: 2020-03-05\nupdated: 2020-03-05\n").updated is None
    assert release("date: 2020-03-05\nupdated: 2020-03-04\n").updated is None
    later = release("date: 2020-03-05\nupdated: 2020-03-06\n").updated
    assert later is not None
    assert later.at.day == 6


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2020-03-05T10:00+00:00", "2020-03-05 10:00"),
        ("2020-06-05T10:00+01:00", "2020-06-05 09:00"),
        ("2020-06-05 10:00 BST", "2020-06-05 09:00"),
        ("2020-06-05T10:00Z", "2020-06-05 10:00"),
        ("10:00 UTC on 5 June 2020", "2020-06-05 10:00"),
        ("10:00+01:00 5 June 2020", "2020-06-05 09:00"),
    ],
)
def test_an_embargo_names_one_instant(text: str, utc: str) -> None:
    instant = release(f"embargo: {text}\n").embargo
    assert instant is not None
    offset = instant.utcoffset()
    assert offset is not None
    assert f"{instant - offset:%Y-%m-%d %H:%M}" == utc


def test_a_release_without_a_url_gets_one_by_the_pattern_of_its_area() -> None:
    pattern_reader = reader(
        "[areas.Cumbria]\n"
        'hosts = ["www.cumbria.police.uk"]\n'
        'permalink = "/n/{year}/{month_name}/{slug}.aspx"\n'
    )
    appeal = whole(BARE + "date: 5 March 2020\n", reader=pattern_reader)
    assert appeal.url == "https://www.cumbria.police.uk/n/2020/March/Witness-appeal.aspx"
    assert appeal.path == "n/2020/March/Witness-appeal.aspx"


def test_a_slug_takes_the_place_of_the_title() -> None:
    appeal = whole(BARE + "date: 5 March 2020\nslug: ivy\n")
    assert appeal.path == "news/2020/March/ivy.aspx"


def test_a_pattern_without_a_date_serves_undated_releases() -> None:
    pattern_reader = reader('[areas.Cumbria]\npermalink = "/n/{slug}"\n')
    appeal = whole(BARE, reader=pattern_reader)
    assert appeal.path == "n/Witness-appeal/index.html"


def test_control_characters_of_a_body_do_not_reach_the_page() -> None:
    assert parsed(BARE + URL, "A\x0bb \x07c\ufffe.\n").html == "<p>Ab c.</p>"


def test_control_characters_of_a_title_do_not_reach_the_page() -> None:
    assert release("").title == "Witness appeal"
    file = parsed(f'title: "A\\a&#11;b"\narea: Cumbria\n{URL}')
    title = file.release.title if file.release else ""
    assert not any(ord(c) < 32 for c in title)


@pytest.mark.parametrize(
    "group",
    [
        *(
            "article:\n  published:\n    time:\n",
            "article:\n  published: ''\n",
            "publish:\n  date: ''\n",
        ),
        *(
            "og:\n  updated:\n    time: ''\n",
            "og:\n  image:\n    url: ''\n",
            "og:\n  site:\n",
            "og: ''\n",
        ),
        *("fb:\n  app:\n", "twitter: ' '\n", "pressroom: {}\n"),
    ],
)
def test_an_empty_value_in_a_group_counts_as_not_given(group: str) -> None:
    assert release(group) == release("")


def test_an_empty_value_is_kept_where_it_says_something() -> None:
    assert release("incident:\n  reference: ''\n").incident == Incident("")
    assert release("other:\n  key: ''\n").extra == {"other": {"key": ""}}


def test_a_blank_value_in_a_group_is_no_empty_one() -> None:
    assert codes(parsed(BARE + URL + "publish:\n  date: ' '\n")) == ["NG301"]


def test_the_digest_of_a_body_is_that_of_its_html() -> None:
    """Other Markdown extensions make another page of the same text, and of the same summary."""
    broken = parsed(
        BARE + URL, "One\ntwo.\n", reader=reader('[markdown]\nextensions = ["nl2br"]\n')
    ).release
    joined = parsed(BARE + URL, "One\ntwo.\n").release
    assert broken
    assert joined
    assert broken.summary == joined.summary
    assert broken.body != joined.body


@pytest.mark.parametrize(("later", "is_over"), [(-1, False), (0, True), (1, True)])
def test_a_release_is_over_from_the_instant_at_which_it_expires(
    later: int, *, is_over: bool
) -> None:
    at = datetime(2026, 3, 15, 12, tzinfo=UTC)
    key = f"expires: {at.isoformat()}\n"
    reader = SourceReader(Config(), as_of=at + timedelta(seconds=later))
    assert parsed(BARE + URL + key, reader=reader).is_over is is_over


def test_files_that_are_read_together_are_read_as_each_by_itself() -> None:
    files = [
        (f"---\n{matter}---\n\n{body}", f"{number}.md")
        for number, (matter, body) in enumerate(
            [
                (BARE + URL, "Posted on 10:49:00 on 5th March 2020\n\nText.\n"),
                ("title: [\n", "This cannot be read.\n"),
                (BARE, "There is neither address nor date.\n"),
                (f"{BARE}{URL}kind: unheard of\n", "Text.\n"),
                (f"{BARE}{URL}status: gone\n", "Text.\n"),
                (f"{BARE}date: 2020-03-05\n", "# A heading\n\n![x](x.jpg)\n"),
            ]
        )
    ]
    together = READER.parse_all(files)
    for result, file in zip(together, files, strict=True):
        alone = READER.parse(*file)
        for name in {f.name for f in fields(Parsed)} - {"located"}:
            assert getattr(result, name) == getattr(alone, name)
        assert (result.located is None) == (alone.located is None)


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("", (7, 1)),
        ("\n\nOfficers said so.\n\nSee ", (11, 5)),
        ("\nPosted at 10:49 on 5th March 2020\n\nSee ", (10, 5)),
    ],
)
def test_a_body_that_is_too_much_work_is_an_error_where_the_work_begins(
    before: str, place: tuple[int, int]
) -> None:
    read = parsed(BARE + MARCH, f"{before}{'[' * 4_000}\n")
    (error,) = [d for d in read.diagnostics if d.code == "NG502"]
    assert (error.span.line, error.span.column) == place
    assert "too many “[”" in error.message
    assert "write \\[ where" in error.hint
    assert read.release is None


def test_of_a_file_that_cannot_be_read_the_rest_is_known_and_no_release() -> None:
    file = parsed("title: Appeal: man\narea: Cumbria\nkind: newz\n", "![](a.jpg)\n")
    assert codes(file) == ["NG112", "NG204"]
    assert [mistake.code for mistake in file.mistakes] == ["NG112"]
    assert file.release is None
    assert file.body


@pytest.mark.parametrize(
    ("matter", "day"),
    [
        (f"title: A: b\narea: Cumbria\n{URL}date: 2026-03-05\n", 5),
        (f"title: A: b\narea: Cumbria\n{URL}date: 2026-03-05: 10\n", None),
        (f"title: A: b\narea: Cumbria\n{URL}date: never\n", None),
    ],
)
def test_the_date_of_such_a_file_is_known_if_its_keys_can_be_read(
    matter: str, day: int | None
) -> None:
    published = parsed(matter).published
    assert (published and published.at.day) == day


@pytest.mark.parametrize("line", ["accept:\n- code: NG521\n  reason: A line.\n", "type: page: a\n"])
def test_what_may_decide_which_findings_count_leaves_only_the_mistake(line: str) -> None:
    file = parsed(f"title: A: b\narea: Cumbria\nkind: newz\n{line}")
    assert set(codes(file)) == {"NG112"}
    assert file.located is None


@pytest.mark.parametrize(
    ("setting", "shown"), [("half_clock = true", "day"), ("half_clock = false", "minute")]
)
def test_an_area_with_half_a_clock_has_days_alone(setting: str, shown: str) -> None:
    reader = SourceReader(parse(f"[areas.Cumbria]\n{setting}\n"))
    file = parsed(BARE + URL, "Text.\n\nRelease date: 25/Mar/2021 05:21\n", reader=reader)
    assert file.release is not None
    assert file.release.published is not None
    assert file.release.published.precision == shown
    assert "05:21" not in file.html
