"""Receipts: one for each output folder, and all of them void when the content changes."""

from newsgen.store import Manifest
from tests.support.catalogue import Archive


def test_each_folder_has_its_own_until_all_are_void(archive: Archive) -> None:
    one, two = (Manifest.of_folder(archive.database.connection, name).receipts for name in "ab")
    assert one.text() == ""
    one.keep("Café – 1")
    two.keep("2")
    one.keep("3")
    assert (one.text(), two.text()) == ("3", "2")
    one.void()
    assert (one.text(), two.text()) == ("", "")
