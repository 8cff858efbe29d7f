"""The rows of the keys that a site declares in `[fields]` of newsgen.toml."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from newsgen.config.fields import TYPES, FieldSettings
from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.content import _values as values
from newsgen.content._control_names import control_named
from newsgen.content._meta import Meta
from newsgen.content._values import KeyRow
from newsgen.content.frontmatter import Located
from newsgen.content.keys import KEYS
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.fast.patterns import later
from newsgen.model.dates import Moment
from newsgen.model.declared import ValueReader, list_of, moment, text, worded_flag
from newsgen.model.refusal import (
    closest,
    edits,
    either,
    nearest,
    refusal,
    wrong_choice,
    wrong_shape,
)
from newsgen.model.urls import URLError, parse_url

Fields = Mapping[str, FieldSettings]
Kinds = Mapping[str, Callable[[str], Any]]
"""What reads the text of a field, by the kinds that the site adds."""


def rows_of(fields: Fields, kinds: Kinds = MappingProxyType({})) -> tuple[KeyRow, ...]:
    """Return a row for each field: nothing of it survives a withdrawal.

    A field of a kind that is not among `kinds` is taken as text.
    """
    return tuple(_row(name, field, kinds) for name, field in fields.items())


def _row(name: str, field: FieldSettings, kinds: Kinds) -> KeyRow:
    types = _types(name, field)
    if field.type in kinds:
        types[field.type] = (text(_of_kind(kinds[field.type])), "", "Saltmere")
    elif field.type not in TYPES:
        types[field.type] = types["text"]
    reader, empty, example = types[field.type]
    description = field.description or field.label_in("en", name)
    return KeyRow(name, reader, description, (example,), empty=empty, is_seen=True)


def _types(name: str, field: FieldSettings) -> dict[str, tuple[ValueReader[Any], Any, Any]]:
    """Return the reader of each type, what templates see without a value, and an example."""
    choices = field.choices
    single = _one_of(choices) if choices else text(values.clean)
    alone = _alone(name, single, "one of its choices" if choices else "text")
    word = choices[0] if choices else "Saltmere"
    return {
        "text": (alone, "", "Saltmere"),
        "choice": (alone, "", word),
        "list": (list_of(single, f"Write {name}: [{{}}]", most=values.MOST_WORDS), (), [word]),
        "date": (moment(), None, "2026-03-24"),
        "number": (_number(), None, "12"),
        "flag": (worded_flag(), False, "true"),
        "link": (text(_link), "", "https://www.northshire.police.example/courts/"),
    }


def _alone(name: str, reader: ValueReader[str], shape: str) -> ValueReader[str]:
    """Take one text; of a list, say how to write one."""

    def read(value: Any, zone: ZoneInfo) -> str:
        if isinstance(value, list):
            is_one = len(value) == 1 and isinstance(value[0], str)
            several = 'Write one of them, or give the field type = "list" in newsgen.toml.'
            raise wrong_shape(value, shape, f"Write {name}: {value[0]}" if is_one else several)
        return reader.read(value, zone)

    return replace(reader, read=read)


def _of_kind(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Take a text as a kind of the site reads it, which says by `ValueError` what is wrong."""

    def check(written: str) -> Any:
        try:
            return read(values.clean(written))
        except ValueError as error:
            message, hint, *_ = (*(str(said or "") for said in error.args), "", "")
            raise refusal("NG206", message or f"“{written}” is wrong", hint) from None

    return check


def _one_of(choices: Sequence[str]) -> ValueReader[str]:
    """Take one of the choices in any letter case, and give it as the site writes it."""
    by_word = {_folded(choice): choice for choice in choices}

    def check(written: str) -> str:
        word = values.clean(written)
        if _folded(word) in by_word:
            return by_word[_folded(word)]
        error = wrong_choice(word, choices)
        near = closest(word, choices)
        hint = f"Did you mean {near}?" if near else ""
        raise type(error)(*(wrong._replace(hint=hint) for wrong in error.refusals))

    return text(check, schema=lambda: {"type": "string", "enum": list(choices)})


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


_NUMBER: Final = later(r"[-+]?[0-9]+(\.[0-9]+)?")


def _number() -> ValueReader[int | float]:
    """Take a number; a thousand may be written as 1,000."""

    def read(value: Any, zone: ZoneInfo) -> int | float:  # noqa: ARG001
        written = value.strip() if isinstance(value, str) else ""
        digits = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?:[^0-9]|$))", "", written)
        if not _NUMBER.fullmatch(digits):
            raise wrong_shape(value, "a number such as 12 or 0.5", "Write it in figures.")
        return float(digits) if "." in digits else int(digits)

    return ValueReader(read, "number", lambda: {"type": ["number", "string"]})


def _link(written: str) -> str:
    link = written.strip()
    values.refuse_unseen(link)
    if link.startswith("/") and not link.startswith("//") and not re.search(r"[\s\"<>\\]", link):
        return link
    try:
        return parse_url(link).url + "".join(link.partition("#")[1:])
    except URLError:
        pass
    message = f"“{link[:100]}” is neither an absolute URL nor a path within the site"
    raise refusal("NG206", message, "Write https://… in full, or a path that begins with /.")


# What no field may be called.


def check_names(fields: Fields, config_text: str) -> None:
    """Refuse fields that are called like keys of newsgen, or like what holds a release back.

    Raises:
        NewsgenError: with each such field, on its line of newsgen.toml.

    """
    if diagnostics := list(_wrong_names(fields, config_text)):
        raise NewsgenError(*diagnostics)


_SLIPS: Final = 2
"""So many letters of a key may be wrong for it to be known all the same."""


def _wrong_names(fields: Fields, config_text: str) -> Iterator[Diagnostic]:
    known = {key.name for key in KEYS}
    for name in fields:
        span = find_key(config_text, CONFIG_FILE, ("fields", name))
        if name in known:
            message, hint = f"{name} is a key of newsgen already", "Choose another name."
        elif name in Meta._fields:
            message, hint = f"templates call something else {name}", "Choose another name."
        elif control := control_named(name):
            message = f"a key called {name} would be taken for newsgen's {control.key}"
            hint = "What may hold a release back has one meaning only: choose another name."
        elif (near := nearest(name, known)) and edits(name, near) <= _SLIPS:
            message = f"a field called {name} could not be told from {near} that is misspelt"
            hint = f"Did you mean {near}? That needs no line here. Else choose another name."
        else:
            continue
        yield Diagnostic("NG703", message, span, hint)


# What releases need.


def missing(fields: Fields, located: Located, published: Moment | None) -> Iterator[Diagnostic]:
    """Report the fields that a release needs by its date, and has not got."""
    for name, field in fields.items():
        since = field.since()
        is_needed = since is not None and _day(published) >= since
        if is_needed and not (_has_value(located.values.get(name)) or located.is_cut(name)):
            misspelt = next((key for key in located.values if nearest(key, [name]) == name), "")
            hint = f"Did you mean {name}?" if misspelt else _how_to_add(name, field)
            yield Diagnostic("NG226", f"{name} is missing", located.key(misspelt or name), hint)


def _day(published: Moment | None) -> date:
    """Return the day of a release; one without a date is older than any day that is named."""
    return published.at.date() if published else date.min


def _has_value(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _how_to_add(name: str, field: FieldSettings) -> str:
    if not field.choices:
        return f"Add a line {name}: and its value."
    more = " …" if len(field.choices) > 8 else ""
    return f"Add {either(f'{name}: {choice}' for choice in field.choices[:8])}{more}."
