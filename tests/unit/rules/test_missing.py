"""Appeals for a missing person that have another kind."""

import pytest

from newsgen.rules._missing import missing_kind
from tests.support.manuscripts import asked, manuscript, said, subjects

LINE = "Officers are asking for help to find him as soon as they can."


@pytest.mark.parametrize(
    "title",
    [
        "Appeal to find missing man from Ellerdale",
        "MISSING: Alex Rowan, 15",
        "Have you seen Alex Rowan?",
        "Concern grows: concerned for the welfare of Alex Rowan",
        "Concerns are growing for the safety of Alex Rowan",
        "Missing: Alex Rowan",
        "Concern for missing Ellerdale woman",
        "Concerns for the welfare of Ellerdale man",
        "Police concerned for missing 15-year-old boy",
    ],
)
def test_a_title_that_sounds_like_one_is_told(title: str) -> None:
    (finding,) = asked(missing_kind, manuscript(LINE, title=title))
    assert (finding.code, finding.subject, finding.span.line) == ("NG535", title, 2)


@pytest.mark.parametrize(
    "title",
    [
        "Missing man found safe and well",
        "Missing: safe",
        "Have you seen this man?",
        "Missing dog returned to its owner",
        "Missing Persons Unit wins an award",
        "Three arrested over missing jewellery",
        "Have you seen these stolen bikes?",
        "Dismissing the claims",
        "Missing man found safe",
        "Missing Ellerdale woman located",
        "Update: missing girl traced",
        "Have you seen this stolen van?",
        "Have you seen this trailer?",
        "Missing dog reunited with owner",
        "Don't go missing the deadline",
        "Man charged with murder of missing woman",
        "Work of our missing persons unit",
        "CCTV appeal: have you seen these men?",
    ],
)
def test_a_title_of_something_else_is_not(title: str) -> None:
    assert said(missing_kind, LINE, title=title) == []


@pytest.mark.parametrize("kind", ["missing", "Missing", "court-result"])
def test_a_release_of_that_or_a_settled_kind_is_not(kind: str) -> None:
    assert said(missing_kind, LINE, title="Missing man from Ellerdale", kind=kind) == []


@pytest.mark.parametrize("kind", ["news", "Appeal"])
def test_news_and_appeals_are_asked(kind: str) -> None:
    assert said(missing_kind, LINE, title="Missing man from Ellerdale", kind=kind) != []


def test_the_opening_of_the_body_counts_after_its_dateline() -> None:
    body = "Posted on 10:00:00 on 5th March 2026\n\nOfficers say Alex Rowan is missing from home."
    (finding,) = asked(missing_kind, manuscript(body, title="Appeal in Ellerdale"))
    assert finding.subject == "missing"
    assert (finding.span.line, finding.span.column) == (9, 28)


def test_the_rest_of_the_body_does_not_count() -> None:
    assert said(missing_kind, f"{LINE}\n\nA man was missing.", title="Appeal in Ellerdale") == []


def test_a_release_that_opens_with_the_end_of_the_search_is_not() -> None:
    opening = "Officers have found Alex Rowan, who went missing yesterday."
    assert said(missing_kind, opening, title="Missing man from Ellerdale") == []


def test_the_first_words_of_a_body() -> None:
    body = "Officers are appealing for help to find a missing woman from Ellerdale. Call 101."
    assert subjects(missing_kind, manuscript(body)) == ["missing"]
    assert subjects(missing_kind, manuscript(body, more="kind: missing")) == []
    assert subjects(missing_kind, manuscript(body, more="kind: court-result")) == []
    called = "Officers were called to a concern for the welfare of a man in Quarry Road."
    assert subjects(missing_kind, manuscript(called)) == []
    line = "Alex Rowan, who was missing from Ellerdale, has been found safe and well."
    assert subjects(missing_kind, manuscript(line)) == []
    release = manuscript(line, title="Missing: Alex Rowan")
    assert subjects(missing_kind, release) == []
