"""The files that a release uses: pictures, films and documents in the content folder.

A file in the content folder is published at its own path, and only if a published release uses it.
A release names it by a path from the root (`/images/x.jpg`), from its own folder (`x.jpg`), or by
a full address on a host of the site, which becomes a path.
"""

import html
import posixpath
import re
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin

from newsgen.content import markup
from newsgen.content._meta import Meta
from newsgen.fast.patterns import later
from newsgen.model.area import Area
from newsgen.model.embed_blocks import OPTIONS, EmbedBlock
from newsgen.model.embeds import VIDEO
from newsgen.model.release import Attachment, FileUse, Film, Picture
from newsgen.model.same_address import picture_address
from newsgen.model.urls import PAGE_EXTENSIONS, Address

_FILES = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg",
    ".mp4", ".webm", ".mov", ".mp3", ".vtt",
    ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".md",
)  # fmt: skip
"""Endings that a page does not have."""
_ENDINGS = (*_FILES, ".txt", ".csv", ".ics", ".doc", ".xls", ".ppt", ".rtf", ".zip", ".heic")
"""Endings that a fragment does not have."""
_ELSEWHERE = later(r"[a-z][a-z0-9+.-]*:|//|#|\?|$", re.IGNORECASE)
_ODD_NAME = later(r"[^?#]*[^?#/](?:#|\?(?=[^?#]* ))[^?#/=]+", re.DOTALL)
"""The name of a file such as `Van #2.jpg` or `Where? Here.jpg`, if its ending is that of a file.

A fragment has no such ending, and a query no blank.
"""
MOST_PLACES = 2_000
"""Files whose place is looked for, as the whole text is read for each; no real release has more."""
_GOES_ON = later(r"\.?\w")
_HOST = later(r"(?:https?:)?//([^/?#\s@:]+)(?=/)", re.IGNORECASE)


class _Named(NamedTuple):
    """A path of the site, and what of a link is behind it.

    By its name, a file `is_file` or `may_be_file`; a link `is_of_host` if it names one.
    """

    path: str
    tail: str
    is_file: bool
    may_be_file: bool
    is_of_host: bool

    @property
    def href(self) -> str:
        return "/" + quote(self.path, safe="/:@!$&'()*+,;=~-._") + self.tail


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
        references = dict.fromkeys(markup.references(clean))
        if not references:
            return clean
        files = set(filter(_is_picture, markup.pictures_in(clean) if "<img" in clean else ()))
        if "</video>" in clean:
            files.update(filter(_is_file, markup.transcripts_in(clean)))
        targets = {target: self.link(target, is_file=target in files) for target in references}
        if all(old == new for old, new in targets.items()):
            return clean
        return markup.rewrite(clean, targets)

    def in_picture(self, picture: Picture) -> Picture:
        return replace(picture, src=self.link(picture.src, is_file=_is_picture(picture.src)))

    def in_attachment(self, attachment: Attachment) -> Attachment:
        return replace(
            attachment,
            file=self.link(attachment.file, is_file=True),
            alternative=self.link(attachment.alternative, is_file=_is_file(attachment.alternative)),
        )

    def in_metadata(self, address: str, written: str) -> FileUse | None:
        """Return the file that a picture may be which only metadata name, as `written` there.

        Old systems left such addresses behind, so it is not sure that a file is to be there.
        """
        named = self._named(address)
        if named is None or not named.may_be_file:
            return None
        return FileUse(named.path, *self._place_of(self._text.find(written)), sure=False)

    def link(self, target: str, *, is_file: bool = False) -> str:
        """Note the file that a link may lead to; one that `is_file` leads to nothing else.

        Returns:
            A path from the root if it leads to a file, or to what a page is not called; else the
            link itself.

        """
        named = self._named(target, is_file=is_file)
        if named is None:
            return target
        if named.path not in self._uses and (named.may_be_file or not named.is_of_host):
            is_looked_for = len(self._uses) < MOST_PLACES
            place = self._place(target.removesuffix(named.tail)) if is_looked_for else (1, 1)
            self._uses[named.path] = FileUse(named.path, *place, sure=named.is_file)
        return named.href if named.may_be_file else target

    def path_of(self, target: str) -> str:
        """Return what `link` returns, and note nothing."""
        named = self._named(target)
        return named.href if named and named.may_be_file else target

    def _named(self, target: str, *, is_file: bool = False) -> _Named | None:
        """Return the path of the site that a link leads to, if it leads to one."""
        local = self._without_host(target)
        if _ELSEWHERE.match(local):
            return None
        name, tail = _split(local) if local != target or not _is_odd_name(local) else (local, "")
        path = posixpath.normpath(
            posixpath.join("/", posixpath.dirname(self.source), unquote(name))
        ).lstrip("/")
        is_file = is_file or not local.startswith("/") or name.lower().endswith(_FILES)
        return _Named(path, tail, is_file, is_file or _is_file(name), local != target)

    def _without_host(self, target: str) -> str:
        """Return an address on a host of the site as a path from the root, others as they are."""
        host = _HOST.match(target)
        return target[host.end() :] if host and host[1].lower() in self._hosts else target

    def _place(self, name: str) -> tuple[int, int]:
        positions = (self._whole(before + name) + 1 for before in ("(", '"', " ", "<"))
        return self._place_of(next((at for at in positions if at), self._text.find(name)))

    def _whole(self, name: str) -> int:
        """Return where a name is that does not go on, as `a.doc` does in `a.docx`; else -1."""
        at = self._text.find(name)
        while at >= 0 and _GOES_ON.match(self._text, at + len(name)):
            at = self._text.find(name, at + 1)
        return at

    def _place_of(self, position: int) -> tuple[int, int]:
        """Return the line and column of a position, the first one if the text is not there."""
        position = max(position, 0)
        line_start = self._text.rfind("\n", 0, position) + 1
        return self._text.count("\n", 0, position) + 1, position - line_start + 1


