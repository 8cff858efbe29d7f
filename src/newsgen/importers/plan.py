"""The plan of an import, `import.toml`: what is a release, where its parts are, and what else goes.

It is read as newsgen.toml is: each setting declared once, each mistake on its line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsgen.config import _values as values
from newsgen.config.load import parse_toml, read_table
from newsgen.config.rows import section, setting, table
from newsgen.diagnostics import Span, fatal
from newsgen.files.unread import line_of, why_unread
from newsgen.files.walk import read_own
from newsgen.model.dates import MONTH_NUMBERS
from newsgen.model.declared import choice, flag, list_of, not_empty, table_of, text
from newsgen.model.refusal import refusal
from newsgen.model.release import Kind

FILE: Final = "import.toml"
_CODE: Final = "NG703"


class Fate(StrEnum):
    """What the plan makes of addresses that are not releases."""

    NOT_A_RELEASE = "not-a-release"
    LEFT_OUT = "left-out"
    GONE = "gone"
    MOVED = "moved"


FATES: Final = {
    Fate.NOT_A_RELEASE: "Not imported, such as a list of releases, which newsgen makes itself.",
    Fate.LEFT_OUT: "Not imported although it may be a release.",
    Fate.GONE: "Not imported, and a line of urls.txt says that it is gone.",
    Fate.MOVED: "Not imported, and a line of urls.txt leads to another address.",
}
PROBLEMS: Final = {
    "unexplained": "nothing says what became of the address",
    "unread": "the source has something that cannot be read",
    "no-date": "no date was found",
    "no-text": "the page has the address of a release, and no title or text where the plan says",
    "words": "words of the page are not in the release, or the other way round",
    "links": "links of the page are not in the release",
    "pictures": "pictures of the page are not in the release",
    "tables": "tables of the page are not in the release",
    "headings": "headings of the page are not in the release",
    "telephones": "telephone numbers of the page are not in the release",
    "markup": "markup that newsgen does not publish was left out",
    "missing-file": "the source does not have a file that a release uses",
    "outside": "text outside the body is on this page alone",
    "dates": "the page has dates that disagree",
    "same-file": "the site has another file where this one would be written",
    "titles": "the page has another title",
    "answer": "the built site does not answer the address as it should (`--verify`)",
}
"""What can be wrong with an address, by the names under which a plan accepts it."""


def _selector(written: str) -> str:
    css, _, attribute = written.partition("@")
    try:
        LexborHTMLParser("<p>").css(css.strip())
    except SelectolaxError:
        message = f"“{written}” is not a CSS selector"
        raise refusal(_CODE, message, "Such as div.article, or time @datetime.") from None
    if "@" in written and not re.fullmatch(r"\s*[\w:-]+\s*", attribute):
        message = f"“{written}” has no name of an attribute behind @"
        raise refusal(_CODE, message, "Such as time @datetime.")
    return written


def _pattern(written: str) -> str:
    if not written.startswith("/"):
        hint = f"Write /{written}" if "://" not in written else "Leave out the host."
        raise refusal(_CODE, f"the pattern “{written}” should begin with /", hint)
    for name in re.findall(r"\{([^{}]*)\}", written):
        if name not in _PARTS:
            known = ", ".join(f"{{{part}}}" for part in _PARTS)
            raise refusal(_CODE, f"the pattern has an unknown part {{{name}}}", f"Known: {known}.")
    return written


_MONTHS: Final = "|".join(sorted({*MONTH_NUMBERS}, key=len, reverse=True))
_PARTS: Final = {
    "year": r"(?:19|20)\d\d",
    "month": rf"(?:0?[1-9]|1[0-2]|{_MONTHS})",
    "day": r"(?:0?[1-9]|[12]\d|3[01])",
    "number": r"\d+",
}


def expression_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what matches paths, with their queries, as any of some patterns says.

    `*` stands for anything within a part of a path, `**` for anything.
    """
    parts = []
    for pattern in patterns:
        words = re.split(r"(\*\*|\*|\{\w+\})", pattern)
        parts.append("".join(map(_expression, words)))
    return re.compile(f"(?:{'|'.join(parts)})" if parts else r"(?!)", re.IGNORECASE | re.DOTALL)


