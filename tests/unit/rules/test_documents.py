"""A PDF that a screen reader cannot read well is reported where a release names it."""

from newsgen.model.release import FileUse
from newsgen.rules.documents import check_documents
from newsgen.store.tables import VerdictRow
from tests.support.catalogue import release

FORM = VerdictRow("form.pdf", 1, 2, 3, lacks="tags title")


def test_what_a_pdf_lacks_is_reported_at_each_use() -> None:
    uses = (FileUse("form.pdf", 7, 3, sure=True), FileUse("plan.pdf", 8, 1, sure=True))
    releases = [release("a", files=uses), release("b", files=uses[1:])]
    (finding,) = check_documents(releases, {"form.pdf": FORM})
    assert finding.code == "NG552"
    assert finding.message == (
        "the PDF form.pdf has no tags and no title, which screen readers need"
    )
    assert (finding.span.path, finding.span.line, finding.span.column) == ("content/a.md", 7, 3)
    assert finding.subject == "form.pdf"
