"""What the front matter of a release says by its keys' rows, and what is wrong with it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from newsgen.content._control_names import control_named
from newsgen.content._meta import Meta
from newsgen.content._values import KeyRow, each_key
from newsgen.content.frontmatter import Located
from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.model.declared import Row, reader_of
from newsgen.model.fields import to_plain
from newsgen.model.refusal import Fault, Refusal, RefusalError, closest, dotted, nearest
from newsgen.model.release import RETIRED, Acceptance
from newsgen.model.taxonomy import TAGS, Taxonomy, slug_of, terms_among
from newsgen.model.urls import UNSEEN, name_of
from newsgen.model.wellformed import legal

_CODES: Final = {
    Fault.SHAPE: "NG203",
    Fault.CHOICE: "NG204",
    Fault.MISSING: "NG206",
    Fault.UNKNOWN: "NG206",
}


@dataclass(frozen=True, slots=True)
class KeyTable:
    """What reading front matter needs of the rows.

    `fields` are the keys that templates see and newsgen itself does not use, with their defaults.
    `groups` have the names of the keys in each group, and at "" those of the front matter itself.
    """

    read: Callable[[dict[str, Any], ZoneInfo], dict[str, Any]]
    fields: dict[str, Any]
    required: frozenset[str]
    groups: dict[str, dict[str, None]]
    rows: tuple[KeyRow, ...]


def table_of(keys: Sequence[KeyRow]) -> KeyTable:
    """Return what follows from the rows of all keys."""
    groups = {key.name: _names(key.reader.rows) for key in keys if key.reader.rows}
    return KeyTable(
        read=reader_of(tuple(keys), is_open=True),
        fields={key.name: to_plain(key.absent) for key in keys_of_templates(keys)},
        required=frozenset(key.name for key in keys if key.missing),
        groups={"": _names(keys), **groups},
        rows=tuple(keys),
    )


_USED: Final = frozenset(Meta._fields)


def keys_of_templates(keys: Iterable[KeyRow]) -> list[KeyRow]:
    """Return the keys that templates see and newsgen itself does not use."""
    return [key for key in keys if key.is_seen and key.name not in _USED]


def _names(rows: Sequence[Row]) -> dict[str, None]:
    return dict.fromkeys(row.name for row in rows)


def is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _given(located: Located) -> dict[str, Any]:
    """Leave out the keys that are blank, and in values what XML forbids.

    What holds nothing else is not a blank: of a key such as `embargo` it must stay an error.
    """
    values = located.values
    given = {key: v for key, v in values.items() if not isinstance(v, str) or v.strip()}
    if not located.has_escapes:
        return given
    return {key: v if key in _ADDRESSES else legal(v) for key, v in given.items()}


_ADDRESSES: Final = frozenset({"url", "redirect_from", "superseded_by"})
"""Keys that take addresses: one with such a character is refused, not changed into another."""


def read(
    table: KeyTable, located: Located, zone: ZoneInfo, diagnostics: list[Diagnostic]
) -> Meta | None:
    """Return what the front matter says, or `None` with diagnostics if a value is wrong.

    A release is taken down whatever else is wrong with it: of one whose status says that, only what
    survives is judged, and what may hold it back.
    """
    given = _given(located)
    try:
        taken = table.read(given, zone)
    except RefusalError as error:
        refusals: Sequence[Refusal] = error.refusals
        if _is_taken_down(table, given, zone):
            refusals = [wrong for wrong in refusals if _counts_when_over(table, wrong, given)]
            if not refusals:
                return read_what_is_right(table, located, zone)
        diagnostics.extend(
            _diagnostic(wrong, given, located)
            for wrong in refusals
            if not (located.is_cut(str(wrong.keys[0])) and _is_absent(given, wrong.keys))
        )
        return None
    extra = {key: given[key] for key in given if key not in taken}
    return _meta(table, taken, extra)


def _is_taken_down(table: KeyTable, given: dict[str, Any], zone: ZoneInfo) -> bool:
    for row in table.rows:
        if row.name == "status" and row.name in given:
            with suppress(RefusalError):
                return row.reader.read(given[row.name], zone) in RETIRED
    return False


def _counts_when_over(table: KeyTable, wrong: Refusal, given: dict[str, Any]) -> bool:
    """Return whether what is wrong matters to a release that was taken down."""
    key = str(wrong.keys[0])
    if key not in given or key in table.required or control_named(key):
        return True
    names = (name for name, row in each_key(table.rows) if row.survives)
    return any(name.partition(".")[0] == key for name in names)


def _is_absent(values: Any, keys: Sequence[str | int]) -> bool:
    """Return whether nested values have nothing under some keys."""
    for key in keys:
        if isinstance(values, dict):
            values = values.get(str(key))
        elif isinstance(values, list) and isinstance(key, int):
            values = values[key]
        else:
            return True
    return values is None


def read_what_is_right(table: KeyTable, located: Located, zone: ZoneInfo) -> Meta:
    """Return what those keys say whose values are right."""
    given, taken = _given(located), {}
    for row in table.rows:
        if row.name in given:
            with suppress(RefusalError):
                taken[row.name] = row.reader.read(given[row.name], zone)
    return _meta(table, taken, {})


def _meta(table: KeyTable, taken: dict[str, Any], extra: dict[str, Any]) -> Meta:
    seen = {key: to_plain(taken[key]) for key in table.fields.keys() & taken.keys()}
    used = {key: value for key, value in taken.items() if key in _USED}
    return Meta(table.fields | seen, extra, **used)


def read_surviving(table: KeyTable, located: Located, zone: ZoneInfo) -> Meta:
    """Return what may be kept of a valid release that nobody may see any more.

    It is made from the rows that survive, and from no other.
    """
    given = _given(located)
    left = _surviving(table.rows, given)
    taken = {
        row.name: row.reader.read(left[row.name], zone) for row in table.rows if row.name in left
    }
    return _meta(table, taken, {})


def _surviving(rows: Sequence[Row], values: dict[str, Any]) -> dict[str, Any]:
    """Return the values whose rows survive; groups have what survives inside them."""
    left = {}
    for row in rows:
        value = values.get(row.name)
        if isinstance(row, KeyRow) and row.survives and value is not None:
            left[row.name] = value
        elif isinstance(value, dict) and (below := _surviving(row.reader.rows, value)):
            left[row.name] = below
    return left


def survives(table: KeyTable, diagnostic: Diagnostic, located: Located) -> bool:
    """Return whether a finding may be kept of a release that nobody may see any more.

    It may if it marks the name of a key or the value of one that survives: others quote words.
    """
    paths = [name.split(".") for name, key in each_key(table.rows) if key.survives]
    places = [located.key(name) for name in located.values]
    places += [located.value(*path) for path in paths if path[0] in located.values]
    return any(_holds(place, diagnostic.span) for place in places)


def _holds(outer: Span, inner: Span) -> bool:
    begins = (outer.line, outer.column) <= (inner.line, inner.column)
    return begins and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def _diagnostic(wrong: Refusal, given: dict[str, Any], located: Located) -> Diagnostic:
    keys = wrong.keys
    if len(keys) == 1 and keys[0] not in given:
        return _missing(wrong, str(keys[0]), located)
    name = dotted(keys)
    if wrong.fault is Fault.UNKNOWN:
        return Diagnostic("NG206", f"there is no key {name}", located.key(*keys), wrong.hint)
    message = wrong.words(name)
    if wrong.code and not message.startswith(("the ", str(keys[-1]))):
        message = f"{name}: {message}"
    fix = located.fix(keys, wrong.right) if wrong.right else None
    code = wrong.code or _CODES[wrong.fault]
    hint = wrong.hint or (f"Add {keys[-1]}: and its value." if wrong.fault is Fault.MISSING else "")
    return Diagnostic(code, message, located.value(*keys), hint, fix=fix)


def _missing(wrong: Refusal, key: str, located: Located) -> Diagnostic:
    code, message = wrong.code or _CODES[wrong.fault], wrong.words(key)
    if misspelt := next((k for k in located.values if nearest(k, [key]) == key), ""):
        return Diagnostic(code, message, located.key(misspelt), f"Did you mean {key}?")
    return Diagnostic(code, message, located.key(key), wrong.hint)


def misspellings(table: KeyTable, located: Located) -> Iterator[Diagnostic]:
    """Report the keys that are meant to be others, and so are ignored."""
    for group, known in table.groups.items():
        values = located.values.get(group) if group else located.values
        if isinstance(values, dict) and not values.keys() <= known.keys():
            unknown = [key for key in values if key not in known]
            if not group:
                outdented = dict(_outdented(table, unknown, located))
                yield from outdented.values()
                unknown = [key for key in unknown if key not in outdented]
            yield from _misspelt(table, unknown, group, values, located)


def _outdented(
    table: KeyTable, unknown: list[str], located: Located
) -> Iterator[tuple[str, Diagnostic]]:
    """Find the keys that stand beside the empty group or list that they belong into."""
    for row in table.rows:
        if is_blank(located.values.get(row.name)):
            items = row.reader.items
            for key in _names(row.reader.rows_below):
                if key in unknown:
                    hint = f"Indent it by two spaces below {row.name}:"
                    hint += ", with a hyphen and a space before the first key." if items else "."
                    message = f"{key} stands beside {row.name} and not in it, so it does nothing"
                    yield key, Diagnostic("NG229", message, located.key(key), hint)


def _misspelt(
    table: KeyTable, unknown: list[str], group: str, values: dict[str, Any], located: Located
) -> Iterator[Diagnostic]:
    for key in unknown:
        is_alias = key == "aliases" and not group  # as Hugo calls them
        near = "redirect_from" if is_alias else nearest(key, table.groups[group])
        if control_named(key):
            continue  # see `_control.unknown`
        if (unseen := UNSEEN.search(key)) and any(
            (bare := UNSEEN.sub("", key)) in known for known in table.groups.values()
        ):
            message = f"the key {bare} has an invisible character ({name_of(unseen[0])})"
            hint = "Delete it, and type spaces in its place before a key of a group."
            yield Diagnostic("NG205", message, located.key(*(group,) * bool(group), key), hint)
            continue
        if near and near not in values and (group or near not in table.required):
            above = (group,) if group else ()
            name = ".".join((*above, key))
            yield Diagnostic(
                "NG205",
                f"the key {name} is unknown",
                located.key(*above, key),
                f"Did you mean {near}?",
            )


def accepted(meta: Meta | None, located: Located) -> tuple[Acceptance, ...]:
    """Return the findings that the front matter accepts, with their places."""
    if meta is None or not meta.accept:
        return ()
    return tuple(
        Acceptance(accept.code, accept.text, place.line, place.column)
        for at, accept in enumerate(meta.accept)
        for place in [located.key("accept", at)]
    )


def is_of_address(acceptances: tuple[Acceptance, ...], located: Located) -> tuple[Acceptance, ...]:
    """Return the acceptances of findings about addresses, unless they quote other words."""
    kept = [value for key, value in located.values.items() if key in _OLD_ADDRESSES]
    return tuple(
        acceptance
        for acceptance in acceptances
        if acceptance.code.startswith(_OF_ADDRESSES) and acceptance.text in str(kept)
    )


_OF_ADDRESSES: Final = "NG4"
"""How the codes begin that look at more than the words of a release."""
_OLD_ADDRESSES: Final = frozenset({"area", "url", "slug", "superseded_by", "redirect_from"})


_OF_RELEASES: Final = ("featured_until", "related")
"""Keys that say in which lists a release is; a page is in none."""
_OF_PAGES: Final = "template"
_OF_A_GROUP: Final = "fields"
"""What templates write before the names of fields."""


def check_idle_keys(
    fields: Collection[str], located: Located, *, is_page: bool
) -> Iterator[Diagnostic]:
    """Report the keys that do nothing in a release or a page; `fields` are those of the site."""
    if is_page:
        for key in _OF_RELEASES:
            if key in located.values:
                hint = "Delete it: it is for releases, and pages are in no list."
                yield _idle(key, "does nothing in a page", located, key, hint=hint)
    elif _OF_PAGES in located.values:
        hint = "Add type: page if this is a page of the site; else delete it."
        yield _idle(_OF_PAGES, "does nothing in a release", located, _OF_PAGES, hint=hint)
    group = located.values.get(_OF_A_GROUP)
    if isinstance(group, dict):
        for key in fields:
            if key in group:
                hint = f"Write {key}: on a line of its own, not below {_OF_A_GROUP}."
                yield _idle(
                    f"{_OF_A_GROUP}.{key}", "does nothing", located, _OF_A_GROUP, key, hint=hint
                )


def _idle(name: str, what: str, located: Located, *keys: str, hint: str) -> Diagnostic:
    return Diagnostic("NG229", f"{name} {what}", located.key(*keys), hint)


def check_terms(
    taxonomies: Iterable[Taxonomy], meta: Meta, located: Located
) -> Iterator[Diagnostic]:
    """Report values of a release that get no page, or that are one term in two spellings."""
    for taxonomy in taxonomies:
        values = _chosen(taxonomy.key, meta)
        if len(terms_among(values, taxonomy.terms)) == len(values):
            continue  # each is a term of its own
        known = {slug_of(term) for term in taxonomy.terms}
        first: dict[str, tuple[str, int]] = {}
        for number, value in enumerate(values):
            slug = slug_of(value)
            before, at = first.setdefault(slug, (value, number))
            if slug and at == number and (not known or slug in known):
                continue
            span = located.value(taxonomy.key, number)
            if known and slug not in known:
                yield _not_listed(taxonomy, value, span)
            elif slug:
                yield _repeated(taxonomy, value, span, before, located.value(taxonomy.key, at))
            else:
                yield _without_letters(taxonomy, value, span)


def _chosen(key: str, meta: Meta) -> tuple[str, ...]:
    value: Any = meta.tags if key == TAGS else meta.fields.get(key)
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()


def _not_listed(taxonomy: Taxonomy, value: str, span: Span) -> Diagnostic:
    near = closest(value, taxonomy.terms)
    others = f"Choose one of the terms of [taxonomies.{taxonomy.name}] in newsgen.toml, or add it."
    message = f"“{value[:100]}” is not a term of {taxonomy.name}"
    return Diagnostic("NG227", message, span, f"Did you mean {near}?" if near else others)


def _without_letters(taxonomy: Taxonomy, value: str, span: Span) -> Diagnostic:
    message = (
        f"“{value[:100]}” of {taxonomy.name} has neither a letter nor a digit, so it has no page"
    )
    return Diagnostic("NG227", message, span, "Write the term in letters, or take it out.")


def _repeated(taxonomy: Taxonomy, value: str, span: Span, first: str, other: Span) -> Diagnostic:
    message = f"“{value}” and “{first}” of {taxonomy.name} are one term, which is there twice"
    return Diagnostic(
        "NG418", message, span, "Take one of them out.", (Related(other, "it is here too"),)
    )
