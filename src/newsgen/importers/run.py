"""An import, step by step: look at everything, decide, convert, write, and account for all."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from selectolax.lexbor import SelectolaxError
from yaml import YAMLError

from newsgen.config import Config
from newsgen.content.markup import Markup, MarkupError
from newsgen.diagnostics import NewsgenError
from newsgen.files import write_atomically
from newsgen.importers.accounts import Account, Accounts, AddressFate
from newsgen.importers.addresses import Accounting
from newsgen.importers.capture import Capture, CaptureSource
from newsgen.importers.links import Links, links_of
from newsgen.importers.page import main_parts_of, parts_of
from newsgen.importers.plan import AcceptedProblem, ImportPlan, expression_of
from newsgen.importers.release import (
    ImportedRelease,
    ReleasePlace,
    path_of,
    unwritten,
    written_of,
)
from newsgen.importers.seen import CaptureIndex, PageFacts, facts_of
from newsgen.model.urls import Address, URLError, parse_url
from newsgen.pipeline.ledger import read as read_ledger
from newsgen.pipeline.workers import batches, workers
from newsgen.retention.ledger import save

CONTENT: Final = "content"
_PAGES_IN_BATCH: Final = 16
_STAGES: Final = ("Looking", "Importing")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Order:
    """What is asked for. `only` and `limit` are for trying."""

    site: Path
    sources: tuple[CaptureSource, ...]
    plan: ImportPlan
    config: Config
    is_dry: bool = False
    only: str = ""
    limit: int | None = None
    jobs: int = 1


class OutsideText(NamedTuple):
    """A text that stands outside the bodies of releases, on so many pages."""

    text: str
    pages: int
    url: str
    plain_words: int


@dataclass
class ImportReport:
    """Everything that is said of an import."""

    rows: list[Account] = field(default_factory=list)
    written: dict[str, ImportedRelease] = field(default_factory=dict)
    blocks: list[OutsideText] = field(default_factory=list)
    accepted: list[tuple[str, str, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    hosts: tuple[str, ...] = ()
    captures: int = 0
    removed: int = 0
    private: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    unchanged: int = 0
    created: int = 0
    is_whole: bool = True

    @property
    def sums(self) -> dict[str, int]:
        counts = Counter(row.outcome.value for row in self.rows)
        return {outcome.value: counts[outcome.value] for outcome in AddressFate}


def run(order: Order, progress: Progress) -> ImportReport:
    """Import what is asked for, and return what became of it.

    Raises:
        NewsgenError: urls.txt or tombstones.txt cannot be read.

    """
    ledger = read_ledger(order.site)
    if ledger.wrong:  # a line may be what keeps a release from coming back
        raise NewsgenError(*ledger.wrong)
    index = look(order, progress)
    accounts = Accounting(index, order.plan, order.config, ledger).accounts()
    report = ImportReport(
        captures=index.captures, removed=accounts.removed, private=accounts.private,
        counts={name: number for name, number in sorted(accounts.counts.items()) if number},
    )  # fmt: skip
    targets = _targets(order, index, accounts)
    is_chosen = _chosen(order, targets)
    report.is_whole = not (order.only or order.limit is not None)
    blocks = _OutsideTexts()
    for written in _converted(order, index, accounts, targets, is_chosen, progress, report):
        blocks.add(written)
        report.written[written.url] = replace(written, text="", outside=())
    if not order.is_dry and report.is_whole:
        _add_lines(order.site, accounts.lines)
    _account(report, order, accounts, is_chosen, blocks)
    for url in accounts.hidden:
        report.written.pop(url, None)
    return report


# Looking


def look(order: Order, progress: Progress) -> CaptureIndex:
    """Look at every capture, and keep what is needed to decide."""
    index = CaptureIndex()
    captures = (each if each.is_page else replace(each, body=b"") for each in captures_of(order))
    links = links_of(order.plan, order.config)
    context = (order.plan, order.config, links)
    with workers(_open_looker, context, jobs=order.jobs) as map_in_order:
        for batch in map_in_order(batches(captures, _PAGES_IN_BATCH)):
            for capture, facts in batch:
                index.add(capture, facts)
            progress(_STAGES[0], index.captures, index.captures + 1)
    progress(_STAGES[0], index.captures, index.captures)
    return index


def captures_of(order: Order, wanted: Collection[str] | None = None) -> Iterator[Capture]:
    """Yield the captures of all sources; of several, origins begin with the source's number."""
    for number, source in enumerate(order.sources, 1):
        start = f"source {number}: " if len(order.sources) > 1 else ""
        places = wanted and {each.removeprefix(start) for each in wanted if each.startswith(start)}
        for capture in source.captures(places):
            yield replace(capture, origin=start + capture.origin) if start else capture


@contextmanager
def _open_looker(
    plan: ImportPlan, config: Config, links: Links
) -> Iterator[Callable[[list[Capture]], list[tuple[Capture, PageFacts | None]]]]:
    def look_at(batch: list[Capture]) -> list[tuple[Capture, PageFacts | None]]:
        return [_looked_at(each, plan, config, links) for each in batch]

    yield look_at


