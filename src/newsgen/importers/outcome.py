"""Everything that is said of an import: a row for each address, with what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from newsgen.importers.accounts import Account, Accounts, AddressFate
from newsgen.importers.order import Order, path_in
from newsgen.importers.patterns import expression_of
from newsgen.importers.plan import AcceptedProblem
from newsgen.importers.release import ImportedRelease
from newsgen.importers.unread_fields import UnreadField, problems_of


class OutsideText(NamedTuple):
    """A text of pages that is in no release, on so many of them."""

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
    """The texts outside the bodies of releases."""
    taken_out: list[OutsideText] = field(default_factory=list)
    """The texts that the plan takes out."""
    accepted: list[tuple[str, str, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    fields: list[UnreadField] = field(default_factory=list)
    nowhere: list[tuple[str, int, str]] = field(default_factory=list)
    missed_fields: list[tuple[str, str]] = field(default_factory=list)
    hosts: tuple[str, ...] = ()
    captures: int = 0
    removed: int = 0
    private: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    unchanged: int = 0
    created: int = 0
    changed: int = 0
    edited: int = 0
    is_whole: bool = True

    @property
    def sums(self) -> dict[str, int]:
        counts = Counter(row.outcome.value for row in self.rows)
        return {outcome.value: counts[outcome.value] for outcome in AddressFate}


# Accounting for everything

_FEW_PAGES: Final = 2
_MANY_WORDS: Final = 12
_LONGEST_BLOCK: Final = 300


class OutsideTexts:
    """The texts outside bodies and those taken out, each once, with the number of its pages."""

    def __init__(self) -> None:
        self._outside: dict[str, OutsideText] = {}
        self._taken_out: dict[str, OutsideText] = {}

    def add(self, written: ImportedRelease) -> None:
        _count(self._outside, written.url, written.outside)
        _count(self._taken_out, written.url, [(text, 0) for text in written.taken_out])

    def outside(self, unnamed: Collection[str]) -> list[OutsideText]:
        return _sorted(self._outside, unnamed)

    def taken_out(self, unnamed: Collection[str]) -> list[OutsideText]:
        return _sorted(self._taken_out, unnamed)


def _count(blocks: dict[str, OutsideText], url: str, texts: Iterable[tuple[str, int]]) -> None:
    for text, plain_words in dict.fromkeys(texts):
        key = text[:_LONGEST_BLOCK]
        block = blocks.get(key) or OutsideText(key, 0, url, plain_words)
        blocks[key] = block._replace(pages=block.pages + 1)


def _sorted(blocks: Mapping[str, OutsideText], unnamed: Collection[str]) -> list[OutsideText]:
    """Return the most frequent first, without those that have a title which must not be named."""
    named = (each for each in blocks.values() if not any(title in each.text for title in unnamed))
    return sorted(named, key=lambda block: (-block.pages, block.text))


def account(
    report: ImportReport,
    order: Order,
    accounts: Accounts,
    is_chosen: Container[str],
    blocks: OutsideTexts,
) -> None:
    """Write the rows, with all problems that the plan does not accept."""
    titles = accounts.removed_titles
    report.blocks = blocks.outside(titles)
    report.taken_out = blocks.taken_out(titles)
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
    report.nowhere = [
        (url, len(pages), pages[0]) for url, every in sorted(accounts.nowhere.items())
        if (pages := [page for page in every if page in is_chosen and page not in hidden])
    ]  # fmt: skip
    report.missed_fields = [
        (name, words) for name, words in problems_of(report.fields)
        if accept.rest(name, [("fields", words)])
    ]  # fmt: skip


def _of_hidden(
    hidden: Mapping[str, Account], problems: Mapping[str, Iterable[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    """Yield where in the source something is wrong that nobody may see yet, without its words."""
    for url, row in sorted(hidden.items()):
        names = {name for name, _ in problems.get(url, ())}
        if row.outcome is AddressFate.UNEXPLAINED:
            names.add("unexplained")
        is_file = row.outcome is AddressFate.COPIED  # whose name says what it is
        if names:
            place = "a file that is not public yet" if is_file else row.origin
            yield place, f"it is not public yet, and has {', '.join(sorted(names))}"


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
