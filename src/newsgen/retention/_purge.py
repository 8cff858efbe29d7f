"""Deleting what mentions a release from every output folder that the cache knows."""

import gzip
import html
import json
import re
import shutil
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from newsgen.files import PACKED, OutputFolder, walk
from newsgen.model.urls import SAFE_IN_PATH
from newsgen.pipeline.leftovers import adopt_listed
from newsgen.pipeline.session import Session, empty_index, preview_indexes
from newsgen.retention._tombstones import Place
from newsgen.site.addresses import SEARCH_INDEX
from newsgen.site.cards import FOLDER as CARDS, mark_of
from newsgen.store import Manifest, WrittenList, list_file

LEAST_TITLE: Final = 8
"""Letters: a shorter title is not a sign that a file mentions the release."""


class Output(NamedTuple):
    """An output folder, with what newsgen wrote there."""

    folder: Path
    manifest: Manifest
    written: WrittenList


@dataclass(frozen=True, slots=True)
class Traces:
    """What a file that mentions a release is known by.

    `pages` are the paths of its pages in a root, `files` those of its pictures, and `cards` how the
    names of its cards begin. `pictures` are what its pictures hold, `signs` texts in the forms that
    pages have them, `sources` the addresses of its pictures in those forms, and `copies` the names
    of their smaller copies.
    """

    pages: tuple[str, ...]
    files: tuple[str, ...]
    cards: frozenset[str]
    pictures: frozenset[bytes]
    signs: tuple[bytes, ...]
    sources: frozenset[bytes]
    copies: frozenset[str]

    @classmethod
    def of(
        cls,
        places: Sequence[Place],
        *,
        files: Sequence[str],
        title: str,
        content: Path,
        links: Sequence[str] = (),
        copies: Iterable[str] = (),
    ) -> "Traces":
        """Return the traces of a release; `links` lead to pages that are about it alone."""
        words: set[str] = {*links}
        for place in places:
            words |= {place.address.href, place.address.url, place.address.path}
        sources = {"/" + path for path in files}
        sources |= {"/" + quote(path, safe=SAFE_IN_PATH) for path in files}
        words |= sources
        if len(title) >= LEAST_TITLE:
            words.add(title)
        words |= {html.escape(word) for word in words} | {json.dumps(word)[1:-1] for word in words}
        return cls(
            tuple(place.file for place in places),
            tuple(files),
            frozenset(mark_of(root, p.file) for p in places for root in ("", p.address.host)),
            frozenset((content / path).read_bytes() for path in files),
            tuple(word.encode() for word in words if len(word) > 1),
            frozenset(
                word.encode() for source in sources for word in (source, html.escape(source))
            ),
            frozenset(copies),
        )

    def is_picture(self, path: str) -> bool:
        """Return whether a file is one of its pictures or cards, by its path."""
        if _is_one_of(self.files, path):
            return True
        _, is_card, name = f"/{path}".partition(f"/{CARDS}/")
        return bool(is_card) and name.rpartition("/")[2].partition("-")[0] in self.cards

    def is_copy(self, path: str, data: bytes) -> bool:
        """Return whether a file is one of its pages, pictures or cards, packed or not."""
        plain = next((path.removesuffix(end) for end in PACKED if path.endswith(end)), path)
        is_there = _is_one_of(self.pages, plain) or self.is_picture(plain)
        return is_there or data in self.pictures or _unpacked(data) in self.pictures

    def is_in(self, data: bytes) -> bool:
        """Return whether a sign is in the bytes of a file, packed or not."""
        plain = _unpacked(data)
        return any(sign in data or sign in plain for sign in self.signs)


def _is_one_of(known: Iterable[str], path: str) -> bool:
    return any(path == each or path.endswith("/" + each) for each in known)


def _unpacked(data: bytes) -> bytes:
    """Return what bytes in gzip hold, and any others as they are."""
    try:
        return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    except (OSError, EOFError, zlib.error):
        return data


def outputs(session: Session) -> Iterator[Output]:
    """Yield the output folders that the cache knows, with what is listed as written there."""
    connection, cache = session.database.connection, session.database.path.parent
    for name in session.manifest.folders():
        manifest = Manifest.of_folder(connection, name)
        folder = (session.request.site / name).resolve()
        adopt_listed(session, name, manifest, folder)
        yield Output(
            folder, manifest, WrittenList(connection, manifest.output, list_file(cache, name))
        )


