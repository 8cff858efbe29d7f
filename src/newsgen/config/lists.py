"""The lists of a site or a theme: the tables `[lists.NAME]` of newsgen.toml and theme.toml."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Any, Final
from zoneinfo import ZoneInfo

from newsgen.config import _values as values
from newsgen.config.fields import WORDED, FieldSettings
from newsgen.config.rows import setting, table
from newsgen.fast.patterns import later
from newsgen.model.dates import parse_period
from newsgen.model.declared import (
    ValueReader,
    choice,
    day,
    list_of,
    not_empty,
    number,
    one_or_more,
    table_of,
    text,
)
from newsgen.model.lists import FIELD, HOME, MOST, PLACES, ReleaseList
from newsgen.model.refusal import (
    RefusalError,
    closest,
    did_you_mean,
    refusal,
    suggestion,
    wrong_shape,
)
from newsgen.model.release import KINDS, Status
from newsgen.model.taxonomy import Taxonomy, slug_of
from newsgen.model.worded import Worded, worded

Where = dict[str, tuple[str, ...]]

_KEYS: Final = ("area", "kind", "tags", "language", "status")
_STATUSES: Final = (Status.PUBLISHED, Status.CLOSED)
"""What readers may see."""
_EXAMPLE: Final = 'Such as where = { kind = "court-result" }.'
_VALUES: Final = one_or_more(text(not_empty, minLength=1), 'Write a text, or a list: ["{}"]')


def _where() -> ValueReader[Where]:
    """Take keys of releases, each with one value or several."""
    plain = table_of(_VALUES, _key)

    def read(value: Any, zone: ZoneInfo) -> Where:
        if not isinstance(value, dict):
            raise wrong_shape(value, "a map of keys and values", _EXAMPLE)
        if isinstance(below := value.get("fields"), dict):
            rest = {key: each for key, each in value.items() if key != "fields"}
            value = rest | {FIELD + key: each for key, each in below.items()}
        value = {key: _as_written(key, each) for key, each in value.items()}
        return _checked(plain.read(value, zone))

    def schema() -> dict[str, Any]:
        of_keys = {"kind": list(map(str, KINDS)), "status": list(map(str, _STATUSES))}
        known = {f"^{key}$": _VALUES.schema() for key in _KEYS} | {
            f"^{key}$": one_or_more(choice(dict.fromkeys(words, ""))).schema()
            for key, words in of_keys.items()
        }
        fields = {"^fields$": {"type": "object"}, r"^fields\.": _VALUES.schema()}
        return {
            "type": "object",
            "patternProperties": known | fields,
            "additionalProperties": False,
        }

    return ValueReader(read, "map", schema)


def _as_written(key: str, value: Any) -> Any:
    """Return a single value of a field as text, so that it is judged by the type of the field."""
    if isinstance(value, bool):
        value = str(value).lower()
    is_single = isinstance(value, int | float | date | str)
    return str(value) if key.startswith(FIELD) and is_single else value


def _checked(where: Where) -> Where:
    """Refuse values that no release has."""
    for key, given in where.items():
        if not given:
            raise refusal(values.CODE, f"{key} has no value", _EXAMPLE).below(key)
    for key, known in (("kind", KINDS), ("status", _STATUSES)):
        if wrong := _unknown(where.get(key, ()), [str(word) for word in known]):
            message = f"no release that readers see has the {key} “{wrong[0]}”"
            raise refusal(values.CODE, message, wrong[1]).below(key)
    for tag in where.get("language", ()):
        if not _TAG.fullmatch(tag):
            raise _no_language(tag).below("language")
    return where


_TAG: Final = later(r"(?i)[a-z]{2,3}(-[a-z0-9]{2,8})*")
_LANGUAGES: Final = {
    "english": "en", "welsh": "cy", "cymraeg": "cy", "irish": "ga", "gaelic": "gd", "polish": "pl",
}  # fmt: skip


def _no_language(tag: str) -> RefusalError:
    """Return the refusal of a language that no release can be in."""
    code = _LANGUAGES.get(tag.casefold(), "")
    hint = suggestion(code, "Write its tag, such as en or cy.")
    return refusal(values.CODE, f"“{tag}” is not the tag of a language", hint)


def _key(name: str) -> str:
    """Check the name of a key; whether the site has the field is checked later."""
    if name in _KEYS or name.startswith(FIELD):
        return name
    known = f"Known are {', '.join(_KEYS)}. A field of the site is written {FIELD}{name}."
    raise refusal(values.CODE, f"lists know no key “{name}”", did_you_mean(name, _KEYS, known))


def _unknown(given: Iterable[str], known: Collection[str]) -> tuple[str, str] | None:
    """Return the first value that is not known, and a hint."""
    folded = {word.casefold() for word in known}
    for value in given:
        if value.casefold() not in folded:
            return value, suggestion(closest(value, known), f"Known are {', '.join(known)}.")
    return None


def _place(text: str) -> str:
    """Take a kind of page, or the file of one page."""
    if text in PLACES:
        return text
    if text.endswith(".md"):
        return values.content_file(text)
    hint = f"Known are {', '.join(PLACES)}, and the file of a page, such as about/courts.md."
    raise refusal(values.CODE, f"no page is called “{text}”", did_you_mean(text, PLACES, hint))


@dataclass(frozen=True, slots=True)
class ListSettings:
    """A list of releases with some values in common."""

    title: Worded = setting(
        worded(values.CODE),
        "What pages call it, in one text or a text for each language. Default: its name",
        "Court results",
        {"en": "Court results", "cy": "Canlyniadau llys"},
        factory=dict,
    )
    where: Where = setting(
        _where(),
        "What a release in it has: one of the values given for area, kind, tags, language, status "
        "or fields.NAME",
        {"kind": "court-result", "fields.district": ["Saltmere", "Ellerdale"]},
        factory=dict,
    )
    limit: int = setting(number(1, MOST), f"Releases in it, 1 to {MOST}", 10, default=5)
    order: str = setting(
        choice({"newest": "The newest first", "oldest": "The oldest first"}),
        "Which releases come first, and stay when there are too many",
        "oldest",
        default="newest",
    )
    since: date | None = setting(
        day(), "The day from which on releases are in it", "2026-01-01", default=None
    )
    age: str = setting(
        text(values.age),
        "How old a release in it may be; a month counts as a twelfth of 365 days",
        "12 months",
        default="",
    )
    on: tuple[str, ...] = setting(
        list_of(
            text(_place, schema=lambda: {"type": "string", "examples": [*PLACES]}),
            'Write on = ["{}"]',
        ),
        "Which pages show it: home, area, page for all pages of the site, or the file of a page",
        ["home", "area"],
        ["about/courts.md"],
        default=(HOME,),
    )

    def release_list(self, name: str, zone: ZoneInfo) -> ReleaseList:
        """Return the list of a name, with what it does not say itself."""
        period = parse_period(self.age)
        return ReleaseList(
            name=name,
            title=self.title or {"": name.replace("_", " ").capitalize()},
            where=tuple(self.where.items()),
            limit=self.limit,
            oldest_first=self.order == "oldest",
            since=datetime.combine(self.since, time(), zone) if self.since else None,
            age=period.length if period else None,
            on=self.on,
        )


def _shown(settings: ListSettings) -> ListSettings:
    """Refuse a list that no page shows."""
    if not settings.on:
        hint = 'Write on = ["home"], or delete the list.'
        raise refusal(values.CODE, "on names no page, so nobody sees the list", hint).below("on")
    return settings


LIST_TABLES: Final = table_of(table(ListSettings, _shown), values.list_name)


def check_lists(
    lists: Mapping[str, ListSettings],
    fields: Mapping[str, FieldSettings],
    areas: Collection[str],
    taxonomies: Sequence[Taxonomy],
) -> Iterator[RefusalError]:
    """Yield what lists ask for that the site does not have: a field, choice, term or area."""
    for name, settings in lists.items():
        for key, given in settings.where.items():
            wrongs = _wrong_values(key, given, fields, areas), _wrong_terms(key, given, taxonomies)
            for wrong in chain(*wrongs):
                yield wrong.below("lists", name, "where", key)


def _wrong_values(
    key: str, given: tuple[str, ...], fields: Mapping[str, FieldSettings], areas: Collection[str]
) -> Iterator[RefusalError]:
    if key == "area" and areas and (wrong := _unknown(given, areas)):
        yield refusal(values.CODE, f"there is no area “{wrong[0]}”", wrong[1])
    if not key.startswith(FIELD):
        return
    name = key.removeprefix(FIELD)
    field = fields.get(name)
    if field is None:
        hint = did_you_mean(name, fields, f"Declare it: [fields.{name}].")
        yield refusal(values.CODE, f"the site has no field “{name}”", hint)
    elif not field.has_words:
        hint = f"Ask for a field of type {WORDED}, or declare this one as one of them."
        message = f"a list cannot ask for {name}, which is a field of type {field.type}"
        yield refusal(values.CODE, message, hint)
    elif field.choices and (wrong := _unknown(given, field.choices)):
        yield refusal(values.CODE, f"“{wrong[0]}” is not a choice of {name}", wrong[1])


def _wrong_terms(
    key: str, given: tuple[str, ...], taxonomies: Sequence[Taxonomy]
) -> Iterator[RefusalError]:
    """Yield what is not among the only terms that a taxonomy has."""
    for taxonomy in taxonomies:
        if taxonomy.terms and taxonomy.key == key.removeprefix(FIELD):
            slugs = {slug_of(term) for term in taxonomy.terms}
            for value in given:
                if slug_of(value) not in slugs:
                    near = closest(value, taxonomy.terms)
                    hint = suggestion(near, "Add it to terms, or take it out.")
                    message = f"“{value}” is not a term of {taxonomy.name}"
                    yield refusal(values.CODE, message, hint)
