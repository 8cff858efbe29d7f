"""What all questions of the catalogue share: a scope, conditions, statements, and records."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from json import dumps
from math import inf
from sqlite3 import DatabaseError
from typing import Any, Final, Generic, NamedTuple, TypeVar

from newsgen.diagnostics import Span
from newsgen.model.month import PAGES, UNDATED
from newsgen.model.release import Destination, Release, Status, as_seen
from newsgen.model.urls import folded
from newsgen.store.tables import LINK, RELEASE

Value = TypeVar("Value")


class StoredValue(Generic[Value]):
    """Writes and reads values of one type."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    @cached_property
    def dump(self) -> Callable[[Value], str]:
        """Return a function that writes a record."""
        from msgspec.json import encode  # noqa: PLC0415 (a build without a change needs no record)

        return lambda value: encode(value).decode()

    @cached_property
    def load(self) -> Callable[[str], Value]:
        """Return a function that reads a record.

        It raises `sqlite3.DatabaseError`, as SQLite does of a damaged file.
        """
        from msgspec import DecodeError  # noqa: PLC0415 (as above)
        from msgspec.json import Decoder  # noqa: PLC0415

        decoder = Decoder(self._kind)

        def load(text: str) -> Value:
            try:
                value: Value = decoder.decode(text)
            except DecodeError as error:
                raise DatabaseError(f"not a record: {error}") from None
            return value

        return load


Row = TypeVar("Row", bound=NamedTuple)


class Questions:
    """What statements are asked through; parameters that all of them share are given once."""

    def __init__(
        self, connection: sqlite3.Connection, values: Mapping[str, Any] | None = None
    ) -> None:
        self._connection = connection
        self._values = dict(values or {})

    def _rows(self, text: str, **values: Any) -> sqlite3.Cursor:
        assert self._values.keys().isdisjoint(values), (
            "a parameter that all share has another value"
        )
        return self._connection.execute(text, self._values | values)

    def _among(self, paths: Iterable[str] | None, some: str, every: str = "") -> sqlite3.Cursor:
        """Ask one statement about some files, or another about all."""
        return self._rows(every) if paths is None else self._rows(some, paths=dumps(list(paths)))

    def _column(self, text: str, **values: Any) -> list[Any]:
        """Return the values of a statement that selects one column."""
        return [value for (value,) in self._rows(text, **values)]

    def _value(self, text: str, **values: Any) -> Any:
        """Return the first value of the first row, None if there is none."""
        return next(iter(self._rows(text, **values)), (None,))[0]

    def _as(self, kind: type[Row], text: str, **values: Any) -> Iterator[Row]:
        """Yield rows as named tuples: the columns that are selected are its fields, by name."""
        cursor = self._rows(text, **values)
        columns = tuple(column for column, *_ in cursor.description)
        assert columns == kind._fields, f"{columns} are not {kind._fields}"
        return map(partial(tuple.__new__, kind), cursor)  # as `_make`, which counts each row too


FACTS: Final = StoredValue[Release](Release)

DRAFT: Final = 1
WITHDRAWN: Final = 2
MOVED: Final = 3
GONE: Final = 4
STATES: Final = {
    Status.PUBLISHED: 0,
    Status.CLOSED: 0,
    Status.DRAFT: DRAFT,
    Status.WITHDRAWN: WITHDRAWN,
    Status.MOVED: MOVED,
    Status.GONE: GONE,
}
"""How the catalogue writes a status: what is above a draft is retired."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which releases count: those that readers see in a period, and drafts if asked for.

    The period is a moment, or all time: errors must not depend on the day. Updates and corrections
    are those of the moment `as_of` in both cases.
    """

    as_of: datetime
    drafts: bool
    any_time: bool = False

    def values(self) -> dict[str, float]:
        """Return the parameters of the conditions."""
        moment = self.as_of.timestamp()
        return {
            "moment": moment,
            "since": -inf if self.any_time else moment,
            "until": inf if self.any_time else moment,
            "last_with_page": DRAFT if self.drafts else 0,
            "never_counted": -1 if self.drafts else DRAFT,
        }


_ASKED_AT: Final = (
    "(root = {0} AND folded = {1} OR source IN"
    " (SELECT source FROM redirect WHERE redirect.root = {0} AND redirect.folded = {1}))"
)
"""A release has an address, now or before."""
_HIDDEN: Final = (
    "(EXISTS (SELECT 1 FROM release AS page WHERE {at})"
    " AND NOT EXISTS (SELECT 1 FROM release AS page WHERE {at}"
    " AND ({published} OR state = {moved})))"
).replace("{at}", _ASKED_AT)
"""A page is a release that readers cannot see: its addresses are not told."""

