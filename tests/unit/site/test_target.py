"""A page is declared by its link, in the folder of its root."""

import pytest

from newsgen.model.area import Root
from newsgen.site.target import page


@pytest.mark.parametrize(
    ("name", "href", "path", "subject"),
    [
        ("", "/", "index.html", "index.html"),
        ("x.example", "/News/2026/", "x.example/News/2026/index.html", "News/2026/index.html"),
        ("", "/caf%C3%A9.aspx", "café.aspx", "café.aspx"),
    ],
)
def test_a_page_has_the_file_of_its_link(name: str, href: str, path: str, subject: str) -> None:
    target = page(Root(name, "News", ""), href, "month.html", {"a": 1})
    assert target == (path, "month.html", {"a": 1}, subject)
