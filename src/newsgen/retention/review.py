"""Which releases somebody must look at: those due for review, and those past their retention."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from newsgen.config import Config
from newsgen.model.dates import NEVER, parse_period
from newsgen.model.release import Release, Status
from newsgen.store.releases import Releases


class Due(NamedTuple):
    """A release, when it is due, and why: its own word, or the retention of its kind."""

    at: datetime
    why: str
    release: Release
    is_published: bool


def due_by(releases: Releases, config: Config, until: datetime) -> list[Due]:
    """Return what is due until a time, soonest first.

    Drafts and what has moved are left out: neither has a page with words. Nor are the words of a
    release that was taken down on any page, but they are still in its file.
    """
    dues = (due for due in _all(releases, config) if due.at <= until)
    return sorted(dues, key=lambda due: (due.at, due.release.source))


def _all(releases: Releases, config: Config) -> Iterator[Due]:
    for is_published, release in releases.all():
        if release.status in (Status.DRAFT, Status.MOVED):
            continue
        if release.life and release.life.review_by:
            yield Due(release.life.review_by.at, "review_by", release, is_published)
        elif release.published:
            key = release.kind if release.kind in config.retention else "default"
            text = config.retention.get(key, NEVER)
            if period := parse_period(text):
                over = period.after(release.published.at.astimezone(config.zone))
                yield Due(over, f"{release.kind}: {text}", release, is_published)
