"""Releases as lists and feeds show them."""

from collections.abc import Mapping

from newsgen.model.area import Area
from newsgen.model.release import Release
from newsgen.model.root import Root
from newsgen.pages.views import FeedItem, Fragment, Item


def item(release: Release, area: str) -> Item:
    """Return a release as lists show it; `area` is its area's name."""
    return Item(
        title=release.title,
        href=release.href,
        published=release.published,
        summary=release.summary,
        kind=release.kind,
        area=area,
        language=release.language,
    )


def feed_item(root: Root, area_of: Mapping[str, Area], release: Release) -> FeedItem:
    """Return a release that has a date as feeds show it."""
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
        area=area_of[release.area].name,
        language=release.language,
        image=image,
        tags=release.tags,
        body=Fragment(release.source, release.body),
    )
