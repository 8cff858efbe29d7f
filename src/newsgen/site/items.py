"""Releases as lists and feeds show them, with their documents, films and sounds."""

from collections.abc import Callable, Iterable, Mapping
from posixpath import splitext
from typing import Final, NamedTuple
from urllib.parse import quote

from newsgen.model.area import Area, Root
from newsgen.model.fields import from_plain
from newsgen.model.release import Attachment, Picture, Release, Status
from newsgen.model.titles import short_title, without_file_words
from newsgen.model.urls import SAFE_IN_PATH
from newsgen.site.pictures import PictureFile
from newsgen.site.views import Document, FileFacts, Image, Item

_CLOSED: Final = Status.CLOSED
_DRAFT: Final = Status.DRAFT
"""Looked up once: there are many items."""


class FileSize(NamedTuple):
    """How many bytes of a file are published, and how many pages it has; 0 if that is unknown."""

    length: int
    pages: int


FileOf = Callable[[str], FileSize | None]
"""Gives what is known of a file of the site by its link; None if it is not published."""
_PICTURES: Final = frozenset({
    ".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".avif", ".heic", ".heif", ".svg", ".ico",
})  # fmt: skip


def documents_of(release: Release, file: FileOf) -> tuple[Document, ...]:
    """Return the attachments of a release or page: those that are published."""
    attached = ((each, _facts(each.file, file)) for each in release.attachments)
    return tuple(_document(each, facts) for each, facts in attached if facts)


def _document(attached: Attachment, facts: FileFacts) -> Document:
    title = without_file_words(attached.title, facts.kind)
    return Document(title, facts, attached.accessible, attached.alternative)


def files_in_body(release: Release, file: FileOf) -> tuple[FileFacts, ...]:
    """Return the files of the site that a body may link to, but for pictures."""
    paths = (use.path for use in release.files)
    others = (path for path in paths if splitext(path)[1].lower() not in _PICTURES)
    facts = (_facts("/" + quote(path, safe=SAFE_IN_PATH), file) for path in others)
    return tuple(filter(None, facts))


def _facts(href: str, file: FileOf) -> FileFacts | None:
    known = file(href)
    kind = splitext(href)[1].removeprefix(".").upper()
    return FileFacts(href, kind, known.length, known.pages) if known else None


PictureOf = Callable[[str], PictureFile]
"""Gives what is known of a picture by its address, as a window does."""


def items(
    root: Root, releases: Iterable[Release], area_of: Mapping[str, Area], picture_of: PictureOf
) -> tuple[Item, ...]:
    return tuple(
        [item(root, release, area_of[release.area].name, picture_of) for release in releases]
    )


def item(root: Root, release: Release, area: str, picture_of: PictureOf) -> Item:
    """Return a release as lists of a root show it; `area` is its area's name."""
    return Item(
        title=short_title(release.title),
        href=link_to(release, root.folder) if root.name else release.href,
        published=release.published,
        summary=release.summary,
        kind=release.kind,
        area=area,
        language=release.language,
        picture=image_of(release.images[0], picture_of) if release.images else None,
        fields=from_plain(release.fields) if release.fields else {},
        closed=release.status is _CLOSED,
        draft=release.status is _DRAFT,
    )


def is_at(release: Release, folder: str) -> bool:
    """Return whether the page of a release is in a document root, by the root's name."""
    return not folder or release.host == folder


def host_url(release: Release) -> str:
    """Return the scheme and the host of a release's address."""
    return "/".join(release.url.split("/", 3)[:3])


def link_to(release: Release, folder: str) -> str:
    """Return the link to a release from a document root: absolute if it is on another host."""
    return release.href if is_at(release, folder) else release.url


def image_of(picture: Picture, picture_of: PictureOf) -> Image:
    src, file = picture.src, picture_of(picture.src)
    return Image(
        src=src,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        width=file.width,
        height=file.height,
        srcset=file.srcset(src),
        avif=file.srcset_in_avif,
        focus=" ".join(map(_focus, "xy", picture.focus)),
    )


def _focus(side: str, percent: int) -> str:
    """Return the class of a place on one side: a style in the page would need another policy."""
    return f"focus-{side}-{(percent + 5) // 10 * 10}"


def absolute(root: Root, src: str) -> str:
    """Return the address of a picture, which may be a path from the root of the site."""
    return root.base_url + src if src.startswith("/") and not src.startswith("//") else src


def shared(root: Root, src: str, file_of: FileOf) -> str:
    """Return the address of a picture for where a page is shared.

    Nothing if the site lacks it, or if it is a drawing, which no service shows.
    """
    if is_drawing(src):
        return ""
    return "" if is_lacking(src, file_of) else absolute(root, src)


def is_lacking(src: str, file_of: FileOf) -> bool:
    """Return whether the address of a picture is that of a file that the site does not publish."""
    return src.startswith("/") and not src.startswith("//") and file_of(src) is None


def has_shared_picture(release: Release) -> bool:
    """Return whether a release has a picture for where it is shared, if that is published."""
    src = release.images[0].src if release.images else release.og_image
    return bool(src) and not is_drawing(src)


def is_drawing(src: str) -> bool:
    """Return whether the address of a picture is that of an SVG."""
    return src.partition("?")[0].lower().endswith(".svg")
