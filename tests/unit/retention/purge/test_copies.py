"""Whose smaller copies are, by their names and by the pages that show them."""

import pytest

from newsgen.retention._purge import Copies, name_of_copy

NAME = "6d0f1e2d3c4b5a697887"
OTHER = "7e0f1e2d3c4b5a697887"
COPY = f"media/6d/{NAME}-320.webp"
IMG = '<img src="/p/{}.jpg" srcset="/media/{}/{}-320.webp 320w" alt="">'


@pytest.mark.parametrize("path", [COPY, f"www.host.example/media/6d/{NAME}-1200.avif"])
def test_a_copy_is_known_by_its_path(path: str) -> None:
    assert name_of_copy(path) == NAME


@pytest.mark.parametrize(
    "path",
    [f"media/7e/{NAME}-320.webp", f"media/6d/{NAME}.webp", f"{COPY}.gz", "media/cards/1/a.png"],
)
def test_another_file_is_none(path: str) -> None:
    assert name_of_copy(path) == ""


@pytest.fixture
def copies() -> Copies:
    copies = Copies([b"/p/a.jpg"], set())
    copies.see(COPY, b"", stays=True)
    copies.see(f"media/7e/{OTHER}-320.webp", b"", stays=True)
    return copies


def test_copies_that_a_page_offers_for_a_picture_go_with_it(copies: Copies) -> None:
    page = IMG.format("a", "6d", NAME) + IMG.format("b", "7e", OTHER)
    copies.see("a.aspx", page.encode(), stays=False)
    assert [*copies.going()] == [COPY]


@pytest.mark.parametrize(
    ("src", "is_its"),
    [
        ("https://www.host.example/p/a.jpg", True), ("//www.host.example/p/a.jpg", True),
        ("/p/a.jpg?v=2", True), ("/old/p/a.jpg", False), ("/p/a.jpg2", False),
    ],
)  # fmt: skip
def test_a_picture_is_known_by_any_of_its_addresses(src: str, is_its: bool, copies: Copies) -> None:
    page = IMG.format("a", "6d", NAME).replace("/p/a.jpg", src)
    copies.see("a.aspx", page.encode(), stays=False)
    assert [*copies.going()] == [COPY] * is_its


def test_copies_that_a_page_which_stays_shows_stay(copies: Copies) -> None:
    copies.see("a.aspx", IMG.format("a", "6d", NAME).encode(), stays=False)
    copies.see("b.aspx", IMG.format("same", "6d", NAME).encode(), stays=True)
    assert [*copies.going()] == []
