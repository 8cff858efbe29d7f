"""The keys that a site declares for its releases: the tables `[fields.NAME]` of newsgen.toml."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.config import _values as values
from newsgen.config.rows import setting, table
from newsgen.model import shown
from newsgen.model.declared import ValueReader, list_of, not_empty, table_of, text
from newsgen.model.refusal import either, refusal, wrong_shape
from newsgen.model.worded import Worded, in_language, worded

Required = bool | date


class FieldType(NamedTuple):
    """What fields of a type take, as people are told, and what can be done with them.

    Those with words are what lists ask for and taxonomies sort by.
    """

    meaning: str
    has_words: bool = False
    has_choices: bool = False


TYPES: Final = {
    "text": FieldType("Words on one line", has_words=True),
    "choice": FieldType("One of choices", has_words=True, has_choices=True),
    "list": FieldType(
        "Several texts; with choices, each one of them", has_words=True, has_choices=True
    ),
    "date": FieldType("A date, with a time or without"),
    "number": FieldType("A number, whole or decimal"),
    "flag": FieldType("true or false"),
    "link": FieldType("An absolute URL, or a path within the site"),
}
"""What reads each of them is in `content/fields.py`, which few sites need to load."""
WORDED: Final = either(name for name, each in TYPES.items() if each.has_words)


def _required() -> ValueReader[Required]:
    """Take true or false, or the day from which on it is true."""

    def read(value: Any, zone: ZoneInfo) -> Required:  # noqa: ARG001
        if isinstance(value, bool | date) and not isinstance(value, datetime):
            return value
        is_day = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        hint = f"Write {value} without quotes." if is_day else "Write true, or a day: 2026-01-01."
        raise wrong_shape(value, "true, or a date such as 2026-01-01, without quotes", hint)

    return ValueReader(
        read,
        "true, false or a date",
        lambda: {"anyOf": [{"type": "boolean"}, {"type": "string", "format": "date"}]},
    )


def _types_schema() -> shown.JsonSchema:
    return shown.words({name: each.meaning for name, each in TYPES.items()})


@dataclass(frozen=True, slots=True)
class FieldSettings:
    """A key of the front matter that the site adds."""

    type: str = setting(
        text(schema=lambda: {"anyOf": [_types_schema(), {"type": "string"}]}),
        "What values it takes, or a kind of field that [plugins] lists",
        "choice",
        default="text",
    )
    choices: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), 'Write choices = ["{}"]'),
        "The values to choose from, as pages show them; for choice and list",
        ["Saltmere", "Ellerdale"],
        default=(),
    )
    required: Required = setting(
        _required(),
        "Whether every release needs it; with a day, only releases from that day on",
        True,
        "2026-01-01",
        default=False,
    )
    label: Worded = setting(
        worded(values.CODE),
        "What pages call it, in one text or a text for each language. Default: its name",
        "District",
        {"en": "District", "cy": "Ardal"},
        factory=dict,
    )
    description: str = setting(
        text(),
        "What authors are told about it in their editors",
        "The district in which it happened",
        default="",
    )

    def since(self) -> date | None:
        """Return the first day whose releases need it; None if no release does."""
        if isinstance(self.required, bool):
            return date.min if self.required else None
        return self.required

    @property
    def has_words(self) -> bool:
        """Return whether its values are words, of which a list can ask for some."""
        return self.type in TYPES and TYPES[self.type].has_words

    def label_in(self, language: str, name: str) -> str:
        """Return what pages in a language call the field of a name."""
        return in_language(self.label, language) or name.replace("_", " ").capitalize()


def _agreeing(field: FieldSettings) -> FieldSettings:
    """Refuse choices that no release could name, or that are twice the same to a reader."""
    if field.type == "choice" and not field.choices:
        hint = 'Add choices = ["Saltmere", "Ellerdale"], or leave out type.'
        raise refusal(values.CODE, "a choice needs choices", hint)
    if field.choices and field.type in TYPES and not TYPES[field.type].has_choices:
        message = f"a field of type {field.type} has no choices"
        raise refusal(values.CODE, message, 'Write type = "choice", or delete choices.').below(
            "choices"
        )
    seen: dict[str, str] = {}
    for each in field.choices:
        other = seen.setdefault(" ".join(each.casefold().split()), each)
        if other is not each:
            message = f"“{other}” and “{each}” are the same choice"
            raise refusal(values.CODE, message, "Keep one of them.").below("choices")
    return field


def labels(
    fields: Mapping[str, FieldSettings], languages: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Return what pages call each field, by language."""
    return {
        name: {language: field.label_in(language, name) for language in languages}
        for name, field in fields.items()
    }


FIELD_TABLES: Final = table_of(table(FieldSettings, _agreeing), values.field_name)
