"""Documents of Office programs: what they are made of, and what may be in them."""

import pytest

from newsgen.media._office import cleaned
from newsgen.media._unclean import UncleanError
from newsgen.media._zips import packed, unpacked
from tests.media import SECRET, read

TYPES = ("[Content_Types].xml", b"<Types/>")
NAMES = ("notice.docx", "numbers.xlsx", "slides.pptx", "notice.odt", "numbers.ods", "slides.odp")


def document(*files: tuple[str, bytes]) -> bytes:
    return packed([TYPES, *files])


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


def test_a_picture_is_cleaned() -> None:
    after = dict(unpacked(cleaned(document(("word/media/a.jpg", read("camera.jpg"))))))
    assert SECRET not in after["word/media/a.jpg"]


def test_a_document_in_a_document_is_cleaned() -> None:
    chart = document(("docProps/core.xml", SECRET), ("xl/a.xml", b"<a/>"))
    after = dict(unpacked(cleaned(document(("ppt/embeddings/a.xlsx", chart)))))
    assert [name for name, _ in unpacked(after["ppt/embeddings/a.xlsx"])] == [TYPES[0], "xl/a.xml"]


def test_documents_are_not_nested_without_end() -> None:
    nested = document(("a.docx", document(("b.docx", document()))))
    with pytest.raises(UncleanError, match=r"b\.docx"):
        cleaned(nested)


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0", b"MZ", b"text", packed([("a", b"x")])])
def test_a_file_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(UncleanError, match=r"cannot be cleaned|archive"):
        cleaned(document(("word/embeddings/a.bin", content)))


@pytest.mark.parametrize("content", [b"", b"\1\0\0\0" + bytes(36) + b" EMF", b"\xd7\xcd\xc6\x9a"])
def test_a_drawing_of_an_office_program_stays(content: bytes) -> None:
    assert content in inside(cleaned(document(("word/media/a.emf", content))))


def test_an_archive_is_no_document() -> None:
    with pytest.raises(UncleanError, match="archive"):
        cleaned(packed([("a.txt", SECRET)]))
