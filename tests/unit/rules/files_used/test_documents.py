"""A PDF that a screen reader cannot read well is reported where a release names it."""

from newsgen.rules.files_used import check_documents
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
