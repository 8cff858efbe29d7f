"""What a page adds to the pictures of a body."""

from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from newsgen.theme.render import _IMAGE, with_pictures_placed


def body(*images: SimpleNamespace, is_first: bool = False) -> SimpleNamespace:
    return SimpleNamespace(images=images, is_first=is_first)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>x</p>", "<p>x</p>"),
        ('<img src="/a.png" alt="">', '<img src="/a.png" alt="" loading="lazy">'),
        ('<img src="/a.png" />', '<img src="/a.png" loading="lazy" />'),
        ("<p>&lt;img&gt;</p>", "<p>&lt;img&gt;</p>"),
    ],
)
def test_every_picture_is_loaded_late_though_no_size_is_known(html: str, expected: str) -> None:
    assert with_pictures_placed(html, body(), "9rem") == expected


def test_a_picture_whose_size_is_known_has_it() -> None:
    image = SimpleNamespace(src="/map.png", width=640, height=480, srcset="", avif="")
    assert with_pictures_placed('<img src="/map.png"><img src="/b.png">', body(image), "9rem") == (
        '<img src="/map.png" width="640" height="480" loading="lazy">'
        '<img src="/b.png" loading="lazy">'
    )


def test_a_picture_with_smaller_copies_offers_them() -> None:
    image = SimpleNamespace(
        src="/a&b.png", width=640, height=480, srcset="/media/x-320.webp 320w", avif=""
    )
    assert with_pictures_placed('<img src="/a&amp;b.png">', body(image), "9rem") == (
        '<img src="/a&amp;b.png" width="640" height="480" srcset="/media/x-320.webp 320w"'
        ' sizes="9rem" loading="lazy">'
    )


def test_the_first_picture_is_loaded_at_once_if_none_stands_above_it() -> None:
    assert with_pictures_placed(
        '<img src="/a.png"><img src="/b.png">', body(is_first=True), "9rem"
    ) == ('<img src="/a.png" fetchpriority="high"><img src="/b.png" loading="lazy">')


@given(st.lists(st.sampled_from(["<img", "<imgx", " src='a'", ">", "/>", " ", "a<img"])))
def test_each_picture_is_found_that_the_pattern_finds(parts: list[str]) -> None:
    html = "".join(parts)
    expected = _IMAGE.sub(lambda match: f'<img{match[1]} loading="lazy"{match[2]}>', html)
    assert with_pictures_placed(html, body(), "9rem") == expected


def test_a_picture_with_copies_in_avif_stands_behind_them() -> None:
    image = SimpleNamespace(
        src="/a.png",
        width=9,
        height=8,
        srcset="/media/x-320.webp 320w",
        avif="/media/x-320.avif 320w",
    )
    assert with_pictures_placed('<p><img src="/a.png"></p>', body(image), "9rem") == (
        '<p><picture><source type="image/avif" srcset="/media/x-320.avif 320w" sizes="9rem">'
        '<img src="/a.png" width="9" height="8" srcset="/media/x-320.webp 320w" sizes="9rem"'
        ' loading="lazy"></picture></p>'
    )
