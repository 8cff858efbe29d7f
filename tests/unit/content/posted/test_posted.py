"""Datelines: where they stand, what they say, and what is left of the body."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st

from newsgen.content.posted import DatedLine, Dateline, read, take, take_bare, without_half_time
from newsgen.model import dates

LONDON = ZoneInfo("Europe/London")
TITLE = "Witness appeal"


def taken(body: str) -> Dateline:
    return take(body, (TITLE,), LONDON)


def line_of(dateline: Dateline) -> DatedLine:
    assert dateline.published is not None
    return dateline.published


def published(body: str) -> str:
    line = taken(body).published
    return line.moment.at.isoformat() if line and line.moment else ""


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Posted on 10:49:00 on 5th March 2020", "2020-03-05T10:49:00+00:00"),
        ("Posted at 10:49 on 5th March 2020", "2020-03-05T10:49:00+00:00"),
        ("**Posted on 10:49:00 on 5th March 2020**", "2020-03-05T10:49:00+00:00"),
        ("posted: 5 March 2020", "2020-03-05T00:00:00+00:00"),
        ("Published 10:49 05/03/2020", "2020-03-05T10:49:00+00:00"),
        ("Published on: 5 March 2020.", "2020-03-05T00:00:00+00:00"),
        ("Date published: 5 March 2020", "2020-03-05T00:00:00+00:00"),
        ("Issued 10:49am on Thursday 5 March 2020", "2020-03-05T10:49:00+00:00"),
        ("14:01 18/06/2020", "2020-06-18T14:01:00+01:00"),
        ("## 08/11/2018", "2018-11-08T00:00:00+00:00"),
        ("Dec 22, 2020 06:00 GMT", "2020-12-22T06:00:00+00:00"),
        ("\u200b5 March 2020\ufeff", "2020-03-05T00:00:00+00:00"),
        ("Release date: 13/Jan/2021 09:32", "2021-01-13T09:32:00+00:00"),
        ("_Dated: 14 July 2020 10:15_", "2020-07-14T10:15:00+01:00"),
        ("Posted: Saturday 7 July 2018, 20.55", "2018-07-07T20:55:00+01:00"),
        ("Posted 5 March 2020 in News", "2020-03-05T00:00:00+00:00"),
        ("Posted 5 March 2020 \u2014 see all news", "2020-03-05T00:00:00+00:00"),
    ],
)
def test_a_line_that_is_a_date_opens_the_body(line: str, at: str) -> None:
    body = f"\n{line}\n\nText.\n"
    assert published(body) == at
    assert taken(body).body == "\n\n\nText.\n"


def test_the_place_of_the_dateline_is_kept() -> None:
    line = line_of(taken("\n\n**Posted on 5 March 2020**\n\nText."))
    assert line.line == 2
    assert line.posted


def test_a_dateline_stands_under_a_repeated_title() -> None:
    body = "# Witness  Appeal!\n\n## 08/11/2018\n\nText.\n"
    assert published(body) == "2018-11-08T00:00:00+00:00"
    assert taken(body).body == "\n\n\n\nText.\n"


def test_a_repeated_title_goes_even_without_a_date() -> None:
    assert taken("# Witness appeal\n\nText.").body == "\n\nText."


def test_a_heading_may_repeat_any_form_of_the_title() -> None:
    forms = ("Witness appeal | Northshire Police", "Witness appeal")
    for form in forms:
        assert take(f"# {form}\n\nText.", forms, LONDON).body == "\n\nText."
    other = "# Appeal | Northshire Police\n\nText."
    assert take(other, forms, LONDON).body == other


@pytest.mark.parametrize(
    "line", ["Man charged after fire.", "**Man charged after fire**", "“Man charged after fire”"]
)
def test_a_paragraph_may_repeat_the_title(line: str) -> None:
    body = f"{line}\n\nA man was charged.\n"
    taken = take(body, ["Man charged after fire", "Man charged after fire | Police"], LONDON)
    assert taken.body == "\n\nA man was charged.\n"


@pytest.mark.parametrize(
    "body",
    [
        "Man charged after fire",  # the only text
        "Man charged after fire\n",
        "Man charged after fire\nA man was charged.",  # one paragraph
        "Man charged after fire in Saltmere\n\nA man was charged.",
        "A man was charged.\n\nMan charged after fire\n\nMore.",
        "- Man charged after fire\n\nA man was charged.",
        "* Man charged after fire\n\nA man was charged.",
    ],
)
def test_a_line_that_is_more_than_the_title_or_all_there_is_stays(body: str) -> None:
    assert take(body, ["Man charged after fire"], LONDON).body == body


def test_another_heading_stays() -> None:
    body = "# What we need\n\nText."
    assert taken(body).body == body


def test_a_heading_that_repeats_the_title_further_down_stays() -> None:
    body = "Text is here.\n\n# Witness appeal\n"
    assert taken(body).body == body


def test_a_dateline_may_follow_the_labels_of_the_old_page_which_stay() -> None:
    body = "News\n\nLatest\n\n10:49 05/03/2020\n\nText.\n"
    assert published(body) == "2020-03-05T10:49:00+00:00"
    assert taken(body).body == "News\n\nLatest\n\n\n\nText.\n"


@pytest.mark.parametrize(
    "above", ["One\n\nTwo\n\nThree", "A sentence.", "A line that is too long to be a mere label"]
)
def test_a_dateline_below_text_is_text(above: str) -> None:
    body = f"{above}\n\n5 March 2020\n\nText.\n"
    assert taken(body) == Dateline(body, None, None)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Posted on 5 March 2020\n\nDated: 6 March 2020\n\nText.", 2),
        ("Posted on 5 March 2020\n\nIt is so.\n\nDated: 6 March 2020", 4),
        ("Posted on 5 March 2020\n\n09:15 06/03/2020\n\nText.", 2),
    ],
)
def test_another_dateline_is_noted_and_stays(body: str, line: int) -> None:
    dateline = taken(body)
    assert dateline.published is not None
    assert dateline.other is not None
    assert dateline.other.line == line
    assert dateline.other.text in dateline.body


@pytest.mark.parametrize(
    "line", ["Posted on 31st September 2020", "Release date: 31/Sep/2020 09:00\nAuthor ID: 12"]
)
def test_a_closing_dateline_that_no_calendar_has_is_one(line: str) -> None:
    dateline = line_of(taken(f"It is so.\n\n{line}"))
    assert dateline.error is not None
    assert dateline.error.code == "NG302"


def test_a_closing_dateline_without_a_year_stays() -> None:
    dateline = taken("It is so.\n\nPosted on Thursday 22 March")
    assert line_of(dateline).lacks_year
    assert "22 March" in dateline.body


ABOVE = "Officers thanked all who came."


@pytest.mark.parametrize("line", ["5 March 2020", "**Thursday, 5th March 2020**", "05/03/2020\n"])
def test_a_bare_date_is_taken_from_the_last_line(line: str) -> None:
    dateline = take_bare(taken(f"{ABOVE}\n\n{line}"), LONDON, lambda _: True)
    assert line_of(dateline).line == 2
    assert dateline.body == f"{ABOVE}\n\n"


def test_a_bare_date_that_does_not_agree_stays() -> None:
    dateline = take_bare(taken(f"{ABOVE}\n\n5 March 2020"), LONDON, lambda _: False)
    assert dateline.published is None
    assert dateline.other is not None
    assert dateline.body.endswith("\n\n5 March 2020")


@pytest.mark.parametrize(
    "body",
    [
        f"{ABOVE}\n5 March 2020", f"{ABOVE}\n\n* 5 March 2020", f"{ABOVE}\n\n## 5 March 2020",
        f"{ABOVE}\n\nNext hearing\n\n5 March 2020", f"{ABOVE}\n\nThe next day is:\n\n5 March 2020",
        f"{ABOVE}\n\n4 March 2020\n\n5 March 2020", f"{ABOVE}\n\n5 March 2020, Saltmere", ABOVE,
    ],
)  # fmt: skip
def test_a_bare_date_of_something_else_stays(body: str) -> None:
    assert take_bare(taken(body), LONDON, lambda _: True) == taken(body)


@pytest.mark.parametrize(
    ("line", "weekday"),
    [
        ("Posted on Monday 5 March 2020", 0), ("_Dated: Wed 5 March 2020 10:15_", 2),
        ("Posted on Dydd Iau 5 Mawrth 2020", 3), ("mawrth 5 mawrth 2020", 1),
        ("5 Mawrth 2020", None), ("Posted on 5 March 2020 in Sun Lane", None),
    ],
)  # fmt: skip
def test_a_dateline_may_give_a_weekday(line: str, weekday: int | None) -> None:
    dateline = line_of(taken(f"{line}\n\nText."))
    assert dateline.weekday == weekday


@pytest.mark.parametrize("line", ["Last modified: 6 March 2020", "Last updated on 6 March 2020"])
def test_a_last_modified_line_is_the_update(line: str) -> None:
    dateline = taken(f"Posted on 5 March 2020\n{line}\n\nText.\n")
    assert dateline.published is not None
    assert dateline.updated is not None
    assert dateline.updated.moment is not None
    assert dateline.updated.moment.at.day == 6
    assert dateline.body == "\n\n\nText.\n"


def test_an_update_alone_is_no_publication() -> None:
    dateline = taken("Last modified: 6 March 2020\n\nText.\n")
    assert dateline.published is None
    assert dateline.updated is not None


def test_the_first_of_two_datelines_is_taken_and_the_other_stays() -> None:
    dateline = taken("5 March 2020\n\n6 March 2020\n\nText.\n")
    assert line_of(dateline).line == 0
    assert "6 March 2020" in dateline.body


@pytest.mark.parametrize(
    "line", ["Posted at 10:49 on 5th March 2020", "Published: 5 March 2020", "10:49 05/03/2020"]
)
def test_a_dateline_may_close_the_body(line: str) -> None:
    dateline = taken(f"A sentence.\n\n{line}\n\n")
    assert line_of(dateline).line == 2
    assert dateline.body == "A sentence.\n\n\n\n"


@pytest.mark.parametrize(
    "below",
    [
        "Alex Rowan\n",
        "**One of the vans\n** Shown by Sergeant Rowan who asks drivers to slow down at night\n",
        "_The van_\n",
        "![A van](/van.jpg)\n",
    ],
)
def test_a_caption_may_stand_below_a_date_that_closes_the_body(below: str) -> None:
    dateline = taken(f"A sentence.\n\n31 Mar 21 3:23 PM\n\n{below}")
    assert line_of(dateline).line == 2
    assert dateline.body == f"A sentence.\n\n\n\n{below}"


@pytest.mark.parametrize(
    "end",
    [
        "31 Mar 21 3:23 PM\n\nHe will be sentenced then.\n",
        "31 Mar 21 3:23 PM\nTown Hall\n",
        "31 March 2021\n\nTown Hall\n",
        "The market opens at\n31 Mar 21 3:23 PM\n\nTown Hall\n",
        "31 Mar 21 3:23 PM\n\nOne\n\nTwo\n\nThree\n",
        "31 Mar 21 3:23 PM\n\nA line that is too long to be a mere caption\n",
    ],
)
def test_a_date_above_text_is_text(end: str) -> None:
    body = f"A sentence.\n\n{end}"
    assert taken(body) == Dateline(body, None, None)


FORM = "* * *\n\n### Can you help?\n\nYour name\n\nYour email\n\nSend\n"


def test_a_form_may_stand_below_a_release_date_and_its_author() -> None:
    dateline = taken(f"A sentence.\n\nRelease date: 13/Jan/2021 09:32\nAuthor ID: 12\n\n{FORM}")
    assert line_of(dateline).line == 2
    assert dateline.body == f"A sentence.\n\n\n\n\n{FORM}"


@pytest.mark.parametrize("below", ["", "Author: A Rowan\n", "\nAuthor ID: 12\n"])
def test_a_release_date_above_other_text_is_text(below: str) -> None:
    body = f"A sentence.\n\nRelease date: 13/Jan/2021 09:32\n{below}\n{FORM}"
    assert taken(body) == Dateline(body, None, None)


@pytest.mark.parametrize(
    ("first", "second", "at"),
    [
        ("14/07/2020 09:15", "14 July 2020 10:15", "2020-07-14T10:15:00+01:00"),
        ("14/07/2020 09:15", "14 July 2020 10:15:02", "2020-07-14T10:15:02+01:00"),
        ("14/07/2020 10:15", "14 July 2020 09:15", "2020-07-14T10:15:00+01:00"),
        ("14/01/2020 09:15", "14 January 2020 09:15", "2020-01-14T09:15:00+00:00"),
        ("13/07/2020 23:30", "14 July 2020 00:30", "2020-07-14T00:30:00+01:00"),
    ],
)
def test_of_two_clocks_the_local_one_is_right(first: str, second: str, at: str) -> None:
    body = f"_Date published: {first}_\n\n _Dated: {second}_\n\nText.\n"
    assert published(body) == at
    assert taken(body).body == "\n\n\n\nText.\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("30 April 2020 13:31", "27 April 2020 16:25"),
        ("14/07/2020 09:15", "15 July 2020 09:15"),
        ("14/07/2020", "July 2020"),
        ("14/07/2020", "13 July 2020"),
    ],
)
def test_of_two_other_times_the_first_is_taken_and_the_other_stays(first: str, second: str) -> None:
    dateline = taken(f"_Date published: {first}_\n\n_Dated: {second}_\n\nText.\n")
    assert line_of(dateline).line == 0
    assert second in dateline.body


@pytest.mark.parametrize(
    ("first", "second", "at"),
    [
        ("Posted on 10:49:00 on 26th October 2020", "_Dated: 26 October 2020 10:54:57_", "10:49"),
        ("_Date published: 26/10/2020 10:49_", "_Dated: 26 October 2020 10:54:57_", "10:49"),
        ("10:49 26/10/2020", "Published: 26 October 2020", "10:49"),
        ("10:49 26/10/2020", "Dated: 26 October 2020 00:00", "10:49"),
        ("26 October 2020", "_Dated: 26 October 2020 10:54:57_", "10:54"),
        ("26 October 2020", "Dated: 26 October 2020 00:00", "00:00"),
        ("26 October 2020", "**Issued:** 26 October 2020", "00:00"),
        ("Posted on 10:49:00 on 26th October 2020", "Posted 26/10/2020", "10:49"),
    ],
)
def test_a_second_dateline_of_the_day_is_taken_too(first: str, second: str, at: str) -> None:
    dateline = taken(f"{first}\n\n{second}\n\nText.\n")
    assert dateline.body == "\n\n\n\nText.\n"
    assert dateline.other is None
    assert dateline.published is not None
    assert dateline.published.moment is not None
    assert dateline.published.moment.at.strftime("%d %H:%M") == f"26 {at}"


@pytest.mark.parametrize(
    "second",
    [
        *("Monday 26 October 2020", "26 October 2020 11:15", "Dated: 27 October 2020 10:54"),
        *(
            "Dated: October 2020",
            "Last updated: 26 October 2020 by us",
            "Dated 26 October, we said.",
        ),
    ],
)
def test_what_may_be_a_heading_or_is_of_another_day_stays(second: str) -> None:
    dateline = taken(f"Posted on 10:49:00 on 26th October 2020\n\n{second}\n\nText.\n")
    assert dateline.body == f"\n\n{second}\n\nText.\n"


def test_a_second_dateline_below_text_stays() -> None:
    below = "Text.\n\nDated: 26 October 2020 10:54:57\n\nMore.\n"
    assert taken(f"10:49 26/10/2020\n\n{below}").body == f"\n\n{below}"


def test_a_date_without_its_year_is_that_of_a_certain_year() -> None:
    body = "Posted on Thursday 22 March at 5.34pm\n\nText.\n"
    dateline = take(body, (TITLE,), LONDON, lambda _: 2018)
    assert dateline.published is not None
    assert dateline.published.moment is not None
    assert dateline.published.moment.at.isoformat() == "2018-03-22T17:34:00+00:00"
    assert dateline.body == "\n\nText.\n"


def test_a_date_whose_year_nobody_knows_stays_in_the_text() -> None:
    body = "Posted on Thursday 22 March at 5.34pm\n\nText.\n"
    dateline = taken(body)
    assert dateline.body == body
    assert line_of(dateline).lacks_year


def test_a_bare_day_does_not_close_a_body() -> None:
    body = "The appeal runs until the end of:\n\n5 March 2020\n"
    assert taken(body) == Dateline(body, None, None)


def test_a_body_of_one_line_has_no_closing_dateline() -> None:
    body = "We appeal to anyone who saw a car on 5 March 2020."
    assert taken(body) == Dateline(body, None, None)


@pytest.mark.parametrize("line", ["Posted on 31st June 2020", "Posted on 10:49 on 5th Mars 2020"])
def test_a_posted_line_with_a_wrong_date_is_an_error_and_not_text(line: str) -> None:
    dated = line_of(taken(f"{line}\n\nText.\n"))
    assert dated.moment is None
    assert dated.error is not None


@pytest.mark.parametrize(
    "line",
    [
        "Published research of 2020 shows that crime fell",
        "Posted letters were stolen in 2020",
        "Issued with a fine on 5 March 2020, he paid",
        "Call 101",
        "2020",
        "On 5 March 2020 a man was robbed",
        "Posted on " + "1 " * 80,
        "Thursday 22 March",  # lacks more than a year, as the next two
        "Published 31 June, 5pm",
        "Issued to 12 people in May",
    ],
)
def test_a_line_of_text_stays_text(line: str) -> None:
    body = f"{line}\n\nText.\n"
    assert taken(body) == Dateline(body, None, None)


@given(st.text(st.sampled_from("# *_\n\tPosted on5th March2020:1/aT.\u200b"), max_size=120))
def test_taking_a_dateline_never_moves_a_line(body: str) -> None:
    dateline = taken(body)
    before, after = body.split("\n"), dateline.body.split("\n")
    assert len(after) == len(before)
    assert all(new in (old, "") for old, new in zip(before, after, strict=True))


NUMBERS = st.sampled_from(
    ["00", "01", "02", "1", "5", "9", "10", "24", "28", "29", "31", "32", "60"]
)
USUAL = st.tuples(
    st.sampled_from(["Posted on ", "Posted on  ", "posted on ", "Posted "]),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(":".join),
    st.sampled_from([" on ", " ", " on  "]),
    NUMBERS,
    st.sampled_from(["st", "nd", "rd", "th", "", "xx"]),
    st.sampled_from(
        [" March ", " October ", " february ", " Sept ", " May ", " Smarch ", " March\xa0"]
    ),
    st.sampled_from(["1828", "1829", "2019", "2020", "2099", "2100", "19", "0000"]),
    st.sampled_from(["", "", "", ".", " in News", " *", "\n"]),
).map("".join)


@given(USUAL)
@example("Posted on 01:30:00 on 31st March 2019")
@example("Posted on 01:30:00 on 27th October 2019")
@example("Posted on 01:00:00 on 29th March 2020")
@example("Posted on 00:59:59 on 29th March 2020")
@example("Posted on 02:00:00 on 29th March 2020")
@example("Posted on 10:49:00 on 5th March 2020")
@example("Posted on 10:49:00 on 5th March 1828")
@example("Posted on 10:49:00 on 5th March 2100")
def test_the_usual_dateline_is_read_like_all_others(line: str) -> None:
    quick = read(line, 0, LONDON)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "parse_usual", lambda *_: None)
        word, slow = read(line, 0, LONDON)
    if slow and slow.error:
        assert quick[1] is not None
        assert str(quick[1].error) == str(slow.error)
    else:
        assert quick == (word, slow)


@pytest.mark.parametrize(
    ("line", "updated"),
    [
        ("Posted on 6 January 2021 (edited on Monday 11 January 2021)", "2021-01-11 00:00"),
        ("Wednesday 6 January 2021 (last updated: 11/01/2021 09:30)", "2021-01-11 09:30"),
        ("Wednesday, 24 March 2021 - Update 18.35", "2021-03-24 18:35"),
        ("Posted on 6 January 2021 (edited)", ""),
        ("Posted on 6 January 2021", ""),
    ],
)
def test_a_remark_behind_the_date_says_when_it_was_updated(line: str, updated: str) -> None:
    dateline = take(f"{line}\n\nText.", (), LONDON)
    moment = dateline.updated.moment if dateline.updated else None
    assert (f"{moment.at:%Y-%m-%d %H:%M}" if moment else "") == updated


@pytest.mark.parametrize(
    ("line", "precision"),
    [
        ("Release date: 25/Mar/2021 05:21", "day"),
        ("Release date: 25/Mar/2021 12:21", "day"),
        ("Posted on 05:21:00 on 25th March 2021", "day"),
        ("Release date: 25/Mar/2021 13:21", "minute"),
        ("Release date: 25/Mar/2021 00:21", "minute"),
        ("Release date: 25/Mar/2021 05:21 pm", "minute"),
        ("Release date: 25/Mar/2021 5.21p.m.", "minute"),
        ("Posted on 25 March 2021 at noon", "minute"),
        ("Posted on 25 March 2021 at 0521 hours", "minute"),
        ("25 March 2021 05:21 GMT", "minute"),
        ("Release date: 25/Mar/2021", "day"),
    ],
)
def test_of_a_half_clock_only_the_day_is_certain(line: str, precision: str) -> None:
    published = without_half_time(take(f"{line}\n\nText.", (), LONDON)).published
    assert published is not None
    assert published.moment is not None
    assert published.moment.precision == precision
    assert f"{published.moment.at:%d/%m/%Y}" == "25/03/2021"
