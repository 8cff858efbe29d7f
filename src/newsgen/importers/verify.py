"""The proof to the end: what the built site answers at every address of a source, and says there.

It is asked by the model that hosts are configured from, and its pages are read from the output
folder: no server runs, and nothing is fetched.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple, Protocol
from urllib.parse import urljoin

from selectolax.lexbor import SelectolaxError

from newsgen.config import Config
from newsgen.hosting.answer import Lookup, answer
from newsgen.hosting.site import AddressKind, HostedRoot
from newsgen.importers._shown import BuiltPages, ShownRelease
from newsgen.importers.accounts import Account, Accounts, AddressFate
from newsgen.importers.capture import Capture
from newsgen.importers.links import Links, links_of
from newsgen.importers.looking import accounted
from newsgen.importers.order import CONTENT, PAGES_IN_BATCH, Order, captures_of, path_in
from newsgen.importers.outcome import AcceptedByPlan
from newsgen.importers.page import parts_of
from newsgen.importers.plan import ImportPlan
from newsgen.importers.seen import address_of
from newsgen.model.release import Release, Status
from newsgen.model.urls import Address, URLError, ascii_host, output_path
from newsgen.pipeline.result import Progress
from newsgen.pipeline.workers import batches, workers
from newsgen.store import Catalogue

_MOST_HOPS: Final = 5
_STAGE: Final = "Comparing"


class AnswerKind(StrEnum):
    """What the built site answers."""

    PAGE = "page"
    FILE = "file"
    REDIRECT = "redirect"
    GONE = "gone"
    HELD = "held back"
    NOT_FOUND = "not found"


class SiteAnswer(NamedTuple):
    """What an address is answered with, and where that ends: a file of a root, or a URL."""

    kind: AnswerKind
    end: AnswerKind
    root: str = ""
    file: str = ""
    url: str = ""
    why: str = ""


class AskedRoot(Lookup, Protocol):
    """A document root that can be asked."""

    root: HostedRoot


@dataclass(frozen=True)
class BuiltSite:
    """The output folder, its document roots by their names, and what is known of its releases."""

    folder: Path
    config: Config
    roots: Mapping[str, AskedRoot]
    catalogue: Catalogue

    @cached_property
    def releases(self) -> dict[tuple[str, str], Release]:
        """The published releases, by root and file."""
        root_name = self.config.root_name
        return {
            (root_name(address_of(release.url)), release.path): release
            for is_published, release in self.catalogue.releases.all()
            if is_published
        }

    @cached_property
    def _pages(self) -> dict[str, set[str]]:
        return {
            name: {entry.file for entry in root.root.some(AddressKind.PAGE)}
            for name, root in self.roots.items()
        }

    def ask(self, url: str) -> SiteAnswer:
        """Return what a reader gets at an address, after all redirects."""
        kind, at = None, url
        for _ in range(_MOST_HOPS):
            try:
                address = address_of(at)
            except URLError as error:
                return SiteAnswer(AnswerKind.NOT_FOUND, AnswerKind.NOT_FOUND, why=str(error))
            name = self.config.root_name(address)
            root = self.roots.get(name)
            if root is None or ascii_host(address.host) not in root.root.hosts:
                why = f"the site has no host {address.host}"
                end = AnswerKind.REDIRECT if kind else AnswerKind.NOT_FOUND
                return SiteAnswer(kind or end, end, url=at, why=why)
            status, file, location = answer(address.link, root)
            if status != 301:
                end = self._end(status, name, file, address)
                return SiteAnswer(kind or end, end, name, file, at)
            kind, at = AnswerKind.REDIRECT, urljoin(address.url, location)
        return SiteAnswer(AnswerKind.REDIRECT, AnswerKind.NOT_FOUND, url=at, why="it does not end")

    def _end(self, status: int, root: str, file: str, address: Address) -> AnswerKind:
        if status == 200:
            return AnswerKind.PAGE if file in self._pages[root] else AnswerKind.FILE
        if status == 410:
            return AnswerKind.GONE
        is_held = self.catalogue.paths.held_at(root, output_path(address))
        return AnswerKind.HELD if is_held else AnswerKind.NOT_FOUND

    def file(self, at: SiteAnswer) -> Path:
        return self.folder / at.root / at.file

    def shown(self, at: SiteAnswer) -> ShownRelease | None:
        """Return the release whose page is an answer, if it is one."""
        release = self.releases.get((at.root, at.file))
        if release is None:
            return None
        is_closed = release.status is Status.CLOSED
        return ShownRelease(release.title, release.summary, release.published, is_closed)


class VerifiedAddress(NamedTuple):
    """An address of the source, what should be there and is, and what is wrong with that."""

    url: str
    fate: AddressFate
    answer: AnswerKind
    problems: tuple[tuple[str, str], ...] = ()


@dataclass
class Verification:
    """What was asked and compared. `revealed` are private or removed addresses with a page."""

    rows: list[VerifiedAddress] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    accepted: list[tuple[str, str, str]] = field(default_factory=list)
    revealed: int = 0
    compared: int = 0

    @property
    def table(self) -> Counter[tuple[AddressFate, AnswerKind]]:
        return Counter((row.fate, row.answer) for row in self.rows)

    @property
    def wrong(self) -> list[VerifiedAddress]:
        return [row for row in self.rows if row.problems]

    @property
    def is_clean(self) -> bool:
        return not (self.wrong or self.unread or self.revealed)


def verify(order: Order, built: BuiltSite, progress: Progress) -> Verification:
    """Ask the built site for every address of the source, and compare its pages.

    Raises:
        NewsgenError: urls.txt or tombstones.txt cannot be read.

    """
    survey, accounts = accounted(order, progress)
    answers = {url: built.ask(url) for url in accounts.rows if url not in accounts.hidden}
    problems = {
        url: [] if _is_unused(url, accounts, answers)
        else list(_judged(accounts.rows[url], at, built))
        for url, at in answers.items()
    }  # fmt: skip
    verification = Verification()
    wanted = {**accounts.files, **accounts.releases}
    links = links_of(order.plan, order.config, survey.aliases, accounts.places)
    for url, wrong in _compared(order, wanted, answers, built, links, progress):
        problems[url] += wrong
        verification.compared += 1
    accept = AcceptedByPlan(order.plan.accept, verification.accepted)
    for url in sorted(answers):
        rest = accept.rest(path_in(url), problems[url])
        fate = accounts.rows[url].outcome
        verification.rows.append(VerifiedAddress(url, fate, answers[url].kind, rest))
    verification.unread = [
        (place, why) for place, why in accounts.unread if accept.rest(place, [("unread", why)])
    ]
    unlisted = (built.ask(url) for url in survey.seen.keys() - answers.keys())
    verification.revealed = sum(
        at.end is AnswerKind.FILE or built.shown(at) is not None for at in unlisted
    )
    return verification


# Answers


def _is_unused(url: str, accounts: Accounts, answers: Mapping[str, SiteAnswer]) -> bool:
    """Return whether a file is only that of releases which are taken down or held back."""
    users = accounts.users.get(url, ())
    ends = {answers[user].end for user in users if user in answers}
    return bool(ends) and ends <= {AnswerKind.HELD, AnswerKind.GONE}


def _judged(row: Account, at: SiteAnswer, built: BuiltSite) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an answer, by problems."""
    is_there = at.end in (AnswerKind.PAGE, AnswerKind.FILE)
    why = f": {at.why}" if at.why else ""
    match row.outcome:
        case AddressFate.IMPORTED if at.end in (AnswerKind.NOT_FOUND, AnswerKind.REDIRECT):
            yield "answer", f"a release of the source, and the site has {_said(at)}{why}"
        case AddressFate.COPIED if at.end is not AnswerKind.FILE:
            yield "answer", f"a file of the source, and the site has {_said(at)}{why}"
        case AddressFate.REDIRECT:
            yield from _judged_redirect(row, at, built)
        case AddressFate.GONE | AddressFate.LEFT_OUT if is_there and built.shown(at):
            yield "answer", f"it is {row.outcome}, and the site has a release there"
        case AddressFate.UNEXPLAINED if at.end is AnswerKind.NOT_FOUND:
            yield "unexplained", f"{row.reason}; the site has nothing there{why}"


