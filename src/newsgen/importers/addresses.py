"""The addresses of a source, and what becomes of each: every one has one row."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote, urljoin

from newsgen.config import Config
from newsgen.content.scan import SUFFIX
from newsgen.importers.capture import Capture
from newsgen.importers.page import PageParts
from newsgen.importers.plan import Fate, ImportPlan
from newsgen.model.dates import Moment
from newsgen.model.same_address import fold, same_address, untracked_query
from newsgen.model.urls import PAGE_EXTENSIONS, Address, URLError, output_path, parse_url
from newsgen.pipeline.ledger import Ledger, redirect_of


class AddressFate(StrEnum):
    """What became of an address."""

    IMPORTED = "imported"
    COPIED = "copied"
    REDIRECT = "redirect"
    GONE = "gone"
    NOT_A_RELEASE = "not a release"
    LEFT_OUT = "left out"
    UNEXPLAINED = "unexplained"


class PageFacts(NamedTuple):
    """What is kept of a page of the source while all others are looked at."""

    title: str
    date: Moment | None
    canonical: str
    digest: bytes
    has_text: bool
    says_missing: bool
    files: tuple[str, ...]


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


class Account(NamedTuple):
    """What became of an address, and why. `target` is where a redirect leads."""

    url: str
    outcome: AddressFate
    reason: str = ""
    target: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    is_guessed: bool = False


def facts_of(parts: PageParts) -> PageFacts:
    words = "\0".join((parts.title, str(parts.date and parts.date.at), parts.words))
    return PageFacts(
        parts.title,
        parts.date,
        parts.canonical,
        hashlib.blake2b(words.encode(), digest_size=16).digest(),
        bool(parts.title and (parts.words or "<img" in parts.body or "<iframe" in parts.body)),
        parts.says_missing,
        parts.files,
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
    address = parse_url(f"https://{host}{slash}{path}" + (f"?{query}" if query else ""))
    output_path(address)
    return address


class CaptureIndex:
    """What a source has, gathered capture by capture: the newest of each address counts."""

    def __init__(self) -> None:
        self.seen: dict[str, Seen] = {}
        self.unread: list[tuple[str, str]] = []
        self.refused: dict[str, tuple[str, str]] = {}
        self.captures = 0
        self.aliases: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        self._facts: dict[str, PageFacts] = {}

    def add(self, capture: Capture, facts: PageFacts | None) -> None:
        """Take a capture in; `facts` are those of a page."""
        self.captures += 1
        if not capture.url:
            self.unread.append((capture.origin, capture.trouble))
            return
        try:
            address = address_of(capture.url)
        except URLError as error:
            self.refused[capture.url.partition("#")[0]] = capture.origin, str(error)
            return
        if capture.alias:
            self.aliases[unquote(capture.alias)] = address.url
        origin = capture.origin
        if capture.digest and not capture.same_as and not capture.trouble:
            self._bodies.setdefault(capture.digest, origin)
            if facts:
                self._facts.setdefault(capture.digest, facts)
        trouble = capture.trouble
        if capture.same_as:
            origin = self._bodies.get(capture.same_as, "")
            if not origin:
                origin, trouble = capture.origin, "it is the same as one that the source lacks"
        self._put(address, capture, facts, origin, trouble)

    def _put(
        self,
        address: Address,
        capture: Capture,
        facts: PageFacts | None,
        origin: str,
        trouble: str,
    ) -> None:
        before = self.seen.get(address.url)
        if before and before.at and capture.at and before.at > capture.at:
            if capture.status == 200 and not before.was_page:
                self.seen[address.url] = before._replace(was_page=True)
            return
        if capture.same_as and facts is None:
            facts = self._facts.get(capture.same_as)
        self.seen[address.url] = Seen(
            address,
            origin,
            capture.at,
            capture.status,
            capture.media_type,
            capture.location,
            trouble,
            capture.is_guessed,
            capture.is_page,
            facts,
            bool(before and (before.was_page or before.status == 200)),
        )


@dataclass(frozen=True)
class Accounts:
    """What becomes of all addresses.

    `releases` and `files` are the origins to read again, each with the addresses that it is
    written at. `removed` and `private` are counts. `redirects` are the old addresses of releases,
    `lines` are those of the ledger.
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


