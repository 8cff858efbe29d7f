"""Targets: the output files that parts of the site declare."""

from dataclasses import dataclass
from typing import NamedTuple

from newsgen.model.area import Root
from newsgen.site.addresses import file_of
from newsgen.site.pictures import WEBP


class Target(NamedTuple):
    """One output file: its path in the output folder, its template and its view.

    Without a template the view says where its bytes are: an `AssetFile`, a `CopiedFile`, a
    `VariantFile`, a `CardFile` or an `IndexFile`.
    `subject` names it in errors.
    """

    path: str
    template: str
    view: object
    subject: str


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A theme's asset; the digest in its published name stands for its bytes."""

    name: str
    published: str


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the content folder; the digest stands for its bytes as they are published."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class VariantFile:
    """A smaller copy of a picture; the name stands for all else that decides its bytes."""

    name: str
    width: int
    kind: str = WEBP


@dataclass(frozen=True, slots=True)
class CardFile:
    """The picture of a release without one, for where it is shared.

    `name` is below the folder of cards, and stands for all that decides the bytes: `edge` is a
    colour, and the rest is what is written on the card, and `url` in its file.
    """

    name: str
    title: str
    label: str
    edge: str
    force: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the search index, by its name in it; the digest stands for its bytes."""

    name: str
    digest: str


def page(root: Root, href: str, template: str, view: object) -> Target:
    """Declare a page of a root at a link that ends in `/`, or at a file's."""
    path = file_of(href)
    return Target(root.file(path), template, view, path)