def _judged_redirect(row: Account, at: SiteAnswer, built: BuiltSite) -> Iterator[tuple[str, str]]:
    target = built.ask(row.target)
    is_down = target.end is AnswerKind.GONE and at.end in (AnswerKind.NOT_FOUND, AnswerKind.GONE)
    if is_down or AnswerKind.HELD in (at.end, target.end):
        return
    if at.end is AnswerKind.NOT_FOUND:
        why = f": {at.why}" if at.why else ""
        yield "answer", f"it leads to {row.target}, and the site has nothing there{why}"
    elif _place(at) != _place(target):
        yield "answer", f"it leads to {row.target}, and on the site to {at.url}"


def _place(at: SiteAnswer) -> tuple[str, ...]:
    """Return what is the same for two addresses with one end: a file, or an address elsewhere."""
    return (at.root, at.file) if at.file else (at.url,)


def _said(at: SiteAnswer) -> str:
    shown = {AnswerKind.NOT_FOUND: "nothing there", AnswerKind.REDIRECT: f"a link to {at.url}"}
    return shown.get(at.end, f"a {at.end}")


# Pages and files


class _PagePair(NamedTuple):
    """A page of the source, the one that the site shows, and what is known of its release."""

    capture: Capture
    page: Path
    release: ShownRelease
    url: str


