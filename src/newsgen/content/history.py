"""Where an address went, as far as git knows."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from newsgen.content.scan import git, repository_of
from newsgen.model.ledger import Trace

PATIENCE: Final = 10.0
"""Seconds for all questions of one check: looking through a long history takes time."""
MOST_LIKE: Final = 20
"""Files with the same title that are looked into: some titles come back each week."""
_HARDLY: Final = "aceinouwyACEINOUWY"
"""Letters that may have lost an accent on their way into a slug."""


Had = Callable[[str, str], bool]
"""Returns whether a file with a text, at a path, had the address that is looked for."""


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


def commit_checked_out(folder: Path) -> str:
    """Return the commit that git has checked out around a folder; empty without git.

    That is read without git, as starting it takes a while. Where it cannot be read, as no commit is
    there yet or git keeps its branches in tables, the answer is another after each change.
    """
    root = repository_of(folder)
    if root is None:
        return ""
    place = root / ".git"
    if place.is_file():  # of another working tree, or of a repository within one
        place = root / _said_in(place).removeprefix("gitdir: ")
    shared = place / _said_in(place / "commondir")
    branch = _said_in(place / "HEAD").removeprefix("ref: ")
    if commit := _said_in(shared / branch):
        return commit
    for line in _said_in(shared / "packed-refs").splitlines():
        commit, _, name = line.partition(" ")
        if name == branch:
            return commit
    return f"{branch} {_said_in(shared / 'reftable/tables.list')}".strip()


def _said_in(file: Path) -> str:
    """Return what a file of git says, which may not be there."""
    try:
        return file.read_text(encoding="utf-8", errors="surrogateescape").strip()
    except OSError:
        return ""


def deleted(file: Path) -> str | None:
    """Say when a file that is not there was deleted; empty if it never was there, as git knows.

    Nothing without git.
    """
    folder, name = file.parent, file.name
    if git(folder, "rev-parse", "HEAD") is None:
        return None
    if git(folder, "cat-file", "-e", f"HEAD:./{name}") is not None:
        return "since the last commit"
    form = "--format=in commit %h of %as"
    date = git(folder, "log", "-1", form, "--", name, patience=PATIENCE)
    return (date or "").strip()


def title_pattern(slug: str) -> str:
    """Return what finds the line of front matter that a slug was made of, for git."""
    words = []
    for word in re.findall("[A-Za-z0-9]+", slug):
        letters = [f"({letter}|[^ -~]+)" if letter in _HARDLY else letter for letter in word]
        words.append("(and|&)" if word == "and" else "[^A-Za-z0-9 ]*".join(letters))
    return "^(title|slug):.*" + "[^A-Za-z0-9]+".join(words)


class History:
    """Asks git where texts went, for a limited time."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._until = time.monotonic() + PATIENCE

    def trace(self, *texts: str) -> Trace | None:
        """Return where the first of some texts that git knows was, if it knows one."""
        for text in texts:
            if trace := self._not_committed(text) or self._taken_out(text):
                return trace
        return None

    def trace_slug(self, slug: str, had: Had) -> Trace | None:
        """Return where an address went that was made from a title, and so written nowhere."""
        if not slug:
            return None
        pattern = title_pattern(slug)
        for line in self._git("grep", "-l", "-E", "-e", pattern, "HEAD", "--", "*.md")[:MOST_LIKE]:
            path = line.partition(":")[2]
            if had(self._text("HEAD", path), path) and not had(self._text_now(path), path):
                return self._trace([path], "", "")
        commit = day = ""
        for line in self._git(
            "log", f"-{MOST_LIKE}", "--format=commit %h %as", "--name-only", "--relative",
            "--no-renames", "--diff-filter=DM", "--pickaxe-regex", f"-S{pattern}", "--", "*.md",
        ):  # fmt: skip
            if line.startswith("commit "):
                _, commit, day = line.split(" ")
            elif had(self._text(f"{commit}^", line), line):
                return self._trace([line], commit, day)
        return None

    def _not_committed(self, text: str) -> Trace | None:
        lines = self._git("grep", "-l", "-F", "-e", text, "HEAD", "--", "*.md")
        return self._trace([line.partition(":")[2] for line in lines], "", "") if lines else None

    def _taken_out(self, text: str) -> Trace | None:
        lines = self._git(
            "log", "-1", "--format=%h %as", "--name-only", "--relative", "--no-renames",
            f"-S{text}", "--", "*.md",
        )  # fmt: skip
        if len(lines) < 2:
            return None
        commit, day = lines[0].split(" ")
        return self._trace(lines[1:], commit, day)

    def _trace(self, paths: list[str], commit: str, day: str) -> Trace:
        there = [path for path in paths if (self._content / path).exists()]
        return Trace((there or paths)[0], commit, day, bool(there))

    def _text(self, commit: str, path: str) -> str:
        return self._say("show", f"{commit}:./{path}")

    def _text_now(self, path: str) -> str:
        file = self._content / path
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""

    def _git(self, *arguments: str) -> list[str]:
        return [line for line in self._say(*arguments).splitlines() if line]

    def _say(self, *arguments: str) -> str:
        left = self._until - time.monotonic()
        said = git(self._content, *arguments, patience=left) if left > 0 else None
        return said or ""