def delete_indexes(session: Session) -> None:
    """Delete every search index, and what a build that was killed has left.

    An index is packed and cut into words, so that no sign would tell which of its files hold the
    release. The next build makes another.
    """
    for folder in (session.scratch, session.index):
        shutil.rmtree(folder, ignore_errors=True)
    for of_preview in preview_indexes(session.database.path.parent):
        empty_index(of_preview)
    for output in outputs(session):
        shutil.rmtree(output.folder / ".newsgen-scratch", ignore_errors=True)
        per_host = session.config.site.layout == "per-host"
        homes = ("/", *session.config.homes.values())
        folders = tuple(f"{home}{SEARCH_INDEX[1:]}"[1:] for home in homes)
        index = [p for p in _paths(output.folder) if _is_of_index(p, folders, per_host=per_host)]
        for path in index:
            OutputFolder(output.folder).remove(path)
        _forget_missing(output)
    session.database.commit()


def _is_of_index(path: str, folders: tuple[str, ...], *, per_host: bool) -> bool:
    return path.startswith(folders) or (per_host and path.partition("/")[2].startswith(folders))


@dataclass(slots=True)
class Purged:
    """What was deleted from an output folder, and what else there mentions the release.

    Of what was deleted, `pictures` are its pictures with their smaller copies, and its cards.
    `copies` are the names of those copies.
    """

    deleted: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    copies: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)


def purge(output: Output, traces: Traces) -> Purged:
    """Delete what mentions a release from an output folder, and from its manifest.

    Files that newsgen did not write stay, but for copies of what is removed, and for packed copies
    of what is deleted: those may mention it too. A smaller copy that a page which stays shows, as
    another picture of the same bytes has it too, stays.
    """
    known, purged = {file.path for file in output.manifest.files()}, Purged()
    folder, unread = OutputFolder(output.folder), set[str]()
    copies = Copies(traces.sources, {*traces.copies})
    for path in _paths(output.folder):
        try:
            data = (output.folder / path).read_bytes()
        except OSError:
            unread.add(path)
            continue
        is_copy, mentions = traces.is_copy(path, data), traces.is_in(data)
        copies.see(path, data, stays=not (is_copy or mentions))
        if is_copy or (path in known and mentions):
            purged.deleted.append(path)
        elif mentions:
            purged.unknown.append(path)
    going = [*copies.going()]
    purged.pictures = [*filter(traces.is_picture, purged.deleted), *going]
    purged.deleted, purged.copies = purged.deleted + going, copies.gone
    packed = {path + ending for path in purged.deleted for ending in PACKED}
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
    output.written.drop(gone)
    output.manifest.forget(gone)
    output.manifest.pack()


_PATH: Final = re.compile(r"(?:.*/)?media/([0-9a-f]{2})/(\1[0-9a-f]{18})-[0-9]+\.(?:webp|avif)")
_ADDRESS: Final = re.compile(rb"/media/[0-9a-f]{2}/([0-9a-f]{20})-[0-9]")
_PICTURE: Final = re.compile(rb"<img\b[^>]*>")

_SOURCE: Final = rb"""["'](?:(?:https?:)?//[^/"'\s]+)?(?:%b)["'?#]"""


def name_of_copy(path: str) -> str:
    """Return what the copies of a picture are called, of the path of one: else nothing."""
    match = _PATH.fullmatch(path)
    return match[2] if match else ""


@dataclass
class Copies:
    """The copies in an output folder, and what its files say of them.

    `sources` are the pictures that go, as pages write their addresses, `gone` the names of their
    copies, and `shown` the names of copies in files that stay.
    """

    sources: Collection[bytes]
    gone: set[str]
    shown: set[str] = field(default_factory=set)
    paths: dict[str, list[str]] = field(default_factory=dict)

    def see(self, path: str, data: bytes, *, stays: bool) -> None:
        """Note a file: whether it is a copy, and which copies it names."""
        if name := name_of_copy(path):
            self.paths.setdefault(name, []).append(path)
        elif stays:
            self.shown |= _names_in(data)
        else:
            for picture in _PICTURE.findall(data) if self.sources else ():
                if self._pattern.search(picture):
                    self.gone |= _names_in(picture)

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        """What has one of the pictures that go, by a path or a full address."""
        return re.compile(_SOURCE % b"|".join(map(re.escape, sorted(self.sources))))

    def going(self) -> Iterator[str]:
        """Yield the paths of copies that no file needs when the pictures are gone."""
        for name in sorted(self.gone - self.shown):
            yield from self.paths.get(name, ())


def _names_in(data: bytes) -> set[str]:
    return {name.decode() for name in _ADDRESS.findall(data)}