def _compared(
    order: Order,
    wanted: Mapping[str, Iterable[Address]],
    answers: Mapping[str, SiteAnswer],
    built: BuiltSite,
    links: Links,
    progress: Progress,
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each address whose page or file was compared, with what is wrong with it."""
    files: list[tuple[str, list[tuple[str, str]]]] = []

    def jobs() -> Iterator[_PagePair]:
        for capture in captures_of(order, wanted.keys()):
            for address in wanted[capture.origin]:
                at = answers.get(address.url)
                if at is None:
                    continue  # nobody may see it yet
                release = built.shown(at)
                if release and capture.is_page:
                    yield _PagePair(capture, built.file(at), release, address.url)
                elif at.end is AnswerKind.PAGE:
                    files.append((address.url, [("answer", "the page there is not a release")]))
                elif at.end is AnswerKind.FILE and not capture.is_page:
                    kept = order.site / CONTENT / address.path.lstrip("/")
                    files.append((address.url, list(_other_bytes(capture, built.file(at), kept))))

    done, total = 0, sum(len(list(each)) for each in wanted.values())
    with workers(_open_comparer, (order.plan, order.config, links), jobs=order.jobs) as in_order:
        for batch in in_order(batches(jobs(), PAGES_IN_BATCH)):
            yield from batch
            done += len(batch)
            progress(_STAGE, min(done + len(files), total), total)
    yield from files
    progress(_STAGE, total, total)


def _other_bytes(capture: Capture, file: Path, kept: Path) -> Iterator[tuple[str, str]]:
    """Yield that a file is another one; the site's has no metadata, that of the content has."""
    for path in (file, kept):
        try:
            if path.read_bytes() == capture.body:
                return
        except OSError:
            continue
    yield "answer", "the file there has other bytes than that of the source"


@contextmanager
def _open_comparer(
    plan: ImportPlan, config: Config, links: Links
) -> Iterator[Callable[[list[_PagePair]], list[tuple[str, list[tuple[str, str]]]]]]:
    pages = BuiltPages()

    def differences(job: _PagePair) -> tuple[str, list[tuple[str, str]]]:
        try:
            parts = parts_of(job.capture, plan, config.zone, links)
            page = job.page.read_text(encoding="utf-8")
            return job.url, list(pages.differences(parts, page, job.release))
        except (OSError, RecursionError, ValueError, SelectolaxError) as error:
            return job.url, [("unread", f"the pages cannot be compared: {error}")]

    yield lambda batch: [differences(job) for job in batch]
