"""Fields of data that the plan does not name: what they hold, in how many records."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from newsgen.importers.page_text import text_of
from newsgen.importers.record_values import BRACE, names_in, texts, without_language
from newsgen.report.text import count

_PICTURE: Final = re.compile(
    r"<ima?ge?\b|(?:https?:)?/\S*?([^\s/]+\.(?:jpe?g|png|gif|webp|avif))(?:$|[?#|])", re.IGNORECASE
)
_FEW_WORDS: Final = 5
"""Fewer are a name, a place or a state."""
_MANY_WORDS: Final = 12
_COMPARED: Final = 200
"""Letters by which a text is found within another, as it may have been cut behind them."""
_SHOWN: Final = 80
_SEVERAL: Final = 3
TEXT, PICTURE, LANGUAGE = "text", "a picture", "another language"


class UnreadValue(NamedTuple):
    """What a record has in a field; `holds` is empty if nobody misses it."""

    name: str
    words: str
    holds: str = ""

    @property
    def is_long(self) -> bool:
        return self.holds == TEXT and len(self.words.split()) >= _MANY_WORDS


def unread_in(values: Any, named: Iterable[str], shown: str) -> Iterator[UnreadValue]:
    """Yield what a record has in fields that are not named, empty ones left out.

    What it holds is empty also if it is `shown`: in the HTML of the release, and its files.
    """
    used = {_plain(each) for name in named for each in BRACE.findall(name) or [name]}
    languages = {without_language(name): name for name in used}
    letters = _letters(text_of(shown))
    names = list(names_in(values))
    lists = {name.partition("[")[0] for name in names if re.search(r"\[\w+=", name)}
    for name in names:
        steps = _plain(name).split(".")
        is_used = not used.isdisjoint(".".join(steps[:end]) for end in range(1, len(steps) + 1))
        if is_used or ("[]." in name and name.partition("[]")[0] in lists):
            continue
        other = languages.get(without_language(_plain(name)), "")
        for text in texts(values, name):
            words = text_of(text)
            holds = _held(text, words, shown, letters)
            is_language = holds and other and other != without_language(other)
            yield UnreadValue(name, words or text, LANGUAGE if is_language else holds)


def _held(text: str, words: str, shown: str, letters: str) -> str:
    picture = _PICTURE.match(text)
    if picture:
        return "" if (picture[1] or text) in shown else PICTURE
    is_prose = len(words.split()) >= _FEW_WORDS and "://" not in words.partition(" ")[0]
    return TEXT if is_prose and _letters(words)[:_COMPARED] not in letters else ""


def _plain(name: str) -> str:
    return name.replace("[]", "")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


# All records


@dataclass
class UnreadField:
    """A field that the plan does not name: in how many records it is, with an example."""

    name: str
    example: str
    records: int = 0
    holds: str = ""
    is_varied: bool = False

    @property
    def is_missed(self) -> bool:
        """Return whether it may be part of releases, which differ."""
        return bool(self.holds) and (self.is_varied or self.records < _SEVERAL)


class UnreadFields:
    """The fields of all records, as they are met."""

    def __init__(self) -> None:
        self._fields: dict[str, UnreadField] = {}
        self._first: dict[str, str] = {}

    def add(self, values: Iterable[UnreadValue]) -> None:
        """Take in what a record has."""
        names = set[str]()
        for each in values:
            example = each.words[:_SHOWN]
            field = self._fields.setdefault(each.name, UnreadField(each.name, example))
            field.records += each.name not in names
            field.is_varied = field.is_varied or self._is_other(each)
            if each.holds and not field.holds:
                field.holds, field.example = each.holds, example
            names.add(each.name)

    def _is_other(self, value: UnreadValue) -> bool:
        return self._first.setdefault(value.name, value.words) != value.words

    def all(self) -> list[UnreadField]:
        """Return them, those that may be missed first."""
        return sorted(self._fields.values(), key=lambda each: (not each.is_missed, each.name))


def problems_of(fields: Iterable[UnreadField]) -> Iterator[tuple[str, str]]:
    """Yield the names of fields or languages that may be missed, with what is in them."""
    languages: dict[str, list[UnreadField]] = {}
    for field in fields:
        if field.is_missed and field.holds == LANGUAGE:
            languages.setdefault(field.name.rpartition(".")[2], []).append(field)
        elif field.is_missed:
            records = count(field.records, "record")
            yield field.name, f"{records} with {field.holds} in it, such as “{field.example}”"
    for language, each in sorted(languages.items()):
        names = ", ".join(field.name for field in each)
        records = count(max(field.records for field in each), "record")
        yield language, f"{records} with this language too, in {names}: it needs a plan of its own"
