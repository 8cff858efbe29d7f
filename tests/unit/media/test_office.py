"""Documents of Office programs: what they are made of, and what may be in them."""

import pytest

from newsgen.media._office import cleaned
from newsgen.media._unclean import UncleanError
from newsgen.media._zips import packed, unpacked
from tests.media import OFFICE, SECRET, document, read

NAMES = ("notice.docx", "numbers.xlsx", "slides.pptx", "notice.odt", "numbers.ods", "slides.odp")


def with_media(name: str, content: bytes, kind: str = "package") -> bytes:
    return document((kind, name, "application/octet-stream", content))


def inside(data: bytes) -> bytes:
    return b"".join(name.encode() + content for name, content in unpacked(data))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_program_wrote_goes_and_the_text_stays(name: str) -> None:
    before, after = inside(read(name)), inside(cleaned(read(name)))
    assert (SECRET in before, SECRET in after) == (True, False)
    text = {"notice": b"is closed", "numbers": b"Burglary", "slides": b"Be safe"}[
        name.split(".", maxsplit=1)[0]
    ]
    assert text in after
    assert cleaned(cleaned(read(name))) == cleaned(read(name))


@pytest.mark.parametrize(
    "ending", ["jpg", "JPG", "png", "emf", "bin", "ttf", "TTF", "otf", "odttf"]
)
@pytest.mark.parametrize("picture", ["camera.jpg", "camera.png"])
def test_a_picture_is_cleaned_whatever_its_name(picture: str, ending: str) -> None:
    name = f"word/media/a.{ending}"
    after = dict(unpacked(cleaned(with_media(name, read(picture), "image"))))
    assert SECRET not in after[name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttf", b"\0\1\0\0glyphs"),
        ("a.otf", b"OTTOglyphs"),
        ("a.fntdata", b"OTTOglyphs"),
        ("a.odttf", b"mixed up"),
    ],
)
def test_a_font_stays(name: str, content: bytes) -> None:
    assert dict(unpacked(cleaned(with_media(name, content, "font"))))[name] == content


def test_what_is_no_font_does_not_stay_by_its_name() -> None:
    with pytest.raises(UncleanError, match=r"a\.ttf"):
        cleaned(with_media("a.ttf", SECRET, "font"))


def test_a_document_in_a_document_is_cleaned() -> None:
    properties = ("metadata/core-properties", "docProps/core.xml", OFFICE + "x+xml", SECRET)
    chart = document(properties, main="xl/workbook.xml")
    after = dict(unpacked(cleaned(with_media("ppt/embeddings/a.xlsx", chart))))
    assert SECRET in inside(chart)
    assert SECRET not in inside(after["ppt/embeddings/a.xlsx"])


def test_documents_are_not_nested_without_end() -> None:
    nested = with_media("a.docx", with_media("b.docx", document()))
    with pytest.raises(UncleanError, match=r"b\.docx"):
        cleaned(nested)


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0", b"MZ", b"text", packed([("a", b"x")])])
def test_a_file_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(UncleanError, match=r"cannot be cleaned|archive"):
        cleaned(with_media("word/embeddings/a.bin", content))


@pytest.mark.parametrize("content", [b"", b"\1\0\0\0" + bytes(36) + b" EMF", b"\xd7\xcd\xc6\x9a"])
def test_a_drawing_of_an_office_program_stays(content: bytes) -> None:
    assert content in inside(cleaned(with_media("word/media/a.emf", content, "image")))


def test_an_archive_is_no_document() -> None:
    with pytest.raises(UncleanError, match="archive"):
        cleaned(packed([("a.txt", SECRET)]))


def test_a_picture_of_a_kind_that_is_not_cleaned_is_named() -> None:
    part = with_media("word/media/a.tif", b"II*\0" + SECRET, "image")
    with pytest.raises(UncleanError, match=r"word/media/a.tif: it is TIFF") as error:
        cleaned(part)
    assert error.value.hint == "Save it as JPEG or PNG."