def _expression(word: str) -> str:
    if word.startswith("{") and word[1:-1] in _PARTS:
        return _PARTS[word[1:-1]]
    return {"*": "[^/?]+", "**": ".*"}.get(word) or re.escape(word)


_SELECTORS: Final = list_of(text(_selector), 'Write ["{}"]')
_PATTERNS: Final = list_of(text(_pattern), 'Write ["{}"]')


@dataclass(frozen=True)
class SourceSettings:
    """The source."""

    kind: str = setting(
        choice(
            {
                "mirror": "A folder that was copied.",
                "warc": "WARC or WACZ.",
                "wxr": "An export of WordPress.",
                "feed": "RSS or Atom.",
                "csv": "A table: CSV, with commas, semicolons or tabs.",
                "json": "JSON, or a record on each line.",
            }
        ),
        "What kind of source it is. Default: what it looks like",
        "mirror",
        default="",
    )
    base_url: str | None = setting(
        text(values.base_url, pattern="^https?://"),
        "The site whose pages the folder has, if no folder in it is called like its host; or to "
        "which the addresses in a table, a log or the like belong that begin with /",
        "https://www.northshire.police.example",
        default=None,
    )
    drafts: bool = setting(
        flag(), "Whether drafts of WordPress are imported, as drafts", "true", default=False
    )


@dataclass(frozen=True)
class AreaHosts:
    """The hosts of an area."""

    hosts: tuple[str, ...] = setting(
        list_of(text(values.host), 'Write hosts = ["{}"]'),
        "The hosts whose pages are releases of this area",
        ["www.northshire.police.example"],
    )


@dataclass(frozen=True)
class ReleaseSettings:
    """Which pages are releases."""

    addresses: tuple[str, ...] = setting(
        _PATTERNS,
        "Patterns of their paths: * is anything up to the next /, ** is anything, and {year}, "
        "{month}, {day} and {number} are what they say",
        ["/newsroom/{year}/{month}/*"],
        default=(),
    )
    types: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), 'Write ["{}"]'),
        "Of WordPress, the types of posts that are releases, whatever their paths",
        ["post", "news"],
        default=("post",),
    )
    language: str | None = setting(
        text(not_empty, minLength=1),
        "Their language, if it is not that of the site and pages do not say it",
        "cy",
        default=None,
    )


@dataclass(frozen=True)
class PageSettings:
    """Where the parts of a release are in its page."""

    title: tuple[str, ...] = setting(
        _SELECTORS, "CSS selectors of the headline; the first that fits counts", ["h1"], default=()
    )
    date: tuple[str, ...] = setting(
        _SELECTORS,
        "Of the date; behind @ stands the attribute that has it",
        ["time @datetime", ".published"],
        default=(),
    )
    body: tuple[str, ...] = setting(
        _SELECTORS,
        "Of the text; all that fit count, in the order of the page",
        ["div.article"],
        default=(),
    )
    remove: tuple[str, ...] = setting(
        _SELECTORS, "Of what goes out of the text, such as share bars", [".share"], default=()
    )
    summary: tuple[str, ...] = setting(
        _SELECTORS, "Of the summary", ["meta[name=description] @content"], default=()
    )
    tags: tuple[str, ...] = setting(_SELECTORS, "Of the tags, one each", [".tags a"], default=())
    kind: tuple[str, ...] = setting(
        _SELECTORS, "Of the words that say what kind of release it is", [".category"], default=()
    )


def _kind(name: str) -> str:
    """Check the name of a kind of release."""
    if name not in list(Kind):
        known = ", ".join(Kind)
        raise refusal(_CODE, f"“{name}” is not a kind of release", f"Known: {known}.")
    return name


