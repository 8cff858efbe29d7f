"""What a host's writer returns: files, and the addresses that the host cannot serve."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from newsgen.hosting.site import HostedRoot, HostedSite


class Unserved(NamedTuple):
    """An address that a host cannot serve as the model requires, and why."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class HostConfiguration:
    """The files of a host's configuration, by their paths, and what they leave out.

    `notes` say what the host cannot do for any address; `todo` says in plain words what to do with
    the files.
    """

    files: dict[str, str] = field(default_factory=dict)
    unserved: list[Unserved] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    todo: str = ""

    def add(self, name: str, lines: Iterable[str]) -> None:
        """Add a file of some lines, or of texts of several lines."""
        self.files[name] = "".join(f"{line}\n" for line in lines)

    def leave_out(self, address: str, reason: str) -> None:
        self.unserved.append(Unserved(address, reason))


class HostOptions(NamedTuple):
    """Where the configuration will lie on the server, and where the server listens.

    `at` has no `unquotable` character.
    """

    at: str
    listen: str = "80"


_UNQUOTABLE: Final = frozenset('"`\\$*?[]{}')
"""Characters with a meaning for nginx, Apache or Caddy even in quotes, or in a file's name."""


def unquotable(path: str) -> str:
    """Return the first character of a path that nginx, Apache or Caddy would misread, or ""."""
    return next((c for c in path if c in _UNQUOTABLE or not c.isprintable()), "")


class CannotHostError(ValueError):
    """A host cannot serve the site; the text says why, and `hint` what to do instead."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


def only_root(site: HostedSite, host: str) -> HostedRoot:
    """Return the root of a site that has just one.

    Raises:
        CannotHostError: it has several, and the host serves one.

    """
    if len(site.roots) == 1:
        return site.roots[0]
    raise CannotHostError(
        f"{host} serves one website, and this site has {len(site.roots):,}, one for each host",
        'Build a site for each force, with layout = "single", or choose a host that serves more.',
    )
