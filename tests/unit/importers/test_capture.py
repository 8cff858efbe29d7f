"""Media types of files that came without one."""

import pytest

from newsgen.importers.capture import Capture, joined, media_type_of

PAGE = b"<!DOCTYPE html><title>x</title>"


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a/page.aspx", PAGE, "text/html"),
        ("a/page", b"\xef\xbb\xbf  <!-- saved -->\n<HTML>", "text/html"),
        ("a/page.php?id=1", PAGE, "text/html"),
        ("a/map.png", b"\x89PNG", "image/png"),
        ("a/plan.pdf?v=2", b"%PDF-1.4", "application/pdf"),
        ("a/style.css", b"body{}", "text/css"),
        ("https://[x/map.png", b"\x89PNG", "image/png"),
        ("a/data", b"\x00\x01", "application/octet-stream"),
        ("a/page.html", b"plain words", "text/html"),
    ],
)
def test_a_file_without_a_type_is_what_its_bytes_or_its_name_say(
    name: str, body: bytes, media_type: str
) -> None:
    assert media_type_of(name, body) == media_type


def test_pages_are_known_by_their_type() -> None:
    assert Capture("x", media_type="application/xhtml+xml").is_page
    assert not Capture("x", media_type="image/png").is_page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTP://WWW.old.example/Plan.pdf", "http://WWW.old.example/Plan.pdf"),
        (r"\docs\plan.pdf", "https://old.example/docs/plan.pdf"),
        (r"..\images\map.jpg", "https://old.example/images/map.jpg"),
        (r"http:\\www.old.example\a.pdf", "http://www.old.example/a.pdf"),
        (r"b.aspx?at=c:\x#y\z", r"https://old.example/news/b.aspx?at=c:\x#y\z"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_links_mean_what_browsers_take_them_for(address: str, expected: str) -> None:
    assert joined("https://old.example/news/a.aspx", address) == expected
