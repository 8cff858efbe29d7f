"""The receipt of a build: what it was made from, so that the next one can see that all is the same.

With the same settings, theme and files, at a time when the same releases are published, a build
would find and make the same. If the files that it wrote are untouched too, there is nothing to do.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import newsgen
from newsgen.digest import digest
from newsgen.files import is_as_written, walk
from newsgen.pipeline.circumstances import is_within, policy_key
from newsgen.pipeline.session import Session


def theme_stamps(site: Path) -> bytes:
    """Name the files of all themes with their stamps.

    A build takes them before it reads any: what is saved later makes another theme.
    """
    folders = (site / "themes", Path(newsgen.__file__).parent / "themes")
    return digest([list(_stamps(folder)) for folder in folders])


def _stamps(folder: Path) -> Iterator[tuple[str, str]]:
    for entry in walk(folder, hidden=True) if folder.is_dir() else ():
        yield entry.path, str(entry.stamp)


def keep_receipt(session: Session, themes: bytes, until: float | None) -> None:
    """Note that the output is as it should be, up to a timestamp if nothing else changes.

    `themes` are the stamps of the themes' files.
    """
    since = session.request.as_of.timestamp()
    session.manifest.keep_receipt(json.dumps([_inputs(session, themes), since, until]))


def untouched(session: Session, themes: bytes) -> int | None:
    """Return how many files there are if nothing has changed since the last build, else nothing.

    The content has been ingested: what was read anew has voided the receipt.
    """
    text = session.manifest.receipt()
    if not text:
        return None
    inputs, since, until = json.loads(text)
    if not is_within(session, since, until) or inputs != _inputs(session, themes):
        return None
    count, output = 0, session.request.output
    for _, path, size, mtime_ns in session.manifest.stamps():
        if not is_as_written(f"{output}/{path}", size, mtime_ns):
            return None
        count += 1
    return count


def _inputs(session: Session, themes: bytes) -> str:
    """Name all that decides a build, beside the releases and the time."""
    scan, policy = session.scan, policy_key(session)
    files = sorted(scan.files.items())
    return digest(session.request.drafts, policy, files, scan.problems, themes).hex()
