"""YAML's nodes: all scalars are text, every key has a place, and nothing is lost in silence."""

import pytest

from newsgen.content.yaml import Block
from newsgen.content.yaml.tree import Tree
from newsgen.diagnostics import Diagnostic

MATTER = """\
title: 'It''s – “x”'
when: 10:49:00
og:
  title: no
  images: [a, {b: c}]
notes:
- at: 2026-03-05
  note: |
    two
    lines
"""


def mistakes(text: str) -> list[tuple[int, str]]:
    return [(each.span.line - 2, each.message.partition(" ")[2]) for each in refused(text)]


def block(text: str) -> Block:
    return Block("content/a.md", 2, text)


def tree(text: str = MATTER) -> Tree:
    return Tree(block(text))


def refused(text: str) -> list[Diagnostic]:
    return tree(text).mistakes


def test_all_values_are_texts_lists_and_maps() -> None:
    assert tree().values == {
        "title": "It's – “x”",
        "when": "10:49:00",
        "og": {"title": "no", "images": ["a", {"b": "c"}]},
        "notes": [{"at": "2026-03-05", "note": "two\nlines\n"}],
    }


@pytest.mark.parametrize(
    ("keys", "key", "value"),
    [
        (("title",), "title", "'It''s – “x”'"),
        (("og", "title"), "title", "no"),
        (("og", "images", 1, "b"), "b", "c"),
        (("notes", 0, "at"), "at", "2026-03-05"),
        (("og", "nothing"), "og", None),
    ],
)
def test_a_key_and_its_value_have_places(
    keys: tuple[str | int, ...], key: str, value: str | None
) -> None:
    nodes = tree()
    start, end = nodes.key(keys) or (0, 0)
    assert MATTER[start:end] == key
    if value:
        start, end = nodes.value(keys) or (0, 0)
        assert MATTER[start:end] == value


def test_a_key_that_is_not_there_has_no_place() -> None:
    assert tree().key(("none",)) is None
    assert tree().written(("none",)) is None
    assert tree().written(("og",)) is None
    assert tree().key(("notes", 7, "at")) is not None, "that of the deepest that exists"


def test_how_a_text_is_written_is_known() -> None:
    written = tree().written(("title",))
    assert written is not None
    assert (written.text, written.style) == ("It's – “x”", "'")
    assert MATTER[written.start : written.end] == "'It''s – “x”'"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("title: a\ntitle: b\n", "NG114", 3),
        ("og:\n  a: 1\n  a: 2\n", "NG114", 4),
        ("- a\n- b\n", "NG113", 2),
        ("only text\n", "NG113", 2),
        ("", "NG113", 2),
        ("? [a]\n: b\n", "NG113", 2),
        ("title: [a\n", "NG112", 2),
        ("title: Patrols in #Kendal\n", "NG112", 2),
        ("a: " + "[" * 60 + "]" * 60 + "\n", "NG115", 2),
    ],
)
def test_a_mistake_is_told_on_its_line(text: str, code: str, line: int) -> None:
    diagnostics = refused(text)
    assert (diagnostics[0].code, diagnostics[0].span.line) == (code, line)
    assert all(mistake.hint for mistake in diagnostics)


def test_a_key_that_is_given_twice_names_the_first() -> None:
    (mistake,) = refused("title: a\narea: c\ntitle: b\n")
    assert [related.span.line for related in mistake.related] == [2]


def test_an_expansion_by_anchors_ends() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 9)]
    diagnostics = refused("\n".join(lines) + "\n")
    assert diagnostics[0].code == "NG115"


def test_a_mistake_has_a_fix_only_if_the_rest_can_be_read_then() -> None:
    (mistake,) = refused("title: Appeal: man\narea: Northshire\n")
    assert mistake.fix is not None
    assert mistake.fix.text == "'Appeal: man'"
    both = refused("title: Appeal: man\nsummary: Help: a man\n")
    assert [mistake.fix and mistake.fix.text for mistake in both] == [
        "'Appeal: man'",
        "'Help: a man'",
    ]
    both = refused("title: Appeal: man\ntags: [a, b\n")
    assert [mistake.fix for mistake in both] == [None, None]


COLON = "colon and a space inside a text must be in quotes"
TAB = "tab stands where spaces belong"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A: b\nog:\n\ttype: x\n\ttitle: y\n", [(0, COLON), (2, TAB)]),
        ("title: A: b\nsummary: C: d\n", [(0, COLON), (1, COLON)]),
        ("title: A: b\narea: X\narea: Y\n", [(0, COLON), (2, "key area is given twice")]),
        (
            "title: A: b\n  goes on: c\narea: @x\n",
            [(0, COLON), (2, "text that begins with @ must be in quotes")],
        ),
        ("kind: [news\nsummary: C: d\n", [(0, "[ that opens here is not closed"), (1, COLON)]),
        (
            "title: A\n---\nsummary: C: d\n",
            [(1, "line --- stands inside the front matter"), (2, COLON)],
        ),
        (
            "og:\n    a: b\n  c: d\nsummary: C: d\n",
            [(2, "line is not indented like its neighbours"), (3, COLON)],
        ),
    ],
)
def test_what_is_wrong_elsewhere_is_reported_too(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert mistakes(text) == expected


def test_mistakes_that_can_be_fixed_have_their_fixes() -> None:
    diagnostics = refused("title: A: b\nog:\n\ttype: x\n")
    assert [bool(mistake.fix) for mistake in diagnostics] == [True, True]
    diagnostics = refused("title: A: b\narea: @x\n")
    assert [bool(mistake.fix) for mistake in diagnostics] == [False, False]


def test_mistakes_have_an_end() -> None:
    assert len(refused("".join(f"key{number}: @x\n" for number in range(100)))) == 10


@pytest.mark.parametrize(
    ("text", "values", "cut"),
    [
        ("title: A: b\narea: X\n", {"area": "X"}, {"title"}),
        ("kind: [news\narea: X\n", {"area": "X"}, {"kind"}),
        ("area: X\ntags: [a, b\n  c\nurl: y\n", {"area": "X", "url": "y"}, {"tags", "c"}),
        ("title: A\n area: X\nurl: y\n", {"url": "y"}, {"title", "area"}),
        ("title: A\n---\nurl: y\n", {"title": "A", "url": "y"}, set()),
        ("og:\n  a: b: c\n  d: e\narea: X\n", {"og": {"d": "e"}, "area": "X"}, {"og", "a"}),
        ("area: X\ntitle: In #Kendal\n", {"area": "X"}, {"title"}),
        ("area: X\ntitle: a\ntitle: b\n", {"area": "X"}, {"title"}),
        ("og:\n  a: 1\n  a: 2\narea: X\n", {"area": "X"}, {"og", "a"}),
        ("- title: a\n- area: b\n", {}, {"title", "area", ""}),
        ("a: &a [*a]\narea: b\n", {}, {""}),
        (
            'title: "A\narea: X\nnote: say "B" now\nurl: y\n',
            {"area": "X", "note": 'say "B" now', "url": "y"},
            {"title"},
        ),
    ],
)
def test_the_rest_is_read(text: str, values: dict[str, object], cut: set[str]) -> None:
    what_is_left = tree(text)
    assert what_is_left.mistakes
    assert what_is_left.values == values
    assert what_is_left.cut == cut


def test_nothing_is_cut_from_what_can_be_read() -> None:
    assert (tree().mistakes, tree().cut) == ([], frozenset())