def _looked_at(
    capture: Capture, plan: ImportPlan, config: Config, links: Links
) -> tuple[Capture, PageFacts | None]:
    """Return a capture without its body, and the facts of its page."""
    facts = None
    try:
        facts = _facts(capture, plan, config, links)
    except (RecursionError, ValueError, SelectolaxError) as error:
        capture = replace(capture, trouble=f"the page cannot be read: {error}")
    return replace(capture, body=b""), facts


def _facts(capture: Capture, plan: ImportPlan, config: Config, links: Links) -> PageFacts | None:
    if not (capture.is_page and capture.status == 200 and capture.body):
        return None
    return facts_of(main_parts_of(capture, plan, config.zone, links))


# Deciding


def _targets(order: Order, index: CaptureIndex, accounts: Accounts) -> dict[str, ReleasePlace]:
    """Return where each release is to be, in order of addresses, so that all runs name them so."""
    taken: set[str] = set()
    targets = {}
    for url in sorted(each.url for every in accounts.releases.values() for each in every):
        seen = index.seen[url]
        assert seen.facts is not None
        area = order.plan.area_of_host[seen.address.host]
        folder = order.config.area(area).slug
        path = path_of(seen.address, seen.facts.title, seen.facts.date, folder, taken)
        redirects = tuple(sorted(set(accounts.redirects.get(url, ()))))
        targets[url] = ReleasePlace(seen.address, path, area, redirects)
    return targets


def _chosen(order: Order, targets: Iterable[str]) -> Container[str]:
    """Return the releases that are asked for."""
    only = expression_of([order.only]) if order.only else None
    urls = [url for url in targets if only is None or only.fullmatch(path_in(url))]
    return set(urls if order.limit is None else urls[: order.limit])


def path_in(url: str) -> str:
    """Return the path of an address with its query, as patterns of a plan see it."""
    try:
        address = parse_url(url)
    except URLError:
        return url.partition("://")[2].partition("/")[2]
    return f"{address.path}?{address.query}" if address.query else address.path


# Converting and writing


class _Job(NamedTuple):
    """A page to convert, with where it is to be."""

    capture: Capture
    target: ReleasePlace


def _converted(
    order: Order,
    index: CaptureIndex,
    accounts: Accounts,
    targets: dict[str, ReleasePlace],
    is_chosen: Container[str],
    progress: Progress,
    report: ImportReport,
) -> Iterator[ImportedRelease]:
    """Yield the releases as they are converted, and write them and the files that they use."""
    files = accounts.files if report.is_whole else {}
    wanted = {*accounts.releases, *files}
    total = sum(url in is_chosen for url in targets)

    def jobs() -> Iterator[_Job]:
        for capture in captures_of(order, wanted):
            for address in accounts.releases.get(capture.origin, ()):
                if address.url in is_chosen:
                    yield _Job(_at(capture, address.url), targets[address.url])
            for address in files.get(capture.origin, ()):
                _copy(order, address, capture.body, report)

    links = links_of(order.plan, order.config, index.aliases)
    context = (order.plan, order.config, links)
    done = 0
    with workers(_open_converter, context, jobs=order.jobs) as map_in_order:
        for batch in map_in_order(batches(jobs(), _PAGES_IN_BATCH)):
            for written in batch:
                if written.path:
                    _write(order, written.path, written.text.encode(), written.url, report)
                yield written
            done += len(batch)
            progress(_STAGES[1], done, total)


def _at(capture: Capture, url: str) -> Capture:
    """Return a capture as that of an address, which may have the body of another one."""
    same = capture.alias or capture.url.partition("://")[2] == url.partition("://")[2]
    return capture if same else replace(capture, url=url)


@contextmanager
def _open_converter(
    plan: ImportPlan, config: Config, links: Links
) -> Iterator[Callable[[list[_Job]], list[ImportedRelease]]]:
    markup = Markup(config.markdown.extensions, config.markdown.extension_configs)
    convert = partial(_convert, plan=plan, config=config, links=links, markup=markup)
    yield lambda batch: [convert(job) for job in batch]


def _convert(
    job: _Job, *, plan: ImportPlan, config: Config, links: Links, markup: Markup
) -> ImportedRelease:
    """Return the release of a page. A page may be anything, and one must not stop the others."""
    try:
        parts = parts_of(job.capture, plan, config.zone, links)
        return written_of(parts, job.target, config, markup, plan.releases.language)
    except (MarkupError, RecursionError, ValueError, SelectolaxError, YAMLError) as error:
        return unwritten(job.target, f"it cannot be converted: {error}")


def _copy(order: Order, address: Address, body: bytes, report: ImportReport) -> None:
    """Write a file at the path of its address, without a query."""
    _write(order, address.path.lstrip("/"), body, address.url, report)


