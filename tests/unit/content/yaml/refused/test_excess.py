"""Front matter has an end."""

from newsgen.content.yaml import Block
from newsgen.content.yaml._refused import MOST_VALUES, deep
from newsgen.content.yaml.tree import Tree


def test_lists_in_lists_have_an_end() -> None:
    assert deep(7).at == 7
    assert deep(7).hint


def refused(text: str) -> list[str]:
    tree = Tree(Block("content/a.md", 2, text))
    assert tree.values == {}
    assert "" in tree.cut  # any key may be among what is not read
    return [f"{each.code} {each.span.line}: {each.message}" for each in tree.mistakes]


def test_one_key_given_often_is_reported_once() -> None:
    assert refused("k: v\n" * (MOST_VALUES + 1)) == [
        "NG115 2: the front matter holds more than 500 keys"
    ]
