"""What a build or check is asked to do, and its result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.profile import Profile

CONTENT: Final = "content/"
NOTHING: Final = "\0"
"""A path that no file has."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Files and folders below the content folder, and codes: all of them, if none is named."""

    paths: tuple[str, ...] = ()
    codes: frozenset[str] | None = None
    outside: tuple[str, ...] = ()
    """Files of the site that are not in the content folder, by their path from the site."""

    def names(self, path: str) -> bool:
        """Return whether a file of the content folder is among those named."""
        return not self.paths or any(
            named in ("", path) or path.startswith(named + "/") for named in self.paths
        )

    def has(self, diagnostic: Diagnostic) -> bool:
        """Return whether a finding has one of these codes, and is in or points to these files."""
        return self.has_code(diagnostic) and self._concerns(diagnostic)

    def has_code(self, diagnostic: Diagnostic) -> bool:
        """Return whether a finding has one of these codes."""
        return self.codes is None or diagnostic.code in self.codes

    def _concerns(self, diagnostic: Diagnostic) -> bool:
        if not self.paths:
            return True
        places = (diagnostic.span, *(related.span for related in diagnostic.related))
        return any(
            place.path.startswith(CONTENT) and self.names(place.path.removeprefix(CONTENT))
            for place in places
        )


EVERYTHING: Final = Selection()


class Action(StrEnum):
    """What a build does with a file of the output."""

    CREATE = "create"
    """It was not there."""
    UPDATE = "update"
    """It has other bytes now."""
    KEEP = "keep"
    """It is not touched."""
    DELETE = "delete"
    """It is no longer part of the site."""


Counts = dict[Action, int]
"""How many files were created, updated, kept and deleted."""
Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much is done, and how much there is in all."""
Notice = Callable[[str], None]
"""Called with a line that no exit code depends on."""


def unchanged_files(number: int) -> Counts:
    """Return the counts of a build that kept every file."""
    return dict.fromkeys(Action, 0) | {Action.KEEP: number}


def no_progress(stage: str, done: int, total: int) -> None:
    """Show nothing."""


def no_notice(line: str) -> None:
    """Show no line."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done with a site. `as_of` is the one clock of the build.

    `cache` may be None: then one is made for this run and thrown away. With `all_findings` those
    of the baseline are reported too; with `profile`, where the time went. With `keep_last_good` a
    release stays in the catalogue as it was while its file cannot be published. Only a cache that
    was named by whoever runs newsgen may be a link. With `no_plugins` no code of the site is run.
    With `adopt_output` all files in the output folder count as newsgen's. With `all_warnings` those
    in releases of any age are looked for, and not only what stops a build. With `instead` sources
    have other bytes, and those with none are left out; then only errors in sources stop a build.
    """

    site: Path
    as_of: datetime
    output: Path
    cache: Path | None
    jobs: int
    drafts: bool = False
    fail_on: Severity = Severity.ERROR
    progress: Progress = no_progress
    notice: Notice = no_notice
    all_findings: bool = False
    profile: bool = False
    keep_last_good: bool = False
    is_cache_named: bool = False
    no_plugins: bool = False
    adopt_output: bool = False
    all_warnings: bool = False
    instead: Mapping[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """How much there was to do: the same on every machine, however fast it is.

    `files_read` are sources of which the bytes were read, `files_compared` files of the output that
    had another time and were found to hold the same bytes, `rows_written` rows of the cache that
    were put, changed or deleted.
    """

    files_read: int = 0
    files_compared: int = 0
    files_written: int = 0
    rows_written: int = 0


@dataclass(frozen=True, slots=True)
class TakenDown:
    """Addresses of which copies elsewhere hold what the site does not have any more.

    `purge` are all of them. Of these, `search_engines` are pages that were taken down or deleted,
    and pictures, their smaller copies and cards that were deleted or have other bytes.
    """

    purge: tuple[str, ...] = ()
    search_engines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What was found and done.

    `sources` are the files looked at, `releases` those published, `held` those that are not yet or
    no longer. `known` counts the findings that the baseline hides. A refused build has no counts of
    output files. `unknown` are files in the output folder that newsgen did not write and leaves
    alone. There is a profile if the request asks for it. `outdated` are output folders that still
    hold releases which were withdrawn, have moved or have expired. `taken_down` are
    addresses of which copies elsewhere hold what the output folder does not hold any more.
    Warnings were looked for in `looked_at` releases since the day `looked_since` (ISO 8601), and in
    what has no date; not in the `older` ones. It is empty, and there are none, if it was in all.
    `base_url` is that of newsgen.toml, if it is there.
    """

    diagnostics: Sequence[Diagnostic]
    refused: bool
    sources: int = 0
    releases: int = 0
    pages: int = 0
    held: int = 0
    known: int = 0
    counts: dict[Action, int] = field(default_factory=dict)
    unknown: int = 0
    work: Work = Work()
    profile: Profile | None = None
    base_url: str = ""
    outdated: tuple[str, ...] = ()
    taken_down: TakenDown = TakenDown()
    looked_since: str = ""
    looked_at: int = 0
    older: int = 0


Show = Callable[[Result], None]
"""Called with a result while its findings can be read from where they are stored."""
