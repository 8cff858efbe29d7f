"""Drives, shares, and line ends of Windows."""

import os
import sqlite3
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from newsgen.pipeline.session import output_name
from newsgen.store._database import _address_to_read, connect_to_read
from tests.support.builds import appeal, built, request
from tests.support.site import CONFIG, difference, new_site, tree


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/srv/a b/cache"), "file:///srv/a%20b/cache?mode=ro"),
        (PureWindowsPath(r"C:\Sites\news\cache"), "file:///C:/Sites/news/cache?mode=ro"),
        (PureWindowsPath(r"\\desk\news #1\cache"), "file:////desk/news%20%231/cache?mode=ro"),
    ],
)
def test_a_cache_is_opened_on_drives_and_shares(
    path: PurePosixPath | PureWindowsPath, address: str
) -> None:
    assert _address_to_read(path) == address


def test_a_cache_with_any_name_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "a b%20#é.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE a (b)")
    reading = connect_to_read(file)
    assert reading.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading.execute("DROP TABLE a")
    reading.close()
    connection.close()


def test_an_output_on_another_drive_is_known_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def relpath(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", relpath)
    output = tmp_path / "www"
    assert output_name(request(tmp_path / "site", output=output)) == str(output)


def test_line_ends_of_windows_change_no_byte_of_the_website(tmp_path: Path) -> None:
    site = new_site(
        tmp_path / "site",
        {
            "a.md": appeal("Theft", "2026-03-05", "A first line\nof two.\n\n- a\n- b\n"),
            "b.md": appeal("Robbery", "2026-03-06"),
        },
    )
    (site / "newsgen.toml").write_text(CONFIG, encoding="utf-8", newline="\n")
    built(site)
    unix = tree(site / "output")
    for file in (*site.glob("content/*.md"), site / "newsgen.toml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    built(site, output=tmp_path / "output", cache=tmp_path / "cache")
    assert difference(tree(tmp_path / "output"), unix) == {}
