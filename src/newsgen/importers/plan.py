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

from newsgen.config import _values as values
from newsgen.config.load import parse_toml, read_table
from newsgen.config.rows import section, setting, table
from newsgen.diagnostics import Span, fatal
from newsgen.files.unread import line_of, why_unread
from newsgen.files.walk import read_own
from newsgen.importers.data_kinds import DATA
from newsgen.importers.part_settings import DateSettings, PageSettings, RecordSettings
from newsgen.importers.patterns import expression_of, names_in, pattern
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
    "headings": "headings of the page are not in the release, or have another level",
    "emphasis": "words of the page are not bold or slanted in the release as they were",
    "telephones": "telephone numbers of the page are not in the release",
    "markup": "markup that newsgen does not publish was left out",
    "missing-file": "the source does not have a file that a release uses",
    "fields": "a field of the data with text, pictures or another language is not in the plan",
    "refused-file": "a build leaves the file out, so that the site will not have its address",
    "hidden": "text that the page does not show is not in the release",
    "outside": "text outside the body is on this page alone",
    "dates": "the page has dates that disagree",
    "same-file": "the site has another file there, an edited one, or one that the source lost",
    "titles": "the page has another title",
    "answer": "the built site does not answer the address as it should (`--verify`)",
}
"""What can be wrong with an address, by the names under which a plan accepts it."""


_PATTERNS: Final = list_of(text(pattern), 'Write ["{}"]')


@dataclass(frozen=True)
class SourceSettings:
    """The source."""

    kind: str = setting(
        choice(
            {
                "mirror": "A folder that was copied.",
                "warc": "WARC or WACZ.",
                "wxr": "An export of WordPress.",
                **{name: kind.meaning for name, kind in DATA.items()},
            }
        ),
        "What kind of source it is. Default: what it looks like",
        "mirror",
        default="",
    )
    base_url: str | None = setting(
        text(values.base_url, pattern="^https?://"),
        "Scheme and host of the old site, if no folder is named after the host, or if tables and "
        "logs have addresses that begin with /",
        "https://www.northshire.police.example",
        default=None,
    )
    drafts: bool = setting(
        flag(), "Whether drafts of WordPress are imported as drafts", "true", default=False
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
        "Patterns of their paths: * and {name} are anything up to the next /, ** anything; {year}, "
        "{month}, {day}, {number} what they say",
        ["/newsroom/{year}/{month}/*"],
        default=(),
    )
    types: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), 'Write ["{}"]'),
        "For WordPress: the types of posts that are releases, whatever their paths",
        ["post", "news"],
        default=("post",),
    )
    language: str | None = setting(
        text(not_empty, minLength=1),
        "Their language, if it is not that of the site and their pages do not say it",
        "cy",
        default=None,
    )


def _kind(name: str) -> str:
    """Check the name of a kind of release."""
    if name not in list(Kind):
        known = ", ".join(Kind)
        raise refusal(_CODE, f"“{name}” is not a kind of release", f"Known: {known}.")
    return name


@dataclass(frozen=True)
class AddressRule:
    """What became of addresses that are not releases."""

    match: tuple[str, ...] = setting(_PATTERNS, "Patterns of their paths", ["/category/**"])
    fate: Fate = setting(choice(FATES), "What became of these addresses", "not-a-release")
    to: str | None = setting(
        text(not_empty, minLength=1),
        "Where an address that moved leads; it may have names in braces that match has",
        "/show.php?id={number}",
        default=None,
    )
    reason: str = setting(text(), "Why, as the report shows it", "Lists of releases", default="")


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
        "Patterns of paths; for something without an address, its name in the report",
        ["/newsroom/1999/**"],
    )
    reason: str = setting(
        text(not_empty, minLength=1), "Why it is right", "The old pages had no dates."
    )


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
        lacking = [
            name for name in names_in(rule.to or "")
            if any(name not in names_in(each) for each in rule.match)
        ]  # fmt: skip
        if lacking:
            message = f"to has {{{lacking[0]}}}, which not all patterns of match have"
            hint = "Write the patterns that lack it as a rule of their own."
            raise refusal(_CODE, message, hint).below("to").below(at).below("addresses")
    if plan.dates.months and len(plan.dates.months) != 12:
        message = f"months should have the 12 names of a year, but it has {len(plan.dates.months)}"
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
