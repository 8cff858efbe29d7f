"""The receipt of a build: what it was made from, so that the next one can see that all is the same.

With the same settings, theme and files, at a time when the same releases are published, a build
would find and make the same. If the files that it wrote are untouched too, there is nothing to do.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import newsgen
from newsgen.build.circumstances import is_within, policy_key
from newsgen.build.session import Session
from newsgen.digest import digest
from newsgen.files import is_as_written, walk


def keep_receipt(session: Session, themes: Sequence[str], until: float | None) -> None:
    """Note that the output is as it should be, up to a timestamp if nothing else changes.

    `themes` are the names of the theme and its ancestors.
    """
    since = session.request.as_of.timestamp()
    receipt = [list(themes), _inputs(session, themes), since, until]
    session.manifest.keep_receipt(json.dumps(receipt))


def untouched(session: Session) -> int | None:
    """Return how many files there are if nothing has changed since the last build, else nothing.

    The content has been ingested: what was read anew has voided the receipt.
    """
    text = session.manifest.receipt()
    if not text:
        return None
    themes, inputs, since, until = json.loads(text)
    if not is_within(session, since, until) or inputs != _inputs(session, themes):
        return None
    count, output = 0, session.request.output
    for _, path, size, mtime_ns in session.manifest.stamps():
        if not is_as_written(f"{output}/{path}", size, mtime_ns):
            return None
        count += 1
    return count


def _inputs(session: Session, themes: Sequence[str]) -> str:
    """Name all that decides a build, beside the releases and the time."""
    scan, site = session.scan, session.request.site
    shipped = Path(newsgen.__file__).parent
    folders = [base / "themes" / name for name in themes for base in (site, shipped)]
    return digest(
        session.request.drafts,
        policy_key(session),
        sorted(scan.files.items()),
        scan.problems,
        [list(_stamps(folder)) for folder in folders],
    ).hex()


def _stamps(folder: Path) -> Iterator[tuple[str, ...]]:
    if folder.is_dir():
        for entry in walk(folder, hidden=True):
            yield entry.path, str(entry.stamp)
