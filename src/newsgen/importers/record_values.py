"""What a record has under a name, such as `title`, `image.src` or `tags[].name`.

`Fields[Name=Body].Value` is the `Value` of those objects of a list whose `Name` is Body: some
systems export the fields of an item as such a list.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

BRACE: Final = re.compile(r"\{([^{}]+)\}")
"""A name in a pattern of addresses."""
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:[-_][A-Z]{2})?")
_STEP: Final = re.compile(r"\.|\[(?:(?P<key>\w+)=(?P<text>[^\]]*))?\]\.?")
_FIELD: Final = re.compile(r"\[\w+=([^\]]*)\]\.\w+$")
_KEYS: Final = ("name", "key", "alias")
_VALUES: Final = ("value",)
_MOST_OF_LIST: Final = 100
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
                value = values[head]
                if step["key"] and isinstance(value, list):
                    value = [each for each in value if _is_called(each, step["key"], step["text"])]
                yield from value_at(value, name[step.end() :])
                return


def _is_called(value: Any, key: str, text: str) -> bool:
    return isinstance(value, Mapping) and str(value.get(key)) == text


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
        if lists:
            yield from (f"{name}[{each}" for each in _names_of_fields(value))
        if isinstance(value, Mapping) and depth:
            yield from (f"{name}.{each}" for each in names_in(value, depth - 1))
        elif lists and isinstance(lists[0], Mapping) and depth:
            yield from (f"{name}[].{each}" for each in names_in(lists[0], depth - 1))
        else:
            yield name


def plain_name(name: str) -> str:
    """Return a name in which a field of a list is called as others are: `Fields.Body`."""
    return _FIELD.sub(r".\1", name)


def without_language(name: str) -> str:
    """Return a name without the language at its end, such as `title` of `title.en-GB`."""
    above, _, last = name.rpartition(".")
    return above if above and _LANGUAGE.fullmatch(last) else name


def _names_of_fields(values: list[Any]) -> Iterator[str]:
    """Yield the rest of the names of fields, if objects of a list are those: a name and a value."""
    objects = [each for each in values[:_MOST_OF_LIST] if isinstance(each, Mapping)]
    if len(objects) < 2:
        return
    first = objects[0]
    key, value = (next((each for each in first if each.lower() in known), "")
                  for known in (_KEYS, _VALUES))  # fmt: skip
    for each in objects if key and value else ():
        if isinstance(each.get(key), str) and value in each:
            yield f"{key}={each[key]}].{value}"
