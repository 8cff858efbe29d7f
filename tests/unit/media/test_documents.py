"""What is known of a document before it is opened, and what it lacks for screen readers."""

import sys
from io import BytesIO
from time import process_time

import pikepdf
import pytest
from pikepdf import Dictionary

from newsgen.media import cleaned
from newsgen.media.documents import DocumentFacts, document_facts
from tests.media import OFFICE, document, read
from tests.media.test_parts import annotated, open_document


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notice.pdf", DocumentFacts(1)),
        ("leaflet.pdf", DocumentFacts(2, ("tags", "title"))),
        ("notice.docx", DocumentFacts()),
        ("plain.jpg", DocumentFacts()),
    ],
)
def test_a_pdf_tells_its_pages_and_what_it_lacks(name: str, expected: DocumentFacts) -> None:
    assert document_facts(read(name)) == expected
    assert document_facts(cleaned(read(name))) == expected


def test_tags_that_are_switched_off_do_not_count() -> None:
    with pikepdf.open(BytesIO(read("notice.pdf"))) as pdf:
        pdf.Root["/MarkInfo"] = Dictionary(Marked=False)
        del pdf.Root["/Lang"]
        written = BytesIO()
        pdf.save(written)
    assert document_facts(written.getvalue()).lacks == ("tags", "language")


def test_what_cannot_be_read_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert document_facts(b"%PDF-1.7\nnothing") == DocumentFacts()
    assert document_facts(b"text") == DocumentFacts()
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    assert document_facts(read("notice.pdf")) == DocumentFacts()


def workbook(state: str) -> bytes:
    return document(main="xl/workbook.xml", content=f"<a><sheet name='b'{state}/></a>".encode())


def styled(kind: str, sign: str, element: str, style: str = "s1") -> bytes:
    return open_document(
        f"<style:style style:name='s1'><style:{kind}-properties {sign}/></style:style>"
        f"<{element} {element.partition(':')[0]}:style-name='{style}'/>"
    )


def test_hidden_words_are_looked_for_in_little_time() -> None:
    """A long name of an element took minutes."""
    started = process_time()
    document_facts(
        document(content=b"<w:vanish xmlns:w='w'><w:" + b"a" * 300_000 + b"/></w:vanish>")
    )
    document_facts(
        document(content=b"<w:r xmlns:w='w'><w:vanish/><w:" + b"a" * 300_000 + b"/></w:r>")
    )
    assert process_time() - started < 2


def words(text: str) -> bytes:
    return document(content=f"<w:r xmlns:w='w'>{text}</w:r>".encode())


CACHE = ("pivotCacheDefinition", "xl/a.xml", f"{OFFICE}spreadsheetml.pivotCacheDefinition+xml")
SLIDE = ("slide", "ppt/a.xml", f"{OFFICE}presentationml.slide+xml")
EMBEDDED = ("package", "word/a.xlsx", "application/x")
TABLE = ("table", "table:display='false'", "table:table")
PAGE = ("drawing-page", "presentation:visibility='hidden'", "draw:page")
SPAN = ("text", "text:display='none'", "text:span")
STYLES = ("styles", "word/a.xml", f"{OFFICE}wordprocessingml.styles+xml")


def by_style(said: str, user: str) -> bytes:
    style = f"<w:style w:styleId='h'><w:name w:val='H'/><w:rPr>{said}</w:rPr></w:style>"
    other = "<w:style w:styleId='i'><w:rPr><w:i/></w:rPr></w:style>"
    styles = f"<w:styles xmlns:w='w'>{other}{style}{other}</w:styles>".encode()
    content = f"<w:p xmlns:w='w'>{user}<w:r><w:t>a</w:t></w:r></w:p>".encode()
    return document((*STYLES, styles), content=content)


@pytest.mark.parametrize(
    ("data", "hides"),
    [
        (workbook(""), ()),
        (workbook(" state='visible'"), ()),
        (workbook(" state='hidden'"), ("sheets",)),
        (workbook(" state='veryHidden'"), ("sheets",)),
        (document((*EMBEDDED, workbook(" state='hidden'"))), ("sheets",)),
        (document((*EMBEDDED, workbook(""))), ()),
        (document((*CACHE, b"<pivotCacheDefinition/>"), main="xl/workbook.xml"), ("pivots",)),
        (document((*SLIDE, b"<p:sld show='0'/>"), main="ppt/presentation.xml"), ("slides",)),
        (document((*SLIDE, b"<p:sld show='1'/>"), main="ppt/presentation.xml"), ()),
        (words("<w:rPr><w:vanish/></w:rPr><w:t>a</w:t>"), ("words",)),
        (words("<w:rPr><w:b/><w:vanish w:val='1'/><w:i/></w:rPr><w:tab/><w:t>a</w:t>"), ("words",)),
        (words("<w:rPr><w:vanish w:val='0'/></w:rPr><w:t>a</w:t>"), ()),
        (words("<w:rPr><w:vanish/></w:rPr><w:instrText>XE a</w:instrText>"), ()),
        (words("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r>"), ()),
        (styled(*TABLE), ("sheets",)),
        (styled(*TABLE, style="s2"), ()),
        (styled("table", "table:display='true'", "table:table"), ()),
        (styled(*PAGE), ("slides",)),
        (styled(*PAGE, style="s2"), ()),
        (styled(*SPAN), ("words",)),
        (styled(*SPAN, style="s2"), ()),
        (open_document("<text:section text:name='a' text:display='none'/>"), ("words",)),
        (open_document("<text:section text:name='a' text:display='true'/>"), ()),
        (open_document("<text:hidden-text text:is-hidden='true'/>"), ("words",)),
        (open_document("<text:hidden-paragraph text:is-hidden='false'/>"), ()),
        (by_style("<w:vanish/>", "<w:pPr><w:pStyle w:val='h'/></w:pPr>"), ("words",)),
        (by_style("<w:vanish/>", "<w:rPr><w:rStyle w:val='h'/></w:rPr>"), ("words",)),
        (by_style("<w:vanish/>", "<w:rPr><w:rStyle w:val='i'/></w:rPr>"), ()),
        (by_style("<w:vanish w:val='0'/>", "<w:rPr><w:rStyle w:val='h'/></w:rPr>"), ()),
        (annotated("Redact"), ("redactions",)),
        (annotated("Highlight"), ()),
        (read("numbers.xlsx"), ()),
        (read("numbers.ods"), ()),
        (read("slides.pptx"), ()),
        (read("slides.odp"), ()),
    ],
)
def test_what_a_document_hides_is_known(data: bytes, hides: tuple[str, ...]) -> None:
    assert document_facts(cleaned(data)).hides == hides
