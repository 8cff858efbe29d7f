"""Feeds: Atom, RSS and JSON Feed of a root, and Atom of each of its areas.

A new release is in the feeds of its root and of its area, so each more is one more file to write.
"""

from collections.abc import Iterator, Sequence

from newsgen.config import Config, Root
from newsgen.model.release import Release
from newsgen.pages.outline import AreaCount, RootOutline
from newsgen.pages.target import Target, page
from newsgen.pages.views import FeedItem, FeedLink, FeedPage, Fragment
from newsgen.store import Catalogue

_FORMATS = (
    ("atom", "application/atom+xml", "Atom"),
    ("rss", "application/rss+xml", "RSS"),
    ("json", "application/feed+json", "JSON Feed"),
)


def links(title: str, folder: str = "/") -> tuple[FeedLink, ...]:
    """Return the feeds of a folder, which is `/` or an area's."""
    return tuple(
        FeedLink(f"{title} ({name})", f"{folder}feed.{extension}", media)
        for extension, media, name in _formats(folder)
    )


def _formats(folder: str) -> tuple[tuple[str, str, str], ...]:
    return _FORMATS if folder == "/" else _FORMATS[:1]


def paths(outline: RootOutline) -> Iterator[str]:
    """Yield the files of a root's feeds, relative to it."""
    for folder in ("/", *(area.href for area in outline.areas)):
        yield from (link.href.lstrip("/") for link in links("", folder))


def targets(config: Config, outline: RootOutline, catalogue: Catalogue) -> Iterator[Target]:
    """Declare all feeds of a root."""
    root, limit = outline.root, config.feeds.items
    latest = catalogue.newest.latest(root.name, limit)
    yield from _feeds(config, outline, root.title, "/", latest)
    for area in outline.areas:
        latest = catalogue.newest.latest(root.name, limit, area.area.key)
        yield from _feeds(config, outline, area.area.name, area.href, latest)


def area_links(area: AreaCount) -> tuple[FeedLink, ...]:
    return links(area.area.name, area.href)


def _feeds(
    config: Config, outline: RootOutline, title: str, folder: str, latest: Sequence[Release]
) -> Iterator[Target]:
    root = outline.root
    items = tuple(_item(config, root, release) for release in latest)
    for extension, _, _ in _formats(folder):
        url = f"{root.base_url}{folder}feed.{extension}"
        view = FeedPage(
            title=title,
            description=outline.say("latest_of", title),
            id=url,
            home=f"{root.base_url}/",
            url=url,
            updated=max((item.updated for item in items), key=lambda m: m.at, default=None),
            author=title,
            items=items,
        )
        yield page(root, f"{folder}feed.{extension}", f"feed.{extension}", view)


def _item(config: Config, root: Root, release: Release) -> FeedItem:
    assert release.published is not None
    image = release.images[0].src if release.images else ""
    if image.startswith("/") and not image.startswith("//"):
        image = root.base_url + image
    return FeedItem(
        id=release.url,
        title=release.title,
        url=release.url,
        published=release.published,
        updated=release.updated or release.published,
        summary=release.summary,
        area=config.area(release.area).name,
        language=release.language,
        image=image,
        tags=release.tags,
        body=Fragment(release.source, release.body),
    )
