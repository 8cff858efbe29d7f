"""Parts of documents, pictures and films that no reader sees: none of them is published.

A program may call a part as it likes, so what goes is told by types, and what stays is listed.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Final
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from newsgen.media import UncleanError, published
from newsgen.media._zips import packed, unpacked
from tests.media import OFFICE, RELATIONS, SECRET, document
from tests.media.test_served import all_of
from tests.unit.media.test_boxes import box
from tests.unit.media.test_film import FILE_TYPE, film, track
from tests.unit.media.test_items import full
from tests.unit.media.test_pdf import changed

WORD, SHEET, SLIDES = "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"
MICROSOFT: Final = "http://schemas.microsoft.com/office/2011/relationships/"
TEXT: Final = b"<x>SECRET</x>"
R: Final = f'xmlns:r="{RELATIONS[:-1]}"'
PATH: Final = r"C:\Users\SECRET"

# The main part, the relation that leads to the part, its name, and its content type.
PARTS: Final = [
    (SHEET, "comments", "xl/comments/comment1.xml", "spreadsheetml.comments"),
    (SHEET, "comments", "xl/Remarks.xml", "spreadsheetml.comments"),
    (SHEET, MICROSOFT + "threadedComment", "xl/threads/1.xml", "vnd.ms-excel.threadedcomments"),
    (SHEET, MICROSOFT + "person", "xl/People/person.xml", "vnd.ms-excel.person"),
    (SHEET, "connections", "xl/connections.xml", "spreadsheetml.connections"),
    (SHEET, "queryTable", "xl/queryTables/queryTable1.xml", "spreadsheetml.queryTable"),
    (SHEET, "xmlMaps", "xl/xmlMaps.xml", "application"),
    (SHEET, "revisionHeaders", "xl/shared/headers.xml", "spreadsheetml.revisionHeaders"),
    (SHEET, "usernames", "xl/userNames.xml", "spreadsheetml.userNames"),
    (SHEET, "volatileDependencies", "xl/volatile.xml", "spreadsheetml.volatileDependencies"),
    (SHEET, MICROSOFT + "namedSheetView", "xl/views/1.xml", "vnd.ms-excel.namedsheetviews"),
    (SHEET, "tableSingleCells", "xl/tables/single.xml", "spreadsheetml.tableSingleCells"),
    (WORD, "comments", "word/comments/comments.xml", "wordprocessingml.comments"),
    (WORD, "comments", "word/Comments.xml", "wordprocessingml.comments"),
    (WORD, "comments", "word/comments2.XML", "wordprocessingml.comments"),
    (WORD, MICROSOFT + "commentsExtended", "word/more/a.xml", "wordprocessingml.commentsExtended"),
    (WORD, MICROSOFT + "commentsIds", "word/ids/b.xml", "wordprocessingml.commentsIds"),
    (WORD, MICROSOFT + "people", "word/People.xml", "wordprocessingml.people"),
    (WORD, "recipientData", "word/recipients.xml", "wordprocessingml.mailMergeRecipientData"),
    (WORD, "glossaryDocument", "word/glossary/document.xml", "wordprocessingml.document.glossary"),
    (WORD, "keyMapCustomizations", "word/customizations.xml", "vnd.ms-word.keyMapCustomizations"),
    (WORD, "customXml", "word/customXml/item1.xml", "application"),
    (WORD, "customXml", "CustomXML/item1.xml", "application"),
    (WORD, MICROSOFT + "documenttasks", "word/documenttasks1.xml", "vnd.ms-office.documenttasks"),
    (WORD, MICROSOFT + "classificationlabels", "docMetadata/LabelInfo.xml", "application"),
    (WORD, "metadata/core-properties", "docprops/Core.xml", "core-properties"),
    (WORD, "extended-properties", "properties/app.xml", "extended-properties"),
    (WORD, "custom-properties", "docProps2/custom.xml", "custom-properties"),
    (WORD, MICROSOFT + "webextensiontaskpanes", "word/web/1.xml", "vnd.ms-office.webextension"),
    (WORD, "ui/extensibility", "customUI/customUI.xml", "application"),
    (WORD, "digital-signature/origin", "signatures/origin.xml", "application"),
    (WORD, "transform", "word/transform.xml", "application"),
    (WORD, "aNewThing", "word/new.xml", "wordprocessingml.new"),
    (SLIDES, "commentAuthors", "ppt/commentAuthors2.xml", "presentationml.commentAuthors"),
    (SLIDES, MICROSOFT + "authors", "ppt/people/authors.xml", "vnd.ms-powerpoint.authors"),
    (SLIDES, MICROSOFT + "comments", "ppt/modern.xml", "vnd.ms-powerpoint.comments"),
    (SLIDES, "comments", "ppt/Comments/comment1.xml", "presentationml.comments"),
    (SLIDES, "tags", "ppt/tags/tag1.xml", "presentationml.tags"),
    (SLIDES, "slideUpdateInfo", "ppt/slideUpdateInfo1.xml", "presentationml.slideUpdateInfo"),
    (SLIDES, MICROSOFT + "changesInfo", "ppt/changes.xml", "vnd.ms-powerpoint.changesinfo"),
    (SLIDES, MICROSOFT + "revisionInfo", "ppt/revisions.xml", "vnd.ms-powerpoint.revisioninfo"),
]

SPLIT: Final = (
    """<w:r xmlns:w='w'><w:instrText>LINK "file:///C:/Us</w:instrText>"""
    """<w:instrText>ers/SECRET/a</w:instrText><w:instrText>.xls" \\a</w:instrText></w:r>"""
)
"""The code of a field in three pieces, as a spelling checker leaves it."""

