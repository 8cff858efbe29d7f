"""What a host's writer gives back: files, and the addresses that the host cannot serve."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from newsgen.hosting.site import HostedSite


class Unserved(NamedTuple):
    """An address that a host cannot serve as the model says, and why."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a host's configuration, by their paths, and what they leave out.

    `todo` says in plain words what to do with the files.
    """

    files: dict[str, str]
    unserved: list[Unserved] = field(default_factory=list)
    todo: str = ""


class Options(NamedTuple):
    """Where the configuration will lie on the server, and where the server listens."""

    at: str
    listen: str = "80"


class CannotHostError(ValueError):
    """A host cannot serve the site; the text says why, and `hint` what to do instead."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


Writer = Callable[[HostedSite, Options], Made]
