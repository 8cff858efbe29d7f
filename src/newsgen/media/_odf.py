"""Documents of LibreOffice: ODT, ODS and ODP. Source: OpenDocument 1.3, parts 2 and 3."""

import re
from collections.abc import Container, Iterator, Mapping
from functools import partial
from posixpath import join, normpath
from typing import Final

from newsgen.media._ooxml import Media, local
from newsgen.media._paths import names_path, value_without_paths, without_paths
from newsgen.media._unclean import damaged, locked, macros
from newsgen.media._xml import Attributes, rewritten, rewritten_base64

TYPE: Final = "mimetype"
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_TYPE: Final = re.compile(OPEN_DOCUMENT + rb"[a-z-]+\s?")
_MANIFEST: Final = "META-INF/manifest.xml"
_TEXTS: Final = ("content.xml", "styles.xml")
"""What a document is drawn by, with what these name."""
_COPIES: Final = "ObjectReplacements/"
_MACROS: Final = re.compile(r"(?:Basic|Scripts|Dialogs)/.*", re.IGNORECASE)
_ELEMENTS: Final = frozenset({
    "annotation", "annotation-end", "scripts", "event-listeners", "scenario",
    "database-source-sql", "database-source-table", "database-source-query", "table-source",
    "source-service", "cell-range-source", "connection-resource", "dde-source", "dde-links",
    "dde-connection-decls", "text:script", "office:meta", "office:settings",
})  # fmt: skip
_OF_CHANGES: Final = frozenset({"creator", "date", "creator-initials"})
_OF_CHANGE: Final = {"office:change-info": frozenset({"dc:creator", "dc:date"})}
"""What is published of who made a change and why, though empty: a remark on it is not."""
_GONE: Final = frozenset({
    "rsid", "paragraph-rsid",
    "datasource", "database-name", "form:command", "form:filter", "form:order", "list-source",
    "protection-key", "protection-key-digest-algorithm", "application-data",
    "suggested-signer-email",
})  # fmt: skip
"""Attributes that are not published: of sessions, databases, passwords and signers."""
_DATA: Final = re.compile(r"\A([^{]*)\{.*\}", re.DOTALL)
"""What reference managers keep in the name of a mark or a section: it stays unique without."""
_FORMULAS: Final = frozenset({"formula", "expression", "condition", "cell-range-address"})
_DESCRIPTIONS: Final = frozenset({"svg:title", "svg:desc"})
_COPIED_TABLE: Final = re.compile(r"'[^']*'#\$")
"""How a table is called that is a copy of one in another document."""


def cleaned(files: Mapping[str, bytes], media: Media) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a document that are published, its type first.

    Raises:
        UncleanError: it is damaged, locked, or holds macros.

    """
    kind = files[TYPE]
    if not _TYPE.fullmatch(kind):
        raise damaged()
    yield TYPE, kind
    manifest = files.get(_MANIFEST, b"<manifest/>")
    rewritten(manifest, _not_locked)
    for name in files:
        if _MACROS.fullmatch(name) and not name.endswith((".xlb", "-lc.xml", "-lb.xml")):
            raise macros()
    kept, waiting = {"/"}, [name for name in _TEXTS if name in files]
    while waiting:
        name = waiting.pop()
        if name in kept:
            continue
        kept.add(name)
        if name.rpartition("/")[2] not in _TEXTS:
            yield name, media(name, files[name])
            continue
        text = _OpenText(media)
        yield name, rewritten(files[name], text.kept, text.said, only=_OF_CHANGE)
        folder = name.rpartition("/")[0]
        waiting += [part for link in text.links for part in _parts(files, folder, link)]
    names = kept | {f"{name.rpartition('/')[0]}/" for name in kept}
    yield _MANIFEST, rewritten(manifest, partial(_kept_in_manifest, names))


def _parts(files: Mapping[str, bytes], folder: str, link: str) -> Iterator[str]:
    """Yield the files that a link within a document leads to: one, or those of an object."""
    for path in (normpath(join(folder, link)), normpath(link)):
        if not path.startswith(_COPIES):
            yield from (each for each in (path, *(join(path, t) for t in _TEXTS)) if each in files)


class _OpenText:
    """What is published of a text, and the links in it."""

    def __init__(self, media: Media) -> None:
        self.links: dict[str, None] = {}
        self._media = media

    def kept(self, name: str, attributes: Attributes) -> Attributes | None:
        short = local(name)
        if short in _ELEMENTS or name in _ELEMENTS:
            return None
        if short == "table" and _COPIED_TABLE.match(attributes.get("table:name", "")):
            return None
        kept: Attributes = {}
        for key, value in attributes.items():
            of_key = local(key)
            if of_key in _GONE or key in _GONE:
                continue
            if of_key == "href":
                self.links[value] = None
            kept[key] = value_without_paths(value)
            if of_key == "href":
                kept[key] = "" if names_path(value) else value
            elif of_key in _FORMULAS:
                kept[key] = without_paths(value)
            elif key == "text:name":
                kept[key] = _DATA.sub(r"\1", kept[key])
        return kept

    def said(self, element: str, text: str) -> str:
        """Return a text; who made a change, and when, is not published."""
        if element.startswith(("dc:", "meta:")) and local(element) in _OF_CHANGES:
            return ""
        if element in _DESCRIPTIONS:
            return without_paths(text)
        if local(element) != "binary-data":
            return text
        return rewritten_base64(text, partial(self._media, ""))


def _not_locked(name: str, attributes: Attributes) -> Attributes:
    if name.endswith(("encryption-data", "encrypted-key")):
        raise locked()
    return attributes


def _kept_in_manifest(
    names: Container[str], _name: str, attributes: Attributes
) -> Attributes | None:
    path = attributes.get("manifest:full-path")
    return attributes if path is None or path in names else None
