"""What is published of a file, by its content and its name."""

import subprocess
import sys

import pytest

from newsgen.media import UncleanError, published
from tests.media import FILES, SECRET, read
from tests.unit.media.test_gif import FRAME, HEAD

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_a_file_of_a_known_kind_is_published_clean(name: str) -> None:
    assert SECRET not in published(name, read(name))
    assert published(f"a/B.C/{name.upper()}", read(name)) == published(name, read(name))


@pytest.mark.parametrize("name", ["a.txt", "a.CSV", "a.vtt", "a.ics", "a.json"])
def test_a_plain_text_is_published_as_it_is(name: str) -> None:
    for text in ("A text – with more", "A text in Windows’ encoding"):
        data = text.encode("cp1252")
        assert published(name, data) == data


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jpg", b"", "empty"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"MZ\0\0", "kind"),
        ("a.txt", "A film".encode("utf-16"), "UTF-16"),
        ("a.woff2", b"wOF2\0\1\0\0", "it is a font"),
        ("a.ttf", b"\0\1\0\0\0\x0b", "it is a font"),
        ("a.vtt", b"\xfe\xff" + "WEBVTT".encode("utf-16-be"), "UTF-16"),
        ("a.svg", "<svg/>".encode("utf-16"), "UTF-16"),
        ("a.exe", b"MZ", "kind"),
        ("a.html", b"<html>", "kind"),
        ("a.jpg", b"A text", "kind"),
        ("a.jpg", POINTER, "it is a pointer of Git LFS"),
        ("a.csv", POINTER, "it is a pointer of Git LFS"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "kind"),
        ("a.jpg", read("camera.png"), "PNG by its content"),
        ("a.txt", read("drawing.svg"), "SVG by its content"),
        ("jpg", read("camera.jpg"), "JPEG by its content"),
        ("a.zip", read("notice.docx"), "Office by its content"),
        ("a.docx", read("notice.docx")[:-40], "damaged"),
        ("a.jpg", read("camera.jpg") + read("notice.docx"), "two files in one"),
        ("a.gif", HEAD + b"!\xfe\5%PDF-\0" + FRAME + b";", "two files in one"),
    ],
)
def test_another_file_is_not_published(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UncleanError, match=reason) as error:
        published(name, data)
    assert error.value.hint


def test_a_format_costs_nothing_before_its_first_file() -> None:
    look = "import sys, newsgen.media; print(*(n for n in sys.modules if 'media._' in n))"
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True)
    assert ran.stdout.split() == ["newsgen.media._unclean"]
