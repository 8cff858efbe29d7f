"""What a copied page left: which lines, and a body without them."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup
from newsgen.model.residue import residue_in, without_residue

MARKUP = Markup(DEFAULT_EXTENSIONS, {})
AT_TOP = ("* Saltmere & Fell", "* Saltmere, Fell & Down", "- New Ellerdale", "* Saltmere", "News")
ANYWHERE = (
    *("Updated News Post", "**Breaking News Post**", "Make a report Call 101 Now", "View image"),
    *("There is 1 related update to this story", "There are 12 related updates to this story"),
    *("Prev\n\nNext", "* Prev\n* Next", "Previous Image\n\nNext Image", "## Gallery\n\n## More"),
    *("van.jpgDownload gate-2.jpgDownload", "van.jpg Download", "### More Images from this story"),
    *("Image gallery:\n\n* select image to see larger version", "Share by email"),
    *("Issued by AB, Corporate Communications", "**Issued:** ABC, Corporate Communications"),
    *("Posted by AB Corporate Communications", "AB, Corporate Communications."),
    "Issued: Alex Rowan, Corporate Communications",
)
AT_END = ("AB", "**AB**", "_ABC_", "AB.", "**AB**\n\n****", "ABC\n\n**", "## Gallery")


@pytest.mark.parametrize(
    "body",
    [
        *(f"{line}\n\nOfficers closed the road." for line in AT_TOP),
        *(f"Officers closed the road.\n\n{line}\n\nMore." for line in ANYWHERE),
        *(f"Officers closed the road.\n\n{line}\n" for line in AT_END),
        "News\n\n* Saltmere\n\nUpdated News Post\n\nOfficers closed the road.",
    ],
)
def test_what_is_certain_is_left_out_of_the_page(body: str) -> None:
    left = residue_in(body)
    assert left
    assert all(each.is_certain for each in left)
    html = MARKUP.convert(body)
    assert "<p>Officers closed the road.</p>" in html
    assert html.replace("\n<p>More.</p>", "").replace("\n<h2>More</h2>", "") == (
        "<p>Officers closed the road.</p>"
    )


@pytest.mark.parametrize(
    "body",
    [
        "* Alex Rowan\n\nOfficers are looking for Alex, 17.", "* UPDATE\n\nText.",
        "* One\n\nText.\n\n* Two",
        "* One\n* Two\n\nText.", "* Witness appeal\n\nText.", "* Saltmere\n\n## Text",
        "* Missing\n\nText.",
        "* Saltmere & Fell", "News:\n\nText.", "Text.\n\nNews\n\nMore.",
        "News of the week\n\nText.", "Text.\n\n* Saltmere & Fell\n\nMore.",
        "Text.\n\n## Gallery\n\n![A van](van.jpg)", "## Gallery\n\nIt was in a gallery.",
        "Text.\n\nNext\n\nMore.", "Text.\n\nPrev", "Text.\n\nEND", "The CID came.\n\nCID",
        "Contact:\n\nAB", "AB", "Text.\n\nRIP", "Text.\n\nAB\n\nMore.", "View image of the van",
        "Updated news post from Saltmere", "There is 1 related update to this story.",
        "More images from this story are below.", "Issued by Northshire Police",
        "He works in Corporate Communications", "Download van.jpg",
        "Issued: 3.50pm Monday 16 December 2019, AB Corporate Communications", "Text.\n\nAb",
        "Text.\n\nABCD", "Text.\n\nEND\n\n****", "Text.\n\nAB\n\n* C",
        "The image gallery: select image to see larger version now",
        "Make a report: call 101 now",
    ],
)  # fmt: skip
def test_what_is_near_stays(body: str) -> None:
    assert residue_in(body) == []
    assert without_residue(body) == body


def test_what_is_not_certain_is_shown() -> None:
    form = "Text.\n\nYour name\n\nYour email\n\nYour memory of the day\n\nSend"
    assert [each.is_certain for each in residue_in(form)] == [False]
    assert without_residue(form) == form


def test_a_body_that_is_nothing_else_is_shown() -> None:
    assert without_residue("Share by email\n\n* * *") == "Share by email\n\n* * *"
    assert without_residue("Share by email\n\n![A van](van.jpg)") == "\n\n![A van](van.jpg)"
