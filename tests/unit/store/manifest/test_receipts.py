"""Receipts: one for each output folder, and all of them void when the content changes."""

from newsgen.store import Manifest
from tests.support.catalogue import Archive


def test_each_folder_has_its_own_until_all_are_void(archive: Archive) -> None:
    first, second = (
        Manifest.of_folder(archive.database.connection, name).receipts for name in "ab"
    )
    assert first.text() == ""
    first.keep("Café – 1")
    second.keep("2")
    first.keep("3")
    assert (first.text(), second.text()) == ("3", "2")
    first.void()
    assert (first.text(), second.text()) == ("", "")
