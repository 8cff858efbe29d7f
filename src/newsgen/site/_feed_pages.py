"""Feeds as targets: those of a root, of its areas and of terms are made by one function.

So each setting of feeds reaches all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from newsgen.config.settings import FeedSettings
from newsgen.model.area import Area, Root
from newsgen.model.release import WRITTEN_ONCE, Release, Status
from newsgen.site.addresses import feed_links
from newsgen.site.items import FileOf, documents_of, host_url, is_at, is_lacking, shared
from newsgen.site.outline import Words, say
from newsgen.site.target import Target, page
from newsgen.site.views import FeedExtras, FeedItem, FeedPage, Fragment, Image


def feed_items(
    root: Root, area_of: Mapping[str, Area], releases: Iterable[Release], file: FileOf
) -> tuple[FeedItem, ...]:
    return tuple(feed_item(root, area_of[release.area].name, release, file) for release in releases)


def feeds(
    root: Root,
    words: Words,
    settings: FeedSettings,
    folder: str,
    latest: Iterable[FeedItem],
    *,
    title: str,
    author: str,
) -> Iterator[Target]:
    """Declare the feeds of a folder, in the formats that it has."""
    items = tuple(islice(latest, settings.items))
    times = (item.updated for item in items if item.updated)
    updated = max(times, key=lambda moment: moment.at, default=None)
    for link in feed_links("", folder, root.base):
        url = root.base_url + link.href
        view = FeedPage(
            title=title,
            description=say(words, "latest_of", title),
            id=url,
            home=root.base_url + folder,
            url=url,
            updated=updated,
            author=author,
            items=items,
        )
        yield page(root, link.href, link.href.rpartition("/")[2], view)


def feed_item(root: Root, area: str, release: Release, file: FileOf) -> FeedItem:
    """Return a release as feeds show it; without a date, it has no time at all.

    `area` is its area's name.
    """
    is_closed = release.status is Status.CLOSED
    has_extras = release.life or release.images or release.attachments or is_closed
    return FeedItem(
        id=release.url,
        title=release.title,
        url=release.url,
        base_url=(
            root.base_url if not root.name or is_at(release, root.folder) else host_url(release)
        ),
        published=release.published,
        updated=(release.updated or release.published) if release.published else None,
        summary=release.summary,
        area=area,
        language=release.language,
        image=shared(root, release.images[0].src, file) if release.images else "",
        tags=release.tags,
        closed=is_closed,
        body=Fragment(release.source, release.body),
        extras=(
            _extras(release, file) if has_extras or release.language != root.language else None
        ),
    )


def _extras(release: Release, file: FileOf) -> FeedExtras:
    life = release.life or WRITTEN_ONCE
    return FeedExtras(
        language=release.language,
        closed=release.status is Status.CLOSED,
        explanation=life.explanation,
        superseded_by=life.superseded_by.href if life.superseded_by else "",
        corrections=life.corrections,
        updates=life.updates,
        images=tuple(
            Image(picture.src, picture.alt, picture.caption, picture.credit)
            for picture in release.images
            if not is_lacking(picture.src, file)
        ),
        documents=documents_of(release, file),
    )
