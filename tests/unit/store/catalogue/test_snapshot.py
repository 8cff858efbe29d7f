"""The catalogue as a preview reads it, beside whoever writes to it."""

from pathlib import Path

from newsgen.store import Scope, Snapshot
from tests.support.catalogue import AS_OF, Archive, release


def snapshot(archive: Archive) -> Snapshot:
    archive.database.commit()
    return Snapshot(archive.database.path, Scope(AS_OF, drafts=False))


def test_it_sees_what_was_committed_and_that_others_write(archive: Archive) -> None:
    archive.put(release("a"))
    reader = snapshot(archive)
    assert reader.catalogue.overview.count().releases == 1
    assert not reader.has_changed()
    archive.put(release("b"))
    archive.database.commit()
    assert reader.has_changed()
    assert not reader.is_replaced()
    assert reader.catalogue.overview.count().releases == 2
    reader.close()


def test_a_file_in_the_place_of_the_old_one_is_another(archive: Archive, tmp_path: Path) -> None:
    reader = snapshot(archive)
    copy = tmp_path / "copy"
    copy.write_bytes(archive.database.path.read_bytes())
    copy.replace(archive.database.path)
    assert reader.is_replaced()
    assert reader.has_changed()
    reader.close()
    archive.database.path.unlink()
    assert reader.is_replaced()
