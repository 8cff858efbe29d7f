"""What newsgen deploy has to tell, as text or JSON."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from newsgen.cli.data import print_json
from newsgen.deployers.plan import GROUPS, TAKE_DOWNS, DeployRefusal
from newsgen.deployers.purge import Purging
from newsgen.deployers.run import AnyDeployment
from newsgen.diagnostics import Exit
from newsgen.printing import say
from newsgen.report import text

if TYPE_CHECKING:
    from newsgen.deployers.verify import Verdict

_SHOWN: Final = 20
"""Files of a group, or addresses, that are listed; the rest is counted."""
_HEADINGS: Final = {
    "taken_down": "Taken down",
    "new": "New pages",
    "changed": "Changed pages",
    "listings": "Listings, feeds, sitemaps and pages of what has moved",
    "files": "Pictures and documents",
    "assets": "Files of the theme",
    "search": "Search index",
    "deleted": "Deleted",
    "lost": "Addresses lost",
}


@dataclass
class DeployFacts:
    """What the command has to tell, in the order of its happening."""

    name: str
    form: str
    quiet: bool
    started: float = field(default_factory=time.monotonic)
    targets: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    refused: list[DeployRefusal] = field(default_factory=list)
    verdicts: "list[Verdict] | None" = None
    purging: Purging | None = None
    last_word: float | None = None
    failed: str = ""
    deployed: bool = False

    @property
    def is_text(self) -> bool:
        return self.form == "text"

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def wrong(self) -> "list[Verdict]":
        return [verdict for verdict in self.verdicts or () if verdict.wrong]

    @property
    def gone(self) -> list[float]:
        """After how many seconds each take-down had its answer."""
        right = (verdict for verdict in self.verdicts or () if not verdict.wrong)
        return [round(verdict.seconds, 2) for verdict in right if verdict.asked.take_down]

    @property
    def cached(self) -> dict[str, str]:
        """The addresses that may still be cached, with reasons."""
        failed = self.purging.failed if self.purging else {}
        return {f"{address.host}{address.path}": reason for address, reason in failed.items()}

    def tell(self, line: str) -> None:
        if self.is_text and not self.quiet:
            say(line)

    def warn(self, line: str) -> None:
        self.warnings.append(line)
        if self.is_text:
            say(f"Warning: {line}.", err=True)

    def fail(self, line: str) -> None:
        """Say in the end what failed, and end with the exit code for that."""
        self.failed = f"{self.failed}\n{line}".strip()

    def tell_plans(self, deployments: Iterable[AnyDeployment], *, is_full: bool) -> None:
        for each in deployments:
            plan, name = each.plan, each.target.name
            self.targets.append(
                {
                    "target": name,
                    "live": each.holding.live,
                    "bytes": plan.bytes,
                    "deletions": plan.counted,
                    "counts": {group: len(paths) for group, paths in plan.groups.items()},
                    "groups": plan.groups,
                }
            )
            self.tell(f"{name}: {plan.summary()}")
            for group in GROUPS if is_full else ():
                self.tell_paths(_HEADINGS[group], plan.groups[group])

    def tell_paths(self, heading: str, paths: Sequence[str]) -> None:
        if paths:
            self.tell(f"{heading}:")
        for line in _first(paths):
            self.tell(f"  {line}")

    def conclude(self) -> int:
        """Print what is not printed yet, and return the exit code."""
        if not self.is_text:
            print_json(**self._document())
        else:
            for refusal in self.refused:
                say(f"Refused: {refusal.reason}. {refusal.way_out}", err=True)
            if self.refused:
                say(TAKE_DOWNS.format(self.name), err=True)
            if self.failed:
                say(self.failed, err=True)
            if self.purging and self.purging.purged:
                self.tell(f"Purged {text.count(self.purging.purged, 'address')}.")
            _complain(f"May still be cached: {a} ({reason})" for a, reason in self.cached.items())
            if self.verdicts:
                self._tell_verdicts(self.verdicts)
        is_wrong = self.refused or self.failed or self.wrong or self.cached
        return Exit.FINDINGS if is_wrong else Exit.CLEAN

    def _tell_verdicts(self, verdicts: "Sequence[Verdict]") -> None:
        wrong = sorted(self.wrong, key=lambda verdict: not verdict.asked.take_down)
        _complain(f"Wrong: {each.asked.address}: {each.wrong}." for each in wrong)
        for each in verdicts:
            if each.asked.take_down and not each.wrong:
                self.tell(f"Gone after {each.seconds:.1f} s: {each.asked.address} ({each.status})")
        right = len(verdicts) - len(wrong)
        self.tell(f"Verified: {right:,} of {text.count(len(verdicts), 'address')} as deployed.")

    def _document(self) -> dict[str, Any]:
        summary = {
            "deployed": self.deployed,
            "refused": bool(self.refused),
            "seconds": round(self.seconds, 3),
        }
        return {
            "summary": summary,
            "name": self.name,
            "refused": [refusal._asdict() for refusal in self.refused],
            "failed": self.failed,
            "warnings": self.warnings,
            "targets": self.targets,
            "last_word_seconds": self.last_word,
            "purged": self.purging.purged if self.purging else 0,
            "cached": [{"address": a, "reason": reason} for a, reason in self.cached.items()],
            "verified": [_verdict_row(verdict) for verdict in self.verdicts or ()],
        }


def _first(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first lines, and how many more there are."""
    yield from lines[:_SHOWN]
    if more := lines[_SHOWN:]:
        yield f"… and {len(more):,} more; --format json lists all."


def _complain(lines: Iterable[str]) -> None:
    for line in _first([*lines]):
        say(line, err=True)


def _verdict_row(verdict: "Verdict") -> dict[str, Any]:
    asked = verdict.asked
    return {
        "address": asked.address,
        "expected": asked.right.status,
        "status": verdict.status,
        "location": verdict.location,
        "take_down": asked.take_down,
        "seconds": round(verdict.seconds, 3),
        "wrong": verdict.wrong,
    }
