"""A file that cannot be published is reported where a release names it."""

from newsgen.rules.files_used import check_left_out
from newsgen.store.tables import VerdictRow
from newsgen.store.uses import NamedFile

BAD = VerdictRow("images/van.jpg", 1, 2, 3, "it is damaged", "Save it again.")


def test_a_file_that_is_left_out_is_reported_at_each_use() -> None:
    uses = [NamedFile("images/van.jpg", f"{name}.md", "7 3", sure=True) for name in "ac"]
    first, second = check_left_out(uses, {"images/van.jpg": BAD})
    assert first.code == "NG551"
    assert first.message == "the file images/van.jpg is not published: it is damaged"
    assert first.hint == "Save it again."
    assert (first.span.path, first.span.line, first.span.column) == ("content/a.md", 7, 3)
    assert second.span.path == "content/c.md"
