"""The version of the code, on which the output depends beside content, configuration and theme."""

import os
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from xxhash import xxh3_128

from newsgen import __version__

LIBRARIES: Final = (
    "jinja2",
    "markdown",
    "msgspec",
    "nh3",
    "phonenumbers",
    "pyyaml",
    "tzdata",
)
OPTIONAL: Final = ("pagefind-bin", "pikepdf", "pillow")
"""Libraries that may be missing."""
_NOT_IN_BUILDS: Final = ("cli", "importers", "scaffold", "server")
"""Packages that write no page, and nothing that a build keeps."""


@cache
def version() -> str:
    """Digest the code of newsgen that builds use, and the versions of Python and of the libraries.

    The bytes count and not the stamps, which every installation changes.
    """
    h = xxh3_128(__version__.encode())
    known = sorted(_installed())
    for name in LIBRARIES + OPTIONAL:
        numbers = [number for library, number in known if library == name]
        if not numbers and (name in LIBRARIES or not known):
            numbers = _metadata_version(name)
        h.update(f"{name} {numbers} ".encode())
    h.update(".".join(map(str, sys.version_info)).encode())
    package = str(Path(__file__).parent)
    for file in sorted(_sources(package, _NOT_IN_BUILDS)):
        h.update(file.removeprefix(package).encode())
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 (there are many)
            h.update(stream.read())
    return h.hexdigest()


def version_of(library: str) -> str:
    """Return the version of a library that is installed, whose name has small letters and `-`."""
    numbers = [number for name, number in _installed() if name == library]
    return (numbers or _metadata_version(library))[0]


def _installed() -> Iterator[tuple[str, str]]:
    """Yield libraries with the versions in the names of their folders."""
    for folder in sys.path:
        try:
            names = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:  # an archive, or missing
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, number = name.removesuffix(".dist-info").partition("-")
                yield library.replace("_", "-").lower(), number


def _metadata_version(library: str) -> list[str]:
    """Return the version of a library without such a folder by its metadata; it may be missing."""
    from importlib import metadata  # noqa: PLC0415 (slow to load, and hardly ever needed)

    with suppress(metadata.PackageNotFoundError):
        return [metadata.version(library)]
    return []


def _sources(folder: str, without: Collection[str] = ()) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in without:
                continue
            if entry.is_dir():
                yield from _sources(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path
