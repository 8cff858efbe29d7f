"""What is known of a document before it is opened, and what it lacks for screen readers."""

import sys
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary

from newsgen.media import cleaned
from newsgen.media.documents import DocumentFacts, document_facts
from tests.media import read


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
