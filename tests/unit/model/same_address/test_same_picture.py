"""Which addresses are of one picture."""

import pytest

from newsgen.model.same_address import picture_address

PAGE = "https://www.northshire.police.example/news/x.aspx"
LOGO = "https://cdn.example/images/logo.png"


@pytest.mark.parametrize(
    "src",
    [
        LOGO, "http://cdn.example/images/logo.png", "https://CDN.example/images/logo.png",
        f"{LOGO}?v=2", f"{LOGO}?ver=2026", f"{LOGO}?V=2", "//cdn.example/images/logo.png",
        f" {LOGO}?rev=1&amp;v=3",
    ],
)  # fmt: skip
def test_scheme_case_of_the_host_and_version_make_no_other_picture(src: str) -> None:
    assert picture_address(src, PAGE) == LOGO


@pytest.mark.parametrize(
    "src",
    [
        "https://cdn.example/images/Logo.png", f"{LOGO}?w=2", "https://cdn.example/logo.png",
        "https://x.example/images/logo.png", f"{LOGO}/x", "/images/logo.png", "",
        f"{LOGO}?view=2", "data:image/png;base64,x", "https:///images/logo.png", "https://[/x",
    ],
)  # fmt: skip
def test_another_path_host_or_size_makes_another_picture(src: str) -> None:
    assert picture_address(src, PAGE) != LOGO


def test_a_path_has_the_host_of_its_page() -> None:
    assert picture_address("/a.png?v=1", PAGE) == "https://www.northshire.police.example/a.png"


def test_other_parameters_stay() -> None:
    assert picture_address(f"{LOGO}?w=1&amp;v=2&h=3", PAGE) == f"{LOGO}?w=1&h=3"


def test_what_is_no_address_is_empty() -> None:
    assert picture_address("//[x", PAGE) == ""
    assert picture_address("data:image/png;base64,x", PAGE) == ""
