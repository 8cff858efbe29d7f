"""Long blocks are cut where Python-Markdown would cut them, and code is put together."""

import pytest

from newsgen.fast.markdown._blocks import cut, join_code


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        ("one line", ["one line"]),
        ("two\nlines", ["two\nlines"]),
        ("# A\ntext\n## B", ["# A", "text", "## B"]),
        ("# A\n## B\n", ["# A", "## B"]),
        ("A\n===\nB\n---", ["A\n===", "B\n---"]),
        ("[a]: /x\n[b]: /y", ["[a]: /x", "[b]: /y"]),
        ("[a]: /x\nmore", ["[a]: /x\nmore"]),
        ("# A\n    code", ["# A\n    code"]),
        ("# A | B\n---|---", ["# A | B\n---|---"]),
        ("Apêl #1\n# Siôn’s", ["Apêl #1", "# Siôn’s"]),
        ("", [""]),
    ],
)
def test_a_block_is_cut(block: str, parts: list[str]) -> None:
    assert cut(block) == parts


@pytest.mark.parametrize(
    ("blocks", "left"),
    [
        (["    a", "    b  ", "text"], ["    a\n\n    b", "text"]),
        (["    é\n    – x", "    b"], ["    é\n    – x\n\n    b"]),
    ],
)
def test_blocks_of_code_are_joined(blocks: list[str], left: list[str]) -> None:
    assert join_code(blocks)
    assert blocks == left


@pytest.mark.parametrize("blocks", [[], ["    a"], ["    a", "text"], ["text", "    a", "    b"]])
def test_one_by_itself_stays(blocks: list[str]) -> None:
    before = list(blocks)
    assert not join_code(blocks)
    assert blocks == before
