"""Marks say which line of which template a text is from."""

import jinja2

from newsgen.theme.marks import MARK, Marks

TEMPLATES = {
    "a.html": "one\n{{ page }}\nthree{% include 'b.html' %}",
    "b.html": "\n<p>Siôn’s</p>",
}


def test_every_line_of_text_is_marked_with_its_place() -> None:
    environment = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), extensions=[Marks])
    text = environment.get_template("a.html").render(page="x\ny")
    places = [(match[1], int(match[2])) for match in MARK.finditer(text)]
    assert places[0] == ("a.html", 1)
    assert ("a.html", 3) in places
    assert places[-1] == ("b.html", 2)
    assert MARK.sub("", text) == "one\nx\ny\nthree\n<p>Siôn’s</p>"
