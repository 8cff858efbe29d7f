"""Pages without a picture of their own are shared with the site's."""

from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html

from newsgen.contract._samples import CASES, Samples
from newsgen.site.views import Head, HomePage, ReleasePage
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer

PLAIN_CARD: Final = (("twitter:card", "summary"),)
LARGE_CARD: Final = (("twitter:card", "summary_large_image"),)
PICTURE: Final = (("og:image", "https://www.northshire.police.example/a.png"),)


def shared(option: str, head: Head, template: str = "home.html", view: Any = HomePage) -> list[str]:
    """Return the pictures and the cards of a page, as they stand in its head."""
    theme = load_theme(Path(), "plain", {"social_picture": option} if option else {})
    samples = Samples(CASES[0], theme, "en-GB")
    site, page = samples.site(view), samples.view(view)
    page.head = head
    text = Renderer(theme, lambda _: "").render(template, site=site, page=page, subject="")
    xpath = "//meta[@property='og:image' or @name='twitter:card']/@content"
    return [str(content) for content in html.fromstring(text).xpath(xpath)]


@pytest.mark.parametrize(
    ("option", "address"),
    [
        ("/images/card.png", "https://www.northshire.police.example/images/card.png"),
        ("https://media.police.example/card.png", "https://media.police.example/card.png"),
    ],
)
@pytest.mark.parametrize(
    ("template", "view"), [("home.html", HomePage), ("release.html", ReleasePage)]
)
def test_a_page_without_a_picture_has_that_of_the_site(
    option: str, address: str, template: str, view: Any
) -> None:
    head = Head("A", "", "", names=PLAIN_CARD)
    assert shared(option, head, template, view) == [address, "summary_large_image"]


def test_a_page_with_a_picture_keeps_it() -> None:
    head = Head("A", "", "", properties=PICTURE, names=LARGE_CARD)
    assert shared("/images/card.png", head) == [PICTURE[0][1], "summary_large_image"]


def test_a_page_that_is_not_to_be_shared_has_none() -> None:
    assert shared("/images/card.png", Head("Page not found", "", "")) == []


def test_without_the_option_there_is_none() -> None:
    assert shared("", Head("A", "", "", names=PLAIN_CARD)) == ["summary"]
