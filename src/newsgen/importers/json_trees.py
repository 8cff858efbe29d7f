"""Trees in JSON: objects with a list of objects like them, such as `Children` of Sitecore.

The releases are at the level that has most text; above it are folders, below it parts of pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

_MOST_LEVELS: Final = 8
_ENOUGH_LETTERS: Final = 200
"""Letters in one text of an object that may be a release; names and paths are shorter."""
_DEEPEST: Final = 4


class TreeLevel(NamedTuple):
    """The objects of a level, with its name, such as `Children[].Children`."""

    name: str
    nodes: Sequence[Any]
    key: str = ""

    @property
    def letters(self) -> int:
        """Return how many letters its objects have, without what is in those below them."""
        return sum(sum(map(len, _texts(each, self.key))) for each in self.nodes)

    def with_text(self) -> Iterator[Any]:
        """Yield the objects that may be releases."""
        for each in self.nodes:
            if any(len(text) > _ENOUGH_LETTERS for text in _texts(each, self.key)):
                yield each


def levels_of(name: str, nodes: Sequence[Any]) -> list[TreeLevel]:
    """Return the levels of a tree from its first one; only that if the list is not a tree."""
    levels = [TreeLevel(name, nodes)]
    key = _key_of_tree(nodes)
    while key and nodes and len(levels) < _MOST_LEVELS:
        nodes = [each for node in nodes for each in _below(node, key)]
        name = f"{name}[].{key}" if name else key
        levels = [*levels[:-1], levels[-1]._replace(key=key), TreeLevel(name, nodes, key)]
    return levels


def fullest(levels: Sequence[TreeLevel]) -> TreeLevel:
    """Return the level with most text; the first of those that have as much."""
    return levels[0] if len(levels) == 1 else max(levels, key=lambda level: level.letters)


def _key_of_tree(nodes: Sequence[Any]) -> str:
    """Return the name of the list by which objects are within those like them."""
    for node in nodes:
        for key in node if isinstance(node, Mapping) else ():
            if any(key in each for each in _below(node, key)):
                return str(key)
    return ""


def _below(node: Any, key: str) -> list[Any]:
    below = node.get(key) if isinstance(node, Mapping) else None
    return [each for each in below if isinstance(each, Mapping)] if isinstance(below, list) else []


def _texts(value: Any, without: str = "", depth: int = _DEEPEST) -> Iterator[str]:
    """Yield the texts of an object, without those in the list of that name."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and depth:
        for name, each in value.items():
            if name != without:
                yield from _texts(each, without, depth - 1)
    elif isinstance(value, list) and depth:
        for each in value:
            yield from _texts(each, without, depth - 1)
