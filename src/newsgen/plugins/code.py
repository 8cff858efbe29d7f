"""The code that a site adds, as a digest: that of its plug-ins and Markdown extensions.

An edit in it changes pages as an edit in newsgen itself would, so the digest is part of what the
cache is of. That of an installed module is taken once a process, before it is loaded: a preview
that has loaded the old code goes on with the old digest.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Final

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.digest import digest_bytes

_ENTRY_POINTS: Final = "markdown.extensions"
_COVERED: Final = frozenset({"markdown", "newsgen"})
"""The packages whose versions newsgen's own version covers."""


@cache
def extensions_fingerprint(names: tuple[str, ...]) -> str:
    """Digest the code of Markdown extensions, and of the modules beside it that it imports.

    Args:
        names: modules, modules with a class (`module:Class`), or names of entry points.

    """
    if names == DEFAULT_EXTENSIONS:
        return ""
    return _digest_of(file for name in names for file in _files_of(_module_of(name)))


@cache
def code_of_module(module: str) -> str:
    """Digest the code of an installed module, and of the modules beside it that it imports."""
    return _digest_of(_files_of(module))


def code_of_source(source: str) -> str:
    """Digest the code of a plug-in, and of the installed modules that it imports."""
    names = {name for name, _ in _imported_by(source)} - sys.stdlib_module_names
    return digest_bytes(source.encode(), *(code_of_module(n).encode() for n in sorted(names))).hex()


def import_from(source: str, folders: Iterable[Path]) -> tuple[str, int] | None:
    """Return the first module that a source imports from some folders and its line, if it does.

    Folders in which Python itself looks for modules are not meant.
    """
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            return "." * node.level + (node.module or node.names[0].name), node.lineno
    for name, line in sorted(_imported_by(source), key=lambda each: each[1]):
        if name in sys.stdlib_module_names or PathFinder.find_spec(name) is not None:
            continue
        if any((f / f"{name}.py").is_file() or any((f / name).glob("*.py")) for f in folders):
            return name, line
    return None


def is_of_library(name: str) -> bool:
    """Return whether an extension is one of Python-Markdown's own.

    A name after a colon may be of anything there, such as a class that loads any module.
    """
    return ":" not in name and _module_of(name).startswith("markdown.extensions.")


def _digest_of(files: Iterable[Path]) -> str:
    unique = sorted(set(files))
    return digest_bytes(*map(_read, unique)).hex() if unique else ""


def _module_of(name: str) -> str:
    """Return the module of an extension; Python-Markdown looks among entry points first."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow, and few sites need it)

    for point in entry_points(group=_ENTRY_POINTS, name=name):
        return point.module
    return name.partition(":")[0]


def _files_of(module: str) -> Iterator[Path]:
    """Yield the files of a module's top-level package, and of what it imports from beside it."""
    waiting, seen = [module.partition(".")[0]], set(_COVERED)
    folder: Path | None = None
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        spec = PathFinder.find_spec(name, None if folder is None else [str(folder)])
        origin = Path(spec.origin or "") if spec else Path()
        if not origin.is_file():
            continue
        is_package = origin.name == "__init__.py"
        files = sorted(origin.parent.rglob("*.py")) if is_package else [origin]
        folder = folder or (origin.parents[1] if is_package else origin.parent)
        yield from files
        waiting += _imported(files)


def _imported(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        yield from (name for name, _ in _imported_by(_read(file)))


def _imported_by(source: str | bytes) -> Iterator[tuple[str, int]]:
    """Yield the top-level names of the modules that a source imports, each with its line."""
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], node.lineno


def _parsed(source: str | bytes) -> ast.AST:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):  # loading it will say so
        return ast.Module([], [])


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
