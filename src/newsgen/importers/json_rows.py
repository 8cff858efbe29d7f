"""JSON: an object for each record, in a list or on lines of their own."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from newsgen.importers.capture import LARGEST_FILE
from newsgen.importers.json_references import resolved, targets_in
from newsgen.importers.json_trees import TreeLevel, fullest, levels_of
from newsgen.importers.letters import letters_of
from newsgen.importers.record_values import value_at
from newsgen.importers.records import DataRow
from newsgen.report.text import count

_ERRORS: Final = (ValueError, RecursionError)
_FIRST: Final = re.compile(r"\[\s*(?=\{)")
_NEXT: Final = re.compile(r"\}\s*,\s*(?=\{)")
_DEEPEST: Final = 4
"""Lists of records further within objects are not looked for."""


def rows(file: Path, records: str = "") -> Iterator[DataRow]:
    """Yield the records of a file. What of it is not JSON costs itself."""
    if file.stat().st_size > LARGEST_FILE:
        yield DataRow(file.name, {}, f"it is larger than {LARGEST_FILE >> 20} MB")
        return
    text = letters_of(file.read_bytes(), "")[0].strip("\ufeff \r\n\t")
    try:
        document = json.loads(text)
    except _ERRORS as error:
        is_lines = text[:1] == "{" and _is_object(text.partition("\n")[0])
        yield from (_of_lines if is_lines else _of_damaged)(file.name, text, _said(error))
        return
    every = list(_records(document, records))
    yield from _elsewhere(file.name, document, records)
    targets = targets_in(document, every)
    for number, value in enumerate(every, 1):
        origin = f"{file.name}, record {number:,}"
        if isinstance(value, Mapping):
            yield DataRow(origin, resolved(value, targets))
        else:
            yield DataRow(origin, {}, _NO_OBJECT)


_NO_OBJECT: Final = "it is not an object with names"


def name_of_records(files: Iterable[Path]) -> str:
    """Return the field with the most objects in some files; empty if it can be no other list."""
    sizes = Counter[str]()
    is_plain = True
    for file in files:
        with suppress(*_ERRORS, OSError):
            document = json.loads(letters_of(file.read_bytes(), "")[0].strip("\ufeff \r\n\t"))
            lists = dict(_lists(document))
            is_plain = is_plain and len(lists) < 2 and not any("[]" in name for name in lists)
            sizes.update({name: len(each) for name, each in lists.items()})
    return "" if is_plain else max(sizes, key=lambda name: (sizes[name], name))


def is_json(file: Path) -> bool:
    """Return whether a file begins as JSON does."""
    with file.open("rb") as stream:
        start = stream.read(256).lstrip(b"\xef\xbb\xbf \r\n\t")
    return bool(re.match(rb'\{\s*["}]|\[\s*[{\]]', start))


def _said(error: Exception) -> str:
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except _ERRORS:
        return False


def _records(document: Any, name: str) -> Iterator[Any]:
    """Return the list of records: that with a name, or else the longest one of objects."""
    if name:
        return value_at(document, name)
    lists = sorted((each for _, each in _lists(document)), key=len)
    return iter(lists[-1] if lists else [document])


def _lists(document: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of objects that are not within one of those, with their names.

    Of a tree it is the level with most text.
    """
    for levels in _trees(document):
        level = fullest(levels)
        yield level.name, list(level.nodes)


def _trees(value: Any, depth: int = _DEEPEST, name: str = "") -> Iterator[list[TreeLevel]]:
    """Yield the levels of each list of objects."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield levels_of(name, value)
    elif isinstance(value, dict) and depth:
        for key, each in value.items():
            yield from _trees(each, depth - 1, f"{name}.{key}" if name else key)


def _elsewhere(file: str, document: Any, records: str) -> Iterator[DataRow]:
    """Yield at which other levels of the tree of releases there are objects with text."""
    for levels in _trees(document):
        chosen = fullest(levels)
        for level in levels if records in ("", chosen.name) else ():
            number = 0 if level is chosen else len(list(level.with_text()))
            if number:
                origin = f"{file}, {level.name or 'the first list'}, {count(number, 'object')}"
                trouble = f"it has text, and the releases are in {chosen.name or 'the first list'}"
                yield DataRow(origin, {}, trouble)


def _of_lines(name: str, text: str, _: str) -> Iterator[DataRow]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        origin = f"{name}, line {number:,}"
        try:
            value = json.loads(line)
        except _ERRORS as error:
            yield DataRow(origin, {}, f"the line is not JSON: {_said(error)}")
            continue
        is_record = isinstance(value, dict)
        yield DataRow(origin, value if is_record else {}, "" if is_record else _NO_OBJECT)


def _of_damaged(name: str, text: str, why: str) -> Iterator[DataRow]:
    """Yield the objects of the first list that can be read, and where it cannot."""
    decoder = json.JSONDecoder()
    start = _FIRST.search(text)
    if start is None:
        yield DataRow(name, {}, f"it is not JSON: {why}")
        return
    at, number, known = start.end(), 0, set[str]()
    while at < len(text) and text[at] != "]":
        number += 1
        origin = f"{name}, record {number:,}"
        try:
            value, end = decoder.raw_decode(text, at)
        except _ERRORS as error:
            yield DataRow(origin, {}, f"it is not JSON: {_said(error)}")
            following = _NEXT.search(text, at)
            if following is None:
                return
            at = following.end()
            continue
        while end < len(text) and text[end] in " \t\r\n,":
            end += 1
        at = end
        is_record = isinstance(value, dict) and (not known or bool(known & value.keys()))
        known = known or set(value)
        yield DataRow(origin, value if is_record else {}, "" if is_record else _NO_OBJECT)
    if at >= len(text):
        yield DataRow(name, {}, f"it is not whole: {why}")
