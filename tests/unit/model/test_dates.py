"""Dates: every shape of real archives, clock changes, precision and agreement."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st

from newsgen.model import dates
from newsgen.model.dates import (
    MONTH_NAMES,
    DateError,
    Doubt,
    Moment,
    Precision,
    month_moment,
    month_of_path,
    parse,
)

LONDON = ZoneInfo("Europe/London")
MINUTE, DAY, MONTH = Precision.MINUTE, Precision.DAY, Precision.MONTH


def shown(text: str) -> tuple[str, Precision]:
    moment = parse(text, LONDON)
    return moment.at.isoformat(), moment.precision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The shapes of real archives, by how often they occur.
        ("10:49 05/03/2020", "2020-03-05T10:49:00+00:00"),
        ("05/03/2020 10:49", "2020-03-05T10:49:00+00:00"),
        ("5 March 2020 at 10.49hrs", "2020-03-05T10:49:00+00:00"),
        ("5 Mar 2020, 1049 hours", "2020-03-05T10:49:00+00:00"),
        ("949hrs on 5th March 2020", "2020-03-05T09:49:00+00:00"),
        ("14:01 18/06/2020", "2020-06-18T14:01:00+01:00"),
        ("5 Mar 2020 10:49", "2020-03-05T10:49:00+00:00"),
        ("10:49 on 5th March 2020", "2020-03-05T10:49:00+00:00"),
        ("10:49:00 on 5th March 2020", "2020-03-05T10:49:00+00:00"),
        ("Dec 22, 2020 06:00 GMT", "2020-12-22T06:00:00+00:00"),
        ("Jun 22, 2020 06:00 BST", "2020-06-22T06:00:00+01:00"),
        ("2020-03-05T10:49:00+00:00", "2020-03-05T10:49:00+00:00"),
        ("2020-06-05T10:49:00+00:00", "2020-06-05T11:49:00+01:00"),
        ("2020-06-05T10:49:00Z", "2020-06-05T11:49:00+01:00"),
        ("2020-06-05T10:49:00.1234567+0100", "2020-06-05T10:49:00+01:00"),
        ("2020-03-05 10:49", "2020-03-05T10:49:00+00:00"),
        ("Thursday, 5th March 2020 at 10.49", "2020-03-05T10:49:00+00:00"),
        ("Thu 5 March 2020, 10:49", "2020-03-05T10:49:00+00:00"),
        ("5th of March 2020 at 10:49", "2020-03-05T10:49:00+00:00"),
        ("March 5, 2020 at 10:49pm", "2020-03-05T22:49:00+00:00"),
        ("12am 5 March 2020", "2020-03-05T00:00:00+00:00"),
        ("12pm 5 March 2020", "2020-03-05T12:00:00+00:00"),
        ("12:30 a.m. on 5 March 2020", "2020-03-05T00:30:00+00:00"),
        ("11.59 PM, 5 March 2020", "2020-03-05T23:59:00+00:00"),
        ("1pm 5 Sept. 2020", "2020-09-05T13:00:00+01:00"),
        ("  10:49   05/03/2020 ", "2020-03-05T10:49:00+00:00"),
        ("2020-03-05T23:30:00-05:00", "2020-03-06T04:30:00+00:00"),
    ],
)
def test_a_date_with_a_time_is_known_to_the_minute(text: str, expected: str) -> None:
    assert shown(text) == (expected, MINUTE)


@pytest.mark.parametrize(
    "text",
    [
        "5 Mar 2020",
        "05 Mar 2020",
        "5th March 2020",
        "05/03/2020",
        "5/3/2020",
        "2020-03-05",
        "March 5th, 2020",
        "Thursday 5 March 2020",
        "5 march 2020",
        "5 MARCH, 2020",
        "5 March 20",
    ],
)
def test_a_date_without_a_time_is_known_to_the_day(text: str) -> None:
    assert shown(text) == ("2020-03-05T00:00:00+00:00", DAY)


def test_a_month_alone_is_known_to_the_month() -> None:
    assert shown("2020-06") == ("2020-06-01T00:00:00+01:00", MONTH)


@pytest.mark.parametrize(("number", "name"), [*enumerate(MONTH_NAMES, 1)])
def test_every_month_is_known_by_its_name_and_its_first_letters(number: int, name: str) -> None:
    for form in (name, name[:3], name.upper(), f"{name[:3]}."):
        assert parse(f"1 {form} 2021", LONDON).month == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "5 Marsh 2020",
        "March",
        "2020",
        "5 March",
        "10:49",
        "10 5 March 2020",
        "5 March 2020 at 10hrs",
        "5 March 2020 at 1049",
        "5 March 2020 at 10.49h",
        "5-3-2020",
        "20200305",
        "5 March 2020 or so",
        "5 March 1066",
        "5 March 2999",
        "\u0665 March 2020",
        "5 March 2020 " + " ".join("x" * 40),
    ],
)
def test_what_has_no_known_shape_is_no_date(text: str) -> None:
    with pytest.raises(DateError) as error:
        parse(text, LONDON)
    assert error.value.code == "NG301"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30 February 2020", "there is no 30 February in 2020"),
        ("29/02/2021", "there is no 29 February in 2021"),
        ("31st April 2020", "there is no 31 April in 2020"),
        ("2020-13-01", "“2020-13-01” has no such month: 13"),
        ("00/03/2020", "there is no 0 March in 2020"),
        ("2020-00", "there is no month 0 in the year 2020"),
        ("24:00 5 March 2020", "“24:00 5 March 2020” has no such time of day"),
        ("10:60 5 March 2020", "“10:60 5 March 2020” has no such time of day"),
        ("0pm 5 March 2020", "“0pm 5 March 2020” has no such hour: 0pm"),
        ("13:00pm 5 March 2020", "“13:00pm 5 March 2020” has no such hour: 13pm"),
        (
            "2020-03-05T10:00+15:00",
            "“2020-03-05T10:00+15:00” has no such offset from UTC: +15:00",
        ),
    ],
)
def test_what_no_calendar_has_is_said_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(DateError, match=re.escape(message)) as error:
        parse(text, LONDON)
    assert (error.value.code, str(error.value)) == ("NG302", message)


def test_29_february_of_a_leap_year_is_a_date() -> None:
    assert shown("29 February 2020") == ("2020-02-29T00:00:00+00:00", DAY)


@pytest.mark.parametrize(
    ("text", "expected", "doubt"),
    [
        ("2020-03-29 00:59", "2020-03-29T00:59:00+00:00", Doubt.NONE),
        ("2020-03-29 01:00", "2020-03-29T02:00:00+01:00", Doubt.SKIPPED),
        ("2020-03-29 01:59", "2020-03-29T02:59:00+01:00", Doubt.SKIPPED),
        ("2020-03-29 02:00", "2020-03-29T02:00:00+01:00", Doubt.NONE),
        ("2020-10-25 00:59", "2020-10-25T00:59:00+01:00", Doubt.NONE),
        ("2020-10-25 01:00", "2020-10-25T01:00:00+01:00", Doubt.REPEATED),
        ("2020-10-25 01:59", "2020-10-25T01:59:00+01:00", Doubt.REPEATED),
        ("2020-10-25 02:00", "2020-10-25T02:00:00+00:00", Doubt.NONE),
        ("2020-10-25 01:30 BST", "2020-10-25T01:30:00+01:00", Doubt.NONE),
        ("2020-10-25 01:30 GMT", "2020-10-25T01:30:00+00:00", Doubt.NONE),
        ("2020-03-29 01:30 GMT", "2020-03-29T02:30:00+01:00", Doubt.NONE),
    ],
)
def test_both_changes_of_the_clocks_are_seen(text: str, expected: str, doubt: Doubt) -> None:
    moment = parse(text, LONDON)
    assert (moment.at.isoformat(), moment.doubt) == (expected, doubt)


def test_a_day_of_the_clock_change_is_not_in_doubt() -> None:
    assert parse("29 March 2020", LONDON).doubt is Doubt.NONE
    assert parse("25 October 2020", LONDON).doubt is Doubt.NONE


@pytest.mark.parametrize(
    ("date", "other", "agree"),
    [
        ("2020-03-05 10:49", "10:49:30 on 5 March 2020", True),
        ("2020-03-05 10:49", "2020-03-05 10:50", False),
        ("2020-06-05 10:49", "2020-06-05T09:49Z", True),
        ("2020-03-05 10:49", "5 March 2020", True),
        ("2020-03-05 10:49", "6 March 2020", False),
        ("5 March 2020", "5 March 2020", True),
        ("5 March 2020", "2020-03", True),
        ("5 March 2020", "2020-04", False),
        ("5 March 2019", "2020-03", False),
        ("2020-03-31 23:59", "2020-03", True),
    ],
)
def test_two_dates_agree_as_far_as_the_coarser_says(date: str, other: str, agree: bool) -> None:
    first, second = parse(date, LONDON), parse(other, LONDON)
    assert first.agrees_with(second) is agree
    assert second.agrees_with(first) is agree


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/News/News-Articles/2020/March/X.aspx", (2020, 3)),
        ("/news/2020/mar/x", (2020, 3)),
        ("/news/2020/3/x", (2020, 3)),
        ("/news/2020/03/x/", (2020, 3)),
        ("/news/2021/may-2021/x/", (2021, 5)),
        ("/news/2021/sept-21/x/", (2021, 9)),
        ("/newyddion/2021/mai/x", (2021, 5)),
        ("/newyddion/2021/Gorffennaf/x", (2021, 7)),
        ("/area/2020/2021/04/x", (2021, 4)),
        ("/2020/march", None),
        ("/news/2020/13/x", None),
        ("/news/2020/0/x", None),
        ("/news/2020/marching/x", None),
        ("/news/march/2020/x", None),
        ("/news/1066/03/x", None),
        ("/news/\u0662\u0660\u0662\u0660/03/x", None),
        ("/", None),
    ],
)
def test_the_year_and_month_folders_of_a_url_are_found(
    path: str, expected: tuple[int, int] | None
) -> None:
    assert month_of_path(path) == expected


@pytest.mark.parametrize("hour", [0, 9, 12, 21])
def test_a_date_is_read_as_welsh_pages_write_it(hour: int) -> None:
    moment = parse(f"2025-03-03 {hour:02}:49", LONDON)
    written = f"{dates.in_words(moment, 'cy')} am {dates.clock(moment)}"
    assert parse(written, LONDON) == moment
    halves = {"am": "yb", "pm": "yh"}
    assert parse(written[:-2] + halves[written[-2:]], LONDON) == moment


def test_a_month_that_is_none_is_refused() -> None:
    with pytest.raises(DateError):
        month_moment(2020, 13, LONDON)


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["{0:%Y-%m-%dT%H:%M:%S}+00:00", "{0:%H:%M:%S} GMT on {0.day} {0:%B %Y}"]),
)
def test_a_time_with_an_offset_names_that_very_instant(at: datetime, shape: str) -> None:
    moment = parse(shape.format(at), LONDON)
    assert moment.at == at.replace(microsecond=0)
    assert moment.at.utcoffset() == moment.at.astimezone(LONDON).utcoffset()


PIECES = (
    *(
        "5",
        "05",
        "12",
        "2020",
        "2020-",
        "05-",
        "/",
        "-",
        ".",
        " ",
        ", ",
        "T",
        "Z",
        "h",
        "hrs",
        "am",
    ),
    *("10:49", "1049", "March", "Mawrth", "Mar", "Monday ", "on ", "at ", "(", ")", "29/11/2020"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@example("2020-03-05 10:49")
@example("11:38 29/11/2020")
@example("5-03-2020")
def test_signs_rule_out_no_shape_that_fits(text: str) -> None:
    every = (shape for shapes in dates._SHAPES for shape in shapes)
    fitting = (match.groupdict() for shape in every if (match := shape.fullmatch(text)))
    assert dates._parts(text) == next(fitting, None)


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_an_error_with_a_code(text: str) -> None:
    try:
        moment = parse(text, LONDON)
    except DateError as error:
        code = error.code
    else:
        code = "" if moment.at.utcoffset() is not None else "no offset"
    assert code in ("", "NG301", "NG302")


def test_a_moment_orders_by_year_and_month() -> None:
    moment = Moment(datetime(2020, 3, 5, tzinfo=UTC), DAY)
    assert (moment.year, moment.month) == (2020, 3)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("30d", "2026-03-01 10:00", "2026-03-31 10:00"),
        ("6 weeks", "2026-03-01", "2026-04-12"),
        ("1 month", "2026-01-31", "2026-02-28"),
        ("12 months", "2024-02-29", "2025-02-28"),
        (" 6 Years ", "2020-02-29", "2026-02-28"),
    ],
)
def test_a_period_ends_on_the_day_that_people_mean(text: str, start: str, end: str) -> None:
    period = dates.parse_period(text)
    assert period is not None
    assert period.after(datetime.fromisoformat(start)) == datetime.fromisoformat(end)


@pytest.mark.parametrize(
    ("text", "days"), [("90 days", 90), ("12 months", 365), ("6 years", 2190), ("2 weeks", 14)]
)
def test_a_period_has_one_length(text: str, days: int) -> None:
    period = dates.parse_period(text)
    assert period is not None
    assert period.length.days == days


@pytest.mark.parametrize("text", ["999 years", "9999 months", "9999w", "9999d"])
def test_the_longest_periods_end_within_the_calendar(text: str) -> None:
    period = dates.parse_period(text)
    assert period is not None
    assert period.after(datetime(dates.YEARS[-1], 12, 31, 23, 59, tzinfo=LONDON)).year < 3100
    assert (datetime(dates.YEARS[0], 1, 1, tzinfo=UTC) - period.length).year > 800


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-03-24", "2026-03-25T00:00"),
        ("2026-12-31", "2027-01-01T00:00"),
        ("24 March 2026 18:00", "2026-03-24T18:00"),
        ("2026-02", "2026-03-01T00:00"),
        ("2026-03-29", "2026-03-29T23:00"),
        ("2026-10-25", "2026-10-26T00:00"),
        ("2026-03", "2026-03-31T23:00"),
        ("2026-10", "2026-11-01T00:00"),
    ],
)
def test_a_day_and_a_month_have_an_end(text: str, end: str) -> None:
    at = parse(text, LONDON).end(LONDON)
    assert f"{at.astimezone(UTC):%Y-%m-%dT%H:%M}" == end


@pytest.mark.parametrize(
    "text", ["", "x", "30", "d", "-1d", "1.5 years", "1 month 2 days", "never", "1000 years"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert dates.parse_period(text) is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Thursday 22 March at 5.34pm", "Thursday 22 March 2018 at 5.34pm"),
        ("Thursday, March 22", "Thursday, March 22 2018"),
        ("5.34pm on 22nd of March", "5.34pm on 22nd of March 2018"),
        ("Thursday at noon", ""),
    ],
)
def test_a_year_goes_behind_day_and_month(written: str, text: str) -> None:
    assert dates.with_year(written, 2018) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Thursday 22 March", 3),
        ("on Tues 6 March", 1),
        ("22 March", None),
        ("Monetary", None),
        ("Dydd Mercher 4 Mawrth", 2),
    ],
)
def test_a_date_may_name_its_weekday(text: str, number: int | None) -> None:
    assert dates.weekday_in(text) == number


@pytest.mark.parametrize(
    ("written", "year"),
    [("2020", 2020), ("20", 2020), ("00", 2000), ("68", 2068), ("69", 1969), ("99", 1999)],
)
def test_a_year_of_two_figures_is_of_1969_to_2068(written: str, year: int) -> None:
    assert dates.full_year(written) == year
    moment = dates.parse(f"12 Dec {written}", ZoneInfo("Europe/London"))
    assert moment.year == year


def test_a_month_by_its_name_may_stand_between_strokes() -> None:
    moment = dates.parse("13/Jan/2021 09:32", ZoneInfo("Europe/London"))
    assert moment.at.isoformat() == "2021-01-13T09:32:00+00:00"
