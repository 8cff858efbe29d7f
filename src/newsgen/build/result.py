"""What a build is asked for, and what it says when it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic


class Action(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"
    DELETE = "delete"


Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much is done, and how much there is in all."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done with a site. `as_of` is the one clock of the build.

    `cache` may be nothing: then one is made for this run and thrown away. With `all_findings` those
    of the baseline are reported too.
    """

    site: Path
    as_of: datetime
    output: Path
    cache: Path | None
    jobs: int
    drafts: bool = False
    fail_on: Severity = Severity.ERROR
    progress: Progress = no_progress
    all_findings: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What was found and done.

    `sources` are the files looked at, `releases` those published, `held` those that are not yet or
    no longer. `known` counts the findings that the baseline hides. A refused build has no counts of
    output files. `unknown` are files in the output folder that newsgen did not write and leaves
    alone.
    """

    diagnostics: tuple[Diagnostic, ...]
    refused: bool
    sources: int = 0
    releases: int = 0
    held: int = 0
    known: int = 0
    counts: dict[Action, int] = field(default_factory=dict)
    unknown: int = 0
