"""Nested lists, as people write them, are moved to the columns that Python-Markdown wants."""

import pytest

from newsgen.content.markup._converter import indent_nested


@pytest.mark.parametrize(
    ("body", "moved"),
    [
        ("- a\n  - b\n- c", "- a\n    - b\n- c"),
        ("- a\n  - b\n    - c\n  - d", "- a\n    - b\n        - c\n    - d"),
        ("1. a\n   - b", "1. a\n    - b"),
        ("- a\n  more of a", "- a\n    more of a"),
        ("- Apêl – “x”\n\n  - é", "- Apêl – “x”\n\n    - é"),
        ("  - a\n  - b", "- a\n- b"),
        ("- a\n      - b", "- a\n    - b"),
    ],
)
def test_items_and_their_text_are_moved(body: str, moved: str) -> None:
    assert indent_nested(body) == moved
    assert indent_nested(moved) == moved


@pytest.mark.parametrize(
    "body",
    [
        "",
        "text",
        "- a\n- b",
        "    code\n    - code",
        "a\n\n    - code",
        "text\n  goes on",
        "a-b\n  -c",
    ],
)
def test_all_else_stays(body: str) -> None:
    assert indent_nested(body) == body


def test_only_white_space_changes() -> None:
    body = "- a\n   1. b\n\n      c\n\ntext\n  - d\n"
    assert indent_nested(body).split() == body.split()
    assert indent_nested(body).count("\n") == body.count("\n")
