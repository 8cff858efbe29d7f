"""A body to HTML by Python-Markdown, and what is not allowed left out."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup._converter import Converter

CONVERTER = Converter(DEFAULT_EXTENSIONS, {})


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Apêl – “brys” & more", "<p>Apêl – “brys” &amp; more</p>"),
        ("\n \t\n\nText", "<p>Text</p>"),
        ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("| a |\n|--:|\n| 1 |", 'class="align-right"'),
        ("<script>alert(1)</script>Text", "Text"),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ('<a href="/x" onclick="y()" style="z">x</a>', '<a href="/x">x</a>'),
        ("<iframe src=x></iframe>Text", "Text"),
        ('<p class="big">x</p>', "<p>x</p>"),
        ("", ""),
    ],
)
def test_a_body(body: str, html: str) -> None:
    assert html in CONVERTER.convert(body)
    assert not any(word in CONVERTER.convert(body) for word in ("script", "onclick", "style"))


def test_one_body_leaves_nothing_for_the_next() -> None:
    CONVERTER.convert("[a]: https://x.example/\n\n[a]")
    assert CONVERTER.convert("[a]") == "<p>[a]</p>"


def test_an_extension_that_is_not_there_raises() -> None:
    with pytest.raises(ModuleNotFoundError):
        Converter(("no_such_extension",), {})
