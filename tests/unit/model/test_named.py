"""Texts that only name a person; what readers see is in `tests/cases/readers.toml`."""

import pytest

from newsgen.model.named import is_caption, only_names


@pytest.mark.parametrize(
    "text",
    [
        "Alex Rowan, aged 14, from Saltmere, who is missing.",
        "Alex Rowan, 14, last seen in Saltmere",
        "Alex Rowan, 14, who went missing and has not been seen since",
        "Alex Rowan, whose mother is Jane, and has red hair",
        "Will Rowan, 14, from May Street",
        "Missing 14-year-old schoolboy Alex ROWAN",
        "PC Alex Rowan with PD Max at the Saltmere Show",
    ],
)
def test_a_name_with_details_tells_nothing(text: str) -> None:
    assert only_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Alex Rowan, 34, was jailed",
        "Alex Rowan who was seen in Saltmere has been found",
        "Alex Rowan, who is 34, and Sam Roe, 30, were jailed",
        "Alex Rowan, from Saltmere, hopes for rain",
        "Alex Rowan, 34, isn't missing",
        "Alex Rowan, 34, jailed",
        "Have you seen Alex Rowan, 14?",
        "Ellerdale Road, from noon",
        "Robbery at a shop in Quarry Road, Saltmere",
        "",
    ],
)
def test_a_verb_tells(text: str) -> None:
    assert not only_names(text)


def test_a_long_text_is_read_once() -> None:
    assert only_names("Alex Rowan, 14, " + "who is missing, " * 20_000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blue van outside the shop", True),
        ("The blue van outside the shop.", False),
        ("The blue van was outside the shop", False),
        ("Officers with PD Max at the fair", True),
        ("Have you seen this van?", False),
    ],
)
def test_a_caption_has_neither_a_stop_nor_a_verb(text: str, expected: bool) -> None:
    assert is_caption(text) is expected
