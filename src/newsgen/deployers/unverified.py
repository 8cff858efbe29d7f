"""What a deployment could not verify: it is noted on each target until the website is right.

The next deployment asks for these addresses, though nothing else is to be done, and has the web
server load its configuration again. Until then the server may run an earlier release. What is taken
down is noted before that is done, as a deployment may be stopped before it has asked for it.
"""

import json
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from newsgen.deployers.folder import STATE
from newsgen.deployers.target import Notebook

UNVERIFIED: Final = f"{STATE}/unverified"
_MOST: Final = 1_000
"""Addresses that are noted, take-downs first."""


class NotedAddress(NamedTuple):
    """An address that answered wrongly: its host, its path as sent, and whether it must be gone."""

    host: str
    path: str
    take_down: bool


class Unverified(NamedTuple):
    """What is left to verify. `runs` is the release that the web server may still run."""

    addresses: tuple[NotedAddress, ...] = ()
    loads: bool = False
    """Whether the server is to load its configuration again."""
    runs: str = ""
    files: tuple[str, ...] = ()
    """Files that a deployment took down, or was about to."""

    @classmethod
    def noted_on(cls, target: Notebook) -> "Unverified":
        """Read what the last deployment has left; of a damaged note nothing is known."""
        try:
            facts = json.loads(target.read(UNVERIFIED) or b"{}")
            addresses = tuple(NotedAddress(*each) for each in facts.get("addresses", ()))
            files = tuple(map(str, facts.get("files", ())))
            return cls(addresses, bool(facts.get("loads")), str(facts.get("runs", "")), files)
        except (ValueError, TypeError, AttributeError):
            return cls()

    @property
    def is_left(self) -> bool:
        return bool(self.addresses or self.loads or self.files)

    def expecting(self, target: Notebook, files: Iterable[str]) -> "Unverified":
        """Note files that are about to be taken down too."""
        every = tuple(dict.fromkeys((*self.files, *files)))[:_MOST]
        expected = self._replace(files=every)
        self.keep(target, expected)
        return expected

    def keep(self, target: Notebook, now: "Unverified") -> None:
        """Note what is left now instead."""
        if now.is_left and now != self:
            target.write(UNVERIFIED, json.dumps(now._asdict()).encode())
        elif self.is_left and not now.is_left:
            target.remove([UNVERIFIED])


def most_of(addresses: Iterable[NotedAddress]) -> tuple[NotedAddress, ...]:
    """Return the addresses to note, each once and take-downs first."""
    every: Collection[NotedAddress] = dict.fromkeys(addresses)
    return tuple(sorted(every, key=lambda each: not each.take_down)[:_MOST])
