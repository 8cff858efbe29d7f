"""Which files of the content folder cannot be published: each is looked at when it is new.

A file is judged by cleaning it as it would be published, so that nothing is refused while pages are
rendered.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from newsgen.files import Stamp
from newsgen.media import MOST_BYTES, UncleanError, published
from newsgen.pipeline.session import Session
from newsgen.pipeline.workers import batches, workers
from newsgen.store.tables import VerdictRow
from newsgen.store.verdicts import Verdicts

_FEW: Final = 32
"""So many files are looked at here, more by workers."""
_BATCH: Final = 16
Unjudged = tuple[str, Stamp]


def judge(session: Session, used: Collection[str]) -> dict[str, VerdictRow]:
    """Return the files in use that cannot be published, by path.

    `used` are files of the content folder that releases of any time use, or the theme.
    """
    verdicts = Verdicts(session.database.connection)
    before = verdicts.known()
    if not used and not before:
        return {}
    files = session.scan.files
    now = {path: row for path, row in before.items() if path in used and _is_of(row, files[path])}
    new = [(path, files[path]) for path in sorted(used) if path not in now]
    now |= {row.path: row for row in _looked_at(session, new)}
    verdicts.keep(before, now.values())
    return {path: row for path, row in sorted(now.items()) if row.reason}


def _is_of(row: VerdictRow, stamp: Stamp) -> bool:
    return (row.size, row.mtime_ns, row.inode) == (stamp.size, stamp.mtime_ns, stamp.inode)


def _looked_at(session: Session, new: list[Unjudged]) -> Iterator[VerdictRow]:
    jobs = session.request.jobs if len(new) > _FEW else 1
    with workers(open_judge, (session.content,), jobs=jobs) as look:
        for rows in look(batches(new, _BATCH)):
            yield from rows


@contextmanager
def open_judge(content: Path) -> Iterator[Callable[[list[Unjudged]], list[VerdictRow]]]:
    """Give a worker's function: look at several files of the content folder."""
    yield lambda files: [_verdict(content, path, stamp) for path, stamp in files]


def _verdict(content: Path, path: str, stamp: Stamp) -> VerdictRow:
    reason, hint = _reason(content / path, path, stamp)
    return VerdictRow(path, stamp.size, stamp.mtime_ns, stamp.inode, reason, hint)


def _reason(file: Path, path: str, stamp: Stamp) -> tuple[str, str]:
    """Return why a file cannot be published, and what to do; nothing if it can."""
    if stamp.size > MOST_BYTES:
        return f"it is over {MOST_BYTES >> 20} MB", "Make it smaller."
    try:
        published(path, file.read_bytes())
    except UncleanError as error:
        return error.reason, error.hint
    except OSError:
        return "it cannot be read", "Check its permissions."
    return "", ""
