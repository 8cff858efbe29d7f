"""What is known of files of the content folder: each is looked at when it is new.

A file is judged by cleaning it as it would be published, and a picture by decoding it, so that
nothing fails while pages are rendered.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.content.scan import WORTH_ASKING_GIT, blob_digest, git_blobs
from newsgen.digest import digest
from newsgen.files import Stamp, write_atomically
from newsgen.files.imagesize import size_of
from newsgen.media import UncleanError, check_size, published
from newsgen.media.documents import document_facts
from newsgen.media.drawings import drawing_size
from newsgen.media.pictures import (
    NARROW,
    WITH_VARIANTS,
    Original,
    can_make_variants,
    may_have_variants,
    recipe,
)
from newsgen.pipeline.session import Session
from newsgen.pipeline.workers import batches, workers
from newsgen.site.pictures import variants_name
from newsgen.store.tables import VerdictRow
from newsgen.store.uses import Verdicts

_FEW: Final = 32
"""So many files are looked at here, more by workers."""
_BATCH: Final = 16
_MOST_KEPT: Final = 2 << 30
"""So many bytes of clean files are kept until they are published; more are cleaned again."""


class Unjudged(NamedTuple):
    """A file to be judged, and what its clean bytes are kept as; if empty, they are not kept."""

    path: str
    stamp: Stamp
    kept: str = ""


def judge(
    session: Session, used: Collection[str], *, cleaned: Path | None = None
) -> dict[str, VerdictRow]:
    """Return what is known of the files in use, by path.

    `used` are files of the content folder that releases of any time use, or the theme. What is
    cleaned to judge it is kept in the folder `cleaned`, if one is given.
    """
    verdicts = Verdicts(session.database.connection)
    before = verdicts.known()
    if not used and not before:
        return {}
    files, media = session.scan.files, session.config.media
    how = recipe(media.quality) if media.variants and can_make_variants() else ""
    keep = " ".join(media.keep)
    fit = {
        path: row if row.recipe == how else _renamed(row, how)
        for path, row in before.items()
        if path in used and (bool(row.recipe), row.keep) == (bool(how), keep)
    }
    now = {
        path: row for path, row in fit.items() if (row.size, row.mtime_ns, row.inode) == files[path]
    }
    touched = [row for path, row in fit.items() if path not in now]
    now |= {row.path: row for row in _unchanged(session, touched)}
    new = [Unjudged(path, files[path]) for path in sorted(used) if path not in now]
    if cleaned and new:
        cleaned.mkdir(parents=True)
        new = list(_as_far_as_kept(new))
    rows = _looked_at(session, new, cleaned, how)
    now |= {row.path: row for row in rows}
    verdicts.keep(before, now.values())
    if media.variants and not how:
        _say_what_is_missing(session, [now[each.path] for each in new])
    return dict(sorted(now.items()))


def _unchanged(session: Session, touched: list[VerdictRow]) -> Iterator[VerdictRow]:
    """Yield the rows of files that hold what they held, with the stamps that they have now.

    In a fresh checkout all stamps are new, and git knows which files are the same.
    """
    blobs = session.scan.blobs
    if not blobs and len(touched) >= WORTH_ASKING_GIT:
        blobs = git_blobs(session.content)
    for row in touched:
        stamp = session.scan.files[row.path]
        if row.source and row.size == stamp.size:
            is_same = row.source == blobs.get(row.path)
            if is_same or row.source == _source(session.content / row.path):
                yield row._replace(mtime_ns=stamp.mtime_ns, inode=stamp.inode)


def _source(file: Path) -> str:
    try:
        return blob_digest(file.read_bytes())
    except OSError:
        return ""


def _as_far_as_kept(new: list[Unjudged]) -> Iterator[Unjudged]:
    """Yield files with the names that their clean bytes are kept by, as far as there is space."""
    size = 0
    for each in new:
        size += each.stamp.size
        yield each._replace(kept=_name(each.path)) if size <= _MOST_KEPT else each


def kept_clean(folder: Path, path: str) -> bytes:
    """Return the clean bytes of a file that was judged in this build: empty if they are not kept.

    Raises:
        OSError: they cannot be read.

    """
    try:
        return (folder / _name(path)).read_bytes()
    except FileNotFoundError:
        return b""


def _name(path: str) -> str:
    """Return what the clean bytes of a file are called in the folder of this build."""
    return digest(path).hex()


def _say_what_is_missing(session: Session, new: list[VerdictRow]) -> None:
    """Say how to get smaller copies of pictures that could have some."""
    wide = sum(row.width > NARROW and row.path.lower().endswith(WITH_VARIANTS) for row in new)
    if wide:
        pictures = f"{wide} new pictures" if wide > 1 else "1 new picture"
        session.request.notice(
            f"{pictures} without smaller copies for telephones: pip install "
            '"newsgen[pictures]" makes them.'
        )


def refused_of(verdicts: Mapping[str, VerdictRow]) -> dict[str, VerdictRow]:
    """Return those of the files that cannot be published."""
    return {path: row for path, row in verdicts.items() if row.reason}


def _renamed(row: VerdictRow, how: str) -> VerdictRow:
    """Return a row by another recipe: by that, variants have other names."""
    variants = variants_name(row.digest, how) if row.variants else ""
    return row._replace(recipe=how, variants=variants)


def _looked_at(
    session: Session, new: list[Unjudged], cleaned: Path | None, how: str
) -> Iterator[VerdictRow]:
    done, is_long = 0, len(new) > _FEW
    jobs = session.request.jobs if is_long else 1
    given = session.content, cleaned, how, session.config.media.keep
    with workers(open_judge, given, jobs=jobs) as look:
        for rows in look(batches(new, _BATCH)):
            yield from rows
            done += len(rows)
            if is_long:
                session.request.progress("Looking at files", done, len(new))


@contextmanager
def open_judge(
    content: Path, cleaned: Path | None, how: str, keep: tuple[str, ...]
) -> Iterator[Callable[[list[Unjudged]], list[VerdictRow]]]:
    """Give a worker's function: look at several files of the content folder.

    Pictures are decoded if there is a recipe `how` variants are made of them.
    """
    verdict = partial(_verdict, content, cleaned, how, keep)
    yield lambda files: [verdict(file) for file in files]


def _verdict(
    content: Path, cleaned: Path | None, how: str, keep: tuple[str, ...], file: Unjudged
) -> VerdictRow:
    path, stamp, kept = file
    row = VerdictRow(path, stamp.size, stamp.mtime_ns, stamp.inode, recipe=how, keep=" ".join(keep))
    try:
        check_size(stamp.size)
        original = (content / path).read_bytes()
        row = row._replace(source=blob_digest(original))
        data = published(path, original, keep)
    except UncleanError as error:
        return row._replace(reason=error.reason, hint=error.hint)
    except OSError:
        return row._replace(reason="it cannot be read", hint="Check its permissions.")
    if cleaned and kept:
        with suppress(OSError):  # then it is cleaned again when it is published
            write_atomically(cleaned / kept, data)
    width, height = size_of(data) or drawing_size(data) or (0, 0)
    facts = document_facts(data)
    row = row._replace(
        digest=content_digest(data),
        width=width,
        height=height,
        length=len(data),
        pages=facts.pages,
        lacks=" ".join(facts.lacks),
        hides=" ".join(facts.hides),
    )
    if not how or not may_have_variants(data):
        return row
    try:
        is_fit = Original(data).is_fit()
        return row._replace(variants=variants_name(row.digest, how) if is_fit else "")
    except UncleanError as error:
        return row._replace(fault=error.reason)


def content_digest(data: bytes) -> str:
    """Return the digest of a file's bytes as they are published.

    Addresses are made of it, so it may not be one that changes with newsgen.
    """
    return blake2b(data, digest_size=16).hexdigest()
