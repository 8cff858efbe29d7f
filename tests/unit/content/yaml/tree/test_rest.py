"""What is left of a block after a mistake: the same places, and nothing that could mislead."""

import pytest

from newsgen.content.yaml._words import Words
from newsgen.content.yaml.tree import MOST_NAMES, divided, keys_of, lines_cut, without_line


def rest(text: str, marked: str, *, is_within_line: bool = True) -> str | None:
    words = Words(text.index(marked), "", "", is_within_line=is_within_line)
    return without_line(text, words)


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


@pytest.mark.parametrize(
    ("text", "marked", "key", "others"),
    [
        ("a: 1\ntags: [b\nc: 2\n", "[", "tags: [b", "a: 1\nc: 2"),
        ("a: 1\nog:\n    b: 2\n  c: 3\nd: 4\n", "c", "og:\n    b: 2\n  c: 3", "a: 1\nd: 4"),
        ("og:\n- a: 1\n- b: 2\n\nd: 4\n", "b", "og:\n- a: 1\n- b: 2", "d: 4"),
        ("a: 1\ngoes on\n# remark\n'b': 2\n", "goes", "a: 1\ngoes on\n# remark", "'b': 2"),
        ("  a: 1\n  b: 2\n    c: 3\n", "c", "  b: 2\n    c: 3", "  a: 1"),
        ("- a\n- b\n", "b", "- a\n- b", ""),
    ],
)
def test_a_block_is_divided_at_its_topmost_keys(
    text: str, marked: str, key: str, others: str
) -> None:
    parts = divided(text, text.index(marked))
    written = [[line for line in part.split("\n") if line.strip()] for part in parts]
    assert written == [key.split("\n"), others.split("\n") if others else []]
    assert [len(part) for part in parts] == [len(text), len(text)], "all keep their places"


@pytest.mark.parametrize(
    ("text", "rest", "cut"),
    [
        ("title: a\narea: b\n", "title: a\n       \n", {"area"}),
        ("og:\n  type: a\n  b: c\n", "og:\n         \n  b: c\n", {"og", "type"}),
        ("images:\n- src: a\n", "images:\n        \n", {"images", "src"}),
        ("# title\ntitel witness\n", "", {"titel", ""}),
        ("title: a\n", "title: a\n", set()),
    ],
)
def test_keys_of_lines_that_are_gone_are_known(text: str, rest: str, cut: set[str]) -> None:
    assert keys_of(text, lines_cut(text, rest)) == cut


def test_of_many_keys_any_may_be_gone() -> None:
    lines = [f"key{number}: a" for number in range(MOST_NAMES + 1)]
    assert keys_of("\n".join(lines), range(MOST_NAMES)) == {line[:-3] for line in lines[:-1]}
    assert keys_of("\n".join(lines), range(MOST_NAMES + 1)) == {""}
