"""Where an address went, as far as git knows."""

import time
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.content.scan import git

PATIENCE: Final = 10.0
"""Seconds for all questions of one check: looking through a long history takes time."""


class Trace(NamedTuple):
    """The last commit that changed how often a text occurs in the sources.

    `path` is the file, from the content folder; `is_there` says whether it still exists.
    """

    path: str
    commit: str
    day: str
    is_there: bool


class History:
    """Asks git where texts went, for a limited time."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._until = time.monotonic() + PATIENCE

    def trace(self, *texts: str) -> Trace | None:
        """Return where the first of some texts that git knows was taken out last, if it does."""
        for text in texts:
            left = self._until - time.monotonic()
            if left <= 0:
                return None
            log = git(
                self._content, "log", "-1", "--format=%h %as", "--name-only", "--relative",
                "--no-renames", f"-S{text}", "--", "*.md", patience=left,
            )  # fmt: skip
            lines = [line for line in (log or "").splitlines() if line]
            if len(lines) > 1:
                commit, day = lines[0].split(" ")
                there = [path for path in lines[1:] if (self._content / path).exists()]
                path = (there or lines[1:])[0]
                return Trace(path, commit, day, bool(there))
        return None
