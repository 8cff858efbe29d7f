"""Lists without a blank line above, or with typed bullets, get what Markdown wants."""

import pytest

from newsgen.content.markup.typed._bullets import join, may_be_apart, rewrite
from tests.support.typed import assert_rewritten, assert_stays


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("a:\n• b\n• c\nD", "a:\n\n- b\n- c\n\nD"),
        ("a:\n - b\n - c", "a:\n\n- b\n- c"),
        ("1) a\n2) b", "1. a\n2. b"),
        ("a\n1. b\n2. c", "a\n\n1. b\n2. c"),
        ("• a  \n  more\n• b  ", "- a\nmore\n- b"),
        ("• a\n• b\n1) c\n2) d", "- a\n- b\n\n1. c\n2. d"),
        ("• a\n  ◦ b\n    ▪ c\n      d\n• e", "- a\n    - b\n        - c\n        d\n- e"),
        ("• a\n  ◦ b\n  · c\n• d", "- a\n    - b\n    - c\n- d"),
        ("1) a\n• b\nmore\n2) c\n• d\nE", "1. a\n    - b\n    more\n2. c\n    - d\n\nE"),
        ("  • a\n  • b", "  - a\n  - b"),
        ("a:\n    • b\n    • c", "a:\n\n- b\n- c"),
        ("• a\n•\n• b", "- a\n- b"),
        ("a:\n\\- b\n\\- c\nD", "a:\n\n- b\n- c\n\nD"),
        ("• a\n  • b\n   • c\n    • d\n  • e", "- a\n    - b\n    - c\n    - d\n    - e"),
        (
            "".join(f"{' ' * 2 * n}• a\n" for n in range(6)).rstrip(),
            "- a\n    - a\n        - a\n            - a\n            - a\n            - a",
        ),
    ],
)
def test_what_is_typed(text: str, rewritten: str) -> None:
    assert_rewritten(rewrite, text, rewritten)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "• a",
        "a\n- b",
        "- a\n- b",
        "- a\n• b\n• c",
        "a\n2. b\n3. c",
        "a\n- b\n* c",
        "a\n- - -\n- - -",
        "a **b\n- c\n- d**",
        "  a\n- b\n- c",
        "1) a\n• b\n3) c",
        "    • a\n    • b",
        "\n    • a\n    • b",
        "He asked: a\n– b\n– c",
        "– a\n– “b”",
        "\\- a",
        "a\n\\- b\n\\- c",
        "\\- a\n\\- “b”",
        "\\+ a\n\\+ b",
        "1\\. a\n2\\. b",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert_stays(rewrite, text)


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("- a\n- b\nThe c is d.", "- a\n- b\n\nThe c is d."),
        ("* x\nThe c is d.\nE f g.", "* x\n\nThe c is d.\nE f g."),
        ("1. a\n2. b\n“Is it?” he said.", "1. a\n2. b\n\n“Is it?” he said."),
        ("- a\nb\n- c\nThe d is e.", "- a\nb\n- c\n\nThe d is e."),
    ],
)
def test_a_sentence_below_a_list_is_a_paragraph(text: str, rewritten: str) -> None:
    assert_rewritten(rewrite, text, rewritten)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- b\nthe c is d.",
        "- a\n- b\nThe c is d",
        "- a\nSaltmere.",
        "- a of\nThe c is d.",
        "- a,\nThe c is d.",
        "- a:\nThe c is d.",
        "- a\nThe c.\n- The d is e.",
        f"- {'a ' * 20}\nAlex was there.",
    ],
)
def test_a_line_that_may_go_on_with_an_item_stays(text: str) -> None:
    assert_stays(rewrite, text)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("• a\n\n• b", "• a\n• b"),
        ("A\n\n• b\n\n\n• c\n\n• d\n\nE", "A\n\n• b\n• c\n• d\n\nE"),
        ("• a\n• b\n\n• c", "• a\n• b\n• c"),
        ("• a\n\n• b\n", "• a\n• b\n"),
        ("– a\n\n– b\n\nC", "– a\n– b\n\nC"),
        ("A\n\n1) b\n\n2) c\n\n3) d\n\nE", "A\n\n1) b\n2) c\n3) d\n\nE"),
        ("1) a\n2) b\n\n3) c", "1) a\n2) b\n3) c"),
        ("A:\n\n\\- b\n\n\\- c\n\nD", "A:\n\n\\- b\n\\- c\n\nD"),
    ],
)
def test_items_of_one_list_are_joined(text: str, joined: str) -> None:
    assert may_be_apart(text)
    assert join(text) == joined == join(joined)


@pytest.mark.parametrize(
    "text",
    [
        "• a\n\n· b",
        "• a\nB.\n\n• c",
        "• **a\n\n• b**",
        "• a | b\n\n• c | d",
        "A\n\n• b\n\nC",
        "– a?\n\n– b",
        "1) a\n\n3) b",
        "1) a\n\n1) b",
        "1) a\n\nB\n\n2) c",
        "1. a\n\n2. b",
    ],
)
def test_other_paragraphs_stay_apart(text: str) -> None:
    assert_stays(join, text)
