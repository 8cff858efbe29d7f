"""Documents of Microsoft Office: DOCX, XLSX and PPTX. Source: ECMA-376, parts 1 and 2.

A program may call the parts of a document as it likes. What a part is, its content type says, and
what it is for, the relation that leads to it.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from newsgen.media._paths import names_path, value_without_paths, without_paths
from newsgen.media._unclean import damaged, macros, spend
from newsgen.media._xml import Attributes, rewritten

TYPES: Final = "[Content_Types].xml"
_LONGEST_TYPE: Final = 200
"""The characters of a content type; those of Office programs have at most a hundred."""
_WORDS: Final = """
    officedocument document template presentation slideshow sheet
    styles styleswitheffects settings websettings fonttable font theme themeoverride numbering
    footnotes endnotes header footer hyperlink afchunk subdocument
    image audio video media model3d oleobject package drawing vmldrawing
    chart chartshapes chartusershapes chartstyle chartcolorstyle chartex diagramdata diagramlayout
    diagramstyle diagramquickstyle diagramcolors diagramdrawing
    worksheet chartsheet dialogsheet sharedstrings calcchain table pivottable pivotcachedefinition
    pivotcacherecords externallink externallinkpath slicer slicercache timeline timelinecache
    ctrlprop controlproperties sheetmetadata rdrichvalue rdrichvaluestructure rdrichvaluetypes
    richvaluerel rdarray richstyles rdsupportingpropertybag rdsupportingpropertybagstructure
    featurepropertybag
    slide slidelayout slidemaster notesslide notesmaster handoutmaster presprops viewprops
    tablestyles
    customxml application/inkml
"""
"""What is published: the last words of the types of parts, and of the relations that lead to them.

So properties, remarks, people, printers, templates, sources of data and what nobody thought of go.
What was drawn by hand is XML of its own by its relation, and ink by its type.
"""
_DRAWN: Final = frozenset(_WORDS.split())
_MACROS: Final = re.compile(
    r"(?:.*/)?(?:vba\w*\.bin|activeX/.*)|.*(?:macroenabled|vba(?:project|data)|activex|macrosheet).*",
    re.IGNORECASE,
)
"""Names and types of parts that could do something."""
_CONTROLS: Final = frozenset({"vbaproject", "wordvbadata", "control", "activexcontrolbinary"})
_ELEMENTS: Final = frozenset({
    "rsids", "rsid", "attachedTemplate", "commentRangeStart", "commentRangeEnd", "commentReference",
    "absPath", "docVars", "docId", "fileSharing", "mailMerge", "permStart", "permEnd", "fldData",
    "dataBinding", "revisionPtr", "customWorkbookViews", "customSheetViews", "scenarios",
    "customProperties", "sheetDataSet", "alternateUrls", "dataModel", "xmlColumnPr", "custDataLst",
    "imgProps", "modifyVerifier", "alias", "tag", "smartTagPr", "smartTagType", "smartTagTypes",
    "smartTags", "customXmlPr", "values", "webPublishItems", "webPublishItem", "webPublishing",
    "webPublishObjects", "htmlPubPr", "attachedSchema", "schemaLibrary", "saveThroughXslt",
    "entryMacro", "exitMacro", "ScriptText", "ScriptLocation", "FmlaMacro",
})  # fmt: skip
"""Elements that are not published: of reviewers and editors, of where files and data came from or
go, and what was in a picture or another document before.
"""
_MARKED: Final = frozenset({"smartTag", "customXml"})
"""Elements that say of words what they are, to a program."""
_GONE: Final = frozenset({
    "comment", "connectionId", "documentId", "gfxdata", "queryTableFieldId", "refreshedDate",
    "refreshedDateIso", "refersTo", "securityDescriptor", "suggestedsigneremail", "tableType",
    "timeString",
    "hash", "salt", "hashData", "saltData", "password", "spinCount", "algorithmName",
    "cryptProvider", "cryptProviderType", "cryptProviderTypeExt", "cryptProviderTypeExtSource",
    "cryptAlgorithmClass", "cryptAlgorithmType", "cryptAlgorithmSid", "cryptSpinCount",
    "algIdExt", "algIdExtSource",
    *(f"{of}Password" for of in ("workbook", "revisions")),
    *(f"{of}{what}" for of in ("workbook", "revisions")
      for what in ("HashValue", "SaltValue", "SpinCount", "AlgorithmName")),
    "hashValue", "saltValue",
})  # fmt: skip
"""Attributes that are not published: the digest of a password can be guessed from."""
_AUTHORS: Final = frozenset({
    "author", "initials", "userName", "userId", "providerId", "lastIdx", "refreshedBy",
})  # fmt: skip
NOBODY: Final = "Author"
"""The name that Office programs give to those whose names were taken out."""
_DATA: Final = re.compile(r"\s*(?:ADDIN|PRIVATE)\b ?", re.IGNORECASE)
"""How the code of a field begins that holds what another program keeps, such as references."""
_FIELDS: Final = frozenset({"instrText", "delInstrText"})
_FORMULAS: Final = frozenset({
    "f", "definedName", "formula", "formula1", "formula2", "oldFormula", "calculatedColumnFormula",
    "totalsRowFormula", "FmlaLink", "FmlaRange", "FmlaPict", "FmlaGroup", "FmlaTxbx",
})  # fmt: skip
_NOWHERE: Final = "about:blank"

Media = Callable[[str, bytes], bytes]
"""Cleans a part that is not XML, by its name and content."""


def cleaned(files: Mapping[str, bytes], media: Media) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a document that are published.

    Raises:
        UncleanError: it is damaged, or holds macros.

    """
    names = {name.lower(): name for name in files}
    if len(names) < len(files):
        raise damaged()
    types = ContentTypes(files[TYPES])
    for name in files:
        kind = types.of(name)
        spend(len(name) + len(kind))
        if _MACROS.fullmatch(name) or _MACROS.fullmatch(kind):
            raise macros()
    parts = dict(_reached(files, names, types))
    if not parts:
        raise damaged()
    kept = {name.lower() for part in parts.values() for name in (part.name, part.relations[0])}
    yield TYPES, types.written(kept)
    for part in parts.values():
        if part.name:
            yield part.name, _part(files[part.name], types.of(part.name), part, media)
        if part.relations[1]:
            yield part.relations