LINKS_TO_DISKS: Final = (
    "../../Cases/SECRET/a.docx", "/Volumes/SECRET/a.docx", "/mnt/SECRET/a.docx", "//srv/SECRET/a",
    "%5C%5Csrv%5CSECRET", "FILE%3A///C:/SECRET", "/private/var/SECRET/a", "nfs://srv/SECRET/a",
    "ms-word:ofe|u|file:///C:/SECRET/a.docx", "~/SECRET/a.docx", "/root/SECRET/a.docx",
    "..%5CSECRET%5Ca.docx", "/media/SECRET/a.docx", "/tmp/SECRET/a.docx",
)  # fmt: skip


def field(*pieces: str) -> str:
    """Return a field whose code is in pieces, with the words that it shows."""
    code = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces)
    marks = [f"<w:fldChar w:fldCharType='{kind}'/>" for kind in ("begin", "separate", "end")]
    return f"<w:r xmlns:w='w'>{marks[0]}{code}{marks[1]}<w:t>shown</w:t>{marks[2]}</w:r>"


# The main part and what it, or a part that it leads to, says.
TEXTS: Final = [
    (SHEET, "<pivotCacheDefinition refreshedBy='SECRET' refreshedDate='4'/>"),
    (SHEET, "<scenarios><scenario name='a' user='SECRET' comment='SECRET'/></scenarios>"),
    (SHEET, "<customWorkbookViews><customWorkbookView name='SECRET'/></customWorkbookViews>"),
    (SHEET, "<protectedRange name='a' securityDescriptor='O:SECRET'/>"),
    (SHEET, "<definedNames><definedName name='a' comment='SECRET'>A1</definedName></definedNames>"),
    (SHEET, f"<definedName name='a'>'{PATH}\\[a.xlsx]Sheet'!A1</definedName>"),
    (SHEET, "<table name='a' comment='SECRET'/>"),
    (SHEET, "<sheetDataSet><cell><v>SECRET</v></cell></sheetDataSet>"),
    (SHEET, "<x:alternateUrls xmlns:x='x' driveId='SECRET'/>"),
    (SHEET, "<x15:dataModel xmlns:x15='x'><t connection='SECRET'/></x15:dataModel>"),
    (SHEET, "<customProperties><customPr name='SECRET'/></customProperties>"),
    (SHEET, "<xr:revisionPtr xmlns:xr='x' documentId='SECRET'/>"),
    (SHEET, "<xmlColumnPr mapId='1' xpath='/SECRET'/>"),
    (WORD, "<w:permStart xmlns:w='w' w:id='1' w:ed='SECRET@police.example'/>"),
    (WORD, "<w:fldChar xmlns:w='w'><w:fldData>SECRET</w:fldData></w:fldChar>"),
    *((WORD, f"<w:instrText xmlns:w='w'>INCLUDETEXT \"{link}\" \\d</w:instrText>")
      for link in LINKS_TO_DISKS),
    *((SHEET, f"<{element}>'{path}\\[a.xlsx]S'!A1</{element}>")
      for element in ("f", "definedName", "formula1", "formula2", "calculatedColumnFormula",
                      "totalsRowFormula")
      for path in (PATH, "/home/SECRET", "/Users/SECRET", "/Volumes/SECRET")),
    *((SHEET, f"<cacheField name='a' formula=\"'{path}\\[a.xlsx]S'!A1\"/>")
      for path in (PATH, "/home/SECRET")),
    (SHEET, f"<x:FmlaLink xmlns:x='x'>'{PATH}\\[a.xlsx]S'!A1</x:FmlaLink>"),
    (WORD, f"<w:docPr xmlns:w='w' descr='Description: {PATH}\\a.jpg'/>"),
    (WORD, f"<v:shape xmlns:v='v' alt='Beschreibung: {PATH}\\a.jpg'/>"),
    (WORD, "<w:docPr xmlns:w='w' descr='Description: /home/SECRET/a.jpg'/>"),
    (WORD, f'<w:instrText xmlns:w="w">INCLUDEPICTURE "{PATH}\\a.jpg" \\d</w:instrText>'),
    (WORD, SPLIT),
    (WORD, f"<w:fldSimple xmlns:w='w' w:instr='LINK {PATH}'/>"),
    (WORD, "<v:shape xmlns:v='v' xmlns:o='o' o:gfxdata='SECRET'/>"),
    (WORD, "<w:mailMerge xmlns:w='w'><w:query w:val='SELECT * FROM SECRET'/></w:mailMerge>"),
    (WORD, "<w:dataBinding xmlns:w='w' w:xpath='SECRET'/>"),
    (WORD, "<w15:docId xmlns:w15='w' w15:val='{SECRET}'/>"),
    (WORD, f"<w:docPr xmlns:w='w' descr='{PATH}'/>"),
    (WORD, "<w:docPr xmlns:w='w' descr='/Users/SECRET/a.jpg'/>"),
    (WORD, "<w:ins xmlns:w='w' w:author='SECRET' w:date='SECRET'/>"),
    (WORD, "<w:documentProtection xmlns:w='w' w:edit='forms' w:hash='SECRET' w:salt='SECRET'/>"),
    (WORD, "<w:writeProtection xmlns:w='w' w:hashValue='SECRET' w:saltValue='SECRET'/>"),
    (SHEET, "<workbookProtection workbookPassword='SECRET' revisionsPassword='SECRET'/>"),
    (SHEET, "<workbookProtection workbookHashValue='SECRET' workbookSaltValue='SECRET'/>"),
    (SHEET, "<workbookProtection revisionsHashValue='SECRET' revisionsSaltValue='SECRET'/>"),
    (SHEET, "<sheetProtection sheet='1' hashValue='SECRET' saltValue='SECRET'/>"),
    (SHEET, "<protectedRange name='a' password='SECRET'/>"),
    (SLIDES, "<p:modifyVerifier xmlns:p='p' hashData='SECRET' saltData='SECRET'/>"),
    (SLIDES, "<p:modifyVerifier xmlns:p='p' hashValue='SECRET' saltValue='SECRET'/>"),
    (WORD, field(" ADDIN ZOTERO_ITEM CSL_CITATION {SECRET}")),
    (WORD, field(" ADDIN ZOTERO_", "ITEM CSL_CITATION {", "SECRET}")),
    (WORD, field(" addin EN.CITE SECRET")),
    (WORD, field(" PRIVATE SECRET ")),
    (WORD, "<w:fldSimple xmlns:w='w' w:instr=' ADDIN EN.CITE SECRET'/>"),
    (WORD, "<w:attachedSchema xmlns:w='w' w:val='SECRET'/>"),
    (WORD, "<s:schemaLibrary xmlns:s='s'><s:schema s:uri='SECRET'/></s:schemaLibrary>"),
    (WORD, "<w:saveThroughXslt xmlns:w='w' w:solutionID='SECRET'/>"),
    (WORD, "<w:entryMacro xmlns:w='w' w:val='SECRET'/>"),
    (SHEET, "<x:ScriptText xmlns:x='x'>SECRET</x:ScriptText>"),
    (WORD, "<w:sdtPr xmlns:w='w'><w:alias w:val='SECRET'/></w:sdtPr>"),
    (WORD, "<w:sdtPr xmlns:w='w'><w:tag w:val='SECRET'/></w:sdtPr>"),
    (WORD, "<w:smartTag xmlns:w='w' w:uri='SECRET' w:element='SECRET'>a</w:smartTag>"),
    (WORD, "<w:smartTagPr xmlns:w='w'><w:attr w:name='a' w:val='SECRET'/></w:smartTagPr>"),
    (WORD, "<w:smartTagType xmlns:w='w' w:namespaceuri='SECRET' w:name='SECRET'/>"),
    (WORD, "<w:customXml xmlns:w='w' w:uri='SECRET' w:element='SECRET'>a</w:customXml>"),
    (WORD, "<w:customXmlPr xmlns:w='w'><w:attr w:name='a' w:val='SECRET'/></w:customXmlPr>"),
    (SHEET, "<smartTagTypes><smartTagType url='SECRET'/></smartTagTypes>"),
    (SHEET, "<smartTags><cellSmartTag><cellSmartTagPr val='SECRET'/></cellSmartTag></smartTags>"),
    (SHEET, "<ddeItem name='a'><values><value><val>SECRET</val></value></values></ddeItem>"),
    (SHEET, "<externalBook><definedName name='a' refersTo='=SECRET!A1'/></externalBook>"),
    (SHEET, "<webPublishItem destinationFile='SECRET' title='SECRET'/>"),
    (SLIDES, "<p:htmlPubPr xmlns:p='p' title='SECRET'/>"),
    (SLIDES, "<p:custDataLst xmlns:p='p'><p:custData name='SECRET'/></p:custDataLst>"),
    (SLIDES, "<inkml:timestamp xmlns:inkml='i' timeString='SECRET'/>"),
    (SLIDES, "<a14:imgProps xmlns:a14='a'><a14:imgLayer name='SECRET'/></a14:imgProps>"),
]  # fmt: skip

