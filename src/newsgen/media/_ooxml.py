"""Documents of Microsoft Office: DOCX, XLSX and PPTX. Source: ECMA-376, parts 1 and 2."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from newsgen.media._unclean import UncleanError
from newsgen.media._xml import Attributes, rewritten

TYPES: Final = "[Content_Types].xml"
_GONE: Final = re.compile(
    r"docProps/.*|customXml/.*|_xmlsignatures/.*|.*/printerSettings/.*"
    r"|word/(?:comments\w*|people)\.xml|xl/(?:persons|threadedComments|revisions)/.*"
    r"|ppt/(?:comments|changesInfos)/.*|ppt/(?:commentAuthors|authors|revisionInfo)\.xml"
)
"""Parts that are not published: properties, what reviewers wrote, who they are, printers."""
_NOTES: Final = re.compile(r"xl/comments[^/]*\.xml")
"""Notes on cells: a sheet wants them there, and they may say nothing."""
_MACROS: Final = re.compile(r".*/(?:vba\w*\.bin|activeX/.*)", re.IGNORECASE)
_ELEMENTS: Final = frozenset({
    "rsids", "attachedTemplate", "commentRangeStart", "commentRangeEnd", "commentReference",
    "absPath", "docVars", "fileSharing",
})  # fmt: skip
"""Elements that are not published: of reviewers, and of where the file was."""
_AUTHORS: Final = frozenset({"author", "initials", "userName", "userId", "providerId", "lastIdx"})
NOBODY: Final = "Author"
"""The name that Office programs give to those whose names were taken out."""
_PATH: Final = re.compile(r"\s*(?:[A-Za-z]:[\\/]|\\\\|file:)", re.IGNORECASE)
"""How the path of a file on somebody's machine begins."""
_NOWHERE: Final = "about:blank"


def cleaned(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a document that are published.

    Raises:
        UncleanError: it is damaged, or holds macros.

    """
    for name, content in files.items():
        if _MACROS.fullmatch(name):
            raise UncleanError("it holds macros", "Save it as a document without macros.")
        if _GONE.fullmatch(name):
            continue
        if name == TYPES:
            yield name, rewritten(content, _kept_type)
        elif name.endswith(".rels"):
            yield name, rewritten(content, _Relations(name).kept)
        elif _NOTES.fullmatch(name):
            yield name, rewritten(content, _kept_of_notes, _without_text)
        elif name.endswith((".xml", ".vml")):
            yield name, rewritten(content, _kept)
        else:
            yield name, content


def _kept(name: str, attributes: Attributes) -> Attributes | None:
    local = name.rpartition(":")[2]
    if local in _ELEMENTS:
        return None
    is_change = any(key.rpartition(":")[2] == "author" for key in attributes)
    kept: Attributes = {}
    for key, value in attributes.items():
        short = key.rpartition(":")[2]
        if short.startswith("rsid") or (is_change and short in ("date", "dateUtc")):
            continue
        if local == "pageSetup" and key.endswith(":id"):  # it names the settings of a printer
            continue
        kept[key] = NOBODY if short in _AUTHORS else "" if _PATH.match(value) else value
    return kept


def _kept_of_notes(name: str, attributes: Attributes) -> Attributes | None:
    return None if name.rpartition(":")[2] in ("r", "rPh", "extLst") else attributes


def _without_text(_element: str, _text: str) -> str:
    return ""


def _kept_type(_name: str, attributes: Attributes) -> Attributes | None:
    return None if _GONE.fullmatch(attributes.get("PartName", "").lstrip("/")) else attributes


class _Relations:
    """The relations of a part to others, without those to what is not published."""

    def __init__(self, name: str) -> None:
        self._folder = posixpath.dirname(posixpath.dirname(name))

    def kept(self, _name: str, attributes: Attributes) -> Attributes | None:
        target = attributes.get("Target", "")
        if attributes.get("Type", "").endswith("/attachedTemplate"):
            return None
        if attributes.get("TargetMode") == "External":
            return attributes | {"Target": _NOWHERE} if _PATH.match(target) else attributes
        path = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        return None if _GONE.fullmatch(path) else attributes
