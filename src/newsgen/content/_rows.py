"""The rows of front matter keys: what a row says beside what every declared value has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from newsgen.model.declared import Row, walk


@dataclass(frozen=True, slots=True)
class KeyRow(Row):
    """A key of the front matter, of one of its groups, or of the items of a list.

    `is_seen` says that templates see its value, with all that is in it, and `empty` what they see
    where a release has none. `survives` is the reason
    why newsgen keeps the value when the release is withdrawn, gone, moved or expired; without a
    reason it does not.
    """

    is_seen: bool = field(default=False, kw_only=True)
    empty: Any = field(default=None, kw_only=True)
    survives: str = field(default="", kw_only=True)


def each_key(keys: tuple[KeyRow, ...]) -> Iterator[tuple[str, KeyRow]]:
    """Yield every key, those in groups and lists too, with its dotted name."""
    for name, row in walk(keys):
        if isinstance(row, KeyRow):
            yield name, row
