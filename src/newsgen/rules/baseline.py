"""The baseline: known findings of an old archive, so that only new ones are reported.

A finding is known by its fingerprint, which survives moved lines. How often the same one occurs in
a file counts: a second wrong number is new, though the first was known.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from newsgen.codes import code_of
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.files import write_atomically
from newsgen.files.regular import read_own
from newsgen.files.unread import why_unread

FILE: Final = "newsgen-baseline.json"
VERSION: Final = 1
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


def load(site: Path) -> Baseline:
    """Read a site's baseline; empty if it has none.

    Raises:
        NewsgenError: the file is not one that newsgen wrote (NG705).

    """
    try:
        text = read_own(site / FILE)
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


def save(site: Path, baseline: Baseline) -> None:
    """Write a site's baseline, one finding a line and sorted, so that git shows what changed.

    Raises:
        NewsgenError: the file cannot be written (NG705).

    """
    rows = sorted(baseline.known.elements())
    files = {
        path: [f"{code} {fingerprint}" for _, code, fingerprint in group]
        for path, group in groupby(rows, key=lambda row: row[0])
    }
    data = {"version": VERSION, "note": _NOTE, "findings": files}
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    try:
        write_atomically(site / FILE, text.encode())
    except OSError as error:
        raise _broken(f"it cannot be written: {(error.strerror or str(error)).lower()}") from None


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.span.path, diagnostic.code, diagnostic.fingerprint


def _keys(data: Any) -> Iterable[tuple[str, str, str]]:
    if data["version"] is True or data["version"] != VERSION:
        raise _broken(f"it is of version {data['version']}, and this newsgen knows {VERSION}")
    for path, rows in data["findings"].items():
        for row in rows:
            code, fingerprint = row.split(" ")
            yield path, code, fingerprint


def _broken(why: str, line: int = 1, column: int = 1) -> NewsgenError:
    hint = "Restore it from git, or write it again with newsgen check --write-baseline."
    return fatal("NG705", f"the baseline cannot be used: {why}", Span(FILE, line, column), hint)
