"""DOCX, XLSX and PPTX: what is published of their parts."""

import pytest

from newsgen.media._ooxml import TYPES, cleaned
from newsgen.media._unclean import UncleanError

TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def of(name: str, text: str) -> str:
    """Return what is published of one part."""
    return dict(cleaned({name: text.encode()}))[name].decode()


@pytest.mark.parametrize(
    "name",
    [
        "docProps/core.xml", "docProps/thumbnail.jpeg", "customXml/item1.xml", "word/comments.xml",
        "word/commentsExtended.xml", "word/people.xml", "xl/persons/person.xml",
        "xl/threadedComments/threadedComment1.xml", "xl/printerSettings/printerSettings1.bin",
        "xl/revisions/userNames.xml", "ppt/comments/comment1.xml", "ppt/commentAuthors.xml",
        "ppt/changesInfos/changesInfo1.xml", "_xmlsignatures/sig1.xml",
    ],
)  # fmt: skip
def test_parts_of_authors_and_machines_go_and_nothing_names_them(name: str) -> None:
    relations = f'<R><r Target="{name}"/><r Target="/{name}"/><r Target="x.xml"/></R>'
    types = f'<Types><Override PartName="/{name}"/><Override PartName="/x.xml"/></Types>'
    files = {
        TYPES: types.encode(),
        "_rels/.rels": relations.encode(),
        "a/b/_rels/c.xml.rels": f'<R><r Target="../../{name}"/></R>'.encode(),
        name: b"<secret/>",
    }
    assert dict(cleaned(files)) == {
        TYPES: b'<Types><Override PartName="/x.xml"/></Types>',
        "_rels/.rels": b'<R><r Target="x.xml"/></R>',
        "a/b/_rels/c.xml.rels": b"<R/>",
    }


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
        ('<pageSetup r:id="rId1" scale="9"/>', '<pageSetup scale="9"/>'),
        ('<w:date w:date="2026"/>', '<w:date w:date="2026"/>'),
    ],
)
def test_names_and_paths_go_from_a_text(text: str, left: str) -> None:
    assert of("word/document.xml", text) == left


def test_notes_on_cells_say_nothing() -> None:
    notes = (
        "<comments><authors><author>Ann</author></authors><commentList>"
        '<comment ref="A1" authorId="0"><text><r><t>x</t></r></text></comment>'
        "</commentList></comments>"
    )
    assert of("xl/comments1.xml", notes) == (
        "<comments><authors><author/></authors><commentList>"
        '<comment ref="A1" authorId="0"><text/></comment></commentList></comments>'
    )


@pytest.mark.parametrize(
    ("relation", "left"),
    [
        ('Target="https://x.example/"', 'Target="https://x.example/"'),
        ('Target="file:///C:/Users/Ann/a.xlsx"', 'Target="about:blank"'),
        ('Target="\\\\server\\a.xlsx"', 'Target="about:blank"'),
    ],
)
def test_a_relation_leads_to_no_file_of_somebody(relation: str, left: str) -> None:
    head, tail = '<R><r Type="x" ', ' TargetMode="External"/></R>'
    assert of("word/_rels/document.xml.rels", head + relation + tail) == head + left + tail


def test_a_template_is_not_named() -> None:
    relation = f'<R><r Type="{TYPE}/attachedTemplate" Target="x" TargetMode="External"/></R>'
    assert of("word/_rels/settings.xml.rels", relation) == "<R/>"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.xml"])
def test_macros_are_refused(name: str) -> None:
    with pytest.raises(UncleanError, match="macros"):
        dict(cleaned({name: b"<a/>"}))


def test_a_part_that_is_not_well_formed_is_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        of("word/document.xml", "<a>")
