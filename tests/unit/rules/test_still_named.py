"""People who were found and are still named."""

import pytest

from newsgen.rules._still_named import found_and_named
from tests.support.manuscripts import said

TITLES = [
    "Missing teenager found",
    "Update: missing man found safe and well",
    "FOUND: missing woman",
    "Missing girl located",
    "Missing boy traced",
    "Missing Ellerdale man safe and well",
    "UPDATE - Missing 15-year-old found",
    "Found - missing Ellerdale girl",
    "Missing girls found",
    "Missing man found | News",
    "Missing pensioner has been found",
    "Missing: located",
    "Missing mother and baby traced",
    "Missing person found safe",
    "MISSING TEENAGER FOUND",
    "Missing teenager has returned home",
    "Missing woman reunited with her family",
    "Missing man safely accounted for",
    "Police trace missing man",
    "Concern for Ellerdale woman - now found",
    "Appeal for missing man: found safe",
    "Alex Rowan found safe and well",
]


@pytest.mark.parametrize("title", TITLES)
def test_someone_who_was_found_and_is_named_is_reported(title: str) -> None:
    body = "Thank you.\n\nAlex Rowan, 15, who was reported missing on Monday, is safe."
    (message,) = said(found_and_named, body, title=title)
    assert (
        message == "the title says that the person was found, but the text still names Alex Rowan"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Missing teenager", "Body found in search for missing man", "Missing man still not found",
        "Man found guilty", "Missing dog found", "Missing items found", "Drugs found",
        "Missing man: inquest opened, cause found", "Missing man found dead",
        "Cannabis farm located",
        "Man charged over missing woman found at sea", "Missing car found",
        "Stolen property traced",
        "Missing man yet to be found", "Police hope missing man will be found safe",
        "Can you help to bring missing man home safe and well?", "How missing people are found",
        "Appeal to find missing man last traced to Ellerdale", "Missing man hasn’t been found",
        "Have you seen Alex Rowan?", "Search for missing man",
    ],
)  # fmt: skip
def test_a_title_of_something_else_is_silent(title: str) -> None:
    assert said(found_and_named, "Alex Rowan was reported missing.", title=title) == []


@pytest.mark.parametrize(
    "body",
    ["A man who was reported missing is safe.", "Thank you for your help.",
     "The teenager missing from Ellerdale was found.", "Detective Sergeant Sam Roe said: missing."],
)  # fmt: skip
def test_a_text_without_the_name_is_right(body: str) -> None:
    assert said(found_and_named, body, title="Missing teenager found") == []


def test_the_kind_says_it_where_the_title_does_not() -> None:
    body = "Alex Rowan was reported missing."
    assert len(said(found_and_named, body, title="Alex is found", kind="missing")) == 1
    assert said(found_and_named, body, title="Alex is found") == []


@pytest.mark.parametrize(
    "news",
    [
        "He has been found safe and well.", "UPDATE: Alex has now been located.",
        "The 15-year-old has returned home.", "The teenager is safe and well.",
        "Both boys have been traced.",
    ],
)  # fmt: skip
def test_the_text_says_it_where_the_title_does_not(news: str) -> None:
    body = f"{news}\n\nAlex Rowan, 15, was reported missing on Monday."
    (message,) = said(found_and_named, body, title="Missing teenager")
    assert message == "the text says that the person was found, but the text still names Alex Rowan"


@pytest.mark.parametrize(
    "news",
    [
        "He has not been found.", "His car has been found.", "His body has been found.",
        "He has been found dead.", "He was last seen safe and well on Monday.",
        "Have you seen him?",
    ],
)  # fmt: skip
def test_a_text_of_something_else_is_silent(news: str) -> None:
    body = f"{news}\n\nAlex Rowan, 15, was reported missing on Monday."
    assert said(found_and_named, body, title="Missing teenager") == []


@pytest.mark.parametrize(
    "title",
    ["Alex Rowan has been found", "FOUND: appeal to find teenager", "Located: Alex Rowan",
     "Help us find Alex Rowan (found)", "Alex Rowan has returned home"],
)  # fmt: skip
def test_a_title_says_it_without_the_word_missing(title: str) -> None:
    (message,) = said(found_and_named, "Alex Rowan, 15, was last seen on Monday.", title=title)
    assert message.startswith("the title says that the person was found")


def test_a_text_says_it_without_the_word_in_title_or_kind() -> None:
    body = "Alex Rowan, 15, who was reported missing on Monday, has been found."
    (message,) = said(found_and_named, body, title="Update for residents")
    assert message.startswith("the text says that the person was found")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Found: bicycle", "Alex Rowan was last seen on it."),
        ("Found: teenager", "Sam Roe was there."),
        ("Found: wanted man", "Alex Rowan, 34, has been found and arrested."),
        ("Update", "The girl, who was missing, has been found. Alex Rowan, 51, led the search."),
    ],
)
def test_without_the_word_only_the_missing_person_counts(title: str, body: str) -> None:
    assert said(found_and_named, body, title=title) == []


def test_a_name_in_the_title_alone_is_reported_there() -> None:
    (message,) = said(found_and_named, "Sam Roe was there.", title="Alex Rowan has been found")
    assert message.endswith("was found, but the title still names Alex Rowan")
