"""How severe each finding is: by configuration, date, what was accepted, and the baseline."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from newsgen.codes import NOT_RAISED, Severity, code_of, select
from newsgen.config.settings import RuleSettings
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.files import write_atomically
from newsgen.files.unread import why_unread
from newsgen.files.walk import read_own
from newsgen.model.release import Acceptance

CONTENT: Final = "content/"
ALL_CODES: Final = "*"
"""What is looked for in a file: the findings of all rules."""


class SourceFacts(NamedTuple):
    """What `Policy` needs of a file: its release's day (ISO 8601, or empty) and `accept`.

    And the codes of rules that were looked for in it, parted by blanks, or `ALL_CODES`.
    """

    day: str = ""
    accepted: Sequence[Acceptance] = ()
    looked_for: str = ALL_CODES

    def was_looked_for(self, code: str) -> bool:
        """Return whether a finding with a code would be known; only rules may not be asked."""
        codes = self.looked_for
        return codes == ALL_CODES or code in codes.split() or code not in _codes_of_rules()


NO_FACTS: Final = SourceFacts()
NEW: Final = timedelta(days=90)
"""How old a new release may be, where `strict_since` does not say since when one is new."""


@dataclass(frozen=True, slots=True)
class LookedFor:
    """Which warnings are looked for in a file: all in a new release, else those that stop a build.

    A release is new from the day `since` (ISO 8601) on; all are if it is empty. So is one without a
    day. `raised` are the codes that `[rules]` makes errors, parted by blanks. With `unused`, an
    unused `accept` is an error: then all is looked for where there is one.
    """

    since: str = ""
    raised: str = ""
    unused: bool = False

    def in_file(self, day: str, *, accepts: bool) -> str:
        """Return the codes of rules that are looked for, as `raised`, or `ALL_CODES`."""
        if not day or day >= self.since or (accepts and self.unused):
            return ALL_CODES
        return self.raised

    def __str__(self) -> str:
        return f"{self.since}:{self.raised}:{self.unused}"


FOR_ALL: Final = LookedFor()
"""All warnings are looked for, in all files."""


def looked_for_in_builds(rules: RuleSettings, today: date) -> LookedFor:
    """Return what a build looks for: what stops it, and everything in new releases."""
    severity = Policy(rules).severity
    raised = {code for code, level in severity.items() if level is Severity.ERROR}
    return LookedFor(
        since=(rules.strict_since or today - NEW).isoformat(),
        raised=" ".join(sorted(raised & _codes_of_rules())) if raised else "",
        unused="NG602" in raised,
    )


def _codes_of_rules() -> set[str]:
    from newsgen.rules.release import RULES  # noqa: PLC0415 (most sites raise no severity)

    return RULES.codes


class Policy:
    """Severities by `[rules]` of newsgen.toml."""

    def __init__(self, rules: RuleSettings, left_out: Collection[str] = ()) -> None:
        """Take the settings, and the codes of rules that are not run."""
        self._left_out = left_out
        self._since = rules.strict_since.isoformat() if rules.strict_since else ""
        self.severity: dict[str, Severity | None] = {}
        # A full code takes precedence over a prefix, whatever the order.
        for selector, severity in sorted(rules.severity.items(), key=lambda item: len(item[0])):
            chosen = None if severity == "off" else Severity(severity)
            self.severity |= dict.fromkeys(select(selector), chosen)
        self._off = [
            (_pattern(glob), frozenset[str]().union(*map(select, selectors)))
            for glob, selectors in rules.per_path.items()
        ]

    def judge(
        self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFacts]
    ) -> Iterator[Diagnostic]:
        """Yield the findings that count with their severity, and unused `accept` entries.

        `sources` are known by their path from the site, such as `content/2026/03-appeal.md`.
        """
        idle = {
            path: dict.fromkeys(range(len(source.accepted))) for path, source in sources.items()
        }
        for diagnostic in diagnostics:
            path = diagnostic.span.path
            source = sources.get(path, NO_FACTS)
            if code_of(diagnostic.code).is_essential:
                yield diagnostic
            elif (at := _accepting(diagnostic, source.accepted)) is not None:
                idle[path].pop(at, None)
            elif severity := self._of(diagnostic.code, path, source.day):
                yield _as_severe(diagnostic, severity)
        for path, left in idle.items():
            for at in left:
                yield from self._idle(path, sources[path], sources[path].accepted[at])

    def _of(self, code: str, path: str, day: str) -> Severity | None:
        """Return the severity of a code in a release of a day, or None if it is off."""
        for pattern, codes in self._off:
            if code in codes and pattern.fullmatch(path):
                return None
        if code in self.severity:
            return self.severity[code]
        is_strict = bool(self._since) and day >= self._since
        known = code_of(code)
        return known.strict if is_strict else known.severity

    def _idle(self, path: str, source: SourceFacts, acceptance: Acceptance) -> Iterator[Diagnostic]:
        severity = self._of("NG602", path, source.day)
        can_be = acceptance.code not in NOT_RAISED.union(self._left_out)
        if severity and can_be and source.was_looked_for(acceptance.code):
            about = f" about “{acceptance.text}”" if acceptance.text else ""
            message = f"there is no finding {acceptance.code}{about} to accept"
            hint = "Delete it, so that it does not hide a later one."
            yield Diagnostic("NG602", message, acceptance.span(path), hint, severity=severity)


def _accepting(diagnostic: Diagnostic, accepted: Sequence[Acceptance]) -> int | None:
    words = diagnostic.subject or diagnostic.message
    for at, acceptance in enumerate(accepted):
        if acceptance.code == diagnostic.code and acceptance.text in words:
            return at
    return None


def _as_severe(diagnostic: Diagnostic, severity: Severity) -> Diagnostic:
    return diagnostic if diagnostic.severity is severity else replace(diagnostic, severity=severity)


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """Translate `2012/**/*.md`: only `**` crosses folders. A folder stands for all in it.

    Each wildcard but the last ends at the first place that fits, in an atomic group. Others can't
    fit better, as the next wildcard takes what is between, and trying them all takes hours.
    """
    glob = glob.removeprefix("./").lstrip("/").removeprefix(CONTENT).rstrip("/")
    first, *parts = re.split(r"((?:^|(?<=/))\*\*/|\*\*)", glob)
    path = _in_names(first, is_last=not parts)
    for at in range(0, len(parts), 2):
        is_last = at + 2 == len(parts)
        folders = "(?:.*?/)??" if parts[at] == "**/" else ".*?"
        rest = f"{folders}{_in_names(parts[at + 1], is_last=is_last)}"
        path += rest if is_last else f"(?>{rest})"
    return re.compile(f"{CONTENT}{path}(?:/.*)?")


def _in_names(glob: str, *, is_last: bool) -> str:
    """Translate a part without `**`; one that is last ends where the path or a name does."""
    first, *rest = (re.escape(each).replace(r"\?", "[^/]") for each in glob.split("*"))
    last = rest.pop() if is_last and rest else None
    path = first + "".join(f"(?>[^/]*?{each})" for each in rest)
    return path if last is None else f"{path}[^/]*?{last}"


BASELINE_FILE: Final = "newsgen-baseline.json"
BASELINE_VERSION: Final = 1
_NOTE: Final = "Known findings. Written by newsgen check --write-baseline; commit it."


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding is known, by file, code and fingerprint."""

    known: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def sort(self, diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, bool]]:
        """Yield each finding with whether it is known."""
        left = self.known.copy()
        for diagnostic in diagnostics:
            is_known = bool(left) and left[key := _key(diagnostic)] > 0
            if is_known:
                left[key] -= 1
            yield diagnostic, is_known

    def unknown(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that are new."""
        return [diagnostic for diagnostic, known in self.sort(diagnostics) if not known]


def baseline_of(diagnostics: Iterable[Diagnostic]) -> Baseline:
    """Return a baseline of findings, except essential ones: such releases cannot be published."""
    return Baseline(Counter(_key(d) for d in diagnostics if not code_of(d.code).is_essential))


def load_baseline(site: Path) -> Baseline:
    """Read a site's baseline; empty if it has none.

    Raises:
        NewsgenError: the file is not one that newsgen wrote (NG705).

    """
    try:
        text = read_own(site / BASELINE_FILE)
    except FileNotFoundError:
        return Baseline()
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(f"it {why_unread(error)}") from None
    try:
        return Baseline(Counter(_keys(json.loads(text))))
    except json.JSONDecodeError as error:
        raise _broken(f"it is not JSON: {error.msg}", error.lineno, error.colno) from None
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise _broken("it does not have the shape of a baseline") from None


def save_baseline(site: Path, baseline: Baseline) -> None:
    """Write a site's baseline, one finding a line and sorted, so that git shows what changed.

    Raises:
        NewsgenError: the file cannot be written (NG705).

    """
    rows = sorted(baseline.known.elements())
    files = {
        path: [f"{code} {fingerprint}" for _, code, fingerprint in group]
        for path, group in groupby(rows, key=lambda row: row[0])
    }
    data = {"version": BASELINE_VERSION, "note": _NOTE, "findings": files}
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    try:
        write_atomically(site / BASELINE_FILE, text.encode())
    except OSError as error:
        raise _broken(f"it cannot be written: {(error.strerror or str(error)).lower()}") from None


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.span.path, diagnostic.code, diagnostic.fingerprint


def _keys(data: Any) -> Iterable[tuple[str, str, str]]:
    if data["version"] is True or data["version"] != BASELINE_VERSION:
        raise _broken(
            f"it is of version {data['version']}, and this newsgen knows {BASELINE_VERSION}"
        )
    for path, rows in data["findings"].items():
        for row in rows:
            code, fingerprint = row.split(" ")
            yield path, code, fingerprint


def _broken(why: str, line: int = 1, column: int = 1) -> NewsgenError:
    hint = "Restore it from git, or write it again with newsgen check --write-baseline."
    return fatal(
        "NG705", f"the baseline cannot be used: {why}", Span(BASELINE_FILE, line, column), hint
    )
