"""What a source has, address by address: the newest capture of each counts."""

import hashlib
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from sys import intern
from typing import Final, NamedTuple
from urllib.parse import unquote

from newsgen.importers.capture import Capture
from newsgen.importers.page import MainParts
from newsgen.model.dates import Moment
from newsgen.model.same_address import untracked_query
from newsgen.model.urls import Address, URLError, as_sent, output_path, parse_url


class PageFacts(NamedTuple):
    """What is kept of a page of the source while all others are looked at."""

    title: str
    date: Moment | None
    canonical: str
    digest: bytes
    has_text: bool
    says_missing: bool
    files: tuple[str, ...]
    type: str = ""
    """What the source calls such a record, where it has several types."""


class Seen(NamedTuple):
    """The newest capture of an address, without its body."""

    address: Address
    origin: str
    at: datetime | None
    status: int
    media_type: str
    location: str
    trouble: str
    is_guessed: bool
    is_page: bool
    facts: PageFacts | None
    was_page: bool = False
    is_hidden: bool = False


_SHOWS_SOMETHING: Final = re.compile("<(?:img|iframe|video|audio)")


def facts_of(parts: MainParts) -> PageFacts:
    words = "\0".join((parts.title, str(parts.date and parts.date.at), parts.words))
    return PageFacts(
        parts.title,
        parts.date,
        parts.canonical,
        hashlib.blake2b(words.encode(), digest_size=16).digest(),
        bool(parts.title and (parts.words or _SHOWS_SOMETHING.search(parts.body))),
        parts.says_missing,
        parts.files,
        parts.record.type if parts.record else "",
    )


_PORTS: Final = {"http": ":80", "https": ":443"}


@lru_cache(maxsize=4096)
def address_of(url: str) -> Address:
    """Return an address as newsgen has it: with https, and without what servers pass by.

    Raises:
        URLError: newsgen cannot have such an address.

    """
    url = url.partition("#")[0].strip()
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    host = host.removesuffix(_PORTS.get(scheme.lower(), " "))
    path, _, query = path.partition("?")
    query = untracked_query(query)
    whole = f"https://{host}{slash}{path}" + (f"?{query}" if query else "")
    address = parse_url(as_sent(whole))  # the source has what nobody sees: it stays
    output_path(address)
    return replace(address, scheme="https", host=intern(address.host))  # there are many of a host