def _write(order: Order, path: str, data: bytes, url: str, report: ImportReport) -> None:
    """Write a file below the content folder. One that is there and is another stays."""
    content = order.site / CONTENT
    file = content / path
    if not file.resolve().is_relative_to(content.resolve()):
        report.problems.append((url, "same-file", f"{path} leads out of the content folder"))
        return
    try:
        if file.exists():
            if file.read_bytes() == data:
                report.unchanged += 1
            else:
                words = f"{CONTENT}/{path} is there already and differs: it stays as it is"
                report.problems.append((url, "same-file", words))
            return
        report.created += 1
        if not order.is_dry:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, data)
    except OSError as error:
        report.problems.append((url, "same-file", f"{path} cannot be written: {error.strerror}"))


def _add_lines(site: Path, lines: Sequence[str]) -> None:
    """Add lines to the ledger, for addresses that it has not."""
    ledger = read_ledger(site)
    known = {line.address.url for line in ledger.lines}
    new = [line for line in lines if line.partition(" ")[0] not in known]
    if new:
        texts = {line.text for line in ledger.lines} | set(new)
        save(site, sorted(texts))


# Accounting for everything

_FEW_PAGES: Final = 2
_MANY_WORDS: Final = 12
_LONGEST_BLOCK: Final = 300


class _OutsideTexts:
    """The texts outside bodies, each once, with the number of its pages."""

    def __init__(self) -> None:
        self._blocks: dict[str, OutsideText] = {}

    def add(self, written: ImportedRelease) -> None:
        for text, plain_words in dict.fromkeys(written.outside):
            key = text[:_LONGEST_BLOCK]
            block = self._blocks.get(key) or OutsideText(key, 0, written.url, plain_words)
            self._blocks[key] = block._replace(pages=block.pages + 1)

    def all(self) -> list[OutsideText]:
        return sorted(self._blocks.values(), key=lambda block: (-block.pages, block.text))


def _account(
    report: ImportReport,
    order: Order,
    accounts: Accounts,
    is_chosen: Container[str],
    blocks: _OutsideTexts,
) -> None:
    """Write the rows, with all problems that the plan does not accept."""
    titles = accounts.removed_titles
    report.blocks = [
        block for block in blocks.all() if not any(title in block.text for title in titles)
    ]
    report.hosts = _hosts_to_add(order)
    problems = _problems(report, accounts, is_chosen)
    accept = AcceptedByPlan(order.plan.accept, report.accepted)
    hidden = {url: accounts.rows[url] for url in accounts.hidden & accounts.rows.keys()}
    for url in sorted(accounts.rows.keys() - hidden.keys()):
        row = accounts.rows[url]
        if row.outcome is AddressFate.IMPORTED and url not in is_chosen:
            reason = "--only and --limit do not ask for it"
            row = row._replace(outcome=AddressFate.LEFT_OUT, reason=reason)
        elif url in report.written and not report.written[url].path:
            row = row._replace(outcome=AddressFate.UNEXPLAINED, reason="it was not written")
        mine = problems.get(url, [])
        if row.outcome is AddressFate.UNEXPLAINED:
            mine = [("unexplained", row.reason), *mine]
        report.rows.append(row._replace(problems=accept.rest(path_in(url), mine)))
    report.unread = [
        (origin, why) for origin, why in (*accounts.unread, *_of_hidden(hidden, problems))
        if accept.rest(origin, [("unread", why)])
    ]  # fmt: skip


def _of_hidden(
    hidden: Mapping[str, Account], problems: Mapping[str, Iterable[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    """Yield where in the source something is wrong that nobody may see yet, without its words."""
    for url, row in sorted(hidden.items()):
        names = {name for name, _ in problems.get(url, ())}
        if row.outcome is AddressFate.UNEXPLAINED:
            names.add("unexplained")
        if names:
            yield row.origin, f"it is not public yet, and has {', '.join(sorted(names))}"


def _problems(
    report: ImportReport, accounts: Accounts, is_chosen: Container[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return what is wrong with addresses, by their names."""
    problems: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for url, written in report.written.items():
        problems[url] += written.problems
    for url, name, words in report.problems:
        problems[url].append((name, words))
    for file, release in accounts.missing_files.items():
        if release in is_chosen:
            problems[release].append(("missing-file", f"the source lacks {file}"))
    if len(report.written) > _FEW_PAGES:
        for block in report.blocks:
            if block.pages == 1 and block.plain_words >= _MANY_WORDS:
                problems[block.url].append(("outside", block.text))
    return problems


class AcceptedByPlan:
    """What the plan accepts by name."""

    def __init__(
        self, acceptances: Iterable[AcceptedProblem], accepted: list[tuple[str, str, str]]
    ) -> None:
        self._known = [(each.problem, expression_of(each.match), each) for each in acceptances]
        self._accepted = accepted

    def rest(self, place: str, problems: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return the problems of a place that are not accepted, and note the others."""
        rest = []
        for name, words in problems:
            reason = next(
                (each.reason for problem, expression, each in self._known
                 if problem == name and expression.fullmatch(place)), None,
            )  # fmt: skip
            if reason is None:
                rest.append((name, words))
            else:
                self._accepted.append((place, name, reason))
        return tuple(rest)


def _hosts_to_add(order: Order) -> tuple[str, ...]:
    known = order.config.hosts
    return tuple(host for host in order.plan.area_of_host if host not in known)
