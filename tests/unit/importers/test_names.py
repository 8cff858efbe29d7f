"""Selectors for an element."""

from selectolax.lexbor import LexborHTMLParser

from newsgen.importers.names import names_of


def test_names_of_an_element_hold_on_other_pages_too() -> None:
    html = "<div id=main><p>a<p class='when day7'>b</div><div id=post-12><p>c</div>"
    tree = LexborHTMLParser(html)
    names = [list(names_of(node)) for node in tree.css("p")]
    assert names[0] == ["div#main > p:nth-of-type(1)", "p"]
    assert names[1] == ["p.when", "div#main > p:nth-of-type(2)", "p"]
    assert names[2] == ["body > div:nth-of-type(2) > p:nth-of-type(1)", "p"]
