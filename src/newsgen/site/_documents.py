"""Documents, films and sounds of the site, and what readers learn of them beforehand."""

from collections.abc import Callable, Iterator
from posixpath import splitext
from typing import Final, NamedTuple
from urllib.parse import quote

from newsgen.model.release import Attachment, Release
from newsgen.model.titles import without_file_words
from newsgen.site.outline import SAFE
from newsgen.site.views import Document, FileFacts


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
    return tuple(_linked(release, file))


def _linked(release: Release, file: FileOf) -> Iterator[FileFacts]:
    for use in release.files:
        if splitext(use.path)[1].lower() not in _PICTURES:
            facts = _facts("/" + quote(use.path, safe=SAFE), file)
            if facts:
                yield facts


def _facts(href: str, file: FileOf) -> FileFacts | None:
    known = file(href)
    kind = splitext(href)[1].removeprefix(".").upper()
    return FileFacts(href, kind, known.length, known.pages) if known else None
