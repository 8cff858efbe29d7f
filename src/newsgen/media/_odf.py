"""Documents of LibreOffice: ODT, ODS and ODP. Source: OpenDocument 1.3, parts 2 and 3."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from newsgen.media._unclean import UncleanError
from newsgen.media._xml import Attributes, rewritten

TYPE: Final = "mimetype"
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_MANIFEST: Final = "META-INF/manifest.xml"
_GONE: Final = re.compile(
    r"Thumbnails/.*|Configurations2/.*|ObjectReplacements/.*|layout-cache|META-INF/(?!manifest).*"
    r"|(?:.*/)?(?:meta|settings)\.xml|(?:.*/)?[^/]*\.rdf"
)
"""Parts that are not published: properties, settings and printers, and small copies of pages."""
_MACROS: Final = re.compile(r"(?:Basic|Scripts|Dialogs)/.*")
_ELEMENTS: Final = frozenset({"annotation", "annotation-end", "scripts", "event-listeners"})
_OF_CHANGES: Final = frozenset({"dc:creator", "dc:date", "meta:creator-initials"})
_SESSIONS: Final = frozenset({"rsid", "paragraph-rsid"})
_PATH: Final = re.compile(r"\s*(?:[A-Za-z]:[\\/]|\\\\|file:|/(?:home|Users)/)", re.IGNORECASE)


def cleaned(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a document that are published, its type first.

    Raises:
        UncleanError: it is damaged, locked, or holds macros.

    """
    yield TYPE, files[TYPE]
    for name, content in files.items():
        if _MACROS.fullmatch(name) and not name.endswith((".xlb", "-lc.xml", "-lb.xml")):
            raise UncleanError("it holds macros", "Save it as a document without macros.")
        if name == TYPE or _GONE.fullmatch(name) or _MACROS.fullmatch(name):
            continue
        if name == _MANIFEST:
            yield name, rewritten(content, _kept_in_manifest)
        elif name.endswith(".xml"):
            yield name, rewritten(content, _kept, _said)
        else:
            yield name, content


def _kept(name: str, attributes: Attributes) -> Attributes | None:
    if name.rpartition(":")[2] in _ELEMENTS:
        return None
    return {
        key: "" if _PATH.match(value) else value
        for key, value in attributes.items()
        if key.rpartition(":")[2] not in _SESSIONS
    }


def _said(element: str, text: str) -> str:
    """Return the text of an element; who made a change, and when, is not published."""
    return "" if element in _OF_CHANGES else text


def _kept_in_manifest(name: str, attributes: Attributes) -> Attributes | None:
    if name.endswith(("encryption-data", "encrypted-key")):
        raise UncleanError("it is locked with a password", "Save it without a password.")
    path = attributes.get("manifest:full-path", "")
    return None if _GONE.fullmatch(path) or _MACROS.fullmatch(path) else attributes
