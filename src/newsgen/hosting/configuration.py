"""What a host's writer returns: files, and the addresses that the host cannot serve."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from newsgen.hosting import headers
from newsgen.hosting.site import HostedSite
from newsgen.model.host_files import FINGERPRINTED
from newsgen.model.urls import HIDDEN, TRACKING
from newsgen.theme.environment import page_renderer

_render: Final = page_renderer(
    Path(__file__).parent / "templates",
    variable_start_string="«",  # braces mean something to servers
    variable_end_string="»",
    keep_trailing_newline=True,
)
_SHARED: Final = {
    "endings": headers.ENDINGS,
    "compressed": headers.COMPRESSED,
    "compressed_endings": [e for kind in headers.COMPRESSED for e in headers.ENDINGS.get(kind, ())],
    "types": headers.TYPES,
    "named_types": headers.NAMED_TYPES,
    "unknown": headers.UNKNOWN,
    "fingerprinted": FINGERPRINTED,
    "immutable": headers.IMMUTABLE,
    "hidden": HIDDEN,
    "tracking": TRACKING,
    "regex": re.escape,
}
"""What every template gets."""


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

    def render(self, name: str, template: str, site: HostedSite, /, **values: Any) -> None:
        """Add a file made of one of `templates/`, which gets the headers of the site too."""
        shared = _SHARED | {
            "site": site,
            "roots": site.roots,
            "headers": headers.fixed_headers(site.settings),
            "shortly": headers.page_cache_control(site.settings),
        }
        self.files[name] = _render(template, **shared | values)

    def leave_out(self, address: str, reason: str) -> None:
        self.unserved.append(Unserved(address, reason))


class HostOptions(NamedTuple):
    """Where the configuration will lie on the server, and where the server listens.

    `at` has no `unquotable` character. With `is_linked` a link leads to the folder of the website.
    """

    at: str
    listen: str = "80"
    is_linked: bool = False


_UNQUOTABLE: Final = frozenset('"`\\$*?[]{}')
"""Characters with a meaning for nginx, Apache or Caddy even in quotes, or in a file's name."""


def unquotable(path: str) -> str:
    """Return the first character of a path that nginx, Apache or Caddy would misread, or ""."""
    return next((c for c in path if c in _UNQUOTABLE or not c.isprintable()), "")


def in_quotes(text: str) -> str:
    """Quote a text as nginx and Apache read it."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


class CannotHostError(ValueError):
    """A host cannot serve the site; the text says why, and `hint` what to do instead."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint
