"""The files of an old archive: what each release says, and what else there is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.content.frontmatter import FrontMatterError, Located, split
from newsgen.content.scan import SUFFIX, decode, read_source
from newsgen.diagnostics import Diagnostic
from newsgen.files import walk
from newsgen.scaffold.languages import language_of


class OldRelease(NamedTuple):
    """A release by its path: its front matter, and its language if anything shows it."""

    path: str
    values: Mapping[str, Any]
    language: str = ""


class ArchiveFolder(NamedTuple):
    """The files of a folder by their paths in it.

    `releases` has those that can be read, `unreadable` the others, and `refused` what is not a file
    in the folder: a link that leads out, or a file without access.
    """

    files: tuple[str, ...]
    releases: tuple[OldRelease, ...]
    unreadable: tuple[str, ...]
    refused: tuple[str, ...]


def read_archive(folder: Path) -> ArchiveFolder:
    """Read the releases of a folder: its files that end in .md. Hidden files are left out."""
    files, releases, refused, unreadable = [], [], [], []
    for path, stamp, _ in walk(folder):
        if stamp is None:
            refused.append(path)
            continue
        files.append(path)
        if path.endswith(SUFFIX):
            release = _release(folder, path)
            if release is None:
                unreadable.append(path)
            else:
                releases.append(release)
    return ArchiveFolder(tuple(files), tuple(releases), tuple(unreadable), tuple(refused))


def _release(folder: Path, path: str) -> OldRelease | None:
    data = read_source(str(folder), path)
    text = data if isinstance(data, Diagnostic) else decode(data, path)
    if isinstance(text, Diagnostic):
        return None
    try:
        parts = split(text, path)
        values = Located(parts, path).values
    except FrontMatterError:
        return None
    return OldRelease(path, values, language_of(values, parts.body))
