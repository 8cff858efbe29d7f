"""JSON item by item: the same text as at once."""

from collections.abc import Callable
from typing import Any

import pytest

from newsgen.printing import json_text
from newsgen.report.json import json_pieces

ITEMS: list[list[Any]] = [[], [{"a": 1}], [{"a": [1, {"b": "x\ny"}]}, "\u202e", 3], [{"list": []}]]
SHAPES: list[Callable[[list[Any]], dict[str, Any]]] = [
    lambda items: {"list": items},
    lambda items: {"version": 1, "list": items, "last": {"b": '"list": []'}},
    lambda items: {"runs": [{"other": [], "list": items}]},
]


@pytest.mark.parametrize("items", ITEMS)
@pytest.mark.parametrize("shape", SHAPES)
def test_pieces_are_the_text_at_once(
    items: list[Any], shape: Callable[[list[Any]], dict[str, Any]]
) -> None:
    assert "".join(json_pieces(shape([]), "list", items)) == json_text(shape(items))


def test_no_item_is_asked_for_before_the_one_before_is_written() -> None:
    items = iter(range(3))
    pieces = json_pieces({"list": []}, "list", items)
    next(pieces)
    assert list(items) == [1, 2]
