"""The line reader and YAML's parser: what the one reads, the other reads the same."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from newsgen.content.frontmatter import FrontMatterError, Located, Parts, split
from newsgen.content.scan import decode
from newsgen.fast import yaml
from tests.support.archive_folders import SHAPES, Name, sources_of

PIECES = [
    *("\n", "\n", "\n  ", "\n    ", "\n ", "\n\n", " ", "  ", "\t", "\r", "\x85", "\u2028", "\xa0"),
    *("a", "b", "title", "a: ", "b: ", "title: ", "c:", "a:b", ":", ": ", "::", "#", " #", "a#"),
    *("'", "''", '"', "\\", "'x'", '"x"', "'x: y'", '"it\'s #1"', "'it''s'", "''''", "' x '"),
    *("-", "- ", "--- ", "---", "...", "?", "? ", "&", "&x ", "*x", "*", "!", "!t ", "|", ">", "%"),
    *(
        "@",
        "`",
        "{",
        "}",
        "[",
        "]",
        "{a: b}",
        "[a, b]",
        "[a b,c ]",
        ",",
        "~",
        "<<: ",
        "2: ",
        "_-.: ",
        "é",
        "é: ",
    ),
    *("https://x.example/a?b=c#d", "10:49:00", "M&S", "Help!", "\x00", "\x7f", "\ufeff", "\ufffe"),
    *("\U0001f600", "\u200b", "null", "=", "\x0c", "\x1c", "x" * 70 + ": ", "x" * 1030),
]
KEYS = st.sampled_from(["a", "b", "title", "og", "_x.y-z", "c", "d", "é", "1", "y" * 64, "y" * 65])
TEXTS = st.text("ab:#'\" ", max_size=6) | st.lists(st.sampled_from(PIECES), max_size=2).map("".join)
QUOTED = TEXTS.map(lambda text: "'" + text.replace("'", "''") + "'")
LINES = st.tuples(st.integers(0, 3), KEYS, st.sampled_from([":", ": ", ":  "]), TEXTS | QUOTED)


def parsed(text: str) -> Located:
    """Read a text by YAML's parser alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "lines", lambda _: None)
        return Located(Parts(text, 1, "", 1), "a.md")