_NAMES: Final = list_of(text(not_empty, minLength=1), 'Write ["{}"]')


@dataclass(frozen=True)
class RecordSettings:
    """Where the parts of a release are in its record: names of columns or fields."""

    records: str = setting(
        text(),
        "Of JSON, the field that has the list of records. Default: the longest list",
        "data.items",
        default="",
    )
    url: tuple[str, ...] = setting(
        _NAMES,
        "The address; or a pattern of it, with names in braces, below base_url",
        ["link", "/news/{slug}"],
        default=(),
    )
    title: tuple[str, ...] = setting(
        _NAMES, "The headline; the first name that has one counts", ["title"], default=()
    )
    date: tuple[str, ...] = setting(_NAMES, "The date", ["published", "created"], default=())
    body: tuple[str, ...] = setting(
        _NAMES, "The text; all that there are count, in this order", ["intro", "text"], default=()
    )
    markup: str = setting(
        choice({"html": "It is HTML.", "text": "It has no tags; a blank line ends a paragraph."}),
        "What the text is",
        "html",
        default="html",
    )
    summary: tuple[str, ...] = setting(_NAMES, "The summary", ["excerpt"], default=())
    kind: tuple[str, ...] = setting(_NAMES, "What kind of release it is", ["type"], default=())
    tags: tuple[str, ...] = setting(_NAMES, "The tags", ["tags[].name"], default=())
    language: tuple[str, ...] = setting(_NAMES, "The language", ["locale"], default=())
    pictures: tuple[str, ...] = setting(
        _NAMES, "Pictures that stand above the text", ["image.src"], default=()
    )
    files: tuple[str, ...] = setting(
        _NAMES, "Documents that stand below the text", ["attachments"], default=()
    )


@dataclass(frozen=True)
class DateSettings:
    """How dates are written."""

    order: str = setting(
        choice({"day-first": "03/05/2020 is 3 May.", "month-first": "03/05/2020 is 5 March."}),
        "Which of two numbers is the day",
        "day-first",
        default="day-first",
    )
    months: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), "Write all twelve, from January.", most=12),
        "The names of the months in another language than English and Welsh, from January",
        ["janvier", "février"],
        default=(),
    )


@dataclass(frozen=True)
class AddressRule:
    """What became of addresses that are not releases."""

    match: tuple[str, ...] = setting(_PATTERNS, "Patterns of their paths", ["/category/**"])
    fate: Fate = setting(choice(FATES), "What became of them", "not-a-release")
    to: str | None = setting(
        text(not_empty, minLength=1), "Where a moved one leads", "/newsroom/", default=None
    )
    reason: str = setting(text(), "Why, for the report", "Lists of releases", default="")


@dataclass(frozen=True)
class AcceptedProblem:
    """A problem that is right as it is."""

    problem: str = setting(
        choice({name: f"{words[0].upper()}{words[1:]}." for name, words in PROBLEMS.items()}),
        "The name of the problem, as the report has it",
        "no-date",
    )
    match: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), 'Write match = ["{}"]'),
        "Patterns of paths; of what has no address, the name that the report has",
        ["/newsroom/1999/**"],
    )
    reason: str = setting(text(not_empty, minLength=1), "Why", "The old pages had no dates.")