LINKS: Final = [
    (SHEET, "externalLinkPath", "https://files.example/personal/SECRET/a.xlsx"),
    (SHEET, "http://schemas.microsoft.com/office/2006/relationships/xlPathMissing", "SECRET.xlsx"),
    (WORD, "hyperlink", "/home/SECRET/a.docx"),
    (WORD, "hyperlink", "../../../Users/SECRET/a.docx"),
    *((WORD, "hyperlink", link) for link in LINKS_TO_DISKS),
    (WORD, "image", "smb://server/SECRET/a.jpg"),
    (WORD, "mailMergeSource", "file:///C:/SECRET.csv"),
    (WORD, "transform", "https://SECRET.example/a.xsl"),
]


def office(main: str, *parts: tuple[str, str, str, bytes], **given: object) -> bytes:
    return document(*parts, main=main, **given)  # type: ignore[arg-type]


NAMES: Final = " ".join(
    f"xmlns:{each}='{each}'" for each in ["dc", "office", "table", "text", "xlink"]
)


def open_document(content: str = "", files: Mapping[str, bytes] | None = None) -> bytes:
    files = files or {}
    rows = "".join(f'<f manifest:full-path="{name}"/>' for name in ["content.xml", *files])
    return packed([
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", f"<m xmlns:manifest='m'>{rows}</m>".encode()),
        ("content.xml", f"<a {NAMES}>{content}</a>".encode()),
        *files.items(),
    ])  # fmt: skip


