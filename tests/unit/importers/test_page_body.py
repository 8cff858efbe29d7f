"""The text of a page, taken out of it."""

from typing import Final

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsgen.importers.links import Links
from newsgen.importers.page_body import take_body

LINKS: Final = Links({"www.old.example": ""})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="b.aspx#x">', "/news/b.aspx#x"),
        ('<a href="../map.pdf">', "/map.pdf"),
        ('<a href="http://WWW.old.example/x?y=1">', "/x?y=1"),
        ('<a href="https://www.old.example">', "/"),
        ('<a href="https://else.example/x">', "https://else.example/x"),
        ('<a href="mailto:press@old.example">', "mailto:press@old.example"),
        ('<a href="tel:101">', "tel:101"),
        ('<a href="#part">', "#part"),
        ('<a href="http://[broken">', "http://[broken"),
        ('<img src="/a.jpg">', "/a.jpg"),
        ('<img src="data:image/gif;base64,x" data-src="a.jpg">', "/news/a.jpg"),
        ('<img srcset="/a-300.jpg 300w, /a-600.jpg 600w">', "/a-300.jpg"),
        ('<iframe src="//video.example/1">', "https://video.example/1"),
    ],
)
def test_links_are_written_as_a_release_has_them(written: str, expected: str) -> None:
    tree = LexborHTMLParser(f"<div class=text>{written}x</div>")
    body, _ = take_body(tree, [".text"], "https://www.old.example/news/a.aspx", LINKS)
    assert f'"{expected}"' in body


@pytest.mark.parametrize("tag", ["a", "area"])
@pytest.mark.parametrize("href", ["/map.pdf", "HTTPS://WWW.old.example/map.pdf", r"..\map.pdf"])
def test_a_file_is_known_however_its_link_is_written(tag: str, href: str) -> None:
    tree = LexborHTMLParser(f'<div class=text><{tag} href="{href}">x</div>')
    _, files = take_body(tree, [".text"], "https://www.old.example/news/a.aspx", LINKS)
    assert [each.lower() for each in files] == ["https://www.old.example/map.pdf"]
