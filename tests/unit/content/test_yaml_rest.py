"""What is left of a block after a mistake: the same places, and nothing that could mislead."""

import pytest

from newsgen.content._yaml_rest import rest_after
from newsgen.content._yaml_words import Words


def rest(text: str, marked: str, *, is_within_line: bool = True) -> str | None:
    words = Words(text.index(marked), "", "", is_within_line=is_within_line)
    return rest_after(text, words)


@pytest.mark.parametrize(
    ("text", "marked", "left"),
    [
        ("title: a: b\narea: X\n", "b", "           \narea: X\n"),
        ("area: X\n\ntitle: a: b\n", "b", "area: X\n\n           \n"),
        ("og:\n\ta: b\n\tc: d\narea: X\n", "\ta", "og:\n     \n     \narea: X\n"),
        ("og:\n  a: b: c\n  d: e\n", "c", "og:\n         \n  d: e\n"),
        ("no colon", "no", "        "),
    ],
)
def test_a_line_that_stands_alone_becomes_blank(text: str, marked: str, left: str) -> None:
    assert rest(text, marked) == left
    assert len(left) == len(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("title: a: b\n  goes on\narea: X\n", "b"),
        ("- src: a: b\n  alt: c\n", "b"),
        ("title: a: b\n- item\n", "b"),
        ("title: a: b\nwords without a colon\n", "b"),
        ("og:\n\ta: b\n   c: d\n", "\ta"),
    ],
)
def test_a_line_to_which_others_may_belong_is_not_left_out(text: str, marked: str) -> None:
    assert rest(text, marked) is None


def test_a_mistake_of_more_than_a_line_ends_the_reading() -> None:
    assert rest("title: a: b\narea: X\n", "b", is_within_line=False) is None