@dataclass(frozen=True)
class ImportPlan:
    """All that a plan says."""

    source: SourceSettings = section(SourceSettings, "The source", {"kind": "mirror"})
    areas: dict[str, AreaHosts] = setting(
        table_of(table(AreaHosts)),
        "The areas, by the word that releases have in area",
        {"Northshire": {"hosts": ["www.northshire.police.example"]}},
        factory=dict,
    )
    releases: ReleaseSettings = section(
        ReleaseSettings, "Which pages are releases", {"addresses": ["/newsroom/{year}/{month}/*"]}
    )
    page: PageSettings = section(
        PageSettings, "Where the parts of a release are in its page", {"title": ["h1"]}
    )
    fields: RecordSettings = section(
        RecordSettings,
        "Where the parts of a release are in its record: names of columns or fields",
        {"title": ["headline"]},
    )
    kinds: dict[str, tuple[str, ...]] = setting(
        table_of(list_of(text(not_empty, minLength=1), 'Write ["{}"]'), _kind),
        "Which releases are of a kind, by its name: words of `kind` or tags, and patterns of paths",
        {"missing": ["Missing people", "/appeals/missing/**"]},
        factory=dict,
    )
    dates: DateSettings = section(DateSettings, "How dates are written", {"order": "day-first"})
    addresses: tuple[AddressRule, ...] = setting(
        list_of(table(AddressRule)),
        "What became of addresses that are not releases; the first rule that fits counts",
        [{"match": ["/category/**"], "fate": "not-a-release"}],
        default=(),
    )
    accept: tuple[AcceptedProblem, ...] = setting(
        list_of(table(AcceptedProblem)),
        "Problems that are right as they are",
        [{"problem": "no-date", "match": ["/1999/**"], "reason": "They had none."}],
        default=(),
    )

    @cached_property
    def area_of_host(self) -> dict[str, str]:
        return {host: area for area, of in self.areas.items() for host in of.hosts}

    @cached_property
    def _kinds(self) -> list[tuple[str, frozenset[str], re.Pattern[str]]]:
        return [
            (
                kind,
                frozenset(each.casefold() for each in of if not each.startswith("/")),
                expression_of(each for each in of if each.startswith("/")),
            )
            for kind, of in self.kinds.items()
        ]

    def kind_of(self, url: str, words: Iterable[str]) -> str:
        """Return the kind of a release by its words or its address; empty if nothing says it."""
        folded = [" ".join(word.split()).casefold() for word in words if word]
        path = "/" + url.partition("://")[2].partition("#")[0].partition("/")[2]
        for kind, known, expression in self._kinds:
            if not known.isdisjoint(folded) or expression.fullmatch(path):
                return kind
        return next((word for word in folded if word in list(Kind)), "")

    @cached_property
    def is_release(self) -> re.Pattern[str]:
        return expression_of(self.releases.addresses)

    @cached_property
    def rules(self) -> tuple[tuple[re.Pattern[str], AddressRule], ...]:
        return tuple((expression_of(rule.match), rule) for rule in self.addresses)


def _agreeing(plan: ImportPlan) -> ImportPlan:
    """Refuse what is missing or contradicts itself."""
    for at, rule in enumerate(plan.addresses):
        if (rule.fate is Fate.MOVED) != (rule.to is not None):
            hint = 'Write to = "/news/" where addresses have moved, and nowhere else.'
            wrong = refusal(_CODE, f"an address that is {rule.fate} and to do not fit", hint)
            raise wrong.below(at).below("addresses")
    if plan.dates.months and len(plan.dates.months) != 12:
        message = f"months has {len(plan.dates.months)} names, and a year has 12 months"
        raise refusal(_CODE, message).below("months").below("dates")
    return plan


PLAN: Final = table(ImportPlan, _agreeing)


def parse(written: str, file: str = FILE) -> ImportPlan:
    """Read the text of a plan.

    Raises:
        NewsgenError: with every unknown setting and wrong value, each on its line.

    """
    return read_table(PLAN, parse_toml(written, file), written, file)


def load(file: Path) -> ImportPlan:
    """Read a plan. Raises as `parse` does, and if the file cannot be read."""
    try:
        written = read_own(file)
    except UnicodeDecodeError as error:
        hint = "Save the file again with the encoding UTF-8."
        place = Span(file.name, line_of(error))
        raise fatal("NG701", f"the file {why_unread(error)}", place, hint) from None
    except OSError as error:
        raise fatal("NG701", f"the file {why_unread(error)}", file.name) from None
    return parse(written, file.name)
