"""Feeds: Atom, RSS and JSON Feed of a root, and Atom of each of its areas.

A release without a date comes last, and nothing in a feed says that it is of any time.

A new release is in the feeds of its root and of its area, so each more is one more file to write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.model.area import Area
from newsgen.model.release import Release
from newsgen.model.root import Root
from newsgen.pages._items import feed_item
from newsgen.pages.addresses import feed_links
from newsgen.pages.outline import AreaCount, RootOutline, Words, say
from newsgen.pages.part import Part, PathClaim
from newsgen.pages.target import Target, page
from newsgen.pages.views import FeedPage
from newsgen.pages.window import Question, Window


@dataclass(frozen=True, slots=True)
class FeedsWindow(Window):
    """The latest releases: of the root, and of each of its areas."""

    root: Root
    words: Words
    areas: tuple[AreaCount, ...]
    area_of: dict[str, Area]
    feed_items: int
    latest: Question[[int, str], Sequence[Release]]


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    for folder in ("/", *(area.href for area in outline.areas)):
        yield from (PathClaim(link.href.lstrip("/")) for link in feed_links("", folder))


def _targets(window: FeedsWindow) -> Iterator[Target]:
    limit = window.feed_items
    yield from _folder(window, window.root.title, "/", window.latest(limit, ""))
    for area in window.areas:
        latest = window.latest(limit, area.area.key)
        yield from _folder(window, area.area.name, area.href, latest)


def _folder(
    window: FeedsWindow, title: str, folder: str, latest: Sequence[Release]
) -> Iterator[Target]:
    root = window.root
    items = tuple(feed_item(root, window.area_of, release) for release in latest)
    times = (item.updated for item in items if item.updated)
    updated = max(times, key=lambda moment: moment.at, default=None)
    for link in feed_links("", folder):
        url = root.base_url + link.href
        view = FeedPage(
            title=title,
            description=say(window.words, "latest_of", title),
            id=url,
            home=f"{root.base_url}/",
            url=url,
            updated=updated,
            author=title,
            items=items,
        )
        yield page(root, link.href, link.href.rpartition("/")[2], view)


FEEDS: Final = Part(
    "feeds",
    FeedsWindow,
    _targets,
    _claims,
    templates=("feed.atom", "feed.rss", "feed.json"),
    is_last=True,
)
