"""Tombstones: `tombstones.txt`, addresses that were removed, without the addresses.

    key 6b1c…
    9f86d081884c7d659a2feaa0c55ad015 erasure 2026-11-25 https://host/news/2026/March/ DPO-17

A line has a keyed digest of the address, the reason, the day, a folder that names nobody, and
perhaps a reference. Two branches that were merged may have brought a key each; a digest is of
any of them. A line behind a # is of a removal that was undone, as it was a mistake; its digest is
enough. See ADR 0018.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.dates import MONTH_NUMBERS
from newsgen.model.refusal import KEEP_ALL_LINES, unmerged
from newsgen.model.same_address import files_of_same, same_address, without_query
from newsgen.model.urls import Address, URLError, folded, parse_url

FILE: Final = "tombstones.txt"
REASONS: Final = ("erasure", "found", "retention", "court-order")
_HEAD: Final = (
    "# Addresses that were removed permanently, by digest. Written by newsgen remove; commit it.\n"
)
_LINE: Final = later(
    r"(?P<digest>[0-9a-f]{32}) (?P<reason>[a-z-]+) (?P<day>\d{4}-\d\d-\d\d) (?P<folder>\S+)"
    r"(?: (?P<ref>\S+))?"
)
_UNDONE: Final = later(r"#\s*(?P<line>[0-9a-f]{32}(?:\s.*)?)")
_QUERIES_STAY: Final = "@"
_KEY: Final = later(r"key (?P<key>[0-9a-f]{64})")


class Tombstone(NamedTuple):
    """What is left of a removed release; `folder` is an address that ends in `/` or `?`."""

    digest: str
    reason: str
    day: str
    folder: str
    ref: str = ""

    @property
    def text(self) -> str:
        return " ".join(filter(None, self))

    @property
    def place(self) -> tuple[Address, str]:
        """Return the folder, and its decoded path with the sign that it ends in."""
        address = parse_url(self.folder.rstrip("?"))
        return address, address.path + "?" * self.folder.endswith("?")


@dataclass(frozen=True)
class Tombstones:
    """The tombstones of a site, the key of new digests, and further keys of older ones."""

    key: str = ""
    stones: tuple[Tombstone, ...] = ()
    more_keys: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    """The lines of removals that were undone, each with its digest first."""

    @cached_property
    def digests(self) -> frozenset[str]:
        return frozenset(self._by_digest)

    @property
    def undone_digests(self) -> frozenset[str]:
        return frozenset(line.split()[0] for line in self.undone) - self.digests

    def digest(self, host: str, path: str) -> str:
        """Name an address by its host and the path of its file, as `same_address` has it."""
        return _digest(self.key, host, same_address(path))

    def digest_of_queries(self, host: str, path: str) -> str:
        """Name what says of a page that its queries are other addresses, which stay."""
        return _digest(self.key, host, same_address(path) + _QUERIES_STAY)

    def at(self, root: str, path: str) -> Tombstone | None:
        """Return the tombstone of a file in a document root, if it was removed.

        A root without a name is that of all hosts: what was removed from one of them would be back
        at all of them. A page that was removed would be back with any query, unless it had some of
        its own.
        """
        if not self.stones:
            return None
        if stone := self._of(root, files_of_same(path)):
            return stone
        pages = (page for page in without_query(path) if not self._of(root, [page + _QUERIES_STAY]))
        return next(filter(None, (self._of(root, files_of_same(page)) for page in pages)), None)

    def _of(self, root: str, names: Iterable[str]) -> Tombstone | None:
        """Return the first tombstone of a root with one of these names."""
        digests = (
            _digest(key, host, name)
            for name in names
            for key in self._keys
            for host in ([root] if root else self._hosts)
        )
        return next((stone for name in digests if (stone := self._by_digest.get(name))), None)

    @property
    def _keys(self) -> tuple[str, ...]:
        return (self.key, *self.more_keys)

    @cached_property
    def _by_digest(self) -> dict[str, Tombstone]:
        return {stone.digest: stone for stone in self.stones}

    @cached_property
    def _hosts(self) -> list[str]:
        return sorted({stone.place[0].host for stone in self.stones})

    def write(self) -> str:
        keys = [f"key {key}" for key in self._keys]
        lines = sorted({stone.text for stone in self.stones})
        undone = (line for line in self.undone if line.split()[0] in self.undone_digests)
        lines += [f"# {line}" for line in sorted({*undone})]
        return _HEAD + "".join(f"{line}\n" for line in [*keys, *lines])


def _digest(key: str, host: str, path: str) -> str:
    import hmac  # noqa: PLC0415 (few sites have removed anything)

    words = f"{host.lower()}\n{folded(path)}".encode()
    return hmac.digest(bytes.fromhex(key), words, "sha256").hex()[:32]


def new_key() -> str:
    from secrets import token_hex  # noqa: PLC0415 (only the first removal needs it)

    return token_hex(32)


class WrongLine(NamedTuple):
    """A line that cannot be read, by its number, why not and what to do."""

    number: int
    message: str
    hint: str = "Restore the line from git: it keeps a removed release from coming back."


def read(text: str) -> tuple[Tombstones, list[WrongLine]]:
    """Take the text of a file apart. Returns the lines that cannot be read as well."""
    keys, stones, wrong = list[str](), list[Tombstone](), list[WrongLine]()
    undone = list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            if match := _UNDONE.fullmatch(line):
                undone.append(match["line"].rstrip())
            continue
        if match := _KEY.fullmatch(line):
            keys.append(match["key"])
        elif (match := _LINE.fullmatch(line)) and _is_address(match["folder"]):
            stones.append(Tombstone(*(part or "" for part in match.groups())))
        elif mark := unmerged(line):
            wrong.append(WrongLine(number, mark, KEEP_ALL_LINES))
        else:
            wrong.append(WrongLine(number, "the line is not a tombstone"))
    if not keys:
        without = Tombstones(undone=tuple(undone))
        return without, [*wrong, WrongLine(1, "the key is missing")] if stones else wrong
    key, *more = dict.fromkeys(keys)
    return Tombstones(key, tuple(stones), tuple(more), tuple(undone)), wrong


def _is_address(folder: str) -> bool:
    try:
        return parse_url(folder.rstrip("?")) is not None and folder.endswith(("/", "?"))
    except URLError:
        return False


_PART_OF_DATE: Final = later(
    rf"\d{{1,4}}|(?:{'|'.join(MONTH_NUMBERS)})(?:-\d{{2,4}})?", re.IGNORECASE
)


IsShared = Callable[[Address, str], bool]
"""Returns whether other releases are below a path, given decoded without slashes at its ends.

