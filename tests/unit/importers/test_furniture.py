"""What goes out of bodies, and what stays although it is on most pages."""

import pytest

from newsgen.importers.capture import Capture
from newsgen.importers.furniture import furniture_in
from newsgen.importers.judged import sample_of
from tests.support.old_sites import CONTACT


def found_in(*bodies: str) -> list[str]:
    pages = [
        sample_of(
            Capture("x", f"https://www.old.example/{n}", body=f"<div id=b>{body}</div>".encode())
        )
        for n, body in enumerate(bodies)
    ]
    theirs = [
        {at for at, block in enumerate(page.blocks) if block.text.startswith("Own")}
        for page in pages
    ]
    return [each.selector for each in furniture_in(pages, ["div#b"], theirs)]


@pytest.mark.parametrize(
    ("furniture", "selector"),
    [
        ("<div class='component share'><p>Tell others</p></div>", "div.share"),
        ("<ul class=list><li>Tweet<li>Facebook</ul>", "ul.list"),
        (
            "<p><a href=/>Back to news</a> | <a href=/p>Print</a></p>",
            "div#b > p:last-child",
        ),
        ('<a href="javascript:print()">Print</a>', 'a[href^="javascript:"]'),
        (f"<p class=contact>{CONTACT}</p>", None),
        ("<p class=more>Share your thoughts with the inspector at the meeting.</p>", None),
    ],
)
def test_furniture_is_known_by_its_name_or_words(furniture: str, selector: str | None) -> None:
    got = found_in(*(f"<p>Own text {n}</p><p>More</p>{furniture}" for n in range(6)))
    assert got == ([selector] if selector else [])


def test_what_finds_a_text_too_is_not_chosen() -> None:
    share = "<div class=component><p>Share this page</p></div>"
    bodies = [f"<div class=component><p>Own text {n}</p></div>{share}" for n in range(6)]
    assert "div.component" not in found_in(*bodies)
    once = "<ul class=related><li>Own words of a list</ul>"
    assert found_in(*bodies[:3], *(f"{each}{once}" for each in bodies[3:])) == found_in(*bodies)
