"""ZIP archives: read within bounds, and written the same way each time."""

import zipfile
from io import BytesIO

import pytest

from newsgen.media import _zips
from newsgen.media._unclean import UncleanError
from newsgen.media._zips import packed, unpacked

FILES = [("mimetype", b"text"), ("a/b.xml", b"<a/>" * 100)]


def test_files_come_back() -> None:
    assert list(unpacked(packed(FILES, stored="mimetype"))) == FILES
    assert packed(FILES) == packed(FILES)


def test_one_file_may_be_stored() -> None:
    with zipfile.ZipFile(BytesIO(packed(FILES, stored="mimetype"))) as archive:
        assert [info.compress_type for info in archive.infolist()] == [0, zipfile.ZIP_DEFLATED]
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_folders_are_no_files() -> None:
    assert list(unpacked(packed([("a/", b""), *FILES]))) == FILES


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        packed(FILES)[:-9],
        packed(FILES, stored="mimetype").replace(b"text", b"TEXT"),
    ],
)
def test_another_file_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        list(unpacked(data))


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b"])
def test_a_name_that_leads_out_is_damaged(name: str) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        list(unpacked(packed([(name, b"x")])))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        list(unpacked(packed([("a", b"x"), ("a", b"y")])))


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_zips, "MOST_BYTES", 1000)
    assert list(unpacked(packed([("a", b"x" * 1000)])))
    with pytest.raises(UncleanError, match="too much"):
        list(unpacked(packed([("a", b"x" * 600), ("b", b"x" * 600)])))


def test_a_file_that_is_locked_is_refused() -> None:
    data = bytearray(packed([("a", b"x")]))
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(sign) + at] |= 1
    with pytest.raises(UncleanError, match="password"):
        list(unpacked(bytes(data)))
