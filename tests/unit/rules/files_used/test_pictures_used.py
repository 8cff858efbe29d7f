"""Pictures that are damaged or heavy, where releases use them."""

from newsgen.diagnostics import Span
from newsgen.rules.files_used import check_pictures
from newsgen.store.tables import VerdictRow
from newsgen.store.uses import NamedFile

USE = NamedFile("van.jpg", "a.md", "7 3", sure=True)


def test_a_picture_without_copies_and_a_heavy_one_are_named_where_they_are_used() -> None:
    row = VerdictRow("van.jpg", 5_260_000, 2, 3, fault="it is damaged")
    damaged, heavy = check_pictures([USE], {"van.jpg": row}, 5)
    assert (damaged.code, heavy.code) == ("NG556", "NG557")
    assert damaged.span == heavy.span == Span("content/a.md", 7, 3)
    assert damaged.message.endswith("van.jpg: it is damaged")
    assert "5.3 MB; 5 are enough" in heavy.message


def test_what_is_whole_and_within_the_budget_is_not_named() -> None:
    row = VerdictRow("van.jpg", 5_000_000, 2, 3)
    assert list(check_pictures([USE], {"van.jpg": row}, 5)) == []
