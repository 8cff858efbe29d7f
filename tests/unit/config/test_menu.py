"""The menu in newsgen.toml: each entry leads to one place."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError
from tests.unit.config.refusals import assert_hint


def entries(*lines: str) -> str:
    return "[site]\n[[menu]]\ntitle = 'Home'\nlink = '/'\n[[menu]]\n" + "\n".join(lines)


def test_entries_have_titles_by_language_and_a_level_below() -> None:
    below = "[[menu.children]]\ntitle = 'Saltmere'\nlink = 'https://x.example/'"
    text = entries("title = { en = 'Courts', cy = 'Llysoedd' }", "page = 'content/c.md'", below)
    menu = parse(text).menu
    assert [entry.title for entry in menu] == [{"": "Home"}, {"en": "Courts", "cy": "Llysoedd"}]
    assert (menu[1].page, menu[1].children[0].link) == ("c.md", "https://x.example/")


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (("title = 'A'",), 5, "an entry of the menu has neither page nor link"),
        (("title = 'A'", "page = 'a.md'", "link = '/a/'"), 5, "has both page and link"),
        (("link = '/a/'",), 5, "menu.2.title is missing"),
        (("title = ''", "link = '/a/'"), 6, "menu.2.title should not be empty"),
        (("title = 'A'", "page = 'about'"), 7, "page “about” is not the path of a Markdown file"),
        (("title = 'A'", "page = '../a.md'"), 7, "page “../a.md” is not the path"),
        (("title = 'A'", "link = 'courts'"), 7, "link “courts” cannot be followed"),
        (("title = 'A'", "link = '//x/'"), 7, "link “//x/” cannot be followed"),
        (("title = 'A'", "link = 'javascript:x'"), 7, "link “javascript:x” cannot be followed"),
        (("title = 'A'", "links = '/'"), 7, "there is no setting menu.2.links"),
        (
            ("title = 'A'", "link = '/'", "[[menu.children]]", "title = 'B'"),
            8,
            "neither page nor link",
        ),
        (
            ("title = 'A'", "link = '/'", "[[menu.children]]", "title = 'B'", "link = '/'",
             "[[menu.children]]", "title = 'C'", "link = 'c'"),
            13,
            "link “c” cannot be followed",
        ),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_reported_on_its_line(
    lines: tuple[str, ...], line: int, said: str
) -> None:
    with pytest.raises(NewsgenError) as caught:
        parse(entries(*lines))
    diagnostics = caught.value.diagnostics
    assert [(d.line, said in d.message) for d in diagnostics] == [(line, True)], diagnostics


def test_a_text_in_the_place_of_a_link_has_a_hint_in_toml() -> None:
    hint = "Write each link as a table: [[footer.links]], then title and page or link."
    assert_hint('[footer]\nlinks = ["/x/"]', hint)


def test_the_footer_has_a_copyright_line_and_links() -> None:
    link = (
        "[[footer.links]]\ntitle = { en = 'Privacy', cy = 'Preifatrwydd' }\npage = 'privacy.md'\n"
    )
    footer = parse(f"[footer]\ncopyright = '© Northshire Police'\n{link}").footer
    assert footer.copyright == {"": "© Northshire Police"}
    assert [(each.title["cy"], each.page) for each in footer.links] == [
        ("Preifatrwydd", "privacy.md")
    ]
    assert parse("").footer.links == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[footer]\ncopyright = ''\n", 2, "footer.copyright should not be empty"),
        ("[footer]\nprivacy = '/privacy/'\n", 2, "there is no setting footer.privacy"),
        ("[footer]\nlinks = '/privacy/'\n", 2, "footer.links"),
        ("[[footer.links]]\ntitle = 'A'\n", 1, "a link of the footer has neither page nor link"),
        ("[[footer.links]]\nlink = '/a/'\n", 1, "footer.links.1.title is missing"),
    ],
)
def test_a_wrong_footer_is_reported_on_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(NewsgenError) as caught:
        parse(text)
    diagnostics = caught.value.diagnostics
    assert [(d.line, said in d.message) for d in diagnostics] == [(line, True)], diagnostics


@pytest.mark.parametrize("name", ["menu", "menu.children", "footer.links"])
def test_a_table_that_should_be_one_of_a_list_is_told_how(name: str) -> None:
    above = "[[menu]]\ntitle = 'A'\nlink = '/a/'\n" if name == "menu.children" else ""
    with pytest.raises(NewsgenError) as caught:
        parse(f"{above}[{name}]\ntitle = 'A'\nlink = '/a/'\n")
    (wrong,) = caught.value.diagnostics
    assert "should be a list, but it is a map" in wrong.message
    assert f"as a table: [[{name}]], then title" in wrong.hint
