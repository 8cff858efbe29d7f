"""A test that opens what lies beside the repository fails: it would need more than a clone has.

Python tells of every file and folder that this process opens. What a subprocess opens is not
seen, but which folder it is given: a link to it is.
"""

import os
import site
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest

from tests.support.archive_folders import GIVEN
from tests.support.paths import REPOSITORY, TOOLS

EVENTS: Final = {"open", "os.scandir", "os.listdir", "os.symlink", "os.link"}
SYSTEM: Final = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/opt", "/proc", "/run", "/sys", "/usr")
_PLACES: Final = (
    *(tempfile.gettempdir(), sys.prefix, sys.base_prefix, site.getusersitepackages(), str(TOOLS)),
    *(*SYSTEM, *filter(None, sys.path), *map(str, GIVEN.values())),
)
ALLOWED: Final = tuple(
    folder
    for folder in map(os.path.realpath, _PLACES)
    if folder not in map(str, REPOSITORY.parent.parents)  # what is beside it would be allowed
)
opened: Final[list[str]] = []
"""What was opened beside the repository."""


def lies_beside(
    path: object, *, repository: Path = REPOSITORY, allowed: Sequence[str] = ALLOWED
) -> str:
    """Return the whole path if it is beside a repository, else an empty text."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return ""  # a file descriptor
    whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 (asked for every file, often)
    above = str(repository.parent).rstrip("/")
    if not whole.startswith(f"{above}/") or _is_below(whole, str(repository)):
        return ""
    return "" if any(_is_below(whole, folder) for folder in allowed) else whole


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event in EVENTS and (path := lies_beside(named_by(event, arguments))):
        opened.append(path)


def named_by(event: str, arguments: tuple[object, ...]) -> object:
    """Return the path that an event names; that of a symbolic link is seen from its folder."""
    path = arguments[0]
    if event == "os.symlink" and all(isinstance(a, (str, os.PathLike)) for a in arguments[:2]):
        target, link = map(os.fspath, arguments[:2])  # type: ignore[arg-type]
        return os.path.join(os.path.dirname(link), target)  # noqa: PTH118, PTH120 (asked often)
    return path


sys.addaudithook(_listen)


@pytest.fixture(autouse=True)
def stays_inside() -> Iterator[None]:
    """Fail a test by which, or by whose fixtures, something beside the repository was opened."""
    yield
    paths = sorted(set(opened))
    opened.clear()
    if paths:
        pytest.fail(f"opened beside the repository: {', '.join(paths)}")
