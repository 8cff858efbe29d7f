"""Documents that a screen reader cannot read well, or that hide something, are reported."""

from newsgen.rules.files_used import check_documents, check_hidden
from newsgen.store.tables import VerdictRow
from newsgen.store.uses import NamedFile

FORM = VerdictRow("form.pdf", 1, 2, 3, lacks="tags title")


def test_what_a_pdf_lacks_is_reported_at_each_use() -> None:
    uses = [NamedFile("form.pdf", f"{name}.md", "7 3", sure=True) for name in "ab"]
    finding, again = check_documents(uses, {"form.pdf": FORM})
    assert finding.code == "NG552"
    assert finding.message == (
        "the PDF form.pdf has no tags and no title, which screen readers need"
    )
    assert (finding.span.path, finding.span.line, finding.span.column) == ("content/a.md", 7, 3)
    assert finding.subject == "form.pdf"
    assert again.span.path == "content/b.md"


def test_what_a_document_hides_is_reported() -> None:
    uses = [NamedFile("a.xlsx", "a.md", "7 3", sure=True)]
    row = VerdictRow("a.xlsx", 1, 2, 3, hides="pivots sheets")
    (finding,) = check_hidden(uses, {"a.xlsx": row})
    assert (finding.code, finding.subject) == ("NG561", "a.xlsx")
    assert finding.message == (
        "the document a.xlsx holds the data behind a pivot table and a hidden sheet"
    )
