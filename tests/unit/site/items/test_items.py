"""Releases in lists and feeds."""

import pytest

from newsgen.model.area import Root
from newsgen.model.release import Kind, Picture, Release
from newsgen.site.items import FileSize, absolute, image_of, item, link_to, shared
from newsgen.site.pictures import PictureFile
from newsgen.site.views import Image, Item
from tests.support.catalogue import moment, release

ROOT = Root("", "News", "https://news.example")


def listed(shown: Release) -> Item:
    return item(ROOT, shown, "Northshire Police", lambda src: PictureFile(len(src), 20))


def test_a_list_shows_what_is_public_of_a_release() -> None:
    shown = listed(release("a", kind=Kind.APPEAL, summary="Siôn’s – “car”"))
    assert (shown.title, shown.href, shown.kind) == ("Title of a", "/news/a", "appeal")
    assert (shown.summary, shown.area) == ("Siôn’s – “car”", "Northshire Police")
    assert shown.published == moment("2026-03-01 09:00")
    assert shown.picture is None


def test_the_link_to_a_release_on_another_host_is_absolute() -> None:
    shown = release("a")
    host = "www.northshire.police.example"
    assert link_to(shown, "") == link_to(shown, host) == "/news/a"
    assert link_to(shown, "www.heddlu.example") == shown.url == f"https://{host}/news/a"


def test_a_list_shows_the_first_picture_of_a_release() -> None:
    shown = listed(release("a", images=(Picture("/a.png", "A van"), Picture("/long.png", "B"))))
    assert shown.picture == Image("/a.png", "A van", width=6, height=20)


@pytest.mark.parametrize(
    ("src", "address"),
    [
        ("/images/a.png", "https://news.example/images/a.png"),
        ("https://images.example/a.png", "https://images.example/a.png"),
        ("//images.example/a.png", "//images.example/a.png"),
        ("", ""),
    ],
)
def test_a_picture_has_a_whole_address(src: str, address: str) -> None:
    assert absolute(ROOT, src) == address


@pytest.mark.parametrize(
    ("src", "address"),
    [
        ("/a.png", "https://news.example/a.png"),
        ("/b.png", ""),
        ("https://images.example/b.png", "https://images.example/b.png"),
        ("//images.example/b.png", "//images.example/b.png"),
    ],
)
def test_a_picture_that_the_site_lacks_is_not_shared(src: str, address: str) -> None:
    assert shared(ROOT, src, lambda href: FileSize(9, 0) if href == "/a.png" else None) == address


def test_an_image_has_the_size_of_its_file() -> None:
    image = image_of(Picture("/a.png", "A", "B", "C"), lambda src: PictureFile(len(src), 20))
    assert (image.src, image.alt, image.caption, image.credit) == ("/a.png", "A", "B", "C")
    assert (image.width, image.height) == (6, 20)


@pytest.mark.parametrize(
    ("focus", "classes"),
    [
        ((), ""),
        ((30, 20), "focus-x-30 focus-y-20"),
        ((4, 5), "focus-x-0 focus-y-10"),
        ((94, 95), "focus-x-90 focus-y-100"),
        ((0, 100), "focus-x-0 focus-y-100"),
    ],
)
def test_the_point_that_a_crop_keeps_is_in_tens(focus: tuple[int, ...], classes: str) -> None:
    picture = Picture("/a.png", focus=focus)
    assert image_of(picture, lambda _: PictureFile()).focus == classes
