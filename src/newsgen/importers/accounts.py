"""What became of the addresses of a source: every one has one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from newsgen.model.urls import Address


class AddressFate(StrEnum):
    """What became of an address."""

    IMPORTED = "imported"
    COPIED = "copied"
    REDIRECT = "redirect"
    GONE = "gone"
    NOT_A_RELEASE = "not a release"
    LEFT_OUT = "left out"
    UNEXPLAINED = "unexplained"


class Account(NamedTuple):
    """What became of an address, and why. `target` is where a redirect leads."""

    url: str
    outcome: AddressFate
    reason: str = ""
    target: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    is_guessed: bool = False


@dataclass(frozen=True)
class Accounts:
    """What becomes of all addresses.

    `releases` and `files` are the origins to read again, each with the addresses that it is
    written at. `removed` and `private` are counts. `redirects` are the old addresses of releases,
    `lines` are those of the ledger. `hidden` are addresses that the report does not list, `counts`
    are what the source only counts. `users` has the releases that use each copied file,
    `nowhere` those that link to each address of the site which is not known. `places` are the
    addresses of files, by host and path of those that lead there.
    """

    rows: dict[str, Account]
    releases: dict[str, list[Address]]
    files: dict[str, list[Address]]
    redirects: dict[str, list[str]]
    lines: list[str]
    unread: list[tuple[str, str]]
    missing_files: Mapping[str, str]
    removed_titles: frozenset[str] = frozenset()
    removed: int = 0
    private: int = 0
    hidden: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    users: Mapping[str, Sequence[str]] = field(default_factory=dict)
    nowhere: Mapping[str, Sequence[str]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], str] = field(default_factory=dict)
