"""What files give away, for people who look at their files."""

import pytest

from newsgen.media import published
from newsgen.media.facts import MediaFact, facts_of
from tests.media import FILES, read

PLACE = MediaFact("place", "54.60000, -3.30000")


@pytest.mark.parametrize(
    "name", ["camera.jpg", "camera.png", "camera.webp", "camera.avif", "frames.webp"]
)
def test_a_photograph_says_where_when_and_by_whom_it_was_taken(name: str) -> None:
    facts = facts_of(read(name))
    assert PLACE in facts
    assert MediaFact("time", "2026:03:05 10:00:00") in facts
    assert {"camera", "author", "serial number"} <= {fact.sort for fact in facts}
    assert (MediaFact("small copy", "of the picture") in facts) == (name == "camera.jpg")


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_telephones_picture_says_all_of_it_without_the_word_exif(brand: bytes) -> None:
    """ISO/IEC 23008-12, A.2.1: four bytes say how far behind them the data begins."""
    data = read("camera.avif")
    assert data.count(b"\0\0\0\6Exif\0\0") == 1
    other = data.replace(b"\0\0\0\6Exif\0\0", bytes(10)).replace(b"avif", brand)
    assert facts_of(other) == facts_of(data)


@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
def test_a_film_says_where_it_was_taken(name: str) -> None:
    assert any(
        fact.sort == "place" and fact.words.startswith("+54.6") for fact in facts_of(read(name))
    )


@pytest.mark.parametrize(
    "name", ["notice.docx", "numbers.xlsx", "slides.pptx", "numbers.ods", "notice.pdf"]
)
def test_a_document_says_by_whom_and_with_what_it_was_written(name: str) -> None:
    facts = facts_of(read(name))
    assert MediaFact("author", "SECRET") in facts
    assert any(fact.sort == "software" and "LibreOffice" in fact.words for fact in facts)


def test_what_is_in_a_document_is_looked_at_too() -> None:
    assert PLACE in facts_of(read("notice.docx"))
    assert MediaFact("attached file", "note.txt") in facts_of(read("notice.pdf"))


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_what_is_published_says_nothing(name: str) -> None:
    assert facts_of(published(name, read(name))) == []


@pytest.mark.parametrize("length", [10, 40, 200, 600, 1500])
def test_a_file_that_is_cut_off_says_what_there_is(length: int) -> None:
    for file in FILES:
        facts_of(file.read_bytes()[:length])


def test_a_long_text_is_cut() -> None:
    (fact,) = facts_of(
        b"<svg><metadata><dc:creator>" + b"long " * 100 + b"</dc:creator></metadata></svg>"
    )
    assert len(fact.words) == 200
