"""A file that cannot be published is reported where a release names it."""

from newsgen.model.release import FileUse
from newsgen.rules.left_out import check_left_out
from newsgen.store.tables import VerdictRow
from tests.support.catalogue import release

BAD = VerdictRow("images/van.jpg", 1, 2, 3, "it is damaged", "Save it again.")


def test_a_file_that_is_left_out_is_reported_at_each_use() -> None:
    uses = (FileUse("images/van.jpg", 7, 3, sure=True), FileUse("map.png", 8, 1, sure=True))
    releases = [
        release("a", files=uses),
        release("b", files=uses[1:]),
        release("c", files=uses[:1]),
    ]
    first, second = check_left_out(releases, {"images/van.jpg": BAD})
    assert first.code == "NG551"
    assert first.message == "the file images/van.jpg is not published: it is damaged"
    assert first.hint == "Save it again."
    assert (first.span.path, first.span.line, first.span.column) == ("content/a.md", 7, 3)
    assert second.span.path == "content/c.md"
