"""What is known of a picture, and the copies that a browser may choose from."""

import pytest

from newsgen.site.pictures import PictureFile, picture_file, variant_path, variants_name

WIDTHS = (320, 640, 1280)


@pytest.mark.parametrize(
    ("path", "width", "widths", "is_last"),
    [
        ("a.jpg", 3000, (320, 640, 1280), False),
        ("a.jpg", 1280, (320, 640, 1280), False),
        ("a.jpg", 1000, (320, 640, 1000), False),
        ("a.jpg", 640, (320, 640), False),
        ("a.jpg", 300, (300,), False),
        ("a.webp", 3000, (320, 640, 1280), False),
        ("A.WEBP", 1000, (320, 640), True),
        ("a.webp", 300, (), False),
    ],
)
def test_no_copy_is_wider_than_its_picture(
    path: str, width: int, widths: tuple[int, ...], is_last: bool
) -> None:
    file = picture_file(path, (width, 100), "abc", WIDTHS)
    assert (file.width, file.height, file.widths, file.is_last) == (width, 100, widths, is_last)
    assert bool(file.name) == bool(widths)


def test_a_browser_chooses_by_width() -> None:
    assert PictureFile(640, 480).srcset("/a.jpg") == ""
    copies = "/media/ab/abc-320.webp 320w, /media/ab/abc-640.webp 640w"
    file = picture_file("a.jpg", (640, 480), "abc", WIDTHS)
    assert file.srcset("/a.jpg") == copies
    file = picture_file("a.webp", (700, 480), "abc", WIDTHS)
    assert file.srcset("/a%20b.webp") == f"{copies}, /a%20b.webp 700w"


def test_a_theme_without_widths_has_no_copies() -> None:
    assert picture_file("a.jpg", (640, 480), "abc", ()) == PictureFile(640, 480)


def test_a_name_stands_for_content_and_recipe() -> None:
    assert variants_name("a", "b c") == variants_name("a", "b c")
    assert len({variants_name(a, b) for a in "ab" for b in "ab"}) == 4
    assert variant_path("0f12", 320, "webp") == "media/0f/0f12-320.webp"


def test_a_browser_that_knows_avif_is_offered_the_whole_width_in_it_too() -> None:
    file = picture_file("a.webp", (700, 480), "abc", WIDTHS, has_avif=True)
    assert file.copies == (
        (320, "webp"),
        (640, "webp"),
        (320, "avif"),
        (640, "avif"),
        (700, "avif"),
    )
    assert file.srcset_in_avif == (
        "/media/ab/abc-320.avif 320w, /media/ab/abc-640.avif 640w, /media/ab/abc-700.avif 700w"
    )
    file = picture_file("a.jpg", (640, 480), "abc", WIDTHS, has_avif=True)
    assert file.copies == ((320, "webp"), (640, "webp"), (320, "avif"), (640, "avif"))
    assert picture_file("a.webp", (300, 9), "abc", WIDTHS, has_avif=True).copies == ()
    assert picture_file("a.jpg", (640, 480), "abc", WIDTHS).srcset_in_avif == ""