def _split(address: str) -> tuple[str, str]:
    """Return a path, and the query and the fragment behind it."""
    name = re.split("[?#]", address, maxsplit=1)[0]
    return name, address[len(name) :]


def _is_odd_name(path: str) -> bool:
    """Return whether a path has no query and no fragment, but a name that looks as if it had."""
    return (
        path.lower().endswith(_ENDINGS)
        and _ODD_NAME.fullmatch(path) is not None
        and not _is_file_or_page(_split(path)[0])
    )


def _is_file_or_page(path: str) -> bool:
    return path.lower().endswith((*_ENDINGS, *PAGE_EXTENSIONS))


def _is_file(address: str) -> bool:
    """Return whether a document is a file, and not a page, by the ending of its address."""
    name = address if _is_odd_name(address) else _split(address)[0]
    ending = posixpath.splitext(name)[1].lower()
    return bool(ending) and ending not in PAGE_EXTENSIONS


def _is_picture(address: str) -> bool:
    """Return whether a picture is a file, whatever its ending, and not made by another system."""
    return "?" not in address and _is_file(address)


def shared_picture(meta: Meta, address: Address, area: Area | None) -> str:
    """Return the address of the picture in og.image; one that newsgen.toml lists is none."""
    picture = _web_address(meta.og.get("image", ""), address)
    return "" if picture and is_listed(picture, address, area) else picture


def is_listed(src: str, address: Address, area: Area | None) -> bool:
    """Return whether newsgen.toml says that a picture stands for none."""
    if area is None or not area.default_images:
        return False
    picture = picture_address(src, address.url)
    return any(picture_address(each, address.url) == picture for each in area.default_images)


def _web_address(text: str, address: Address) -> str:
    """Make a picture's address absolute; `&amp;` stands for `&` in 19,531 real files."""
    if not text:
        return ""
    text = html.unescape(text).strip()
    if text.startswith("https://"):
        return text
    try:
        absolute = urljoin(address.url, text)
    except ValueError:
        return ""
    return absolute if absolute.startswith(("https://", "http://")) else ""


def figure_of_film(film: Film, language: str) -> str:
    """Return the HTML of a film, as a block of the body would give it."""
    options = {name: getattr(film, name) for name in OPTIONS if getattr(film, name)}
    block = EmbedBlock(0, 0, VIDEO, film.title, film.file or film.url, options)
    return markup.figure(block, language) if block.is_shown else ""