With a `?` at its end: whether there are other queries of that page.
"""


def folder_above(address: Address, is_shared: IsShared) -> str:
    """Return the address of the deepest folder above one whose name tells nothing of a release.

    That is one in which other releases are, or a part of a date. A page with queries is such a
    folder if other queries are left.
    """
    page = address.path.strip("/")
    if address.query and is_shared(address, page + "?"):
        return _url(address, f"/{page}") + "?"
    above = address.path.rstrip("/").rpartition("/")[0]
    return cut(Address(address.scheme, address.host, f"{above}/"), is_shared)


def cut(folder: Address, is_shared: IsShared) -> str:
    """Return the address of a folder, without what only the name of a release can have been."""
    kept: list[str] = []
    for segment in filter(None, folder.path.split("/")):
        if not (_PART_OF_DATE.fullmatch(segment) or is_shared(folder, "/".join([*kept, segment]))):
            break
        kept.append(segment)
    return _url(folder, "/".join(["", *kept, ""]) if kept else "/")


def cut_again(folder: str, is_shared: IsShared) -> str:
    """Return the folder of an older tombstone, now that other releases may be gone too."""
    address = parse_url(folder.rstrip("?"))
    if folder.endswith("?"):
        return folder_above(replace(address, query="any"), is_shared)
    return cut(address, is_shared)


def _url(address: Address, path: str) -> str:
    return Address(address.scheme, address.host, path).url


def merged(stones: Iterable[Tombstone], more: Iterable[Tombstone]) -> tuple[Tombstone, ...]:
    """Put tombstones together; an address has one."""
    by_digest = {stone.digest: stone for stone in (*stones, *more)}
    return tuple(by_digest.values())
