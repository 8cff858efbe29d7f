"""What is too much to be front matter: groups inside groups, and what expands without end."""

from collections.abc import Iterator
from typing import Final

import yaml

from newsgen.content.yaml._words import Words

MOST_VALUES: Final = 5_000
"""More values than this are an expansion by anchors, not a release's front matter."""
DEEPEST: Final = 50
_MOVE: Final = "Move what is not front matter below its last line."


def deep(at: int) -> Words:
    return Words(
        at,
        f"the front matter holds groups inside groups, more than {DEEPEST} deep",
        "Write the values out, each under a key of its own.",
        "NG115",
    )


def too_many(at: int, most: str) -> Words:
    return Words(at, f"the front matter holds more than {most}", _MOVE, "NG115")


def of_excess(root: yaml.Node, node: yaml.Node, depth: int) -> Words:
    """Say why a tree has no end, or none in sight, at the node where counting stopped."""
    at, aliases = node.start_mark.index, "Write the values out, without & and *."
    if any(below is node for below in _below(node)):
        message = "an alias (*name) repeats its own anchor (&name)"
    elif depth > DEEPEST:
        return deep(at)
    elif sum(1 for _ in _below(root)) >= MOST_VALUES:
        return too_many(at, f"{MOST_VALUES:,} values")
    else:
        message = "its aliases (*name) multiply what they stand for"
    return Words(at, f"the front matter expands without end: {message}", aliases, "NG115")


def _below(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield every node below a node once, however many aliases lead to it."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        for child in _children(waiting.pop()):
            if id(child) not in seen:
                seen.add(id(child))
                waiting.append(child)
                yield child


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return node.value if isinstance(node, yaml.SequenceNode) else []