def every_path(values: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield above
    if isinstance(values, dict):
        for key, value in values.items():
            yield from every_path(value, (*above, key))


def check(text: str) -> bool:
    """Compare both ways; tell whether the text was plain."""
    values = yaml.lines(text)
    if values is None:
        return False
    slow = parsed(text)  # so it has no mistakes either
    fast = Located(Parts(text, 1, "", 1), "a.md")
    assert fast._nodes.values == slow._nodes.values == values
    assert fast.values == slow.values
    assert list(fast.values) == list(slow.values)
    for path in every_path(values):
        for keys in (path, (*path, "none"), (*path, 0), (*path, 1), (*path, 1, "none")):
            assert (fast.key(*keys), fast.value(*keys)) == (slow.key(*keys), slow.value(*keys))
    return True


def check_rewriting(text: str) -> None:
    if yaml.lines(text) is not None:
        fast, slow = Located(Parts(text, 1, "", 1), "a.md"), parsed(text)
        for path in every_path(slow.values):
            for new in ("x: 'y'", *_near(slow.values, path)):
                assert fast.fix(path, new) == slow.fix(path, new)


def _near(values: Any, path: tuple[str | int, ...]) -> list[str]:
    """Return texts that differ little from the one at a path, and some that need quotes."""
    for key in path:
        values = values[key]
    old = values if isinstance(values, str) else "x"
    return [
        old,
        old[1:],
        old[:-1],
        f"{old}!",
        f"'{old}",
        f'{old}"',
        f"{old}: ",
        f"{old}\n",
        "",
        "~",
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("\n a: b\n")
@example("\na:\n  b: c\n d: e\n")
@example("\na: b\n  c: d\n")
@example("\na: b\na: c\n")
@example("\na: ''\n  b: c\n")
@example("\na:\n\n  b: c\n\n\nd:\n")
def test_fragments_read_the_same_both_ways(text: str) -> None:
    check(f"\n{text}\n")
    check(text)


@given(st.lists(LINES, min_size=1, max_size=4))
def test_lines_read_the_same_both_ways(lines: list[tuple[int, str, str, str]]) -> None:
    texts = [" " * indent + key + colon + text for indent, key, colon, text in lines]
    check("\n" + "\n".join(texts) + "\n")
    check_rewriting("\n" + "\n".join(texts) + "\n")


@pytest.mark.parametrize("length", range(1, 5))
def test_every_text_of_the_signs_that_matter_reads_the_same_both_ways(length: int) -> None:
    for letters in product("x :#'\"\\", repeat=length):
        check(f"\na: {''.join(letters)}\nb: c\n")


@pytest.mark.parametrize("length", range(1, 5))
def test_every_list_of_the_signs_that_matter_reads_the_same_both_ways(length: int) -> None:
    for letters in product("x ,-'[]:", repeat=length):
        check(f"\na: [{''.join(letters)}]\nb: c\n")


@pytest.mark.parametrize("sign", ["#", "&", "?", ".", "/", "_", "é", "’", '"', "%", "{", "\\", "!"])
@pytest.mark.parametrize("text", ["[{}]", "[{}x]", "[x{}]", "[x {} y]", "[x {}y, z]", "[x, {}]"])
def test_every_sign_in_a_list_reads_the_same_both_ways(text: str, sign: str) -> None:
    check(f"\na: {text.format(sign)}\n")
    check_rewriting(f"\na: {text.format(sign)}\nb: c\n")


@pytest.mark.parametrize(
    "above", ["a: x", "a:", "a: ''", "a:\n  b: x", "a:\n  b:", "a:\n b:\n  c: x"]
)
def test_every_indentation_reads_the_same_both_ways(above: str) -> None:
    for first, second in product(range(5), repeat=2):
        for key in "ad":
            check(f"\n{above}\n{' ' * first}d: y\n{' ' * second}{key}: z\n")


@pytest.mark.parametrize("text", ["{}x", "{} x", "x{}", "x {}", "x{} y", "x {}y", "'{}'", '"{}"'])
def test_every_character_reads_the_same_both_ways(text: str) -> None:
    for code in (*range(0x250), *range(0x1FFF, 0x2070), *range(0xFEF0, 0x10002)):
        check(f"\na: {text.format(chr(code))}\n")
        check(f"\na{chr(code)}: x\n")


@pytest.mark.rotates(5)
def test_every_escape_reads_the_same_both_ways() -> None:
    codes = [
        f"{code:04x}" for code in (*range(0x250), *range(0xD7F0, 0xE010), *range(0xFEF0, 0x10000))
    ]
    codes += ["", "12", "00_0", "D800", "DC00", "FFFE", "D7FF"]
    escapes = [*map(chr, range(0x100)), *[kind + code for kind in "xuU" for code in codes]]
    for escape in escapes:
        check(f'\na: "b\\{escape} c"\n')
        check(f"\na: 'b\\{escape} c'\n")


def groups(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.tuples(KEYS, st.sampled_from([1, 2, 3]), inner), min_size=1, max_size=4)


@given(
    st.recursive(TEXTS | QUOTED, groups, max_leaves=8).filter(
        lambda tree: not isinstance(tree, str)
    )
)
def test_trees_read_the_same_both_ways(tree: list[Any]) -> None:
    check("\n" + "".join(_written(tree, 0)))


def _written(tree: Any, column: int) -> Iterator[str]:
    for key, indent, below in tree:
        if isinstance(below, str):
            yield f"{' ' * column}{key}: {below}\n"
        else:
            yield f"{' ' * column}{key}:\n"
            yield from _written(below, column + indent)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: b",
            "a: https://x.example/#top",
            "a: 'it''s: #1'",
            'a: "it\'s: #1"',
            "a: b'c\"d",
            "a:",
        ),
        *(r'a: "\u2019\xa3\_\"\\\n"', r"a: '\u2019'"),
        *(
            "a:\n  b: c\n  d:\n    e: f\ng: h",
            "\n\na: b\n\n\nc: d",
            "a: 10:49:00",
            "a: é – b",
            "a: ''",
        ),
        *("a: [b]", "a: [ rural crime,roads , M&S ]", "a: [Saltmere’s, 10/1]\n\nb: c"),
    ],
)
def test_common_texts_are_plain(text: str) -> None:
    assert check(f"\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        *("a: b: c", "a: b #c", "a: #b", "- a", "a: [[b]]", "a: |\n  b", "a: b\n  c", "a: b\na: c"),
        *(
            "a: 'b",
            "a: 'b' c",
            'a: "\\t"',
            "a: &x b",
            "a: *x",
            "a: !b",
            "a: b\n  c: d",
            " a: b",
        ),
        *(
            "a:\n  b: c\n d: e",
            "a: b\t",
            "a:\tb",
            "a: b\u2028c",
            "a: b\x85c",
            "a: b\x7fc",
            "",
            "a:b",
        ),
        *("? a", "{a: b}", "a: b:", "a: ''\n  b: c", "---\na: b", "a: b\n...", "'a': b", "é: b"),
        *(" " * 41 + "a: b", "a: " + "x" * yaml.LONGEST),
    ],
)
def test_all_else_is_left_to_the_parser(text: str) -> None:
    assert yaml.lines(f"\n{text}\n") is None


