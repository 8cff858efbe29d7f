"""A file system on which letter case does not count, as on a Mac or Windows: a stand-in.

Functions of `os`, and `open`, lead a path below a folder to the file whose name differs only in
case or in its Unicode form. An existing name stays as it is, as there.
"""

import io
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

_ONE_PATH: Final = ("stat", "lstat", "mkdir", "unlink", "rmdir", "scandir", "listdir", "open")
_TWO_PATHS: Final = ("replace", "rename")


def fold_names(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names below a folder differ in more than case, for this process."""
    lead = _Leader(root)
    monkeypatch.setattr(os, "supports_dir_fd", frozenset())  # a path that is relative has no root
    for name in _ONE_PATH:
        monkeypatch.setattr(os, name, _leading(getattr(os, name), lead, paths=1))
    for name in _TWO_PATHS:
        monkeypatch.setattr(os, name, _leading(getattr(os, name), lead, paths=2))
    monkeypatch.setattr(io, "open", _leading(io.open, lead, paths=1))
    monkeypatch.setattr("builtins.open", io.open)


def _leading(call: Callable[..., Any], lead: "_Leader", *, paths: int) -> Callable[..., Any]:
    def wrapped(*arguments: Any, **named: Any) -> Any:
        given = [lead(path) for path in arguments[:paths]]
        return call(*given, *arguments[paths:], **named)

    return wrapped


def _form(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class _Leader:
    """Leads a path to the name that is there."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._list = os.listdir
        self._lstat = os.lstat

    def __call__(self, path: Any) -> Any:
        text = os.fspath(path) if isinstance(path, str | Path) else ""
        if not text.startswith(self._root + "/"):
            return path
        here = self._root
        for name in text[len(here) + 1 :].split("/"):
            here = f"{here}/{self._existing(here, name)}"
        return here

    def _existing(self, folder: str, name: str) -> str:
        try:
            names = self._list(folder)
        except OSError:
            return name
        if name in names:
            return name
        return next((other for other in names if _form(other) == _form(name)), name)
