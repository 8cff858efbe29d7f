"""Front matter has an end."""

import time

import pytest

from newsgen.content.frontmatter import Block
from newsgen.content.yaml._excess import MOST_CHARACTERS, MOST_VALUES, deep
from newsgen.content.yaml.tree import Tree


def test_lists_in_lists_have_an_end() -> None:
    assert deep(7).at == 7
    assert deep(7).hint


def refused(text: str) -> list[str]:
    started = time.process_time()
    tree = Tree(Block("content/a.md", 2, text))
    assert time.process_time() - started < 4
    assert tree.values == {}
    assert "" in tree.cut  # any key may be among what is not read
    return [f"{each.code} {each.span.line}: {each.message}" for each in tree.mistakes]


LONG = ["NG115 2: the front matter has more than 200,000 characters"]


@pytest.mark.parametrize(
    "line", ["k: v\n", "# c\n", "k{}: &a{} v\n", "\tk: v\n", "k{}: v\nx: 'a\n", "- ", "k: #\n"]
)
def test_front_matter_of_a_megabyte_is_not_parsed(line: str) -> None:
    text = "".join(line.replace("{}", str(number)) for number in range(1_000_000 // len(line)))
    assert refused(text) == LONG


def test_front_matter_may_be_long_but_not_longer() -> None:
    key = "title: "
    title = "x" * (MOST_CHARACTERS - len(key))
    assert Tree(Block("content/a.md", 2, key + title)).values == {"title": title}
    assert refused(f"{key}{title}x") == LONG


def test_one_key_given_often_is_reported_once() -> None:
    assert refused("k: v\n" * (MOST_VALUES + 1)) == [
        "NG115 2: the front matter holds more than 20,000 values"
    ]
