"""How severe each finding is: by the configuration, the release's date, and what was accepted."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from newsgen.codes import Severity, code_of, select
from newsgen.config.settings import RuleSettings
from newsgen.diagnostics import Diagnostic
from newsgen.model.release import Acceptance

CONTENT: Final = "content/"


class SourceFacts(NamedTuple):
    """What `Policy` needs of a file: its release's day (ISO 8601, or empty) and `accept`."""

    day: str = ""
    accepted: Sequence[Acceptance] = ()


class Policy:
    """Severities by `[rules]` of newsgen.toml."""

    def __init__(self, rules: RuleSettings, left_out: Collection[str] = ()) -> None:
        """Take the settings, and the codes of rules that are not run."""
        self._left_out = left_out
        self._since = rules.strict_since.isoformat() if rules.strict_since else ""
        self._severity: dict[str, Severity | None] = {}
        # A full code takes precedence over a prefix, whatever the order.
        for selector, severity in sorted(rules.severity.items(), key=lambda item: len(item[0])):
            chosen = None if severity == "off" else Severity(severity)
            self._severity |= dict.fromkeys(select(selector), chosen)
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
            source = sources.get(path, SourceFacts())
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
        if code in self._severity:
            return self._severity[code]
        is_strict = bool(self._since) and day >= self._since
        known = code_of(code)
        return known.strict if is_strict else known.severity

    def _idle(self, path: str, source: SourceFacts, acceptance: Acceptance) -> Iterator[Diagnostic]:
        severity = self._of("NG602", path, source.day)
        if severity and acceptance.code not in self._left_out:
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
    """Translate `2012/**/*.md`: only `**` crosses folders. A folder stands for all in it."""
    glob = glob.removeprefix("./").lstrip("/").removeprefix(CONTENT).rstrip("/")
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    path = "".join(words.get(part) or re.escape(part) for part in parts)
    return re.compile(f"{CONTENT}{path}(?:/.*)?")