_CONDITIONS: Final[dict[str, str]] = {
    # Of each picture of og.image that has a name, or that is in a folder which has it.
    "og_files": (
        "(SELECT value AS name FROM json_each(:names))"
        " CROSS JOIN release ON og_file >= name AND og_file < name || '0'"
    ),
    # Of a folder of this spelling, however deep.
    "inside": (
        "root = :root AND folder >= :folder AND folder < :folder || '0'"
        " AND (folder = :folder OR folder >= :folder || '/')"
    ),
    "among": "path IN (SELECT value FROM json_each(:paths))",
    # Of a finding: a build reports it.
    "told": "(day = '' OR day >= :first_day)",
    "undated": f"'{UNDATED}'",
    "pages": f"'{PAGES}'",
    "draft": f"{DRAFT}",
    "withdrawn": f"{WITHDRAWN}",
    "moved": f"{MOVED}",
    "gone": f"{GONE}",
    "begun": "(visible_from IS NULL OR visible_from <= :until)",
    "has_page": "(state <= :last_with_page)",
    "counts": "(state != :never_counted)",
    "neighbour_columns": "facts ->> '$.title' AS title, facts ->> '$.href' AS href,"
    " facts ->> '$.language' AS language",
    "link_columns": LINK.columns,
    "held": f"state <= {DRAFT}"
    " AND (visible_from IS NOT own_from OR visible_until IS NOT own_until)",
    "at_target": "root = target_root AND folded = target_folded AND path = target_path",
    "linked": "root = link.root AND folded = link.folded AND path = link.path",
    "named": "(source = named_source"
    " OR root = named_root AND folded = named_folded AND path = named_path)",
    "release_columns": RELEASE.columns,
    "over": "(visible_until <= :since AND (visible_from IS NULL OR visible_from < visible_until))",
}


def _add(name: str, condition: str, *places: str) -> None:
    _CONDITIONS[name] = condition.format(*places, **_CONDITIONS)


_add("shown", "({begun} AND (visible_until IS NULL OR visible_until > :since))")
_add("published", "({shown} AND {has_page})")
# Of an old address that leads elsewhere, wherever that is.
_add("onward", "(target_root IS NOT NULL AND (source = '' OR {has_page} OR state = {moved}))")
_add(
    "stands",
    "(target_root IS NOT NULL AND (source = '' OR ({shown} AND ({has_page} OR state = {moved}))))",
)
# None leads to a release that readers cannot see; the address of one that is over is gone.
_add(
    "leads",
    "({stands} AND (NOT EXISTS (SELECT 1 FROM release WHERE {at_target} AND state != {moved})"
    " OR EXISTS (SELECT 1 FROM release WHERE {at_target} AND {published})))",
)
_add("asked_at", _ASKED_AT, ":root", ":folded")
_add("hidden", _HIDDEN, ":root", ":folded")
_add("onward_hidden", _HIDDEN, "release.onward_root", "release.onward")
# What a release's page is made of changes with the updates and corrections that are seen, and when
# the page that took its place can be seen.
_add(
    "digest",
    "CASE WHEN notes IS NULL AND onward IS NULL THEN digest ELSE CAST(hex(digest) || "
    "(SELECT count(*) FROM json_each(notes) WHERE value <= :until) || ' ' || "
    "{onward_hidden} AS BLOB) END",
)
# Each release is looked up once, whatever number of terms or tags it has.
_add(
    "digests",
    "digests AS MATERIALIZED (SELECT id, branch, hex({digest}) AS digest, has_files FROM release"
    " WHERE {published})",
)


def position_at(when: datetime | None) -> str:
    """Return what the positions of releases of a time begin with; without one, all are later."""
    return f"{when.astimezone(UTC):%Y%m%d%H%M%S}" if when else ""


def statement(text: str) -> str:
    """Return a statement of SQL, with the conditions that stand in it by name written out."""
    return text.format_map(_CONDITIONS)


def in_lists(text: str) -> tuple[str, str]:
    """Return a statement about what `{in_branch}` lists: without and with what it cross-lists.

    With it, SQLite can go by no index of a branch's positions.
    """
    condition = "(branch = :root OR release.id IN (SELECT id FROM cross_listed WHERE {0}))"
    others = condition.format("cross_listed.branch = :root")
    return (
        statement(text.replace("{in_branch}", "branch = :root")),
        statement(text.replace("{in_branch}", others)),
    )


_CROSS_LISTS: Final = "SELECT EXISTS (SELECT 1 FROM cross_listed WHERE branch = :root)"


def span_at(source: str, place: str) -> Span:
    """Return a place in a source: line and column, and those of its end, with blanks between."""
    return Span(f"content/{source}", *map(int, place.split()))


_IS_HIDDEN: Final = statement("SELECT {hidden}")


class Subject(Questions):
    """Questions about one subject, asked of the catalogue within a scope."""

    def __init__(self, connection: sqlite3.Connection, scope: Scope) -> None:
        super().__init__(connection, scope.values())
        self._scope = scope

    def _listing(self, texts: tuple[str, str], root: str, **values: Any) -> sqlite3.Cursor:
        """Ask a statement of `in_lists` about a root or a branch of one."""
        return self._rows(texts[self._value(_CROSS_LISTS, root=root)], root=root, **values)

    def _listed(self, texts: tuple[str, str], root: str, **values: Any) -> list[Release]:
        """Return the releases whose facts a statement of `in_lists` selects."""
        return [self._release(facts) for (facts,) in self._listing(texts, root, **values)]

    def _releases(self, text: str, **values: Any) -> list[Release]:
        """Return the releases whose facts a statement selects."""
        return [self._release(facts) for (facts,) in self._rows(text, **values)]

    def _release(self, facts: str) -> Release:
        seen = as_seen(FACTS.load(facts), self._scope.as_of)
        if seen.life and seen.life.superseded_by and self._hides(seen.life.superseded_by):
            return replace(seen, life=replace(seen.life, superseded_by=None))
        return seen

    def _hides(self, target: Destination) -> bool:
        return bool(self._value(_IS_HIDDEN, root=target.root, folded=folded(target.path)))
