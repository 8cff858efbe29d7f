"""Writing a configuration: whole, where nobody can read it, and without what it no longer names."""

import os
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.hosting.configuration import HostConfiguration
from newsgen.hosting.write import LIST, check_folder, write_files
from tests.support.site import tree, write


def files(**texts: str) -> HostConfiguration:
    return HostConfiguration({name.replace("__", "/"): text for name, text in texts.items()})


def test_files_are_written_as_they_are(tmp_path: Path) -> None:
    write_files(files(map="/café – x\n", site__maps="a\r\n"), tmp_path / "new/hosting")
    assert tree(tmp_path / "new/hosting") == {
        "map": "/café – x\n".encode(),
        "site/": b"",
        "site/maps": b"a\r\n",
        LIST: b"map\nsite/maps\n",
    }


def test_a_file_of_an_earlier_configuration_goes_and_others_stay(tmp_path: Path) -> None:
    write_files(files(old="alex rowan", both="1"), tmp_path)
    write(tmp_path / "mine.conf", "kept")
    write_files(files(both="2"), tmp_path)
    assert tree(tmp_path) == {"both": b"2", "mine.conf": b"kept", LIST: b"both\n"}


@pytest.mark.parametrize("name", ["../kept", "x/../../kept", "{tmp}/kept"])
def test_a_list_that_was_altered_deletes_nothing_elsewhere(tmp_path: Path, name: str) -> None:
    kept = write(tmp_path / "kept", "kept")
    write(tmp_path / "hosting" / LIST, name.format(tmp=tmp_path) + "\n\xff\n")
    write_files(files(a="1"), tmp_path / "hosting")
    assert kept.read_text() == "kept"


def test_a_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "kept")
    (tmp_path / "hosting").mkdir()
    for name in ("map", f".newsgen-{os.getpid()}"):  # the name of what is not in place yet
        (tmp_path / "hosting" / name).symlink_to(secret)
    write_files(files(map="x"), tmp_path / "hosting")
    assert secret.read_text() == "kept"
    assert tree(tmp_path / "hosting") == {"map": b"x", LIST: b"map\n"}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write(tmp_path / "hosting", "a file")
    with pytest.raises(NewsgenError) as error:
        write_files(files(map="x"), tmp_path / "hosting")
    assert error.value.diagnostics[0].code == "NG713"
    assert str(tmp_path / "hosting") in error.value.diagnostics[0].message


@pytest.mark.parametrize("folder", ["output", "output/x", "link", "link/x", "other/../output/x"])
def test_a_folder_that_is_published_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "output")
    with pytest.raises(NewsgenError) as error:
        check_folder(tmp_path / folder, tmp_path / "content", tmp_path / "output")
    assert error.value.diagnostics[0].code == "NG712"


@pytest.mark.parametrize("folder", ["hosting", "output-hosting", "output/../hosting", "."])
def test_a_folder_beside_or_above_is_taken(tmp_path: Path, folder: str) -> None:
    check_folder(tmp_path / folder, tmp_path / "output")
