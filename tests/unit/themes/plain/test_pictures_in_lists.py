"""Lists with summaries show the pictures that their releases have."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from lxml import html

from newsgen.contract._samples import CASES, Samples
from newsgen.site.views import AreaPage, Image, ReleasePage
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer

VAN: Final = Image("/van.png", "A van", width=640, height=480)


def shown(template: str, picture: Image | None) -> list[dict[str, str]]:
    """Return the attributes of the pictures in the lists of a page."""
    theme = load_theme(Path(), "plain", {})
    view = {"area.html": AreaPage, "release.html": ReleasePage}[template]
    samples = Samples(CASES[0], theme, "en-GB")
    site, page = samples.site(view), samples.view(view)
    field = "latest" if template == "area.html" else "related"
    items = tuple(replace(item, picture=picture) for item in getattr(page, field)[:1])
    setattr(page, field, items)
    text = Renderer(theme, lambda _: "").render(template, site=site, page=page, subject="")
    return [dict(img.attrib) for img in html.fromstring(text).xpath("//ul//img")]


def test_a_picture_has_its_place_and_no_words() -> None:
    """The heading beside it says what it would say, and both lead to the same page."""
    assert shown("area.html", VAN) == [
        {"src": "/van.png", "alt": "", "width": "640", "height": "480", "loading": "lazy"}
    ]


@pytest.mark.parametrize(
    "picture", [None, Image("https://elsewhere.example/van.png", "A van")], ids=["none", "remote"]
)
def test_a_picture_without_a_size_is_left_out(picture: Image | None) -> None:
    """It would move the list when it comes, and may be of another host."""
    assert shown("area.html", picture) == []


def test_a_short_list_has_no_pictures() -> None:
    assert shown("release.html", VAN) == []


def test_the_point_that_its_author_names_is_in_the_stylesheet() -> None:
    (attributes,) = shown("area.html", replace(VAN, focus="focus-x-30 focus-y-100"))
    theme = load_theme(Path(), "plain", {})
    (path,) = (path for name, (path, _) in theme.assets.items() if name == "site.css")
    assert attributes["class"] == "focus-x-30 focus-y-100"
    assert path
