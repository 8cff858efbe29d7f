"""JSON with a long list in it, item by item: there may be too many to hold."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from newsgen.fast.collector import collect
from newsgen.printing import json_text

_COLLECT_AFTER: Final = 500


def json_pieces(data: Mapping[str, Any], name: str, items: Iterable[Any]) -> Iterator[str]:
    """Yield the pieces of `json_text(data)` with items in its empty list of a name."""
    before, _, after = json_text(data).partition(f'"{name}": []')
    line_end = "\n" + " " * _indent(before)
    opening = f'{before}"{name}": ['
    for number, item in enumerate(items):
        text = json_text(item).replace("\n", f"{line_end}  ")
        yield f"{opening}{line_end}  {text}"
        opening = ","
        if number % _COLLECT_AFTER == 0:
            collect()  # the encoder leaves cycles, and nothing else collects them in a session
    yield f"{opening}]{after}" if opening != "," else f"{line_end}]{after}"


def _indent(text: str) -> int:
    """Return by how much the last line of a text is indented."""
    last = text.rpartition("\n")[2]
    return len(last) - len(last.lstrip(" "))
