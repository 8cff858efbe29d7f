"""The files that a release uses: pictures and documents in the content folder.

A file in the content folder is published at its own path, and only if a published release uses it.
A release names it by a path from the root (`/images/x.jpg`), from its own folder (`x.jpg`), or by
a full address on a host of the site, which becomes a path.
"""

import posixpath
import re
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote, unquote

from newsgen.content import markup
from newsgen.fast.patterns import later
from newsgen.model.release import Attachment, FileUse, Picture
from newsgen.model.urls import PAGE_EXTENSIONS

_FILES = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg",
    ".mp4", ".webm", ".mov", ".mp3", ".vtt",
    ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp",
)  # fmt: skip
"""Endings that a page does not have."""
_ELSEWHERE = later(r"[a-z][a-z0-9+.-]*:|//|#|\?|$", re.IGNORECASE)
_HOST = later(r"(?:https?:)?//([^/?#\s@:]+)(?=/)", re.IGNORECASE)


class _Named(NamedTuple):
    """A path of the site: whether a file is there, by its name, and what of a link is behind it."""

    path: str
    tail: str
    is_file: bool


class Uses:
    """Collects the files that one release names, and turns their names into links."""

    def __init__(self, source: str, text: str, hosts: Collection[str] = ()) -> None:
        """Take the path of the source below the content folder, and its text, for places.

        A file is at the same path on each of `hosts`.
        """
        self.source = source
        self._text = text
        self._hosts = hosts
        self._uses: dict[str, FileUse] = {}

    @property
    def files(self) -> tuple[FileUse, ...]:
        return tuple(self._uses.values())

    def in_body(self, clean: str) -> str:
        """Note the files of a body, and link those beside the source by their path."""
        files = set(filter(_is_file, markup.transcripts_in(clean)))
        targets = {
            target: self.link(target, is_file=target in files)
            for target in dict.fromkeys(markup.references(clean))
        }
        if not targets or all(old == new for old, new in targets.items()):
            return clean
        return markup.rewrite(clean, targets)

    def in_picture(self, picture: Picture) -> Picture:
        return replace(picture, src=self.link(picture.src))

    def in_attachment(self, attachment: Attachment) -> Attachment:
        return replace(
            attachment,
            file=self.link(attachment.file, is_file=True),
            alternative=self.link(attachment.alternative, is_file=_is_file(attachment.alternative)),
        )

    def in_metadata(self, address: str, written: str) -> str:
        """Note the picture at an address that only metadata name, which the text has as `written`.

        Old systems left such addresses behind, so it is not sure that a file is to be there.

        Returns:
            The path of the file that it may be: empty if it is elsewhere.

        """
        named = self._note(address, written=written, is_sure=False)
        return named.path if named and named.is_file else ""

    def link(self, target: str, *, is_file: bool = False) -> str:
        """Note the file that a link may lead to; one that `is_file` leads to nothing else.

        Returns:
            A path from the root if it leads to a file, or to what a page is not called; else the
            link itself.

        """
        named = self._note(target, is_file=is_file)
        if named is None or not named.is_file:
            return target
        return "/" + quote(named.path, safe="/:@!$&'()*+,;=~-._") + named.tail

    def _note(
        self, target: str, *, is_file: bool = False, written: str = "", is_sure: bool = True
    ) -> _Named | None:
        local = self._without_host(target)
        if _ELSEWHERE.match(local):
            return None
        name, tail = re.match(r"([^?#]*)(.*)", local, re.DOTALL).groups()  # type: ignore[union-attr]
        path = posixpath.normpath(
            posixpath.join("/", posixpath.dirname(self.source), unquote(name))
        ).lstrip("/")
        is_file = is_file or not local.startswith("/") or name.lower().endswith(_FILES)
        may_be_file = is_file or _is_file(name)
        if path not in self._uses and (may_be_file or local == target):
            place = self._place(written or target.removesuffix(tail))
            self._uses[path] = FileUse(path, *place, sure=is_file and is_sure)
        return _Named(path, tail, may_be_file)

    def _without_host(self, target: str) -> str:
        """Return an address on a host of the site as a path from the root, others as they are."""
        host = _HOST.match(target)
        return target[host.end() :] if host and host[1].lower() in self._hosts else target

    def _place(self, name: str) -> tuple[int, int]:
        positions = (self._text.find(before + name) + 1 for before in ("(", '"', " ", "<"))
        position = next((at for at in positions if at), max(self._text.find(name), 0))
        line_start = self._text.rfind("\n", 0, position) + 1
        return self._text.count("\n", 0, position) + 1, position - line_start + 1


def _is_file(address: str) -> bool:
    """Return whether a document is a file, and not a page, by the ending of its address."""
    ending = posixpath.splitext(re.split("[?#]", address)[0])[1].lower()
    return bool(ending) and ending not in PAGE_EXTENSIONS
