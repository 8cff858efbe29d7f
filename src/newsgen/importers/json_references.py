"""References within JSON: what names another object by its id gets what that object has.

JSON:API has files and terms in `included`, an export of Contentful has them in `assets`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_MOST_HOPS: Final = 3
"""A picture may be that of a medium, which is that of a file."""
_DEEPEST: Final = 4
_LINK: Final = "Link"

Targets = Mapping[tuple[str, str], Mapping[str, Any]]


def targets_in(document: Any, records: Sequence[Any]) -> Targets:
    """Return the objects of all lists but that of the records, by their types and ids."""
    known = {id(record) for record in records}
    every = (each for each in _objects(document, _DEEPEST) if id(each) not in known)
    return {key: each for each in every if (key := _key(each))}


def resolved(value: Any, targets: Targets, hops: int = _MOST_HOPS) -> Any:
    """Return a value in which each reference has what its target has too."""
    if not targets:
        return value
    if isinstance(value, list):
        return [resolved(each, targets, hops) for each in value]
    if not isinstance(value, Mapping):
        return value
    target = targets.get(_key(value) or ("", ""))
    if target is not None and hops:
        value, hops = {**value, **target}, hops - 1
    return {name: resolved(each, targets, hops) for name, each in value.items()}


def _key(value: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the type and id of an object, or of what it refers to."""
    about = value["sys"] if isinstance(value.get("sys"), Mapping) else value
    kind, number = about.get("type"), about.get("id")
    if kind == _LINK:
        kind = about.get("linkType")
    is_known = isinstance(kind, str) and isinstance(number, (str, int))
    return (str(kind), str(number)) if is_known else None


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of all lists that are not within objects of a list."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))
    elif isinstance(value, Mapping) and depth:
        for each in value.values():
            yield from _objects(each, depth - 1)
