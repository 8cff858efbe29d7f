"""The files of an old archive: the front matter of each release, and what else there is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.content.frontmatter import FrontMatterError, Located, split
from newsgen.content.read import decode, read_source
from newsgen.content.scan import SUFFIX
from newsgen.diagnostics import Diagnostic
from newsgen.files import walk


class ArchiveFolder(NamedTuple):
    """The files of a folder by their paths in it.

    `front_matter` has that of each release that can be read, `unreadable` the other releases, and
    `refused` what is not a file in the folder: a link that leads out, or a file without access.
    """

    files: tuple[str, ...]
    front_matter: tuple[Mapping[str, Any], ...]
    unreadable: tuple[str, ...]
    refused: tuple[str, ...]


def read_archive(folder: Path) -> ArchiveFolder:
    """Read the releases of a folder: its files that end in .md. Hidden files are left out."""
    files, refused, unreadable = [], [], []
    front_matter = []
    for path, stamp, _ in walk(folder):
        if stamp is None:
            refused.append(path)
            continue
        files.append(path)
        if path.endswith(SUFFIX):
            values = _front_matter(folder, path)
            if values is None:
                unreadable.append(path)
            else:
                front_matter.append(values)
    return ArchiveFolder(tuple(files), tuple(front_matter), tuple(unreadable), tuple(refused))


def _front_matter(folder: Path, path: str) -> Mapping[str, Any] | None:
    data = read_source(str(folder), path)
    text = data if isinstance(data, Diagnostic) else decode(data, path)
    if isinstance(text, Diagnostic):
        return None
    try:
        return Located(split(text, path), path).values
    except FrontMatterError:
        return None