def changed_text(remark: str) -> bytes:
    return open_document(
        "<text:deletion><office:change-info><dc:creator>Ann</dc:creator><dc:date>2026</dc:date>"
        f"{remark}</office:change-info><text:p>deleted</text:p></text:deletion>"
    )


ODF: Final = {
    "an older version": open_document(files={"Versions/Version1": office(WORD, content=TEXT)}),
    "a file of a program": open_document(files={"Notes/notes.xml": TEXT}),
    "a table of another file": open_document(
        "<table:table table:name=\"'file:///home/a/b.ods'#$A\"><p>SECRET</p></table:table>"
    ),
    "a formula": open_document(
        "<c table:formula=\"of:=['file:///home/SECRET/a.ods'#$A.A1]\"/>"
    ),
    "a query": open_document("<table:database-source-sql table:sql-statement='SECRET'/>"),
    "a scenario": open_document("<table:scenario table:comment='SECRET'/>"),
    "a link": open_document("<a xlink:href='../../../home/SECRET/a.ods'/>"),
    **{f"a link to {link}": open_document(f"<a xlink:href='{link}'/>") for link in LINKS_TO_DISKS},
    "a formula on a drive": open_document(f"<c table:formula=\"msoxl:='{PATH}\\[b]S'!A1\"/>"),
    "a named expression": open_document("<c table:expression=\"'/home/SECRET'\"/>"),
    "a description": open_document(f"<svg:desc xmlns:svg='s'>Description: {PATH}</svg:desc>"),
    "a title": open_document("<svg:title xmlns:svg='s'>From /home/SECRET/a</svg:title>"),
    "a remark on a change": changed_text("<text:p>SECRET</text:p>"),
    "a remark in parts": changed_text("<text:p>a<text:span>SECRET</text:span></text:p>"),
    "a list of remarks": changed_text("<text:list><text:p>SECRET</text:p></text:list>"),
    "where a pivot comes from": open_document(
        "<table:source-service table:user-name='a' table:password='SECRET'/>"
    ),
    "a database of a form": open_document("<form:form xmlns:form='f' form:datasource='SECRET'/>"),
    "a query of a form": open_document("<form:form xmlns:form='f' form:command='SECRET'/>"),
    "a filter of a form": open_document("<form:form xmlns:form='f' form:filter='SECRET'/>"),
    "a query of a list": open_document("<form:list xmlns:form='f' form:list-source='SECRET'/>"),
    "a connection": open_document("<f:connection-resource xmlns:f='f' xlink:href='SECRET'/>"),
    "a database of a field": open_document("<text:database-display text:database-name='SECRET'/>"),
    "a password": open_document("<table:table table:protection-key='SECRET'/>"),
    "a range of a file": open_document("<table:cell-range-source table:name='SECRET'/>"),
    "the values of a link": open_document("<table:dde-links><p>SECRET</p></table:dde-links>"),
    "a script": open_document("<text:script>SECRET</text:script>"),
    "settings": open_document("<office:settings><p>SECRET</p></office:settings>"),
    "properties": open_document("<office:meta><p>SECRET</p></office:meta>"),
    "a disk": open_document("<a xlink:href='smb://SECRET/a.ods'/>"),
}  # fmt: skip


