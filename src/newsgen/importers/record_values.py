"""What a record has under a name, such as `title`, `image.src` or `tags[].name`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_STEP: Final = re.compile(r"\.|\[\]\.?")
_MOST_STEPS: Final = 12
_DEEPEST: Final = 8


def value_at(values: Any, name: str) -> Iterator[Any]:
    """Yield the values.

    A name may have points in it, as those of spreadsheets do; a list gives each of its parts.
    """
    if isinstance(values, list):
        for each in values:
            yield from value_at(each, name)
    elif not name:
        yield values
    elif isinstance(values, Mapping):
        if name in values:
            yield from value_at(values[name], "")
            return
        for step in list(_STEP.finditer(name))[:_MOST_STEPS]:
            if step.start() and (head := name[: step.start()]) in values:
                yield from value_at(values[head], name[step.end() :])
                return


def texts(values: Any, name: str) -> Iterator[str]:
    """Yield the texts that a record has under a name, without those that are empty."""
    for value in value_at(values, name):
        if isinstance(value, str):
            text = value.strip()
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            text = str(value)
        else:
            continue
        if text:
            yield text


def names_in(values: Any, depth: int = _DEEPEST) -> Iterator[str]:
    """Yield the names of what a record has: `title`, `image.src`, `tags[].name`."""
    for name, value in values.items() if isinstance(values, Mapping) else ():
        lists = value[:1] if isinstance(value, list) else ()
        if isinstance(value, Mapping) and depth:
            yield from (f"{name}.{each}" for each in names_in(value, depth - 1))
        elif lists and isinstance(lists[0], Mapping) and depth:
            yield from (f"{name}[].{each}" for each in names_in(lists[0], depth - 1))
        else:
            yield name
