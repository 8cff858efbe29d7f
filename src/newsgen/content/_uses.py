"""The files that a release uses: pictures and documents in the content folder.

A file in the content folder is published at its own path, and only if a published release uses it.
A release names it by a path from the root (`/images/x.jpg`) or from its own folder (`x.jpg`).
"""

import posixpath
import re
from dataclasses import replace
from urllib.parse import quote, unquote

from newsgen.content import markup
from newsgen.fast.patterns import later
from newsgen.model.release import Attachment, FileUse, Picture

_FILES = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg",
    ".mp4", ".webm", ".mov", ".mp3", ".vtt",
    ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp",
)  # fmt: skip
"""Endings that a page does not have."""
_PAGES = ("", ".aspx", ".asp", ".html", ".htm", ".php")
"""Endings that the address of a page may have."""
_ELSEWHERE = later(r"[a-z][a-z0-9+.-]*:|//|#|\?|$", re.IGNORECASE)


class Uses:
    """Collects the files that one release names, and turns their names into links."""

    def __init__(self, source: str, text: str) -> None:
        """Take the path of the source below the content folder, and its text, for places."""
        self.source = source
        self._text = text
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

    def link(self, target: str, *, is_file: bool = False) -> str:
        """Note the file that a link may lead to; one that `is_file` leads to nothing else.

        Returns:
            The link itself, or a path from the root if it was a path from the source's folder.

        """
        if _ELSEWHERE.match(target):
            return target
        name, tail = re.match(r"([^?#]*)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
        path = posixpath.normpath(
            posixpath.join("/", posixpath.dirname(self.source), unquote(name))
        ).lstrip("/")
        if path not in self._uses:
            sure = is_file or not target.startswith("/") or name.lower().endswith(_FILES)
            self._uses[path] = FileUse(path, *self._place(name), sure=sure)
        if target.startswith("/") and not is_file:
            return target
        return "/" + quote(path, safe="/:@!$&'()*+,;=~-._") + tail

    def _place(self, name: str) -> tuple[int, int]:
        positions = (self._text.find(before + name) + 1 for before in ("(", '"', " ", "<"))
        position = next((at for at in positions if at), max(self._text.find(name), 0))
        line_start = self._text.rfind("\n", 0, position) + 1
        return self._text.count("\n", 0, position) + 1, position - line_start + 1


def _is_file(address: str) -> bool:
    """Return whether a document is a file, and not a page, by the ending of its address."""
    return posixpath.splitext(re.split("[?#]", address)[0])[1].lower() not in _PAGES
