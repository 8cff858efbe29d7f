"""Releases as lists and feeds show them."""

from collections.abc import Callable, Iterable, Mapping

from newsgen.files.imagesize import Size
from newsgen.model.area import Area
from newsgen.model.fields import from_plain
from newsgen.model.release import Picture, Release
from newsgen.model.root import Root
from newsgen.model.short import short_title
from newsgen.pages.views import Image, Item

SizeOf = Callable[[str], Size]
"""Gives the size of a picture by its address, as a window does."""


def items(
    releases: Iterable[Release], area_of: Mapping[str, Area], size: SizeOf
) -> tuple[Item, ...]:
    return tuple([item(release, area_of[release.area].name, size) for release in releases])


def item(release: Release, area: str, size: SizeOf) -> Item:
    """Return a release as lists show it; `area` is its area's name."""
    return Item(
        title=short_title(release.title),
        href=release.href,
        published=release.published,
        summary=release.summary,
        kind=release.kind,
        area=area,
        language=release.language,
        picture=image_of(release.images[0], size) if release.images else None,
        fields=from_plain(release.fields) if release.fields else {},
    )


def image_of(picture: Picture, size: SizeOf) -> Image:
    width, height = size(picture.src)
    return Image(picture.src, picture.alt, picture.caption, picture.credit, width, height)


def absolute(root: Root, src: str) -> str:
    """Return the address of a picture, which may be a path from the root of the site."""
    return root.base_url + src if src.startswith("/") and not src.startswith("//") else src
