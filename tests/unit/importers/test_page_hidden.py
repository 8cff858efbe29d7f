"""What a page does not show."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsgen.importers.page_hidden import take_hidden


@pytest.mark.parametrize(
    ("attributes", "is_hidden"),
    [
        ("hidden", True),
        ("hidden=hidden", True),
        ("hidden=until-found", False),
        ('style="display:none"', True),
        ('style="color: red; DISPLAY : None !important"', True),
        ('style="display:none; display: block"', False),
        ('style="/* display:none */"', False),
        ('style="visibility: hidden"', True),
        ('hidden style="display:block"', False),
        ('style="background:url(display:none)"', False),
        ("popover", True),
        ("aria-hidden=true", False),
        ("class=sr-only", False),
        ('class=visually-hidden style="position:absolute; clip: rect(0 0 0 0)"', False),
    ],
)
def test_what_browsers_do_not_show_is_hidden(attributes: str, *, is_hidden: bool) -> None:
    tree = LexborHTMLParser(f"<div><p {attributes}>The <b>suspect</b>.</p><p>A van.</p></div>")
    hidden = take_hidden(tree, ("div",))
    assert [each for _, each in hidden.problems()] == (
        ["the page does not show it: “The suspect.”"] if is_hidden else []
    )
    assert tree.text(separator="").strip() == ("" if is_hidden else "The suspect.") + "A van."
    assert len(tree.css("p")) == 2, "selectors count it"


def test_a_dialog_is_hidden_until_it_is_open() -> None:
    page = "<div><dialog>A note</dialog><dialog open>B</dialog><dialog style='display:flex'>C</div>"
    assert len(list(take_hidden(LexborHTMLParser(page), ("div",)).problems())) == 1


def test_what_is_hidden_beside_the_release_is_no_problem_of_it() -> None:
    page = (
        "<p hidden>Menu</p><div class=a>A<i hidden>B <u hidden>C</u></i></div>"
        "<div hidden>D<h1>E</h1></div>"
    )
    hidden = take_hidden(LexborHTMLParser(page), (".a", "h1", "time @datetime"))
    assert hidden.named == (
        '<i hidden="">B <u hidden="">C</u></i>',
        '<div hidden="">D<h1>E</h1></div>',
    )
    assert hidden.others == ('<p hidden="">Menu</p>',)


def test_an_attribute_that_is_not_shown_anyway_stays() -> None:
    tree = LexborHTMLParser("<p>A van.<time hidden datetime=2019-03-05>5 March</time></p>")
    take_hidden(tree, ("time @datetime",))
    assert tree.css("time")[0].attributes["datetime"] == "2019-03-05"


def test_pictures_are_hidden_too_and_what_is_empty_is_nothing() -> None:
    page = "<div><p hidden> </p><img hidden src=/face.jpg><b hidden><img src=/a.jpg></b></div>"
    hidden = take_hidden(LexborHTMLParser(page), ("div",))
    assert ["face.jpg" in words or "a.jpg" in words for _, words in hidden.problems()] == [True] * 2


def test_a_page_that_a_script_shows_is_not_hidden() -> None:
    tree = LexborHTMLParser(
        '<html style="visibility:hidden"><body style="display:none">A van.</body>'
    )
    assert take_hidden(tree, ("body",)).named == ()
    assert tree.body is not None
    assert tree.body.text() == "A van."
