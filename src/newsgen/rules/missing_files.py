"""The rule on files that releases use and nobody has put into the content folder."""

import re
from collections.abc import Collection, Iterable, Iterator
from posixpath import basename, dirname
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.refusal import closest
from newsgen.store.uses import NamedFile

_PICTURE: Final = later(r"\.(?:jpe?g|png|gif|webp|avif|svg|heic|heif)$", re.IGNORECASE)
_MOST: Final = 300
"""A name is compared letter by letter with those of a folder that has so many files at most."""


def missing_files(named: Iterable[tuple[str, bool]], present: Collection[str]) -> set[str]:
    """Return the files that are to be reported as missing: given by path and whether one is sure.

    Of those that may be files of another system, these are the pictures that are expected here.
    """
    folders = top_folders(present)
    return {path for path, sure in named if _is_missing(path, present, folders, sure=sure)}


def _is_missing(
    path: str, present: Collection[str], folders: Collection[str], *, sure: bool
) -> bool:
    return path not in present and (sure or is_expected(path, folders))


def check_files(uses: Iterable[NamedFile], present: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the missing files that releases use."""
    similar, folders = _Similar(present), top_folders(present)
    for use in uses:
        if _is_missing(use.path, present, folders, sure=use.sure):
            message = f"the file {use.path} is not in the content folder"
            hint = "Put the file there, or correct its name; letter case counts."
            if near := similar.to(use.path):
                hint = f"Did you mean {_written(near, use.source)}? Letter case counts."
            yield Diagnostic("NG501", message, use.span, hint)


def top_folders(paths: Iterable[str]) -> set[str]:
    """Return the folders of the content folder itself that have files for readers."""
    return {path.partition("/")[0] for path in paths if "/" in path}


def is_expected(path: str, folders: Collection[str]) -> bool:
    """Return whether a path that metadata name is to be that of a file of the content folder."""
    return bool(_PICTURE.search(path)) and path.partition("/")[0] in folders


def _written(path: str, source: str) -> str:
    """Return a path of the content folder as a release names it: by itself if it is beside it."""
    return basename(path) if dirname(path) == dirname(source) else f"/{path}"


class _Similar:
    """Looks among files for the one that a path is most likely meant to be."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths
        self._by_name: dict[str, list[str]] = {}
        self._by_folder: dict[str, dict[str, str]] = {}
        self._known: dict[str, str] = {}

    def to(self, path: str) -> str:
        """Return the only file of that name, else the closest of the folder, or an empty text."""
        if path not in self._known:  # many releases may name one
            self._known[path] = self._closest(path)
        return self._known[path]

    def _closest(self, path: str) -> str:
        if not self._by_name:
            self._index()
        namesakes = self._by_name.get(basename(path).casefold(), [])
        if len(namesakes) == 1:
            return namesakes[0]
        beside = self._by_folder.get(dirname(path).casefold(), {})
        near = closest(basename(path), beside) if len(beside) <= _MOST else ""
        return beside[near] if near else ""

    def _index(self) -> None:
        for path in self._paths:
            self._by_name.setdefault(basename(path).casefold(), []).append(path)
            self._by_folder.setdefault(dirname(path).casefold(), {})[basename(path)] = path
