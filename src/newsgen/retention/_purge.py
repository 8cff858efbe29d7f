"""Deleting what mentions a release from every output folder that the cache knows."""

import gzip
import html
import json
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from newsgen.files import OutputFolder, walk
from newsgen.model.urls import SAFE_IN_PATH
from newsgen.pages.addresses import SEARCH_INDEX
from newsgen.pipeline.session import Session
from newsgen.retention._tombstones import Place
from newsgen.store import Manifest

LEAST_TITLE: Final = 8
"""Letters: a shorter title is not a sign that a file mentions the release."""
_PACKED: Final = (".gz", ".br", ".zst")
"""Endings of packed copies that a server sends in the place of a file."""


class Output(NamedTuple):
    """An output folder, with what newsgen wrote there."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Traces:
    """What a file that mentions a release is known by.

    `paths` are those of its pages and pictures in a root, `pictures` what its pictures hold, and
    `signs` texts in the forms that pages have them.
    """

    paths: tuple[str, ...]
    pictures: frozenset[bytes]
    signs: tuple[bytes, ...]

    @classmethod
    def of(
        cls,
        places: Sequence[Place],
        *,
        files: Sequence[str],
        title: str,
        content: Path,
        links: Sequence[str] = (),
    ) -> "Traces":
        """Return the traces of a release; `links` lead to pages that are about it alone."""
        words: set[str] = {*links}
        for place in places:
            words |= {place.address.href, place.address.url, place.address.path}
        words |= {"/" + path for path in files}
        words |= {"/" + quote(path, safe=SAFE_IN_PATH) for path in files}
        if len(title) >= LEAST_TITLE:
            words.add(title)
        words |= {html.escape(word) for word in words} | {json.dumps(word)[1:-1] for word in words}
        return cls(
            (*(place.file for place in places), *files),
            frozenset((content / path).read_bytes() for path in files),
            tuple(word.encode() for word in words if len(word) > 1),
        )

    def is_copy(self, path: str, data: bytes) -> bool:
        """Return whether a file is one of its pages or pictures, packed or not."""
        plain = next((path.removesuffix(end) for end in _PACKED if path.endswith(end)), path)
        is_there = any(plain == known or plain.endswith("/" + known) for known in self.paths)
        return is_there or data in self.pictures or _unpacked(data) in self.pictures

    def is_in(self, data: bytes) -> bool:
        """Return whether a sign is in the bytes of a file, packed or not."""
        plain = _unpacked(data)
        return any(sign in data or sign in plain for sign in self.signs)


def _unpacked(data: bytes) -> bytes:
    """Return what bytes in gzip hold, and any others as they are."""
    try:
        return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    except (OSError, EOFError, zlib.error):
        return data


def outputs(session: Session) -> Iterator[Output]:
    """Yield the output folders that the cache knows."""
    for name in session.manifest.folders():
        manifest = Manifest.of_folder(session.database.connection, name)
        yield Output((session.request.site / name).resolve(), manifest)


def delete_indexes(session: Session) -> None:
    """Delete every search index, and what a build that was killed has left.

    An index is packed and cut into words, so that no sign would tell which of its files hold the
    release. The next build makes another.
    """
    for folder in (session.scratch, session.index):
        shutil.rmtree(folder, ignore_errors=True)
    for output in outputs(session):
        shutil.rmtree(output.folder / ".newsgen-scratch", ignore_errors=True)
        per_host = session.config.site.layout == "per-host"
        index = [path for path in _paths(output.folder) if _is_of_index(path, per_host=per_host)]
        for path in index:
            OutputFolder(output.folder).remove(path)
        _forget_missing(output)
    session.database.commit()


def _is_of_index(path: str, *, per_host: bool) -> bool:
    folder = SEARCH_INDEX.lstrip("/")
    return path.startswith(folder) or (per_host and path.partition("/")[2].startswith(folder))


@dataclass(slots=True)
class Purged:
    """What was deleted from an output folder, and what else there mentions the release."""

    deleted: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def purge(output: Output, traces: Traces) -> Purged:
    """Delete what mentions a release from an output folder, and from its manifest.

    Files that newsgen did not write stay, but for copies of what is removed, and for packed copies
    of what is deleted: those may mention it too.
    """
    known, purged = {file.path for file in output.manifest.files()}, Purged()
    folder, unread = OutputFolder(output.folder), set[str]()
    for path in _paths(output.folder):
        try:
            data = (output.folder / path).read_bytes()
        except OSError:
            unread.add(path)
            continue
        is_copy = traces.is_copy(path, data)
        if is_copy or (path in known and traces.is_in(data)):
            purged.deleted.append(path)
        elif traces.is_in(data):
            purged.unknown.append(path)
    packed = {path + ending for path in purged.deleted for ending in _PACKED}
    purged.deleted += [path for path in _paths(output.folder) if path in packed - known]
    for path in purged.deleted:
        folder.remove(path)
    purged.unknown = [path for path in (*purged.unknown, *sorted(unread)) if path not in packed]
    _forget_missing(output)
    return purged


def _paths(folder: Path) -> list[str]:
    return [entry.path for entry in walk(folder) if entry.stamp] if folder.is_dir() else []


def _forget_missing(output: Output) -> None:
    """Take files that are not there from the manifest, and have the next build make them."""
    files = {file.path: file.partition for file in output.manifest.files()}
    gone = [path for path in files if not (output.folder / path).is_file()]
    output.manifest.reopen(sorted({files[path] for path in gone}))
    output.manifest.forget(gone)
