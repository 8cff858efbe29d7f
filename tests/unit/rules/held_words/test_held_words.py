"""Words that say a release is held, in titles, first lines and labels."""

import pytest

from newsgen.rules._held_words import (
    held_by_tag,
    held_by_words,
    held_in_a_fence,
    number_for_the_media,
    placeholder_body,
)
from newsgen.rules._hold_markers import SIGNS, has_sign
from tests.support.manuscripts import said


@pytest.mark.parametrize(
    "title",
    [
        "EMBARGOED UNTIL 00:01 FRIDAY 12 JUNE", "STRICTLY EMBARGOED", "NOT FOR PUBLICATION",
        "DRAFT",
        "[DRAFT] Man charged", "DRAFT - Man charged", "Draft: man charged", "Draft version 2",
        "Embargo: 10am Monday", "Not for release before 6am on 3 May", "Under embargo until 6 May",
        "Embargoed for 00:01hrs", "Internal use only", "Do not publish", "STRICT EMBARGO: Tuesday",
        "Not for publication until noon",
    ],
)  # fmt: skip
def test_a_title_that_is_a_marker_is_reported(title: str) -> None:
    (message,) = said(held_by_words, title=title)
    assert message == f"“{title}” says that the release is held back, but it is not"
    assert said(held_by_words, title=title, status="draft") == []
    with_embargo = said(held_by_words, title=title, embargo="2026-12-01T10:00+00:00")
    assert not [each for each in with_embargo if "it is not" in each]


@pytest.mark.parametrize(
    "title",
    [
        "Draft policing plan published", "Embargo on sales lifted", "Drafted in to help",
        "Draft Police and Crime Plan open for comment", "Hold the date: open day", "Man charged",
        "Police hold meeting", "Draft consultation: have your say", "Do not approach this man",
        "Confidential helpline launched", "Embargoed documents found at a house", "DRAFTS stolen",
    ],
)  # fmt: skip
def test_a_title_with_such_a_word_is_news(title: str) -> None:
    assert said(held_by_words, title=title) == []
    assert said(held_by_words, f"{title}\n\nText.") == []


@pytest.mark.parametrize(
    "line", ["**EMBARGOED TILL NOON**", "# DRAFT", "> Not for publication", "EMBARGO: 5 May"]
)
def test_a_marker_counts_in_the_first_and_last_lines_only(line: str) -> None:
    text = "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\n"
    assert len(said(held_by_words, f"\n{line}\n\n{text}{text}")) == 1
    assert len(said(held_by_words, f"One.\n\nTwo.\n\n{line}\n{text}")) == 1
    assert len(said(held_by_words, f"{text}{text}{line}\n\nAn end.\n")) == 1
    assert said(held_by_words, f"{text}{line}\n\n{text}") == []


@pytest.mark.parametrize("status", ["published", "Closed"])
def test_a_status_that_holds_nothing_settles_nothing(status: str) -> None:
    assert len(said(held_by_words, title="DRAFT", status=status)) == 1


def test_a_line_of_front_matter_counts_below_a_fence_anywhere() -> None:
    text = "One.\n\nTwo.\n\nThree.\n\n"
    text *= 2
    block = "---\ntitle: A\nstatus: draft\n---\n\n"
    assert said(held_in_a_fence, f"{text}{block}{text}") == [
        "“status: draft” says that the release is held back, but it is not"
    ]
    assert said(held_in_a_fence, f"{text}{block}{text}", status="draft") == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Media enquiries only: 01632 960001", "Media enquiries only"),
        ("Call Sam Roe (not for publication) on 01632 960001.", "not for publication"),
        ("For press use only - 01632 960 001", "press use only"),
    ],
)
def test_a_number_that_is_for_the_media_is_reported(line: str, label: str) -> None:
    (message,) = said(number_for_the_media, f"Text.\n\n{line}\n")
    assert f"is labelled “{label}”" in message
    assert said(number_for_the_media, f"Text.\n\n{line}\n", status="draft") == []


@pytest.mark.parametrize(
    "line",
    [
        "Media enquiries: 01632 960001", "The media only met once. Call 01632 960001.",
        "For media use only.\n\nCall 01632 960001.",
    ],
)  # fmt: skip
def test_a_number_for_everybody_is_not(line: str) -> None:
    assert said(number_for_the_media, line) == []


@pytest.mark.parametrize("body", ["", " \n\n", "Write the release here. The first"])
def test_a_release_that_nobody_has_written_is_reported(body: str) -> None:
    assert said(placeholder_body, body) == ["the release has no text yet"]
    assert said(placeholder_body, body, status="draft") == []
    assert said(placeholder_body, "Officers closed the road.") == []


def test_a_tag_that_says_so_is_reported() -> None:
    assert len(said(held_by_tag, tags=["traffic", "#Draft"])) == 1
    assert said(held_by_tag, tags=["draft plan", "embargo"]) == []
    assert said(held_by_tag, tags=["draft"], status="draft") == []


@pytest.mark.parametrize(
    ("embargo", "body", "is_reported"),
    [
        ("2026-11-25T00:01+00:00", "EMBARGOED UNTIL 00:01 FRIDAY 4 DECEMBER 2026", True),
        ("2026-11-04T09:00+00:00", "Not for publication before 4th December", True),
        ("2026-12-04T00:01+00:00", "EMBARGOED UNTIL 00:01 FRIDAY 4 DECEMBER 2026", False),
        ("2026-06-11T23:01+00:00", "EMBARGOED UNTIL 00:01 FRIDAY 12 JUNE", False),
        ("2026-11-25T00:01+00:00", "EMBARGOED", False),
        ("2026-11-25T00:01+00:00", "He was jailed on 4 December.", False),
    ],
)
def test_a_marker_that_gives_another_day_than_the_embargo_is_reported(
    embargo: str, body: str, is_reported: bool
) -> None:
    messages = said(held_by_words, body=body, embargo=embargo)
    day = f"gives another day than embargo, which ends on {embargo[:10]}"
    assert [day in message for message in messages] == [True] * is_reported
    assert said(held_by_words, body=body, embargo=embargo, status="draft") == []


@pytest.mark.parametrize(
    "title",
    [
        "Not for Publication", "NOT for publication", "Please do NOT publish", "DO NOT  PUBLISH",
        "NOT\u00a0FOR\u00a0PUBLICATION", "EMBARGOED&nbsp;UNTIL&nbsp;9AM&nbsp;FRIDAY",
        "DO_NOT_PUBLISH", "DO-NOT-PUBLISH", "Awaiting Approval", "Internal Use Only",
        "Work in Progress",
        "If Asked Only", "In Confidence", "Official: Sensitive", "official - sensitive",
        "CYFRINACHOL", "Not Yet for Publication", "For Release After Sentencing",
    ],
)  # fmt: skip
def test_letter_case_and_blanks_hide_no_marker(title: str) -> None:
    assert has_sign(title)
    assert any(sign in f"\n{title}" for sign in SIGNS)
    assert len(said(held_by_words, title=title)) == 1
