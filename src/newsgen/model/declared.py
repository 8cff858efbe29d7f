"""Rows: what is known of a front matter key or a setting, said once.

A row names a value, and its reader takes the value as YAML or TOML gives it. Validation, the schema
for editors and the reference page all follow from the row. A reader either returns the value or
raises `RefusalError` with all that is wrong in it, so what is right costs no more than a call.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from newsgen.fast.patterns import later
from newsgen.model import dates, shown
from newsgen.model.dates import DateError, Doubt, Moment, Precision
from newsgen.model.refusal import (
    Fault,
    Refusal,
    RefusalError,
    did_you_mean,
    nearest,
    refusal,
    wrong_choice,
    wrong_shape,
)
from newsgen.model.shown import JsonSchema

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=str)
Read = Callable[[Any, ZoneInfo], Value]
"""Takes a value and the zone of its local times."""
ANY_ZONE: Final = ZoneInfo("UTC")
"""The zone to read with what is not a local time."""
MOST_MISTAKES: Final = 100
"""So many of one list or table are told: a hint at what was meant takes time."""


@dataclass(frozen=True, slots=True)
class ValueReader(Generic[Value]):
    """What a value may be: how it is read, and what people and editors are told about it.

    `label` names the type in the reference, `schema` makes the JSON Schema. A group has `rows`. A
    list or a table has the reader of its `items`, whose names go on with `step`.
    """

    read: Read[Value]
    label: str
    schema: Callable[[], JsonSchema]
    rows: tuple["Row", ...] = ()
    items: "ValueReader[Any] | None" = None
    step: str = "[]"

    @property
    def rows_below(self) -> tuple["Row", ...]:
        """The rows of a group, or of each item of a list."""
        return self.rows or (self.items.rows if self.items else ())


@dataclass(frozen=True, slots=True)
class Row:
    """A key or a setting. A `missing` says what is wrong without it; others may be left out.

    `default` is what holds without it, for the reference and for editors.
    """

    name: str
    reader: ValueReader[Any]
    description: str
    examples: tuple[Any, ...]
    missing: Refusal | None = field(default=None, kw_only=True)
    default: Any = field(default=None, kw_only=True)


# Texts


def text(
    check: Callable[[str], str] | None = None,
    *,
    schema: Callable[[], JsonSchema] | None = None,
    **keywords: Any,
) -> ValueReader[str]:
    """Take a text, and what `check` makes of it.

    Editors are told `keywords` of it, or a whole JSON Schema in their place.
    """
    read = _as_text if check is None else _checked(check)
    return ValueReader(read, "text", schema or (lambda: {"type": "string", **keywords}))


def _plain(kind: type[Value], shape: str) -> Read[Value]:
    """Return what takes values of a type as they are."""

    def read(value: Any, zone: ZoneInfo) -> Value:  # noqa: ARG001
        if isinstance(value, kind):
            return value
        raise wrong_shape(value, shape)

    return read


_as_text: Final = _plain(str, "text")


def _checked(check: Callable[[str], Value]) -> Read[Value]:
    return lambda value, zone: check(_as_text(value, zone))


def not_empty(text: str) -> str:
    """Check that a text is there."""
    if not text.strip():
        raise RefusalError(Refusal(Fault.SHAPE, "should not be empty"))
    return text


def matching(pattern: str, code: str, message: str, hint: str = "") -> ValueReader[str]:
    """Take a text that has a form; `message` says of another one, as `{}`, what is wrong."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise refusal(code, message.format(text), hint)
        return text

    return text(check, pattern=f"^{pattern}$")