_MOST_HOPS: Final = 10
_MOST_ALIKE: Final = 5
_THEME: Final = (
    "text/css", "javascript", "font", "application/json", "application/vnd.ms-fontobject",
    "application/manifest+json",
)  # fmt: skip
_MACHINE: Final = ("xml", "text/plain", "application/opensearch")


class _Decision(NamedTuple):
    """What became of an address, why, and where it leads."""

    fate: AddressFate
    reason: str = ""
    target: str = ""


_BY_LEDGER: Final = "urls.txt says so"
_NO_TEXT: Final = "it has the address of a release, and no title or text where the plan says"


class Accounting:
    """Decides what becomes of each address that was seen."""

    def __init__(
        self, survey: CaptureIndex, plan: ImportPlan, config: Config, ledger: Ledger
    ) -> None:
        self._seen = survey.seen
        self._survey, self._plan, self._config, self._ledger = survey, plan, config, ledger
        self._fated = {line.address.url: line for line in ledger.lines if line.fate}
        self._rows: dict[str, Account] = {}
        self._removed: set[str] = set()
        self._private: set[str] = set()
        self._release_urls: set[str] = set()
        self._lines: list[str] = []
        self._by_digest: dict[bytes, str] = {}
        self._folds: dict[tuple[str, str], str] | None = None

    def accounts(self) -> Accounts:
        """Return what becomes of everything: each address is asked about once."""
        self._note_what_is_not_public()
        releases = self._releases()
        self._same_pages(releases)
        self._release_urls = set(releases)
        self._by_digest = {
            facts.digest: url for url, seen in releases.items() if (facts := seen.facts)
        }
        used = self._used_files()
        self._note_files_of_removed(used)
        for url, seen in self._seen.items():
            if url in self._rows or url in self._removed or url in self._private:
                continue
            self._rows[url] = self._row(seen, used)
        self._follow_redirects()
        for url, (origin, message) in self._survey.refused.items():
            reason = f"newsgen cannot have this address: {message}"
            self._rows[url] = Account(url, AddressFate.UNEXPLAINED, reason, origin=origin)
        return self._gathered(used)

    # What must not come back, and what nobody may see

    def _note_what_is_not_public(self) -> None:
        for url, seen in self._seen.items():
            if self._is_removed(seen.address):
                self._removed.add(url)
            elif seen.status in (401, 403):
                self._private.add(url)
        digests = {
            facts.digest for url in self._removed
            if (facts := self._seen[url].facts) and facts.has_text
        }  # fmt: skip
        for url, seen in self._seen.items():
            canonical = self._known(seen.facts.canonical) if seen.facts else ""
            is_copy = seen.facts is not None and seen.facts.digest in digests
            if is_copy or canonical in self._removed or self._leads_to_removed(seen):
                self._removed.add(url)

    def _note_files_of_removed(self, used: Mapping[str, str]) -> None:
        """Take files that only removed pages use for removed too: their names may tell of them."""
        for url in list(self._removed):
            facts = self._seen[url].facts
            for file in facts.files if facts else ():
                known = self._known(file)
                if known in self._seen and known not in used and not self._seen[known].is_page:
                    self._removed.add(known)

    def _leads_to_removed(self, seen: Seen) -> bool:
        if not 300 <= seen.status < 400:
            return False
        try:
            return self._is_removed(address_of(urljoin(seen.address.url, seen.location)))
        except ValueError:
            return False

    def _is_removed(self, address: Address) -> bool:
        stones = self._ledger.tombstones
        return bool(stones.at(self._config.root_name(address), output_path(address)))

    # Releases

    def _releases(self) -> dict[str, Seen]:
        """Return the pages that are releases, by their addresses."""
        return {url: seen for url, seen in self._seen.items() if self._is_release(url, seen)}

    def _is_release(self, url: str, seen: Seen) -> bool:
        return (
            url not in self._removed
            and url not in self._fated
            and seen.status == 200
            and not seen.trouble
            and seen.facts is not None
            and seen.facts.has_text
            and not seen.facts.says_missing
            and seen.address.host in self._plan.area_of_host
            and self._rule(seen.address) is None
            and self._has_its_pattern(seen.address)
        )

    def _has_its_pattern(self, address: Address) -> bool:
        return bool(self._plan.is_release.fullmatch(_path(address)))

    def _rule(self, address: Address) -> "tuple[Fate, str, str] | None":
        """Return what the plan makes of an address."""
        path = _path(address)
        for expression, rule in self._plan.rules:
            if expression.fullmatch(path):
                return rule.fate, rule.to or "", rule.reason
        return None

    def _same_pages(self, releases: dict[str, Seen]) -> None:
        """Note the other addresses of a release that has several."""
        groups: dict[bytes, list[str]] = defaultdict(list)
        for url, seen in releases.items():
            assert seen.facts is not None
            groups[seen.facts.digest].append(url)
        for urls in groups.values():
            if len(urls) > _MOST_ALIKE:
                self._are_alike(urls, releases)
            elif len(urls) > 1:
                self._merge(urls, releases)
        by_fold: dict[tuple[str, str], list[str]] = defaultdict(list)
        for url, seen in releases.items():
            by_fold[self._folded(seen.address)].append(url)
        for urls in by_fold.values():
            if len(urls) > 1:
                self._merge(urls, releases)
        self._canonical(releases)

    def _are_alike(self, urls: Iterable[str], releases: dict[str, Seen]) -> None:
        """Explain nothing of many pages with one text: an error page has many addresses."""
        urls = list(urls)
        for url in urls:
            reason = f"{len(urls)} addresses have this same text: is it an error page?"
            self._rows[url] = Account(
                url, AddressFate.UNEXPLAINED, reason, origin=releases[url].origin
            )
            del releases[url]

    def _merge(self, urls: list[str], releases: dict[str, Seen]) -> None:
        best = min(urls, key=lambda url: self._rank(url, releases[url]))
        for url in urls:
            if url != best:
                self._rows[url] = self._alias(url, best, releases.pop(url))

    def _rank(self, url: str, seen: Seen) -> tuple[object, ...]:
        """Return what is least for the address that a page should have."""
        assert seen.facts is not None
        is_canonical = self._known(seen.facts.canonical) == url
        place = list(self._plan.area_of_host).index(seen.address.host)
        return (not is_canonical, place, bool(seen.address.query), seen.is_guessed, len(url), url)

    def _canonical(self, releases: dict[str, Seen]) -> None:
        """Explain nothing of a page that says it is a release at another address, and is not.

        It may be the second page of a long text, which would be lost.
        """
        for url, seen in list(releases.items()):
            assert seen.facts is not None
            canonical = self._known(seen.facts.canonical)
            if canonical != url and canonical in releases:
                reason = f"it says that it is {canonical}, and its text is another"
                self._rows[url] = Account(
                    url, AddressFate.UNEXPLAINED, reason, origin=releases.pop(url).origin
                )

    def _alias(self, url: str, target: str, seen: Seen) -> Account:
        reason = "the same page as another address"
        return Account(url, AddressFate.REDIRECT, reason, target, origin=seen.origin)

    def _folded(self, address: Address) -> tuple[str, str]:
        area = self._plan.area_of_host.get(address.host, address.host)
        return area, fold(address.path, address.query)

    def _known(self, url: str) -> str:
        """Return the address that a link of the source means; empty if newsgen cannot have it."""
        try:
            return address_of(self._survey.aliases.get(unquote(url), url)).url if url else ""
        except URLError:
            return ""

    # Files

    def _used_files(self) -> dict[str, str]:
        """Return the addresses of what releases show and link to, each with one of them."""
        used: dict[str, str] = {}
        for release in sorted(self._release_urls):
            facts = self._seen[release].facts
            for url in facts.files if facts else ():
                if known := self._known(url):
                    used.setdefault(known, release)
        return used

    # All others

    def _row(self, seen: Seen, used: Mapping[str, str]) -> Account:
        by_hand = self._by_hand(seen)
        decision = by_hand or self._by_answer(seen) or self._by_content(seen, used)
        return Account(seen.address.url, *decision, (), seen.origin, seen.is_guessed)

    def _by_hand(self, seen: Seen) -> "_Decision | None":
        """Return what urls.txt and the plan say of an address."""
        address, url = seen.address, seen.address.url
        if line := self._fated.get(url):
            target = redirect_of(line, self._config).target
            fate = AddressFate.GONE if line.fate == "gone" else AddressFate.REDIRECT
            return _Decision(fate, _BY_LEDGER, target.url if target else "")
        if url in self._release_urls:
            return _Decision(AddressFate.IMPORTED)
        if address.host not in self._plan.area_of_host:
            reason = f"the plan has no area for the host {address.host}"
            return _Decision(AddressFate.NOT_A_RELEASE, reason)
        rule = self._rule(address)
        return self._by_rule(address, *rule) if rule else None

    def _by_rule(self, address: Address, fate: Fate, to: str, reason: str) -> "_Decision":
        reason = reason or "the plan says so"
        match fate:
            case Fate.GONE:
                self._lines.append(f"{address.url} gone")
                return _Decision(AddressFate.GONE, reason)
            case Fate.MOVED:
                target = self._known(urljoin(address.url, to))
                if not target:
                    wrong = f"“{to}” in the plan is not an address"
                    return _Decision(AddressFate.UNEXPLAINED, wrong)
                self._lines.append(f"{address.url} moved {target}")
                return _Decision(AddressFate.REDIRECT, reason, target)
            case Fate.LEFT_OUT:
                return _Decision(AddressFate.LEFT_OUT, reason)
        return _Decision(AddressFate.NOT_A_RELEASE, reason)

    def _by_answer(self, seen: Seen) -> "_Decision | None":
        """Return what the server's answer says, unless it is a page or a file."""
        answered = f"the server answered {seen.status}"
        if seen.status in (404, 410):
            if seen.was_page or seen.status == 410:
                self._lines.append(f"{seen.address.url} gone")
            before = ", and had a page before" if seen.was_page else ""
            return _Decision(AddressFate.GONE, answered + before)
        if seen.trouble:
            return _Decision(AddressFate.UNEXPLAINED, seen.trouble)
        if 300 <= seen.status < 400:
            return _Decision(AddressFate.REDIRECT, answered, seen.location)
        return None if seen.status == 200 else _Decision(AddressFate.UNEXPLAINED, answered)

    def _by_content(self, seen: Seen, used: Mapping[str, str]) -> "_Decision":
        if not seen.is_page:
            return _used_file(seen, used) or _other_file(seen.media_type)
        facts = seen.facts
        if facts is not None and facts.says_missing:
            reason = "the page says that it is not there, with the answer 200"
            return _Decision(AddressFate.GONE, reason)
        if self._has_its_pattern(seen.address):
            return _Decision(AddressFate.UNEXPLAINED, _NO_TEXT)
        if facts and (target := self._known(facts.canonical)) in self._release_urls:
            reason = "the page says that it is a release at another address"
            return _Decision(AddressFate.REDIRECT, reason, target)
        if facts and facts.has_text and (release := self._by_digest.get(facts.digest)):
            return _Decision(AddressFate.REDIRECT, "the same page as a release", release)
        return _Decision(AddressFate.UNEXPLAINED, "no pattern and no rule of the plan fits it")

    # Redirects

    def _follow_redirects(self) -> None:
        for url, row in list(self._rows.items()):
            is_answer = row.reason.startswith("the server answered 3")
            if row.outcome is AddressFate.REDIRECT and is_answer:
                self._rows[url] = self._followed(row)

    def _followed(self, row: Account) -> Account:
        """Return the row of a redirect with what it leads to in the end."""
        url, passed = row.url, {row.url}
        for _ in range(_MOST_HOPS):
            try:
                absolute = urljoin(url, self._seen[url].location)
                url = address_of(self._survey.aliases.get(unquote(absolute), absolute)).url
            except ValueError:
                return row._replace(outcome=AddressFate.UNEXPLAINED, reason="it leads nowhere")
            if url == row.url and url in self._release_urls:
                return row._replace(target=url)
            if url in passed:
                return row._replace(
                    outcome=AddressFate.UNEXPLAINED, reason="the redirect is a circle"
                )
            passed.add(url)
            seen = self._seen.get(url)
            if seen is None or not 300 <= seen.status < 400:
                return self._ended(row, url)
        return row._replace(outcome=AddressFate.UNEXPLAINED, reason="the redirect does not end")

    def _ended(self, row: Account, url: str) -> Account:
        """Return the row of a redirect that ends at an address."""
        end = self._rows.get(url)
        same = self._same_fold(url)
        if end is None and same:
            end, url = self._rows[same], same
        if url in self._private:
            return row._replace(
                outcome=AddressFate.UNEXPLAINED, reason="it leads to what is private"
            )
        if end is None:
            reason = f"it leads to {url}, which the source does not have"
            return row._replace(outcome=AddressFate.UNEXPLAINED, reason=reason, target=url)
        if end.outcome is AddressFate.REDIRECT:
            return row._replace(target=end.target)
        if end.outcome in (AddressFate.IMPORTED, AddressFate.COPIED):
            return row._replace(target=url)
        return row._replace(outcome=end.outcome, reason=f"it leads to {url}: {end.reason}")

    def _same_fold(self, url: str) -> str:
        """Return the address of a row that servers answer as this one, if there is one."""
        if self._folds is None:
            self._folds = {
                self._folded(seen.address): each
                for each, seen in self._seen.items()
                if each in self._release_urls
            }
        return self._folds.get(self._folded(address_of(url)), "")

    # All of it

    def _gathered(self, used: Mapping[str, str]) -> Accounts:
        releases: dict[str, list[Address]] = defaultdict(list)
        files: dict[str, list[Address]] = defaultdict(list)
        redirects: dict[str, list[str]] = defaultdict(list)
        for url, row in self._rows.items():
            seen = self._seen.get(url)
            if seen is None:
                continue
            match row.outcome:
                case AddressFate.IMPORTED:
                    releases[row.origin].append(seen.address)
                case AddressFate.COPIED:
                    files[row.origin].append(seen.address)
                case AddressFate.REDIRECT:
                    self._note_redirect(row, seen.address, redirects)
        missing = {
            url: release for url, release in used.items()
            if url not in self._seen and self._is_file_of_site(url)
        }  # fmt: skip
        pages = (self._seen[url].facts for url in self._removed)
        return Accounts(
            self._rows,
            dict(releases),
            dict(files),
            dict(redirects),
            self._lines,
            self._survey.unread,
            missing,
            frozenset(facts.title for facts in pages if facts and facts.title),
            len(self._removed),
            len(self._private),
        )

    def _note_redirect(
        self, row: Account, address: Address, redirects: dict[str, list[str]]
    ) -> None:
        """Note what newsgen must be told of a redirect, if servers do not answer it anyway."""
        target = self._seen.get(row.target)
        if target is None or row.reason == _BY_LEDGER:
            return
        end = self._rows.get(row.target)
        if end and end.outcome is AddressFate.IMPORTED:
            if not self._is_answered(address, target.address):
                same_host = address.host == target.address.host
                redirects[row.target].append(address.href if same_host else address.url)
        elif end and end.outcome is AddressFate.COPIED:
            self._lines.append(f"{address.url} moved {target.address.url}")

    def _is_answered(self, address: Address, page: Address) -> bool:
        """Return whether servers answer an address with the page at another one anyway."""
        area_of = self._plan.area_of_host
        files = (same_address(output_path(each)) for each in (address, page))
        is_same = self._folded(address) == self._folded(page) or len({*files}) == 1
        return is_same and area_of.get(address.host) == area_of.get(page.host)

    def _is_file_of_site(self, url: str) -> bool:
        address = address_of(url)
        return address.host in self._plan.area_of_host and bool(_extension(address))