def annotated(kind: str, **more: object) -> bytes:
    """Return a PDF with an annotation that says more than it draws."""

    def add(pdf: pikepdf.Pdf) -> None:
        given = {"/" + key: value for key, value in more.items()}
        mark = pdf.make_indirect(
            Dictionary({"/Type": Name("/Annot"), "/Subtype": Name("/" + kind), **given})
        )
        mark["/Rect"] = Array([0, 0, 9, 9])
        pdf.pages[0]["/Annots"] = Array([mark])
        pdf.Root["/StructTreeRoot"] = Dictionary(K=Dictionary(Type=Name("/OBJR"), Obj=mark))

    return changed(add)


MARKS: Final = (
    "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "Square", "Circle", "Line", "Ink",
    "Polygon", "PolyLine", "Stamp", "Redact", "Watermark", "Text", "PrinterMark",
)  # fmt: skip
KEYS: Final = ("RC", "Subj", "State", "NM", "ADBE_Note", "T")


def with_key(key: str, value: object) -> bytes:
    return changed(lambda pdf: pdf.pages[0].__setitem__("/" + key, value))


HIDDEN: Final = String("SECRET")
DISK: Final = String("file:///C:/Users/SECRET/a.pdf")


def alternates(pdf: pikepdf.Pdf) -> None:
    other = pdf.make_stream(b"SECRET")
    picture = pdf.make_stream(b"0", Alternates=Array([Dictionary(Image=other)]))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(A=picture))