TAG: Final = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""The form of a language tag."""


def language(code: str) -> ValueReader[str]:
    """Take a language tag; a wrong one is a diagnostic with this code."""
    message = "language “{}” is not a language tag"
    return matching(TAG, code, message, "Use en-GB or cy.")


def choice(meanings: Mapping[Choice, str], *, any_case: bool = False) -> ValueReader[Choice]:
    """Take one of some words, each with its meaning."""
    choices = {str(word): word for word in meanings}

    def read(value: Any, zone: ZoneInfo) -> Choice:
        given = _as_text(value, zone)
        word = given.strip().lower() if any_case else given
        if word not in choices:
            raise wrong_choice(given.strip(), choices)
        return choices[word]

    show = shown.choice if any_case else shown.words
    return ValueReader(read, "choice", lambda: show(meanings))


# Numbers and flags


def flag() -> ValueReader[bool]:
    """Take true or false as TOML has them."""
    return ValueReader(_plain(bool, "true or false"), "true or false", lambda: {"type": "boolean"})


def worded_flag() -> ValueReader[bool]:
    """Take true or false in the words that YAML has for them."""

    def read(value: Any, zone: ZoneInfo) -> bool:  # noqa: ARG001
        known = shown.TRUTH.get(value.lower()) if isinstance(value, str) else None
        if known is None:
            raise wrong_shape(value, "true or false", "Write true, or delete the line.")
        return known

    return ValueReader(read, "true or false", shown.truth)


def number(least: int, most: int) -> ValueReader[int]:
    """Take a whole number within bounds."""

    def read(number: Any, zone: ZoneInfo) -> int:  # noqa: ARG001
        if not isinstance(number, int) or isinstance(number, bool):
            is_quoted = isinstance(number, str) and number.isdecimal()
            example = number if is_quoted else f"{least}"
            hint = f"Write a number without quotes, such as {example}."
            raise wrong_shape(number, "a whole number", hint)
        if not least <= number <= most:
            bound = f"at least {least}" if number < least else f"at most {most}"
            raise RefusalError(Refusal(Fault.SHAPE, f"should be {bound}"))
        return number

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return ValueReader(read, "whole number", lambda: schema)


# Dates


def day() -> ValueReader[date]:
    """Take a day as TOML has it."""

    def read(value: Any, zone: ZoneInfo) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        hint = f"Write {near}, without quotes." if (near := _day_of(value, zone)) else ""
        raise wrong_shape(value, "a date such as 2026-01-01, without quotes", hint)

    return ValueReader(read, "date", lambda: {"type": "string", "format": "date"})


def _day_of(value: Any, zone: ZoneInfo) -> date | None:
    """Return the day that a text or a time is of, if it is one."""
    if isinstance(value, datetime):
        return value.date()
    try:
        written = dates.parse(value.strip(), zone) if isinstance(value, str) else None
    except DateError:
        return None
    return written.at.date() if written and written.has_day else None


def moment() -> ValueReader[Moment]:
    """Take a date, with a time or without, as forces write it."""
    return ValueReader(_moment, "date", lambda: {"type": "string"})


def instant() -> ValueReader[Moment]:
    """Take a time with its offset from UTC, which means the same wherever it is read."""
    return ValueReader(_instant, "date with offset", lambda: {"type": "string", **_OFFSET})


_OFFSET: Final = {
    "pattern": r"([Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[Bb][Ss][Tt]|[+-]\d\d:?\d\d)",
    "patternErrorMessage": "Write a time and its offset: +00:00, or +01:00 in summer time.",
}


def _moment(value: Any, zone: ZoneInfo, examples: str = dates.EXAMPLES) -> Moment:
    if not isinstance(value, str):
        raise wrong_shape(value, "a date such as 2026-03-05 10:49")
    try:
        return dates.parse(value.strip(), zone)
    except DateError as error:
        hint = f"Write it like {examples}." if error.code == "NG301" else error.hint
        raise refusal(error.code, str(error), hint) from None


def _instant(value: Any, zone: ZoneInfo) -> Moment:
    moment = _moment(value, zone, "2026-03-30T10:00+01:00")
    if moment.precision is Precision.MINUTE and dates.offset_in(value):
        return moment
    hint = f"Write {dates.exact(moment.at)}."
    if moment.doubt is Doubt.REPEATED:
        second = dates.exact(moment.at.astimezone(zone).replace(fold=1))
        hint = f"Write {dates.exact(moment.at)}, or {second} for the second time."
    if moment.precision is not Precision.MINUTE:
        ten = moment.at.replace(hour=10, tzinfo=zone).isoformat(timespec="minutes")
        hint = f"Write the time and its offset too, such as {ten} for 10 o'clock."
    raise refusal("NG307", f"“{value}” does not say how far it is from UTC", hint)


def anything() -> ValueReader[Any]:
    """Take whatever is there: who uses the value checks it."""
    return ValueReader(lambda value, _: value, "any value", dict)


# Lists, tables and groups


def names(reader: ValueReader[str]) -> Callable[[str], str]:
    """Return what takes the names in a table as a reader takes texts."""
    return lambda name: reader.read(name, ANY_ZONE)


def list_of(
    items: ValueReader[Value], hint: str = "", *, most: int | None = None, in_yaml: bool = False
) -> ValueReader[tuple[Value, ...]]:
    """Take a list; `hint` shows how it is written, with `{}` for a text that stands in its place.

    Without `{}` it is shown whatever stands there. In quotes, the parts of the text between commas
    are shown one by one. A list may have `most` items. For one `in_yaml`, a text in the place of a
    map is shown as the first key of one.
    """

    def read(value: Any, zone: ZoneInfo) -> tuple[Value, ...]:
        if not isinstance(value, list | tuple):
            shows = isinstance(value, str) or "{}" not in hint
            shown_hint = _without_space(value) or (_as_list(hint, str(value)) if shows else "")
            raise wrong_shape(value, "a list", shown_hint)
        if most is not None and len(value) > most:
            message = f"should have at most {most} items, but it has {len(value):,}"
            raise RefusalError(Refusal(Fault.SHAPE, message, "Keep those that matter."))
        return _each(value, read_item, zone)

    def read_item(value: Any, zone: ZoneInfo) -> Value:
        try:
            return items.read(value, zone)
        except RefusalError:
            if not (items.rows and isinstance(value, str)):
                raise
            first = _as_first(items.rows, value, zone) if in_yaml else ""
            raise wrong_shape(value, "a map of keys and values", first or hint) from None

    def schema() -> JsonSchema:
        bound = {} if most is None else {"maxItems": most}
        return {"type": "array", "items": items.schema(), **bound}

    label = "list of maps" if items.rows else "list of text"
    return ValueReader(read, label, schema, items=items)


def _without_space(value: Any) -> str:
    """Return how to write a list of which YAML saw none, as no space follows its hyphens."""
    first = next(iter(value), "") if isinstance(value, dict) else value
    if not isinstance(first, str) or not _HYPHEN.match(first):
        return ""
    text = f"{first[1:]}: {value[first]}" if isinstance(value, dict) else first[1:].split(" -")[0]
    return f"Write a space after each hyphen: - {text.strip()}"


_HYPHEN: Final = later(r"-[^\S ]*[^\W\d]")


def _as_first(rows: tuple[Row, ...], text: str, zone: ZoneInfo) -> str:
    """Return how to write a text in the place of a group, if it may be that of its first key."""
    try:
        rows[0].reader.read(text, zone)
    except RefusalError:
        return ""
    below = f", and {rows[1].name}: on the line below it" if rows[1:] else ""
    return f"Write - {rows[0].name}: {text}{below}."


def _quoted(wrong: Refusal, value: Any) -> Refusal:
    """Return a refusal; of a text that YAML took for a map, as a colon is in it, it says that."""
    is_alone = isinstance(value, dict) and len(value) == 1
    if is_alone and wrong.fault is Fault.SHAPE and not wrong.keys:
        ((key, text),) = value.items()
        if isinstance(key, str) and isinstance(text, str) and "'" not in key + text:
            hint = f"If it is a text with a colon, write '{key}: {text}' in quotes."
            return wrong._replace(hint=wrong.hint or hint)
    return wrong


def _as_list(hint: str, value: str) -> str:
    parts = '", "'.join(part.strip() for part in value.split(","))
    return hint.replace('"{}"', f'"{parts}"').replace("{}", value)


def one_or_more(
    items: ValueReader[Value], hint: str = "", *, most: int | None = None
) -> ValueReader[tuple[Value, ...]]:
    """Take a list, or one of its items alone."""
    several = list_of(items, hint, most=most)

    def read(value: Any, zone: ZoneInfo) -> tuple[Value, ...]:
        return several.read([value] if isinstance(value, str) else value, zone)

    def schema() -> JsonSchema:
        return {"anyOf": [several.schema(), items.schema()]}

    return ValueReader(read, several.label, schema, items=items)


def _each(values: Any, read: Read[Value], zone: ZoneInfo) -> tuple[Value, ...]:
    taken: list[Value] = []
    refusals: list[Refusal] = []
    for at, value in enumerate(values):
        if len(refusals) >= MOST_MISTAKES:
            break
        try:
            taken.append(read(value, zone))
        except RefusalError as error:
            refusals += [_quoted(wrong, value).below(at) for wrong in error.refusals]
    if refusals:
        raise RefusalError(*refusals)
    return tuple(taken)


def table_of(
    items: ValueReader[Value],
    name: Callable[[str], str] | None = None,
    *,
    check: Callable[[dict[str, Value]], dict[str, Value]] | None = None,
    schema: Callable[[], JsonSchema] | None = None,
) -> ValueReader[dict[str, Value]]:
    """Take a table whose names an author chooses; `name` checks each of them, `check` the whole.

    Editors are told of any names, or a schema of JSON Schema in place of that.
    """

    def read(value: Any, zone: ZoneInfo) -> dict[str, Value]:
        if not isinstance(value, dict):
            raise wrong_shape(value, "a map of keys and values")
        taken: dict[str, Value] = {}
        refusals: list[Refusal] = []
        for key, below in value.items():
            if len(refusals) >= MOST_MISTAKES:
                break
            label = key
            try:
                label = name(key) if name else key
            except RefusalError as error:
                refusals += error.below(key).refusals
            try:
                taken[label] = items.read(below, zone)
            except RefusalError as error:
                refusals += error.below(key).refusals
        if refusals:
            raise RefusalError(*refusals)
        return check(taken) if check else taken

    schema = schema or (lambda: {"type": "object", "additionalProperties": items.schema()})
    return ValueReader(read, "map", schema, items=items, step=".NAME")


def group(
    *rows: Row,
    make: Callable[..., Value],
    is_open: bool = False,
    skips_empty: bool = False,
    check: Callable[[Value], Value] | None = None,
    hint: str = "",
) -> ValueReader[Value]:
    """Take a map of keys and values, each by its row, and make a value of those that are given.

    An open group may hold other keys, which are left out. With `skips_empty`, an empty text counts
    as not given. `check` looks at the whole. `hint` shows how it is written, where a text stands.
    """
    read_rows = reader_of(rows, is_open=is_open, skips_empty=skips_empty)

    def read(value: Any, zone: ZoneInfo) -> Value:
        if not isinstance(value, dict):
            shown_hint = hint if isinstance(value, str) else ""
            raise wrong_shape(value, "a map of keys and values", shown_hint)
        whole: Any = read_rows(value, zone)
        if make is not dict:
            whole = make(**whole)
        return check(whole) if check else whole

    def schema() -> JsonSchema:
        return schema_of(rows, is_open=is_open)

    return ValueReader(read, "map", schema, rows)


def reader_of(
    rows: tuple[Row, ...], *, is_open: bool, skips_empty: bool = False
) -> Callable[[dict[str, Any], ZoneInfo], dict[str, Any]]:
    """Return what reads the values of several rows, and raises all that is wrong with them."""
    reads = {row.name: row.reader.read for row in rows}
    missing = frozenset(row.name for row in rows if row.missing)
    as_they_are = frozenset(name for name, read in reads.items() if read is _as_text)

    def refusals(values: dict[str, Any], zone: ZoneInfo) -> Iterator[Refusal]:
        unknown: list[str] = []
        for key, value in values.items():
            if key in reads:
                try:
                    reads[key](value, zone)
                except RefusalError as error:
                    yield from (wrong.below(key) for wrong in error.refusals)
            elif not is_open:
                unknown.append(key)
        yield from _not_of_rows(unknown, values, rows, zone)

    def read(values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
        if skips_empty and "" in values.values():
            values = {key: value for key, value in values.items() if value != ""}
        try:
            taken = {
                key: value
                if key in as_they_are and isinstance(value, str)
                else reads[key](value, zone)
                for key, value in values.items()
                if key in reads
            }
        except RefusalError:
            raise RefusalError(*refusals(values, zone)) from None
        if not (missing <= values.keys() and (is_open or len(taken) == len(values))):
            raise RefusalError(*refusals(values, zone))
        return taken

    return read


def _not_of_rows(
    unknown: list[str], values: dict[str, Any], rows: tuple[Row, ...], zone: ZoneInfo
) -> Iterator[Refusal]:
    """Yield the unknown keys and the missing ones, or that one stands in the place of the other."""
    absent = [row for row in rows if row.missing and row.name not in values]
    if len(unknown) == 1 == len(absent) and _can_be(values[unknown[0]], absent[0], zone):
        (row,) = absent
        if nearest(unknown[0], [each.name for each in rows]) in ("", row.name):
            yield _unknown(unknown[0], rows)._replace(hint=f"Did you mean {row.name}?")
            return
    yield from (_unknown(key, rows) for key in unknown[:MOST_MISTAKES])
    yield from (row.missing.below(row.name) for row in absent if row.missing)


def _can_be(value: Any, row: Row, zone: ZoneInfo) -> bool:
    """Return whether the value of an unknown key may be that of one that is missing."""
    try:
        row.reader.read(value, zone)
    except RefusalError:
        return False
    return all(_is_path(value) is _is_path(example) for example in row.examples[:1])


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and " " not in value and ("/" in value or "." in value)


def _unknown(key: str, rows: tuple[Row, ...]) -> Refusal:
    known = tuple(row.name for row in rows)
    inside = [row.name for row in rows if any(key == inner.name for inner in row.reader.rows)]
    if inside:
        hint = f"Did you mean {' or '.join(f'{name}.{key}' for name in inside)}?"
    else:
        hint = did_you_mean(key, known, f"Known here: {', '.join(known)}.")
    return Refusal(Fault.UNKNOWN, "is unknown", hint, keys=(key,), known=known)


# What follows from rows


def schema_of(rows: tuple[Row, ...], *, is_open: bool = False) -> JsonSchema:
    """Return the JSON Schema of a map with these keys."""
    schema: JsonSchema = {"type": "object", "properties": {row.name: node_of(row) for row in rows}}
    if not is_open:
        schema["additionalProperties"] = False
    if needed := [row.name for row in rows if row.missing]:
        schema["required"] = needed
    return schema


def node_of(row: Row) -> JsonSchema:
    """Return the JSON Schema of a row's value, with what people are told about it."""
    node = {"description": row.description, **row.reader.schema(), "examples": list(row.examples)}
    return node if row.default is None else node | {"default": row.default}


def walk(rows: tuple[Row, ...], above: str = "") -> Iterator[tuple[str, Row]]:
    """Yield every row with its dotted name: `og.image`, `images[].src`, `areas.NAME.slug`."""
    for row in rows:
        name = above + row.name
        yield name, row
        reader = row.reader
        while reader.items is not None:
            name, reader = name + reader.step, reader.items
        yield from walk(reader.rows, f"{name}.")
