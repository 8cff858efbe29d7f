"""Feeds: Atom, RSS and JSON Feed of a root, and Atom of each of its areas.

A release without a date comes last, and nothing in a feed says that it is of any time.

A new release is in the feeds of its root and of its area, so each more is one more file to write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.config.settings import FeedSettings
from newsgen.model.area import Area, Root
from newsgen.model.release import Release
from newsgen.site._feed_pages import feed_items, feeds
from newsgen.site.addresses import feed_links, file_of
from newsgen.site.items import FileSize
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import AreaCount, RootOutline, Words
from newsgen.site.part import Part, PathClaim
from newsgen.site.target import Target
from newsgen.site.window import Question, Window


@dataclass(frozen=True, slots=True)
class FeedsWindow(Window):
    """The latest releases: of the root, and of each of its areas."""

    root: Root
    words: Words
    areas: tuple[AreaCount, ...]
    area_of: dict[str, Area]
    feeds: FeedSettings
    latest: Question[[int, str], Sequence[Release]]
    file: Question[[str], FileSize | None]


def _open(root: OpenRoot, _piece: str, _only: str) -> FeedsWindow:
    return FeedsWindow(
        root=root.root,
        words=root.words,
        areas=root.areas,
        area_of=root.area_of,
        feeds=root.site.frame.config.feeds,
        latest=root.latest,
        file=root.file,
    )


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    base = outline.root.base
    for folder in (base, *(area.href for area in outline.areas)):
        for link in feed_links("", folder, base):
            yield PathClaim(file_of(link.href))


def _targets(window: FeedsWindow) -> Iterator[Target]:
    limit, root = window.feeds.items, window.root
    yield from _folder(window, root.title, root.base, window.latest(limit, ""))
    for area in window.areas:
        latest = window.latest(limit, area.area.key)
        yield from _folder(window, area.area.name, area.href, latest)


def _folder(
    window: FeedsWindow, title: str, folder: str, latest: Sequence[Release]
) -> Iterator[Target]:
    root, items = window.root, feed_items(window.root, window.area_of, latest, window.file)
    return feeds(root, window.words, window.feeds, folder, items, title=title, author=title)


FEEDS: Final = Part(
    "feeds",
    _open,
    _targets,
    _claims,
    templates=("feed.atom", "feed.rss", "feed.json"),
    is_last=True,
)
