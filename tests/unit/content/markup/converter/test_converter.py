"""A body to HTML by Python-Markdown, and what is not allowed left out."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup._converter import ATTRIBUTES, SCHEMES, Converter
from newsgen.model.elements import TAGS

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


ADDRESSES = (
    *("action", "archive", "background", "cite", "classid", "codebase", "data", "formaction"),
    *("href", "icon", "imagesrcset", "itemid", "itemtype", "longdesc", "manifest", "ping"),
    *("poster", "profile", "src", "srcset", "usemap", "xlink:href"),
)
"""Attributes whose value is an address, in any version of HTML."""


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_attribute_keeps_an_address_of_another_scheme(name: str) -> None:
    for value in (
        "javascript:x", " JavaScript:x", "java&#10;script:x", "&#1;javascript:x",
        "javascript&colon;x", "data:text/html,x", "vbscript:x", "blob:x", "x-y+z.1:x",
        "ftp://x.example/", "ssh:x", "sms:x",
    ):  # fmt: skip
        for tag in TAGS:
            assert "=" not in CONVERTER.convert(f'<{tag} {name}="{value}">a</{tag}>')


@pytest.mark.parametrize("tag", [tag for tag, names in ATTRIBUTES.items() if "cite" in names])
def test_an_address_of_a_source_stays(tag: str) -> None:
    schemes = [f"{scheme}:x" for scheme in sorted(SCHEMES)]
    for value in (*schemes, "/a:b", "?a:b", "#a", "a b&amp;c", "//x.example/", "1:x", ""):
        text = f'<{tag} title="&gt;" cite="{value}" lang="cy">x cite="javascript:x"</{tag}>'
        assert text in CONVERTER.convert(text)


def test_an_address_of_a_source_may_be_written_in_capitals() -> None:
    text = '<q cite="HTTPS://x.example/">x</q>'
    assert text in CONVERTER.convert(text)


IDS = ("main-content", *(f"site-{name}" for name in ("contact", "menu", "action", "share")))


@pytest.mark.parametrize("name", [*IDS, "site-related", "site-embed-1"])
def test_a_body_has_no_id_that_links_of_the_page_lead_to(name: str) -> None:
    assert CONVERTER.convert(f'<p id="{name}">a</p>') == "<p>a</p>"
    assert "id" not in CONVERTER.convert(f"A paragraph.\n{{: #{name} }}")


def test_one_body_leaves_nothing_for_the_next() -> None:
    CONVERTER.convert("[a]: https://x.example/\n\n[a]")
    assert CONVERTER.convert("[a]") == "<p>[a]</p>"


def test_an_extension_that_is_not_there_raises() -> None:
    with pytest.raises(ModuleNotFoundError):
        Converter(("no_such_extension",), {})
