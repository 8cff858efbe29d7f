"""Targets: the output files that kinds of page declare."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import unquote

from newsgen.config import Root
from newsgen.model.release import Release
from newsgen.pages.views import Item


class Target(NamedTuple):
    """One output file: its path in the output folder, its template and its view.

    Without a template the view says where its bytes are: an `AssetFile`, a `CopiedFile` or
    an `IndexFile`.
    `subject` names it in errors.
    """

    path: str
    template: str
    view: Any
    subject: str


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A theme's asset; the digest in its published name stands for its bytes."""

    name: str
    published: str


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the content folder."""

    path: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the search index, by its name in it; the digest stands for its bytes."""

    name: str
    digest: str


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


def page(root: Root, href: str, template: str, view: Any) -> Target:
    """Declare a page of a root at a link that ends in `/`, or at a file's."""
    path = file_of(href)
    return Target(root.file(path), template, view, path)


def file_of(href: str) -> str:
    """Return the file of a page that newsgen itself gives an address."""
    path = unquote(href).lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path
