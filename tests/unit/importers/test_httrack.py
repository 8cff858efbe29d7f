"""Copies by HTTrack, whose cache knows all addresses."""

import zipfile
from pathlib import Path

import pytest

from newsgen.importers.httrack import CACHE
from newsgen.importers.mirror import Mirror
from tests.unit.importers.test_mirror import HOST, PAGE, captures, write


def _extra(status: int, **headers: str) -> bytes:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Said", f"X-StatusCode: {status}",
             *(f"{key}: {value}" for key, value in named.items())]  # fmt: skip
    return "\r\n".join([*lines, ""]).encode()


def _cache(folder: Path, entries: dict[str, tuple[bytes, bytes]]) -> None:
    """Write a cache as HTTrack does: its headers are the extra field of the local entry alone."""
    (folder / "hts-cache").mkdir(parents=True)
    with zipfile.ZipFile(folder / "hts-cache/new.zip", "w") as cache:
        for url, (extra, body) in entries.items():
            info = zipfile.ZipInfo(url)
            info.extra = extra
            cache.writestr(info, body)
            info.extra = b""


def test_the_cache_of_httrack_knows_everything(tmp_path: Path) -> None:
    page = PAGE.format("").encode()
    saved = "www.old.example/News/A.html"
    _cache(
        tmp_path,
        {
            f"{HOST}/News/A.aspx": (
                _extra(200, Content_Type="text/html", X_Charset="utf-8", X_Save=saved), page),
            f"{HOST}/map.png": (
                _extra(200, Content_Type="image/png", X_Save="www.old.example/map.png"), b""),
            f"{HOST}/old": (_extra(301, Content_Type="text/html", Location="/News/A.aspx"), b""),
            f"{HOST}/lost.aspx": (_extra(404, Content_Type="text/html"), b""),
            f"{HOST}/out": (_extra(200, Content_Type="image/png", X_Save="../../out.png"), b""),
        },
    )  # fmt: skip
    write(tmp_path, saved, "<!doctype html><html>changed links</html>")
    write(tmp_path, "www.old.example/map.png", b"\x89PNG")
    write(tmp_path, "www.old.example/lost.html", "<html>no such page")
    write(
        tmp_path,
        "index.html",
        "<html><!-- Mirror and index made by HTTrack Website Copier/3.49 -->",
    )
    got = captures(tmp_path)
    assert {url.removeprefix(HOST): each.status for url, each in got.items()} == {
        "/News/A.aspx": 200, "/map.png": 200, "/old": 301, "/lost.aspx": 404, "/out": 200,
    }  # fmt: skip
    assert got[f"{HOST}/News/A.aspx"].body == page
    assert got[f"{HOST}/map.png"].body == b"\x89PNG"
    assert got[f"{HOST}/old"].location == "/News/A.aspx"
    assert got[f"{HOST}/out"].trouble == "its path leads out of the folder"


@pytest.mark.parametrize("saved", ["www.old.example/a\0.html", f"www.old.example/{'a' * 300}.html"])
def test_an_entry_with_a_name_that_no_file_has_costs_no_other(tmp_path: Path, saved: str) -> None:
    """A cache may be damaged, and Windows has longer names than others."""
    picture = _extra(200, Content_Type="image/png", X_Save=saved)
    _cache(tmp_path, {f"{HOST}/a.png": (picture, b"")})
    write(tmp_path, "www.old.example/b.html")
    entry, page = Mirror(tmp_path).captures()
    assert entry.url == f"{HOST}/a.png"
    assert entry.trouble.startswith("the file cannot be read: ")
    assert page.url == f"{HOST}/b.html"


def test_the_list_that_httrack_makes_itself_is_no_page_of_the_site(tmp_path: Path) -> None:
    write(
        tmp_path, "index.html", "<html><!-- Mirror and index made by HTTrack Website Copier/3 -->"
    )
    write(tmp_path, "www.old.example/a.html")
    assert [each.url for each in Mirror(tmp_path).captures()] == [f"{HOST}/a.html"]


def test_a_broken_cache_is_told_of_and_the_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, "hts-cache/new.zip", b"PK\x03\x04 broken")
    write(tmp_path, "www.old.example/a.html")
    broken, page = Mirror(tmp_path).captures()
    assert broken.trouble.startswith("HTTrack's cache cannot be read")
    assert page.url == f"{HOST}/a.html"


def _saved(folder: Path, path: str = "www.old.example/News/A.html") -> bytes:
    """Write a copy whose cache has two pages, and its folder one; returns those of the cache."""
    page = PAGE.format("").encode() * 20
    _cache(folder, {
        f"{HOST}/News/A.aspx": (_extra(200, Content_Type="text/html", X_Save=path), page),
        f"{HOST}/News/B.aspx": (_extra(200, Content_Type="text/html", X_Save=""), page),
    })  # fmt: skip
    write(folder, path, "<!doctype html><html>changed links</html>")
    return page


def test_the_cache_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _saved(tmp_path)
    opened: list[Path] = []

    class CountedZip(zipfile.ZipFile):
        def __init__(self, file: Path) -> None:
            opened.append(file)
            super().__init__(file)

    monkeypatch.setattr(zipfile, "ZipFile", CountedZip)
    mirror = Mirror(tmp_path)
    for _ in range(2):
        assert [each.body for each in mirror.captures()] == [page, page]
    assert [each.url for each in mirror.captures({f"{HOST}/News/A.aspx"})] == [
        f"{HOST}/News/A.aspx"
    ]
    assert len(opened) == 1


def test_a_page_that_is_damaged_in_the_cache_is_read_from_the_folder(tmp_path: Path) -> None:
    page = _saved(tmp_path)
    file = tmp_path / CACHE
    file.write_bytes(file.read_bytes().replace(page[:30], b"x" * 30))
    got = captures(tmp_path)
    first, second = got[f"{HOST}/News/A.aspx"], got[f"{HOST}/News/B.aspx"]
    assert (first.body, first.trouble) == (b"<!doctype html><html>changed links</html>", "")
    assert second.trouble.startswith("HTTrack's cache has it damaged: Bad CRC-32")
    assert len(got) == 2


@pytest.mark.parametrize("at", range(0, 900, 45))
def test_whatever_is_damaged_the_rest_is_read(tmp_path: Path, at: int) -> None:
    _saved(tmp_path)
    file = tmp_path / CACHE
    data = bytearray(file.read_bytes())
    data[at : at + 40] = b"\xff" * 40
    file.write_bytes(data)
    got = captures(tmp_path)
    assert any(b"changed links" in each.body or b"words" in each.body for each in got.values())