def signed(key: str, parents: int) -> bytes:
    """Return a PDF with a field to sign in, whose kind is said so many fields above."""

    def add(pdf: pikepdf.Pdf) -> None:
        field = top = pdf.make_indirect(Dictionary(FT=Name("/Sig"), T=String("a")))
        for _ in range(parents):
            kid = pdf.make_indirect(Dictionary(Parent=field))
            field["/Kids"] = Array([kid])
            field = kid
        field["/" + key] = pdf.make_indirect(Dictionary(Name=HIDDEN))
        field["/Subtype"], field["/Rect"] = Name("/Widget"), Array([0, 0, 9, 9])
        pdf.pages[0]["/Annots"] = Array([field])
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([top]))

    return changed(add)


def in_form(key: str, above: bool) -> bytes:
    field = Dictionary({"/FT": Name("/Tx"), "/T": String("a")})
    kid = {"/Rect": Array([0, 0, 9, 9]), "/Subtype": Name("/Widget")}

    def add(pdf: pikepdf.Pdf) -> None:
        whole = pdf.make_indirect(field)
        widget = pdf.make_indirect(Dictionary({"/Parent": whole, **kid})) if above else whole
        for name, value in kid.items():
            widget[name] = value
        if above:
            whole["/Kids"] = Array([widget])
        widget[key] = HIDDEN
        pdf.pages[0]["/Annots"] = Array([widget])
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([whole]))

    return changed(add)


def at_root(key: str, value: object) -> bytes:
    return changed(lambda pdf: pdf.Root.__setitem__("/" + key, value))


SOME_FILE: Final = {"/F": String("a.pdf"), "/UF": String("a.pdf")}
OF_USER: Final = Dictionary(O=Name("/UserProperties"), P=Array([Dictionary(V=HIDDEN)]))
ACTIONS: Final = ("Sound", "Thread", "Movie", "Trans", "GoTo3DView", "RichMediaExecute", "Foo")
PDF: Final = {
    **{
        f"{key} of a signature, {parents} above": signed(key, parents)
        for key in ("V", "Lock", "SV", "DV")
        for parents in (0, 1, 3)
    },
    **{
        f"{key} of a field, {above}": in_form(key, above)
        for key in ("/DV", "/RV")
        for above in (False, True)
    },
    **{
        f"{key} of a file": annotated(
            "Link",
            A=Dictionary(S=Name("/GoToR"), F=Dictionary({**SOME_FILE, "/" + key: Array([HIDDEN])})),
        )
        for key in ("Desc", "ID", "CI")
    },
    **{f"{key} of a page": with_key(key, Array([Dictionary(I=HIDDEN)])) for key in ("B", "VP")},
    **{
        f"the action {kind}": annotated("Link", A=Dictionary(S=Name("/" + kind), X=HIDDEN))
        for kind in ACTIONS
    },
    "a next action": annotated(
        "Link",
        A=Dictionary(
            S=Name("/GoTo"), D=Array([]), Next=Array([Dictionary(S=Name("/Foo"), X=HIDDEN)])
        ),
    ),
    "an action at the start": at_root("OpenAction", Dictionary(S=Name("/Foo"), X=HIDDEN)),
    "the maker of a list of layers": at_root(
        "OCProperties", Dictionary(OCGs=Array([]), D=Dictionary(Creator=HIDDEN))
    ),
    "the maker of another list": at_root(
        "OCProperties", Dictionary(OCGs=Array([]), Configs=Array([Dictionary(Creator=HIDDEN)]))
    ),
    "properties of users": at_root(
        "StructTreeRoot", Dictionary(K=Dictionary(S=Name("/P"), A=Array([OF_USER])))
    ),
    "a class of properties": at_root("StructTreeRoot", Dictionary(ClassMap=Dictionary(C=OF_USER))),
    **{f"the remark of a {kind}": annotated(kind, Contents=HIDDEN) for kind in MARKS},
    **{f"{key} of a text": annotated("FreeText", **{key: HIDDEN}) for key in KEYS},
    "other copies of a picture": changed(alternates),
    "OPI": with_key("OPI", Dictionary(F=HIDDEN)),
    "a file of TeX": with_key("PTEX.FileName", HIDDEN),
    "properties kept by TeX": with_key("PTEX.InfoDict", Dictionary(Author=HIDDEN)),
    "users of a layer": with_key("Usage", Dictionary(User=Dictionary(Name=HIDDEN))),
    "the maker of a layer": with_key("Usage", Dictionary(CreatorInfo=Dictionary(Creator=HIDDEN))),
    "where a page was found": with_key("SpiderInfo", Dictionary(C=HIDDEN)),
    "a link to a disk": with_key("A", Dictionary(S=Name("/URI"), URI=DISK)),
    **{
        f"a document at {path}": with_key("A", Dictionary(S=Name("/GoToR"), F=String(path)))
        for path in (
            "/C/Users/SECRET/a.pdf",
            "/Macintosh HD/SECRET/a.pdf",
            "../../SECRET/a.pdf",
            "/Volumes/SECRET/a.pdf",
            "//srv/SECRET/a.pdf",
            "Disk:Users:SECRET:a.pdf",
        )
    },
    "a document on a disk": with_key("A", Dictionary(S=Name("/GoToR"), F=Dictionary(UF=DISK))),
}


def chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


def png(
    *before: bytes, pixels: bytes = bytes(2), behind: bytes = b"", level: int = 0, pieces: int = 1
) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    row = zlib.compress(pixels, level) + behind
    size = -(-len(row) // pieces)
    rows = (chunk(b"IDAT", row[at : at + size]) for at in range(0, len(row), size))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join((*before, *rows)) + chunk(b"IEND", b"")


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    rows = [name + len(part).to_bytes(4, "little") + part + b"\0" * (len(part) % 2)
            for name, part in chunks]  # fmt: skip
    body = b"WEBP" + b"".join(rows)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def gif(extension: bytes) -> bytes:
    return b"GIF89a" + b"\1\0\1\0\0\0\0" + extension + b",\0\0\0\0\1\0\1\0\0\2\1\1\0;"


def fragmented(handler: bytes) -> bytes:
    """Return a film of fragments, of which the second holds a word in two samples."""
    head = full(b"tkhd", bytes(8) + (1).to_bytes(4))
    described = box(b"trak", head + track(handler, 1 << 20)[8:])
    defaults = full(b"trex", b"".join(n.to_bytes(4) for n in (1, 1, 0, 3, 0)))
    run = full(b"tfhd", (1).to_bytes(4)) + full(b"trun", (2).to_bytes(4))
    run = run[:9] + b"\2\0\0" + run[12:]  # from the beginning of the fragment
    size = len(box(b"moof", box(b"traf", run + bytes(4))))
    offset = (size + 8).to_bytes(4)
    at = run.index(b"trun") - 4
    run = run[:at] + box(b"trun", b"\0\0\0\1" + (2).to_bytes(4) + offset)
    return (FILE_TYPE + box(b"moov", described + box(b"mvex", defaults))
            + box(b"moof", box(b"traf", run)) + box(b"mdat", SECRET + b"REST"))  # fmt: skip


PICTURES: Final = {
    "a.png behind the pixels": png(behind=SECRET),
    "a.png in more pixels": png(pixels=bytes(2) + SECRET),
    **{
        f"a.png in more pixels, in {n} pieces": png(pixels=bytes(200) + SECRET * 9, pieces=n)
        for n in (2, 3, 5)
    },
    **{
        f"a.png behind the pixels, in {n} pieces": png(behind=bytes(50) + SECRET * 9, pieces=n)
        for n in (2, 3)
    },
    "a.png a palette": png(chunk(b"sPLT", b"SECRET\0\x08")),
    "a.png a profile": png(chunk(b"iCCP", b"SECRET\0\0" + zlib.compress(b"profile"))),
    "a.gif loops": gif(b"!\xff\x0bNETSCAPE2.0\3\1\0\0\6SECRET\0"),
    "a.gif control": gif(b"!\xf9\4\0\0\0\0\6SECRET\0"),
    "a.webp a second picture": webp((b"VP8 ", bytes(10)), (b"VP8 ", SECRET)),
    "a.webp a long header": webp((b"VP8X", bytes(10) + SECRET), (b"VP8 ", bytes(10))),
    "a.mp4 unused": film(b"vide").replace(b"SECRET", b"PUBLIC") + box(b"mdat", SECRET),
    "a.mp4 a fragment": fragmented(b"camm"),
}


def content_type(short: str) -> str:
    if short == "application":
        return "application/xml"
    return (f"application/{short}" if short.startswith("vnd.") else OFFICE + short) + "+xml"


DOCUMENTS: Final = [
    *(
        pytest.param(partial(office, main, (kind, name, content_type(short), TEXT)), id=name)
        for main, kind, name, short in PARTS
    ),
    *(
        pytest.param(partial(office, main, content=f"<a {R}>{text}</a>".encode()), id=text[:30])
        for main, text in TEXTS
    ),
    *(
        pytest.param(partial(office, main, external=[(kind, target)]), id=target)
        for main, kind, target in LINKS
    ),
    pytest.param(partial(office, WORD, more={"word/old.xml": TEXT}), id="nothing leads to it"),
]


@pytest.mark.parametrize("make", DOCUMENTS)
def test_a_part_of_an_office_document_is_not_published(make: Callable[[], bytes]) -> None:
    before = make()
    main = next(name for name, _ in unpacked(before) if name in {WORD, SHEET, SLIDES})
    ending = {WORD: ".docx", SHEET: ".xlsx", SLIDES: ".pptx"}[main]
    after = published("a" + ending, before)
    assert (SECRET in all_of(before), SECRET in all_of(after)) == (True, False)
    assert_whole(after)


@pytest.mark.parametrize("data", ODF.values(), ids=ODF.keys())
def test_a_part_of_an_open_document_is_not_published(data: bytes) -> None:
    after = published("a.ods", data)
    assert (SECRET in all_of(data), SECRET in all_of(after)) == (True, False)


@pytest.mark.parametrize("data", PDF.values(), ids=PDF.keys())
def test_a_part_of_a_pdf_is_not_published(data: bytes) -> None:
    after = published("a.pdf", data)
    assert (SECRET in all_of(data), SECRET in all_of(after)) == (True, False)
    with pikepdf.open(BytesIO(after)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_part_of_a_picture_or_a_film_is_not_published(name: str) -> None:
    data = PICTURES[name]
    after = published(name.partition(" ")[0], data)
    assert (SECRET in data, SECRET in after) == (True, False)
    assert published(name.partition(" ")[0], after) == after


def test_a_frame_with_more_behind_its_pixels_is_refused() -> None:
    control = chunk(b"fcTL", struct.pack(">IIIII", 0, 1, 1, 0, 0) + bytes(6))
    frame = chunk(b"fdAT", (1).to_bytes(4) + zlib.compress(bytes(2)) + SECRET)
    with pytest.raises(UncleanError, match="damaged"):
        published("a.png", png(control, frame))


def test_what_a_player_shows_of_a_fragment_stays() -> None:
    after = published("a.mp4", fragmented(b"vide"))
    assert SECRET in after
    assert b"REST" not in after


def assert_whole(data: bytes) -> None:
    """Assert that each part is XML that can be read, has a type, and leads to parts that exist."""
    files = dict(unpacked(data))
    types = ET.fromstring(files["[Content_Types].xml"])
    named = {row.get("PartName", "").lstrip("/") for row in types} - {""}
    assert named <= files.keys()
    for name, content in files.items():
        root = ET.fromstring(content)
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        for row in root:
            target = normpath(join("/", folder, row.get("Target", ""))).lstrip("/")
            assert row.get("TargetMode") == "External" or target in files
