"""Decides what becomes of the addresses of a source."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from newsgen.config import Config
from newsgen.importers.accounts import Account, Accounts, AddressFate
from newsgen.importers.capture import UNKNOWN_HOST, joined
from newsgen.importers.decisions import (
    PRINTED,
    Decision,
    extension,
    fate_of_listed,
    other_file,
    used_file,
    without_print,
)
from newsgen.importers.file_uses import (
    apart_in_case,
    only_theirs,
    places_of_files,
    uses_of,
    without_target,
)
from newsgen.importers.links import place_of
from newsgen.importers.patterns import filled, names_in
from newsgen.importers.plan import AddressRule, Fate, ImportPlan
from newsgen.importers.redirects import Redirects
from newsgen.importers.same_pages import SamePages, folded
from newsgen.importers.seen import CaptureIndex, Seen, address_of
from newsgen.model.ledger import Line
from newsgen.model.same_address import same_address
from newsgen.model.urls import PAGE_EXTENSIONS, Address, output_path
from newsgen.pipeline.ledger import Ledger, redirect_of

_WHOSE: Final = "nothing says whose page it is: write base_url under [source]"
_BY_LEDGER: Final = "urls.txt says so"
_NO_TEXT: Final = "it has the address of a release, and no title or text where the plan says"


class Accounting:
    """Decides what becomes of each address that was seen."""

    def __init__(
        self, index: CaptureIndex, plan: ImportPlan, config: Config, ledger: Ledger
    ) -> None:
        self._seen = index.seen
        self._index, self._plan, self._config, self._ledger = index, plan, config, ledger
        self._fated = {line.address.url: line for line in ledger.lines if line.fate}
        self._gone = {
            folded(line.address, plan): line.address.url for line in ledger.lines
            if line.fate == "gone" and self._is_by_hand(line.address)
        }  # fmt: skip
        self._copies: dict[str, str] = {}
        """Pages that have the text of one that is gone, each with the address of that."""
        self._rows: dict[str, Account] = {}
        self._removed: set[str] = set()
        self._private: set[str] = set()
        self._release_urls: set[str] = set()
        self._lines: list[str] = []
        self._by_digest: dict[bytes, str] = {}

    def accounts(self) -> Accounts:
        """Return what becomes of everything: each address is asked about once."""
        self._note_what_is_not_public()
        self._note_what_is_gone()
        releases = self._releases()
        same = SamePages(self._index, self._plan)
        same.take_out(releases)
        self._rows |= same.rows
        self._release_urls = set(releases)
        self._by_digest = {
            facts.digest: url for url, seen in releases.items() if (facts := seen.facts)
        }
        used = uses_of(self._index, releases)
        for urls, files in ((self._removed, ()), (self._private, self._index.private_files)):
            theirs = {*uses_of(self._index, urls), *files}
            urls.update(only_theirs(self._index, theirs, used))
        for url, seen in self._seen.items():
            if url in self._rows or url in self._removed or url in self._private:
                continue
            self._rows[url] = self._row(seen, used)
        for row in list(apart_in_case(self._rows, self._index, self._plan, used)):
            self._rows[row.url] = row
        self._follow_redirects()
        self._account_for_listed()
        for url, (origin, message) in self._index.refused.items():
            reason = f"newsgen cannot have this address: {message}"
            self._rows[url] = Account(url, AddressFate.UNEXPLAINED, reason, origin=origin)
        self._note_below_pages()
        return self._gathered(used)

    # What must not come back, and what nobody may see

    def _note_what_is_not_public(self) -> None:
        for url, seen in self._seen.items():
            if self._tells_of_removed(seen.address):
                self._removed.add(url)
            elif seen.status in (401, 403) or self._is_hidden_page(url, seen):
                self._private.add(url)
        digests = {
            facts.digest for url in self._removed
            if (facts := self._seen[url].facts) and facts.has_text
        }  # fmt: skip
        for url, seen in self._seen.items():
            canonical = self._index.known(seen.facts.canonical) if seen.facts else ""
            is_copy = seen.facts is not None and seen.facts.digest in digests
            if is_copy or canonical in self._removed or self._leads_to_removed(seen):
                self._removed.add(url)

    def _note_what_is_gone(self) -> None:
        """Note the other addresses at which the source has what the ledger says is gone."""
        gone = {url: at for url, seen in self._seen.items()
                if (at := self._gone.get(folded(seen.address, self._plan)))}  # fmt: skip
        texts = {facts.digest: at for url, at in gone.items()
                 if (facts := self._seen[url].facts) and facts.has_text}  # fmt: skip
        for url, seen in self._seen.items():
            if seen.facts and url not in gone:
                canonical = self._index.known(seen.facts.canonical)
                fold = folded(address_of(canonical), self._plan) if canonical else ("", "")
                if at := texts.get(seen.facts.digest) or self._gone.get(fold):
                    self._copies[url] = at

    def _is_by_hand(self, address: Address) -> bool:
        """Return whether somebody wrote that an address is gone, and no import of this source."""
        seen = self._seen.get(address.url)
        return (seen is None or seen.status == 200) and self._rule(address) is None

    def _is_hidden_page(self, url: str, seen: Seen) -> bool:
        """Return whether nobody may see a page yet, and it is not imported either."""
        return seen.is_hidden and seen.is_page and not self._is_release(url, seen)

    def _leads_to_removed(self, seen: Seen) -> bool:
        if not 300 <= seen.status < 400:
            return False
        try:
            return self._is_removed(address_of(joined(seen.address.url, seen.location)))
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
            and url not in self._copies
            and folded(seen.address, self._plan) not in self._gone
            and seen.status == 200
            and not seen.trouble
            and seen.facts is not None
            and seen.facts.has_text
            and not seen.facts.says_missing
            and seen.address.host in self._plan.area_of_host
            and self._rule(seen.address) is None
            and self._is_where_releases_are(seen)
        )

    def _is_where_releases_are(self, seen: Seen) -> bool:
        """Return whether a page has the address of a release, or a record the type."""
        if seen.facts and seen.facts.type:
            return seen.facts.type in self._plan.releases.types
        return bool(self._plan.is_release.fullmatch(_path(seen.address)))

    def _rule(self, address: Address) -> AddressRule | None:
        """Return what the plan makes of an address."""
        path = _path(address)
        return next((rule for each, rule in self._plan.rules if each.fullmatch(path)), None)

    # All others

    def _row(self, seen: Seen, used: Mapping[str, Sequence[str]]) -> Account:
        by_hand = self._by_hand(seen)
        decision = by_hand or self._by_answer(seen) or self._by_content(seen, used)
        return Account(seen.address.url, *decision, (), seen.origin, seen.is_guessed)

    def _by_hand(self, seen: Seen) -> Decision | None:
        """Return what urls.txt and the plan say of an address."""
        address, url = seen.address, seen.address.url
        if line := self._fated.get(url):
            return self._by_line(address, line)
        if at := self._gone.get(folded(address, self._plan)):
            return Decision(AddressFate.GONE, f"urls.txt says that {at} is gone")
        if at := self._copies.get(url):
            self._lines.append(f"{url} gone")
            return Decision(AddressFate.GONE, f"it shows {at}, and urls.txt says that this is gone")
        if url in self._release_urls:
            return Decision(AddressFate.IMPORTED)
        if by_host := self._by_host(seen):
            return by_host
        rule = self._rule(address)
        return self._by_rule(address, rule) if rule else None

    def _by_host(self, seen: Seen) -> Decision | None:
        host = seen.address.host
        if host == UNKNOWN_HOST:
            return Decision(AddressFate.UNEXPLAINED, _WHOSE)
        if host in self._plan.area_of_host:
            return None
        reason = f"the plan has no area for the host {host}"
        if seen.is_page and self._is_area_missed(seen):
            hint = f'write hosts = ["{host}"] under [areas.NAME] there'
            return Decision(AddressFate.UNEXPLAINED, f"{reason}: {hint}")
        return Decision(AddressFate.NOT_A_RELEASE, reason)

    def _is_area_missed(self, page: Seen) -> bool:
        """Return whether the area of a page was forgotten, or its host is another in the plan.

        Most sources have pages of other websites too.
        """
        if not self._areas_there:
            return True
        is_one_without = len(self._areas_there) < len(self._plan.areas)
        return is_one_without and self._is_where_releases_are(page)

    @cached_property
    def _areas_there(self) -> set[str]:
        """The areas of which the source has pages."""
        areas = self._plan.area_of_host
        hosts = {seen.address.host for seen in self._seen.values() if seen.is_page}
        return {areas[host] for host in hosts & areas.keys()}

    def _by_line(self, address: Address, line: Line) -> Decision:
        """Return what a line of urls.txt says, unless the plan leads elsewhere."""
        redirect = redirect_of(line, self._config).target
        target = redirect.url if redirect else ""
        fate = AddressFate.GONE if line.fate == "gone" else AddressFate.REDIRECT
        rule = self._rule(address)
        other = self._target(address, rule) if rule and rule.fate is Fate.MOVED else ""
        if target and other and other != target:
            reason = f"urls.txt leads to {target}, and the plan to {other}: correct one of them"
            return Decision(AddressFate.UNEXPLAINED, reason)
        return Decision(fate, _BY_LEDGER, target)

    def _by_rule(self, address: Address, rule: AddressRule) -> Decision:
        reason = rule.reason or "the plan says so"
        match rule.fate:
            case Fate.GONE:
                self._lines.append(f"{address.url} gone")
                return Decision(AddressFate.GONE, reason)
            case Fate.MOVED:
                return self._moved(address, rule, reason)
            case Fate.LEFT_OUT:
                return Decision(AddressFate.LEFT_OUT, reason)
        return Decision(AddressFate.NOT_A_RELEASE, reason)

    def _moved(self, address: Address, rule: AddressRule, reason: str) -> Decision:
        """Return where the plan leads from an address."""
        target = self._target(address, rule)
        if not target:
            return Decision(AddressFate.UNEXPLAINED, f"“{rule.to}” in the plan is not an address")
        if names_in(rule.to or "") and target not in self._seen:
            wrong = f"the plan leads to {target}, which the source does not have"
            return Decision(AddressFate.UNEXPLAINED, wrong)
        if target not in self._release_urls or address.url not in self._seen:
            # What leads to a release is in its redirect_from: a build refuses both.
            self._lines.append(f"{address.url} moved {target}")
        return Decision(AddressFate.REDIRECT, reason, target)

    def _target(self, address: Address, rule: AddressRule) -> str:
        """Return where the plan leads from an address; empty if that is not an address."""
        to = filled(rule.to or "", rule.match, _path(address))
        return self._index.known(joined(address.url, to))

    def _by_answer(self, seen: Seen) -> Decision | None:
        """Return what the server's answer says, unless it is a page or a file."""
        answered = f"the server answered {seen.status}"
        if seen.status in (404, 410):
            if seen.was_page or seen.status == 410:
                self._lines.append(f"{seen.address.url} gone")
            before = ", and had a page before" if seen.was_page else ""
            return Decision(AddressFate.GONE, answered + before)
        if seen.trouble:
            return Decision(AddressFate.UNEXPLAINED, seen.trouble)
        if 300 <= seen.status < 400:
            return Decision(AddressFate.REDIRECT, answered, seen.location)
        return None if seen.status == 200 else Decision(AddressFate.UNEXPLAINED, answered)

    def _by_content(self, seen: Seen, used: Mapping[str, Sequence[str]]) -> Decision:
        if not seen.is_page:
            return used_file(seen, used) or other_file(seen.media_type)
        facts = seen.facts
        if facts is not None and facts.says_missing:
            reason = "the page says that it is not there, with the answer 200"
            return Decision(AddressFate.GONE, reason)
        if self._is_where_releases_are(seen):
            return Decision(AddressFate.UNEXPLAINED, _NO_TEXT)
        if facts and (target := self._index.known(facts.canonical)) in self._release_urls:
            reason = "the page says that it is a release at another address"
            return Decision(AddressFate.REDIRECT, reason, target)
        if facts and facts.has_text and (release := self._by_digest.get(facts.digest)):
            return Decision(AddressFate.REDIRECT, "the same page as a release", release)
        reason = "no pattern and no rule of the plan fits it"
        if facts and facts.type:
            reason = f"it is of the type “{facts.type}”, and no rule of the plan fits it"
        return Decision(AddressFate.UNEXPLAINED, reason)

    # Redirects

    def _follow_redirects(self) -> None:
        redirects = Redirects(
            self._index, self._plan, self._rows, self._release_urls, self._private
        )
        for url, row in list(self._rows.items()):
            is_answer = row.reason.startswith("the server answered 3")
            if row.outcome is AddressFate.REDIRECT and is_answer:
                self._rows[url] = followed = redirects.followed(row)
                self._note_line(url, followed)

    def _note_line(self, url: str, followed: Account) -> None:
        """Note that a redirect to what the plan has moved, or that is gone, is so itself."""
        target, end = followed.target, self._rows.get(followed.target)
        if followed.outcome is AddressFate.GONE and f"{target} gone" in self._lines:
            self._lines.append(f"{url} gone")
        if followed.outcome is AddressFate.REDIRECT and (
            end is None or end.outcome not in (AddressFate.IMPORTED, AddressFate.COPIED)
        ):
            self._lines.append(f"{url} moved {target}")

    # Addresses of lists

    def _account_for_listed(self) -> None:
        """Account for the addresses that only a list has."""
        rows = {folded(self._seen[url].address, self._plan): row for url, row in self._rows.items()}
        hidden = (url for url, seen in self._seen.items() if seen.is_hidden)
        secret = {(address.host, address.path.rstrip("/"))
                  for url in (*self._private, *hidden)
                  if not (address := self._seen[url].address).query}  # fmt: skip
        for url, seen in self._index.listed.items():
            if url in self._seen:
                continue
            if self._tells_of_removed(seen.address):
                self._removed.add(url)
            elif seen.status in (401, 403) or not secret.isdisjoint(_above(seen.address)):
                self._private.add(url)
            else:
                decision = self._by_hand(seen) or fate_of_listed(seen, rows, self._plan)
                self._rows[url] = Account(url, *decision, (), seen.origin)

    def _tells_of_removed(self, address: Address) -> bool:
        """Return whether an address is that of a removed page, or one made from it."""
        above = (replace(address, path=path) for _, path in _above(address))
        return any(map(self._is_removed, (address, without_print(address), *above)))

    def _note_below_pages(self) -> None:
        """Explain nothing of what is below the file of a page: no server can lead from there."""
        releases = (self._seen[url].address for url in self._release_urls)
        pages = {(each.host, each.path.lower()): each.url for each in releases
                 if each.path.lower().endswith(PAGE_EXTENSIONS)}  # fmt: skip
        below = set()
        for url, row in self._rows.items():
            if not pages or row.outcome not in (AddressFate.REDIRECT, AddressFate.GONE):
                continue
            above = ((host, path.lower()) for host, path in _above(address_of(url)))
            if page := next((pages[each] for each in above if each in pages), ""):
                below.add(url)
                if row.outcome is AddressFate.REDIRECT:
                    reason = f"it is below the page {page}, from where no server can lead elsewhere"
                    self._rows[url] = row._replace(outcome=AddressFate.UNEXPLAINED, reason=reason)
        self._lines = [line for line in self._lines if line.partition(" ")[0] not in below]

    # All of it

    def _gathered(self, used: Mapping[str, Sequence[str]]) -> Accounts:
        releases: dict[str, list[Address]] = defaultdict(list)
        files: dict[str, list[Address]] = defaultdict(list)
        redirects: dict[str, list[str]] = defaultdict(list)
        for url, row in self._rows.items():
            seen = self._seen.get(url)
            if seen is None and row.reason == PRINTED:
                seen = self._index.listed[url]
            if seen is None:
                continue
            match row.outcome:
                case AddressFate.IMPORTED:
                    releases[row.origin].append(seen.address)
                case AddressFate.COPIED:
                    files[row.origin].append(seen.address)
                case AddressFate.REDIRECT:
                    self._note_redirect(row, seen.address, redirects)
        known = (line.address.url for line in self._ledger.lines)
        nowhere = without_target(self._index, self._plan, used, known)
        places = places_of_files(self._rows, self._plan)
        missing = {
            url: pages[0] for url, pages in used.items()
            if url not in self._seen and self._is_file_of_site(url)
            and place_of(url) not in places
        }  # fmt: skip
        pages = (self._seen[url].facts for url in self._removed if url in self._seen)
        return Accounts(
            self._rows,
            dict(releases),
            dict(files),
            dict(redirects),
            self._lines,
            self._index.unread,
            missing,
            frozenset(facts.title for facts in pages if facts and facts.title),
            len(self._removed),
            len(self._private),
            self._hidden(),
            self._index.counts,
            {row.url: used[row.url] for row in self._rows.values()
             if row.outcome is AddressFate.COPIED and row.url in used},
            {url: pages for url, pages in nowhere.items()
             if url not in missing and not self._tells_of_removed(address_of(url))},
            places,
        )  # fmt: skip

    def _hidden(self) -> frozenset[str]:
        """Return the addresses that must not be listed, and those that lead to one."""
        hidden = {url for url, seen in self._seen.items() if seen.is_hidden}
        return frozenset(hidden | {url for url, row in self._rows.items() if row.target in hidden})

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
        is_same = folded(address, self._plan) == folded(page, self._plan) or len({*files}) == 1
        return is_same and area_of.get(address.host) == area_of.get(page.host)

    def _is_file_of_site(self, url: str) -> bool:
        address = address_of(url)
        return address.host in self._plan.area_of_host and bool(extension(address))


def _above(address: Address) -> Iterator[tuple[str, str]]:
    """Yield the folders that an address is in, without the topmost: such as a page of its feed."""
    path = address.path.rstrip("/")
    while path := path.rpartition("/")[0]:
        yield address.host, path


def _path(address: Address) -> str:
    return f"{address.path}?{address.query}" if address.query else address.path
