"""Which files cannot be published is kept for those that are in use."""

from newsgen.store.tables import VerdictRow
from newsgen.store.uses import Verdicts
from tests.support.catalogue import Archive

A, B = VerdictRow("a.jpg", 1, 2, 3, "", ""), VerdictRow("b.zip", 4, 5, 6, "it is odd", "Change it.")


def test_they_are_kept_for_the_files_that_are_in_use(archive: Archive) -> None:
    verdicts = Verdicts(archive.database.connection)
    assert verdicts.known() == {}
    verdicts.keep({}, [A, B])
    assert verdicts.known() == {"a.jpg": A, "b.zip": B}
    changed = A._replace(size=7)
    verdicts.keep(verdicts.known(), [changed])
    assert verdicts.known() == {"a.jpg": changed}


def test_those_of_files_that_are_gone_are_forgotten(archive: Archive) -> None:
    verdicts = Verdicts(archive.database.connection)
    verdicts.keep({}, [A, B])
    verdicts.keep_only({"b.zip": None})
    assert verdicts.known() == {"b.zip": B}


def test_nothing_is_written_where_nothing_changed(archive: Archive) -> None:
    verdicts, connection = Verdicts(archive.database.connection), archive.database.connection
    verdicts.keep({}, [A, B])
    before = connection.total_changes
    verdicts.keep(verdicts.known(), [A, B])
    assert connection.total_changes == before
