"""What is known of groups is kept for those that there are."""

from newsgen.store.twins import Twin, Twins
from tests.support.catalogue import Archive

ONE, TWO, THREE = b"1", b"2", b"3"


def test_it_is_kept_for_the_groups_that_there_are(archive: Archive) -> None:
    twins = Twins(archive.database.connection)
    assert twins.known() == {}
    first = {ONE: [Twin(1, 0, 100), Twin(2, 0, 83)], TWO: []}
    twins.keep({}, first)
    assert twins.known() == first
    second = {TWO: [], THREE: [Twin(3, 1, 90)]}
    twins.keep(first, second)
    assert twins.known() == second


def test_nothing_is_written_where_nothing_changed(archive: Archive) -> None:
    twins, connection = Twins(archive.database.connection), archive.database.connection
    twins.keep({}, {ONE: [Twin(1, 0, 100)]})
    before = connection.total_changes
    twins.keep(twins.known(), {ONE: [Twin(1, 0, 100)]})
    assert connection.total_changes == before


def test_it_goes_with_all_releases(archive: Archive) -> None:
    twins = Twins(archive.database.connection)
    twins.keep({}, {ONE: []})
    archive.at().entries.drop_all()
    assert twins.known() == {}