def _used_file(seen: Seen, used: Mapping[str, str]) -> _Decision | None:
    """Return what becomes of a file that releases use."""
    url = seen.address.url
    if url not in used:
        return None
    ending = _extension(seen.address)
    if not ending or ending == SUFFIX.removeprefix("."):
        reason = "a release uses it, and newsgen has no files with such a name"
        return _Decision(AddressFate.UNEXPLAINED, reason)
    without = ", without its query" if seen.address.query else ""
    return _Decision(AddressFate.COPIED, f"used by {used[url]}{without}")


def _other_file(kind: str) -> _Decision:
    """Return what becomes of a file that no release uses, by its media type."""
    reason = ""
    if any(each in kind for each in _THEME):
        reason = "a file of the old theme"
    elif any(each in kind for each in _MACHINE):
        reason = "a feed or the like, which newsgen makes itself"
    elif kind.startswith("image/"):
        reason = "a picture that no release uses"
    if reason:
        return _Decision(AddressFate.NOT_A_RELEASE, reason)
    return _Decision(AddressFate.UNEXPLAINED, "a file that no release uses")


def _path(address: Address) -> str:
    return f"{address.path}?{address.query}" if address.query else address.path


def _extension(address: Address) -> str:
    """Return how the name of a file ends; empty for a page."""
    name = address.path.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    is_page = name.lower().endswith(PAGE_EXTENSIONS)
    return (
        ending.lower() if dot and not is_page and 1 < len(ending) < 6 and ending.isalnum() else ""
    )


def rows_in_order(rows: Mapping[str, Account]) -> Iterator[Account]:
    return (rows[url] for url in sorted(rows))
