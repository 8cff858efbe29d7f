"""Folders of copied websites: what address a file had."""

from pathlib import Path

import pytest

from newsgen.importers.capture import Capture
from newsgen.importers.mirror import Mirror, canonical_link

PAGE = "<!doctype html><html><head>{}</head><body>words</body></html>"
HOST = "https://www.old.example"


def write(folder: Path, path: str, body: bytes | str = PAGE) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body.encode() if isinstance(body, str) else body)


def captures(folder: Path) -> dict[str, Capture]:
    return {capture.origin: capture for capture in Mirror(folder).captures()}


@pytest.mark.parametrize(
    ("path", "url", "is_guessed"),
    [
        ("index.html", "/", False),
        ("news/index.html", "/news/", False),
        ("news/2020/March/A.aspx", "/news/2020/March/A.aspx", False),
        ("news/2020/March/A.aspx.html", "/news/2020/March/A.aspx", True),
        ("news/index.html?p=12", "/news/?p=12", True),
        ("news/index.html?p=12.html", "/news/?p=12", True),
        ("news/index.html@p=12.html", "/news/?p=12", True),
        ("news/item.asp?id=3&x=y", "/news/item.asp?id=3&x=y", False),
        ("news/caf\u00e9 closed.html", "/news/caf%C3%A9%20closed.html", False),
        ("news/a%20b", "/news/a%20b", False),
        ("news/100%", "/news/100%25", False),
    ],
)
def test_wget_names_files_by_their_addresses(
    tmp_path: Path, path: str, url: str, is_guessed: bool
) -> None:
    write(tmp_path, f"www.old.example/{path}")
    (capture,) = Mirror(tmp_path).captures()
    assert (capture.url, capture.is_guessed) == (HOST + url, is_guessed)
    assert capture.is_page


def test_a_canonical_link_tells_the_address_if_the_name_agrees(tmp_path: Path) -> None:
    link = '<link rel="canonical" href="{}/News/A.aspx">'.format
    write(tmp_path, "www.old.example/News/A.html", PAGE.format(link(HOST)))
    write(tmp_path, "www.old.example/News/B.html", PAGE.format(link(HOST)))
    write(tmp_path, "www.old.example/News/A2/A.html", PAGE.format(link("https://else.example")))
    got = [(each.url, each.is_guessed) for each in Mirror(tmp_path).captures()]
    assert got == [
        (f"{HOST}/News/A.aspx", False),
        (f"{HOST}/News/B.html", False),
        (f"{HOST}/News/A2/A.html", False),
    ]


def test_the_comment_of_httrack_tells_the_address(tmp_path: Path) -> None:
    comment = (
        "<!-- Mirrored from www.old.example/News/A.aspx?id=1 by HTTrack Website Copier/3.x -->"
    )
    write(tmp_path, "www.old.example/News/A9f3.html", f"<!doctype html><html>{comment}</html>")
    (capture,) = Mirror(tmp_path).captures()
    assert (capture.url, capture.is_guessed) == (f"{HOST}/News/A.aspx?id=1", False)
    assert capture.alias == f"{HOST}/News/A9f3.html"


def test_a_comment_of_httrack_that_has_no_address_is_passed_over(tmp_path: Path) -> None:
    comment = "<!-- Mirrored from [www.old.example/A by HTTrack Website Copier/3.x -->"
    write(tmp_path, "www.old.example/A.html", f"<!doctype html><html>{comment}</html>")
    (capture,) = Mirror(tmp_path).captures()
    assert (capture.url, capture.trouble) == (f"{HOST}/A.html", "")


def test_what_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    write(folder, "www.old.example/empty.html", b"")
    write(folder, "www.old.example/a.html")
    write(tmp_path, "secret.html")
    (folder / "www.old.example/secret.html").symlink_to(tmp_path / "secret.html")
    got = captures(folder)
    assert got["www.old.example/empty.html"].trouble == "the file is empty"
    secret = got["www.old.example/secret.html"]
    assert (secret.url, secret.trouble) == ("", "the path leads out of the folder")
    assert got["www.old.example/a.html"].body


def test_a_file_that_wget_fetched_again_is_another_capture_of_its_address(tmp_path: Path) -> None:
    write(tmp_path, "www.old.example/a.aspx", "<html>old")
    write(tmp_path, "www.old.example/a.aspx.1", "<html>new")
    assert [each.url for each in Mirror(tmp_path).captures()] == [f"{HOST}/a.aspx"] * 2


def test_the_page_as_it_was_before_wget_changed_its_links_counts(tmp_path: Path) -> None:
    write(tmp_path, "www.old.example/a.aspx.html", "<html>changed")
    write(tmp_path, "www.old.example/a.aspx.html.orig", "<html>as it was")
    (capture,) = Mirror(tmp_path).captures()
    assert (capture.url, capture.body) == (f"{HOST}/a.aspx", b"<html>as it was")


def test_a_folder_may_be_called_like_its_host_or_the_plan_says_it(tmp_path: Path) -> None:
    write(tmp_path, "www.old.example/a.html")
    inside = tmp_path / "www.old.example"
    assert [each.url for each in Mirror(inside).captures()] == [f"{HOST}/a.html"]
    other = tmp_path / "copy"
    write(other, "a.html")
    assert [each.url for each in Mirror(other).captures()] == ["https://unknown.invalid/a.html"]
    assert [each.url for each in Mirror(other, HOST).captures()] == [f"{HOST}/a.html"]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href=/a/>", f"{HOST}/a/"),
        (
            '<LINK href="https://x.example/?a=1&amp;b=2" REL="canonical">',
            "https://x.example/?a=1&b=2",
        ),
        ('<link rel="stylesheet" href="/a.css">', ""),
        ('<link rel="canonical">', ""),
        ('<link rel="canonical" href="http://[">', ""),
    ],
)
def test_canonical_links(head: str, url: str) -> None:
    assert canonical_link(PAGE.format(head).encode(), f"{HOST}/b/") == url


def test_pictures_are_opened_only_when_they_are_wanted(tmp_path: Path) -> None:
    write(tmp_path, "www.old.example/map.png", b"\x89PNG")
    write(tmp_path, "www.old.example/page.php", PAGE)
    first = captures(tmp_path)
    assert first["www.old.example/map.png"].body == b""
    assert first["www.old.example/page.php"].is_page
    (again,) = Mirror(tmp_path).captures({"www.old.example/map.png"})
    assert (again.body, again.media_type) == (b"\x89PNG", "image/png")
