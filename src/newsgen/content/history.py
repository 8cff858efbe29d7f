"""Where an address went, as far as git knows."""

import time
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.content.scan import git

PATIENCE: Final = 10.0
"""Seconds for all questions of one check: looking through a long history takes time."""


class Trace(NamedTuple):
    """Where a text was last, and the commit that took it out; no commit if none has yet.

    `path` is the file, from the content folder; `is_there` says whether it still exists.
    """

    path: str
    commit: str
    day: str
    is_there: bool


def last_written(file: Path) -> float:
    """Return when a file was last changed, as a timestamp.

    That is when it was committed, as a fresh checkout has new times; or when it was saved, if git
    does not have it as it is.
    """
    if git(file.parent, "status", "--porcelain", "--", file.name) == "":
        committed = git(file.parent, "log", "-1", "--format=%ct", "--", file.name)
        if committed and committed.strip():
            return float(committed)
    return file.stat().st_mtime


class History:
    """Asks git where texts went, for a limited time."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._until = time.monotonic() + PATIENCE

    def trace(self, *texts: str) -> Trace | None:
        """Return where the first of some texts that git knows was, if it knows one."""
        for text in texts:
            if found := self._not_committed(text) or self._taken_out(text):
                return found
        return None

    def _not_committed(self, text: str) -> Trace | None:
        found = self._git("grep", "-l", "-F", "-e", text, "HEAD", "--", "*.md")
        return self._trace([line.partition(":")[2] for line in found], "", "") if found else None

    def _taken_out(self, text: str) -> Trace | None:
        found = self._git(
            "log", "-1", "--format=%h %as", "--name-only", "--relative", "--no-renames",
            f"-S{text}", "--", "*.md",
        )  # fmt: skip
        if len(found) < 2:
            return None
        commit, day = found[0].split(" ")
        return self._trace(found[1:], commit, day)

    def _trace(self, paths: list[str], commit: str, day: str) -> Trace:
        there = [path for path in paths if (self._content / path).exists()]
        return Trace((there or paths)[0], commit, day, bool(there))

    def _git(self, *arguments: str) -> list[str]:
        left = self._until - time.monotonic()
        said = git(self._content, *arguments, patience=left) if left > 0 else None
        return [line for line in (said or "").splitlines() if line]
