"""DOCX, XLSX and PPTX: what is published of their parts."""

import pytest

from newsgen.media._ooxml import TYPES, cleaned
from newsgen.media._unclean import UncleanError
from newsgen.media._zips import unpacked
from tests.media import OFFICE, document

WORD = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return what is published of a document."""
    return dict(cleaned(dict(unpacked(data)), lambda _name, content: content))


def of(text: str, *parts: tuple[str, str, str, bytes]) -> str:
    """Return what is published of a text."""
    return parts_of(document(*parts, content=text.encode()))[WORD].decode()


def test_what_is_not_drawn_goes_and_nothing_names_it() -> None:
    remarks = ("comments", "word/a/Remarks.xml", f"{OFFICE}x.comments+xml", b"<secret/>")
    styles = ("styles", "word/Styles.xml", f"{OFFICE}x.styles+xml", b"<styles/>")
    parts = parts_of(document(remarks, styles, more={"word/b.xml": b"<secret/>"}))
    assert list(parts) == [TYPES, "_rels/.rels", WORD, RELATIONS, "word/Styles.xml"]
    assert b"Remarks" not in b"".join(parts.values())
    assert b"/word/Styles.xml" in parts[TYPES]
    assert b'Target="/word/Styles.xml"' in parts[RELATIONS]


def test_a_part_is_found_whatever_the_case_of_its_name() -> None:
    styles = ("styles", "word/Styles.xml", f"{OFFICE}x.styles+xml", b"<styles/>")
    files = dict(unpacked(document(styles)))
    files["WORD/STYLES.XML"] = files.pop("word/Styles.xml")
    assert "WORD/STYLES.XML" in dict(cleaned(files, lambda _name, content: content))


def test_two_names_of_one_part_are_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        parts_of(document(more={"Word/Document.xml": b"<a/>"}))


def test_a_document_without_a_part_is_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        parts_of(document().replace(b"word/document.xml", b"word/documens.xml", 1))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<a><b r:id="rId1"/>c</a>', "<a>c</a>"),
        ('<a><pageSetup r:id="rId1" scale="9"/></a>', '<a><pageSetup scale="9"/></a>'),
        ('<a name="rId1"/>', '<a name="rId1"/>'),
        ('<a r:id="rId2"/>', '<a r:id="rId2"/>'),
    ],
)
def test_nothing_refers_to_a_part_that_went(text: str, left: str) -> None:
    printer = ("printerSettings", "word/printer.bin", "application/x", b"PRINTER")
    assert of(text, printer) == left


def test_shapes_of_remarks_on_cells_go() -> None:
    shapes = "".join(
        f'<v:shape id="{kind}"><x:ClientData ObjectType="{kind}"/></v:shape>'
        for kind in ("Button", "Note", "Pict", "Note")
    )
    kind = f"{OFFICE}vmlDrawing"
    drawing = ("vmlDrawing", "xl/a.vml", kind, f"<xml>{shapes}</xml>".encode())
    after = parts_of(document(drawing, main="xl/workbook.xml"))["xl/a.vml"]
    assert after == (
        b'<xml><v:shape id="Button"><x:ClientData ObjectType="Button"/></v:shape>'
        b'<v:shape id="Pict"><x:ClientData ObjectType="Pict"/></v:shape></xml>'
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<w:ins w:id="1" w:author="Ann" w:date="2026"/>', '<w:ins w:id="1" w:author="Author"/>'),
        ('<w:p w:rsidR="00A" w:rsidRDefault="00B" a="c"/>', '<w:p a="c"/>'),
        ("<w:r><w:commentReference/>text</w:r>", "<w:r>text</w:r>"),
        ("<a><w:commentRangeStart/><w:commentRangeEnd/></a>", "<a/>"),
        ("<a><w:rsids><w:rsid/></w:rsids><w:attachedTemplate/><w:docVars/></a>", "<a/>"),
        ('<a><x15ac:absPath url="C:\\Users\\Ann"/><fileSharing userName="Ann"/></a>', "<a/>"),
        ('<wp:docPr descr="C:\\Users\\Ann\\van.jpg" id="1"/>', '<wp:docPr descr="" id="1"/>'),
        ('<wp:docPr descr="A van"/>', '<wp:docPr descr="A van"/>'),
        (
            "<w:instrText>PAGE \\* MERGEFORMAT</w:instrText>",
            "<w:instrText>PAGE \\* MERGEFORMAT</w:instrText>",
        ),
        ('<f>HYPERLINK("https://x.example/")</f>', '<f>HYPERLINK("https://x.example/")</f>'),
        (
            '<w:smartTag w:uri="urn:a" w:element="place">London</w:smartTag>',
            '<w:smartTag w:element="mark">London</w:smartTag>',
        ),
        (
            '<sheetProtection sheet="1" spinCount="9" hashValue="a"/>',
            '<sheetProtection sheet="1"/>',
        ),
        (
            (
                "<a><w:instrText> ADDIN a</w:instrText><w:instrText>b</w:instrText>"
                '<w:fldChar w:fldCharType="separate"/><w:instrText> PAGE </w:instrText></a>'
            ),
            (
                "<a><w:instrText> ADDIN </w:instrText><w:instrText/>"
                '<w:fldChar w:fldCharType="separate"/><w:instrText> PAGE </w:instrText></a>'
            ),
        ),
        ("<w:instrText>ADDINS</w:instrText>", "<w:instrText>ADDINS</w:instrText>"),
        ('<w:style><w:rsid w:val="00A"/></w:style>', "<w:style/>"),
        (
            '<o:signatureline o:suggestedsigner="Ann" o:suggestedsigneremail="ann@x.example"/>',
            '<o:signatureline o:suggestedsigner="Ann"/>',
        ),
        ('<w:date w:date="2026"/>', '<w:date w:date="2026"/>'),
    ],
)
def test_names_and_paths_go_from_a_text(text: str, left: str) -> None:
    assert of(text) == left


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("https://x.example/", "https://x.example/"),
        ("file:///C:/Users/Ann/a.xlsx", "about:blank"),
        ("\\\\server\\a.xlsx", "about:blank"),
        ("/home/ann/a.docx", "about:blank"),
    ],
)
def test_a_relation_leads_to_no_file_of_somebody(target: str, left: str) -> None:
    relations = parts_of(document(external=[("hyperlink", target)]))[RELATIONS].decode()
    assert f'Target="{left}" TargetMode="External"' in relations


def test_a_template_is_not_named() -> None:
    relations = parts_of(document(external=[("attachedTemplate", "x")]))[RELATIONS]
    assert relations == b"<Relationships/>"


@pytest.mark.parametrize(
    ("kind", "name", "content_type"),
    [
        ("vbaProject", "word/vbaProject.bin", "application/x"),
        ("control", "word/activeX/activeX1.xml", "application/xml"),
        ("image", "word/a.bin", "application/vnd.ms-office.vbaProject"),
        ("vbaProject", "word/a.bin", "application/x"),
        ("xlMacrosheet", "xl/a.xml", "application/vnd.ms-excel.macrosheet+xml"),
        ("styles", "word/a.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
    ],
)
def test_macros_are_refused(kind: str, name: str, content_type: str) -> None:
    with pytest.raises(UncleanError, match="macros"):
        parts_of(document((kind, name, content_type, b"<a/>")))


def test_a_part_that_is_not_well_formed_is_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        of("<a>")