def test_deep_groups_are_left_to_the_parser() -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(60))
    assert yaml.lines(f"\n{text}") is None


@pytest.mark.rotates(7)
@pytest.mark.archive
@pytest.mark.parametrize("name", ["demo", *SHAPES])
def test_real_files_read_the_same_both_ways(name: Name) -> None:
    plain = [check(text) for text in _blocks(name)]
    assert len(plain) >= 0.9 * len(sources_of(name))
    assert sum(plain) >= len(plain) / 2


@pytest.mark.rotates(5)
@pytest.mark.archive
@pytest.mark.parametrize("name", ["demo", *SHAPES])
def test_real_files_are_rewritten_the_same_both_ways(name: Name) -> None:
    blocks = list(islice(_blocks(name), 0, None, 40))
    assert len(blocks) >= len(sources_of(name)) // 50
    for text in blocks:
        check_rewriting(text)


def _blocks(name: Name) -> Iterator[str]:
    for file in sources_of(name):
        text = decode(file.read_bytes(), file.name)
        if isinstance(text, str):
            try:
                yield split(text, file.name).yaml
            except FrontMatterError:
                continue


@pytest.mark.parametrize(
    ("line", "text", "is_certain"),
    [
        ("title: B", "B", True),
        ("title: 'It''s'", "It's", True),
        ('title: ""', "", True),
        ("title: B", "C", False),
        ("title:", "", False),
        ("title: B # C", "B # C", False),
        ("title: [B]", "[B]", False),
        ("title: B\nurl: C", "B", False),
        ("title: B\u200b", "B\u200b", True),
        ("title: B\u2028", "B\u2028", False),
        ("  title: B", "B", True),
    ],
)
def test_a_line_gives_its_key_a_text(line: str, text: str, *, is_certain: bool) -> None:
    by_line = yaml.read("\ntitle: A\n", lambda: pytest.fail("it is plain"))
    assert yaml.gives(by_line, line, text) is is_certain


def test_a_line_of_what_was_parsed_is_not_certain() -> None:
    assert not yaml.gives(parsed("\ntitle: A\n")._nodes, "title: B", "B")


@pytest.mark.parametrize("sign", ["\xa0", "\xad", "\u200b", "\u2060", "\ue000", "\U0001f600"])
def test_invisible_characters_are_part_of_a_text(sign: str) -> None:
    assert check(f"\ntitle: {sign}A{sign}b{sign}\nother: '{sign}'\n")


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\ufeff", "\uffff", "\x7f", "\t"])
def test_what_yaml_takes_for_more_is_left_to_it(sign: str) -> None:
    assert yaml.lines(f"\ntitle: A{sign}b\n") is None
