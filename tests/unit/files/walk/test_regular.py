"""A file with a fixed name is read if it is one, and never waited for."""

import os
import sys
from pathlib import Path

import pytest

from newsgen.files.walk import read_own, read_regular, read_regular_text


def test_a_file_is_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a\r\n")
    (tmp_path / "b").symlink_to("a")
    assert read_regular(tmp_path / "b") == b"a\r\n"
    assert read_regular_text(tmp_path / "b") == "a\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_device_and_a_pipe_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(OSError, match="Not a regular file"):
            read_regular(tmp_path / name)


def test_what_is_not_there_or_a_folder_is_said_as_ever(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "none")
    with pytest.raises((IsADirectoryError, PermissionError)):
        read_regular(tmp_path)


def test_a_file_of_a_site_is_no_link_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("token\n")
    site = tmp_path / "site"
    site.mkdir()
    (site / "below").write_bytes(b"\xef\xbb\xbfa\r\n")
    (site / "a").symlink_to("below")
    (site / "b").symlink_to("../secret")
    (site / "c").symlink_to("c")
    (tmp_path / "link").symlink_to("site")
    assert read_own(site / "a") == read_own(tmp_path / "link/a") == "a\n"
    with pytest.raises(OSError, match="leads out of the site"):
        read_own(site / "b")
    with pytest.raises(OSError, match="symbolic links"):
        read_own(site / "c")