class CaptureIndex:
    """What a source has, gathered capture by capture: the newest of each address counts."""

    def __init__(self) -> None:
        self.seen: dict[str, Seen] = {}
        self.unread: list[tuple[str, str]] = []
        self.refused: dict[str, tuple[str, str]] = {}
        self.captures = 0
        self.aliases: dict[str, str] = {}
        self.listed: dict[str, Seen] = {}
        """Addresses that a list names, whether another source has them or not."""
        self._bodies: dict[str, tuple[str, PageFacts | None]] = {}
        """The origins and facts of bodies, by their digests."""
        self.counts = Counter[str]()
        self.private_files: set[str] = set()
        """The addresses of files that records use which nobody may see."""
        self._records: dict[str, tuple[str, bytes | None]] = {}
        """The origins and digests of public records, by their addresses."""
        self._drafts: set[str] = set()
        """The addresses of records that are not public, which a public one may have too."""
        self._waiting: dict[str, list[tuple[str, str]]] = {}
        """Addresses and origins whose bodies the source has not shown yet, by digests."""

    def add(self, capture: Capture, facts: PageFacts | None) -> None:
        """Take a capture in; `facts` are those of a page."""
        self.counts.update(dict(capture.counts))
        facts = self._public(capture, facts)
        if capture.counts and not (capture.url or capture.trouble):
            return
        self.captures += 1
        if not capture.url:
            self.unread.append((capture.origin, capture.trouble or "it has no address"))
            return
        try:
            address = address_of(capture.url)
        except URLError as error:
            if capture.is_listed and capture.status in (404, 410):
                return  # nobody has it
            self.refused[capture.url.partition("#")[0]] = capture.origin, str(error)
            return
        if capture.is_listed:
            self._list(address, capture)
            return
        if capture.alias:
            self.aliases[unquote(capture.alias)] = address.url
        origin = capture.origin
        if capture.digest and not capture.same_as and not capture.trouble:
            self._add_body(capture.digest, origin, facts)
        trouble = capture.trouble
        if capture.same_as:
            origin, same_facts = self._bodies.get(capture.same_as, ("", None))
            facts = facts or same_facts
            if not origin:
                origin, trouble = capture.origin, "it is the same as one that the source lacks"
                self._waiting.setdefault(capture.same_as, []).append((address.url, origin))
        self._put(address, capture, facts, origin, trouble)

    def _public(self, capture: Capture, facts: PageFacts | None) -> PageFacts | None:
        """Return the facts, unless nobody may see the record: then its files are kept alone."""
        if facts is None or capture.status != 403:
            return facts
        self.private_files.update(facts.files)
        return None

    def _list(self, address: Address, capture: Capture) -> None:
        before = self.listed.get(address.url)
        if before is None or (before.status != 200 and capture.status == 200):
            self.listed[address.url] = Seen(
                address,
                capture.origin,
                None,
                capture.status,
                capture.media_type,
                "",
                "",
                is_guessed=False,
                is_page=capture.is_page,
                facts=None,
            )

    def _put(
        self,
        address: Address,
        capture: Capture,
        facts: PageFacts | None,
        origin: str,
        trouble: str,
    ) -> None:
        before = self.seen.get(address.url)
        if self._has_record(address.url, capture, facts):
            return
        is_draft = address.url in self._drafts and capture.record and capture.status == 200
        if before and before.status == 403 and before.at is None and not is_draft:
            return  # what a source of data knows to be private stays so
        self._note_record(address.url, capture, facts)
        if before and capture.trouble and capture.at is None and not before.trouble:
            return  # it says nothing of what is known
        if before and before.at and capture.at and before.at > capture.at:
            if capture.status == 200 and not before.was_page:
                self.seen[address.url] = before._replace(was_page=True)
            return
        self.seen[address.url] = Seen(
            address,
            origin,
            capture.at,
            capture.status,
            intern(capture.media_type),
            capture.location,
            trouble,
            capture.is_guessed,
            capture.is_page,
            facts,
            bool(before and (before.was_page or before.status == 200)),
            capture.is_hidden,
        )

    def _has_record(self, url: str, capture: Capture, facts: PageFacts | None) -> bool:
        """Return whether a public record with the address of this one was seen; it counts."""
        origin, digest = self._records.get(url, ("", None))
        if not origin or not (capture.record or capture.counts):
            return False
        if capture.status == 200 and digest != (facts and facts.digest):
            trouble = f"{url} is the address of {origin} too, which says something else"
            self.unread.append((capture.origin, trouble))
        return True

    def _note_record(self, url: str, capture: Capture, facts: PageFacts | None) -> None:
        if capture.record and capture.status == 200:
            self._records[url] = capture.origin, facts and facts.digest
        elif capture.counts and capture.status == 403:
            self._drafts.add(url)

    def _add_body(self, digest: str, origin: str, facts: PageFacts | None) -> None:
        """Note where a body is, and give it to the addresses that wait for it."""
        first, first_facts = self._bodies.get(digest, (origin, facts))
        self._bodies[digest] = first, first_facts or facts
        for url, waiting in self._waiting.pop(digest, ()):
            seen = self.seen[url]
            if seen.origin == waiting:
                self.seen[url] = seen._replace(origin=origin, trouble="", facts=facts)

    def known(self, url: str) -> str:
        """Return the address that a link of the source means; empty if newsgen cannot have it."""
        try:
            return address_of(self.aliases.get(unquote(url), url)).url if url else ""
        except URLError:
            return ""
