"""Which releases of one title have texts that are alike: kept until one of them changes."""

import json
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from newsgen.store._subject import Questions
from newsgen.store.tables import TWINS, TwinsRow


class Twin(NamedTuple):
    """A release and an older one, by their places in a group, and how much their texts share."""

    at: int
    older: int
    percent: int


_KNOWN: Final = "SELECT name, twins FROM twins"
_DROP: Final = "DELETE FROM twins WHERE name = ?"


class Twins(Questions):
    def known(self) -> dict[bytes, list[Twin]]:
        """Return those of all groups, by the names of these."""
        rows = self._as(TwinsRow, _KNOWN)
        return {row.name: [Twin(*each) for each in json.loads(row.twins)] for row in rows}

    def keep(
        self, before: Mapping[bytes, Sequence[Twin]], now: Mapping[bytes, Sequence[Twin]]
    ) -> None:
        """Keep those of the groups that there are now, and forget those of all others."""
        self._connection.executemany(_DROP, ((name,) for name in before.keys() - now.keys()))
        new = [TwinsRow(name, json.dumps(now[name])) for name in now if name not in before]
        self._connection.executemany(TWINS.insert, new)
