"""The list of written files: whole or none, and never without a file that is in the output."""

from pathlib import Path

import pytest

from newsgen.store import Manifest, StoreError, WrittenList, list_file, listed
from tests.support.catalogue import Archive, target_row

NAMES = [f"news/é{n}.html" for n in range(5)]


class Listed:
    """An output folder of a cache, with its list."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        connection = archive.database.connection
        self.manifest = Manifest.of_folder(connection, "output")
        self.file = list_file(folder, "output")
        self.written = WrittenList(connection, self.manifest.output, self.file)

    def stage(self, *paths: str) -> None:
        """List files, and let the manifest adopt them, as a build does."""
        self.manifest.staging.clear()
        self.manifest.staging.put([("s", target_row(path)) for path in paths], last=False)
        self.written.add_staged()
        self.manifest.adopt_staged()

    def paths(self, *asked: str) -> list[str]:
        return [*listed(self.file, asked or NAMES)]


@pytest.fixture
def list_of(archive: Archive, tmp_path: Path) -> Listed:
    return Listed(archive, tmp_path)


def test_paths_come_and_go_and_no_name_is_in_the_file(list_of: Listed) -> None:
    list_of.stage(*NAMES[:3])
    assert list_of.paths() == NAMES[:3]
    list_of.stage(NAMES[0], NAMES[4])
    assert list_of.paths() == [*NAMES[:3], NAMES[4]]
    list_of.written.drop([NAMES[1], "another"])
    assert list_of.paths() == [NAMES[0], NAMES[2], NAMES[4]]
    assert b"news" not in list_of.file.read_bytes()
    assert list_of.file.stat().st_size == 4 * 16


def test_it_is_not_written_when_no_path_is_new(list_of: Listed) -> None:
    list_of.stage(*NAMES)
    before = list_of.file.stat().st_mtime_ns
    list_of.stage(*NAMES[1:3])
    list_of.written.drop([])
    assert list_of.file.stat().st_mtime_ns == before


@pytest.mark.parametrize("place", range(0, 6 * 16, 7))
def test_a_damaged_list_is_none_and_is_written_again(list_of: Listed, place: int) -> None:
    list_of.stage(*NAMES)
    data = bytearray(list_of.file.read_bytes())
    data[place] ^= 1
    list_of.file.write_bytes(data)
    assert list_of.paths() == []
    list_of.written.drop([NAMES[0]])
    assert list_of.paths() == []
    list_of.stage("new")
    assert list_of.paths(*NAMES, "new") == [*NAMES, "new"]


@pytest.mark.parametrize("size", [0, 1, 16, 17, 79, 80])
def test_a_list_that_was_cut_is_none(list_of: Listed, size: int) -> None:
    list_of.stage(*NAMES)
    list_of.file.write_bytes(list_of.file.read_bytes()[:size])
    assert list_of.paths() == []
    list_of.stage(NAMES[0])
    assert list_of.paths() == NAMES


def test_a_list_that_is_gone_or_restored_is_written_again(list_of: Listed) -> None:
    list_of.stage(*NAMES[:2])
    earlier = list_of.file.read_bytes()
    list_of.stage(*NAMES[2:])
    list_of.file.write_bytes(earlier)
    list_of.written.drop([NAMES[0]])
    assert list_of.paths() == NAMES[:2]  # it is not the manifest's, so it is left
    list_of.stage(NAMES[0])
    assert list_of.paths() == NAMES
    list_of.file.unlink()
    assert list_of.paths() == []
    list_of.stage(NAMES[0])
    assert list_of.paths() == NAMES


def test_each_output_folder_has_its_own(tmp_path: Path) -> None:
    assert list_file(tmp_path, "output") != list_file(tmp_path, "preview")


def test_a_list_that_cannot_be_written_is_the_caches_trouble(list_of: Listed) -> None:
    list_of.file.mkdir()
    with pytest.raises(StoreError, match="written-"):
        list_of.stage(*NAMES)