def _word(kind: str) -> str:
    """Return the word of a type that says what a part or a relation is."""
    kind = kind.lower().removesuffix("+xml").removesuffix(".main")
    return kind if kind.startswith("application/inkml") else re.split(r"[./]", kind)[-1]


class ContentTypes:
    """The content types of the parts: by their names, or by how these end."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._of: dict[str, str] = {}
        rewritten(content, self._read)

    def _read(self, _name: str, attributes: Attributes) -> Attributes:
        where = attributes.get("PartName") or "." + attributes.get("Extension", "")
        kind = self._of[where.lower().lstrip("/")] = attributes.get("ContentType", "").lower()
        if len(kind) > _LONGEST_TYPE:
            raise damaged()
        return attributes

    def of(self, name: str) -> str:
        name = name.lower()
        return self._of.get(name) or self._of.get("." + name.rpartition(".")[2], "")

    def written(self, kept: set[str]) -> bytes:
        """Return the types without those of parts that are not kept."""

        def keep(_name: str, attributes: Attributes) -> Attributes | None:
            part = attributes.get("PartName", "").lower().lstrip("/")
            return None if part and part not in kept else attributes

        return rewritten(self._content, keep)


class _Reached(NamedTuple):
    """A part that is published, its relations as a part, and the names of those that went."""

    name: str
    relations: tuple[str, bytes]
    dropped: frozenset[str]


def _reached(
    files: Mapping[str, bytes], names: Mapping[str, str], types: ContentTypes
) -> Iterator[tuple[str, _Reached]]:
    """Yield what relations lead to, from the document as a whole, whose name is empty."""
    waiting, seen = [""], {""}
    while waiting:
        name = waiting.pop()
        folder, base = posixpath.split(name)
        relations = _Relations(folder, names, types)
        where = names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower(), "")
        content = rewritten(files[where], relations.kept) if where else b""
        yield name, _Reached(name, (where, content), frozenset(relations.dropped))
        waiting += [each for each in relations.parts if each not in seen]
        seen.update(relations.parts)
    if len(seen) == 1:
        raise damaged()


class _Relations:
    """The relations of a part to others, without those to what is not published."""

    def __init__(self, folder: str, names: Mapping[str, str], types: ContentTypes) -> None:
        self._folder, self._names, self._types = folder, names, types
        self.parts: dict[str, None] = {}
        self.dropped: set[str] = set()

    def kept(self, _name: str, attributes: Attributes) -> Attributes | None:
        if "Target" not in attributes:
            return attributes
        word, target = _word(attributes.get("Type", "")), attributes["Target"]
        if word in _CONTROLS:
            raise macros()
        if word.startswith("xl") and word.endswith(("path", "missing", "startup", "library")):
            word = "externallinkpath"
        if word in _DRAWN and attributes.get("TargetMode") == "External":
            is_private = word == "externallinkpath" or names_path(target)
            return attributes | {"Target": _NOWHERE} if is_private else attributes
        part = self._part(target) if word in _DRAWN else ""
        if part:
            self.parts[part] = None
            return attributes
        self.dropped.add(attributes.get("Id") or _NOWHERE)
        return None

    def _part(self, target: str) -> str:
        """Return the name of the part that a relation leads to; empty if it is not published."""
        path = posixpath.normpath(posixpath.join("/", self._folder, target.partition("#")[0]))
        path = path.lstrip("/").lower()
        name = self._names.get(path) or self._names.get(unquote(path), "")
        kind = self._types.of(name)
        is_drawn = _word(kind) in _DRAWN or kind.startswith(("image/", "audio/", "video/"))
        return name if is_drawn or not _is_xml(kind) else ""


def _is_xml(kind: str) -> bool:
    return kind.endswith(("xml", "vmldrawing")) and not kind.startswith("image/")


def _part(content: bytes, kind: str, part: _Reached, media: Media) -> bytes:
    if not _is_xml(kind):
        return media(part.name, content)
    text = _OfficeText(part.dropped)
    if _word(kind) == "vmldrawing":
        rewritten(content, text.note)
    return rewritten(content, text.kept, text.said)


class _OfficeText:
    """What is published of a part in XML."""

    def __init__(self, dropped: frozenset[str]) -> None:
        self._dropped = dropped
        self._notes: set[int] = set()
        self._shapes = self._noted = 0
        self._is_in_path = self._is_data = False

    def note(self, name: str, attributes: Attributes) -> Attributes | None:
        """Note which shapes of a drawing show the remarks on cells, before it is written."""
        short = local(name)
        self._noted += short == "shape"
        if short == "ClientData" and attributes.get("ObjectType") == "Note":
            self._notes.add(self._noted)
        return attributes

    def kept(self, name: str, attributes: Attributes) -> Attributes | None:
        short = local(name)
        if short in _ELEMENTS:
            return None
        if short == "fldChar" and "begin" not in attributes.values():
            self._is_data = False
        if short in _MARKED:
            return {
                key: "mark" if local(key) == "element" else value
                for key, value in attributes.items()
                if local(key) == "element" or key.startswith("xmlns")
            }
        if short == "shape" and self._notes:
            self._shapes += 1
            if self._shapes in self._notes:
                return None
        for key, value in attributes.items():
            if _is_special(key) or value in self._dropped or names_path(value):
                return self._changed(short, attributes)
        return attributes

    def _changed(self, element: str, attributes: Attributes) -> Attributes | None:
        is_change = any(local(key) == "author" for key in attributes)
        kept: Attributes = {}
        for key, value in attributes.items():
            short = local(key)
            if short.startswith("rsid") or (is_change and short in ("date", "dateUtc")):
                continue
            if short in _GONE:
                continue
            if ":" in key and value in self._dropped and not key.startswith(("w:", "xmlns")):
                if element == "pageSetup":  # it names the settings of a printer
                    continue
                return None
            without = without_paths if short == "instr" else value_without_paths
            kept[key] = NOBODY if short in _AUTHORS else without(value)
            if short == "instr" and (data := _DATA.match(value)):
                kept[key] = data[0]
        return kept

    def said(self, element: str, text: str) -> str:
        """Return a text; fields and formulas may name files."""
        short = local(element)
        if short in _FORMULAS:
            return without_paths(text)
        if short not in _FIELDS:
            return text
        if self._is_data:
            return ""
        if data := _DATA.match(text):
            self._is_data = True
            return data[0]
        if self._is_in_path:  # the code of a field may be in several pieces
            _, quote, text = text.partition('"')
            self._is_in_path = not quote
            return "" if not quote else quote + self.said(element, text)
        kept = without_paths(text)
        self._is_in_path = kept != text and kept.count('"') % 2 == 1
        return kept


@lru_cache(maxsize=4096)
def local(name: str) -> str:
    """Return the name of an element or an attribute without its prefix."""
    return name.rpartition(":")[2]


@lru_cache(maxsize=4096)
def _is_special(key: str) -> bool:
    """Return whether an attribute of this name may not be published as it is."""
    short = local(key)
    return short in _AUTHORS or short in _GONE or short == "instr" or short.startswith("rsid")
