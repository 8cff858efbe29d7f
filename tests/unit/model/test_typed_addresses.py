"""Web and e-mail addresses typed as text, and what only looks like one."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup
from newsgen.model.typed_addresses import typed_addresses, without_brackets


@pytest.mark.parametrize(
    ("text", "address", "href"),
    [
        ("Go to www.northshire.example/cctv.", "www.northshire.example/cctv", "https://*"),
        ("At https://nsp.example/a?b=1&amp;c=2, or", "https://nsp.example/a?b=1&amp;c=2", "*"),
        ("(http://northshire.example)", "http://northshire.example", "*"),
        ("Email control@northshire.example!", "control@northshire.example", "mailto:*"),
        ("Email:control@northshire.example;", "control@northshire.example", "mailto:*"),
        ("at www.northshire.example/a_(b))", "www.northshire.example/a_(b)", "https://*"),
        ("on&nbsp;www.northshire.example&nbsp;or", "www.northshire.example", "https://*"),
        ("“www.northshire.example/plan”", "www.northshire.example/plan", "https://*"),
        ("'www.northshire.example/plan'", "www.northshire.example/plan", "https://*"),
        ("www.northshire.example/men's-plan", "www.northshire.example/men's-plan", "https://*"),
        ("www.northshire.example/plan's", "www.northshire.example/plan", "https://*"),
        ("<strong>www.northshire.example</strong>", "www.northshire.example", "https://*"),
        ("www.northshire.example/a<br>", "www.northshire.example/a", "https://*"),
        ("visit www.askAlex.example.", "www.askAlex.example", "https://*"),
        ("www.NORTHSHIRE.EXAMPLE/A", "www.NORTHSHIRE.EXAMPLE/A", "https://*"),
        ("https://northshire.example:8080/a#b.", "https://northshire.example:8080/a#b", "*"),
        ("www.northshire.example?q=1", "www.northshire.example?q=1", "https://*"),
        ("_www.northshire.example_", "www.northshire.example", "https://*"),
        ("**www.northshire.example/a**", "www.northshire.example/a", "https://*"),
        ("101@northshire.example", "101@northshire.example", "mailto:*"),
        ("O'Rowan@northshire.example", "O'Rowan@northshire.example", "mailto:*"),
        ("O’Rowan@x.example", "O’Rowan@x.example", "mailto:O'Rowan@x.example"),
        ("’control@northshire.example’", "control@northshire.example", "mailto:*"),
        ("'control@northshire.example'", "control@northshire.example", "mailto:*"),
        ("Roads_Unit_East@nsp.police.example", "Roads_Unit_East@nsp.police.example", "mailto:*"),
        ("a%b@northshire.example", "a%b@northshire.example", "mailto:a%25b@northshire.example"),
    ],
)  # fmt: skip
def test_an_address_is_one_to_its_end(text: str, address: str, href: str) -> None:
    start = text.index(address)
    expected = (start, start + len(address), href.replace("*", address))
    assert typed_addresses(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "www.northshire", "www.northshire. Then.we left", "www. northshire.example", "www..example",
        "www.northshire.example.Anyone with information", "www.-x.example", "awww.x.example",
        "https://localhost/a", "http://intranet", "http://192.0.2.1/a", "ftp://www.x.example",
        "https://user:pw@x.example/", "https://x.example:80@y.example", "https://x.example…",
        "www.x.example/repo...", "www.x.example/repo…", "www.x.example/café", "x.example/a",
        "www.x.example/<em>a</em>", "www.map.jpg", "htps://x.example/a", "https//x.example",
        "https:// x.example", "the photo@2x.jpg", "at 10@3.pm", "@northshire", "@a.example",
        "M&amp;S@x.example", "a@b", "siân@x.example", "user@www", "a@x.example/b", "a@@x.example",
        "a..b@x.example", "https://www.x.example@y", "control@ x.example", "control @x.example",
        "control@x.example.Please", "#a@x.example", "/@alex@x.example",
        "www.x.example+44 1632 960123", "a@x.example+44", "https://x.example:8080+44",
    ],
)  # fmt: skip
def test_what_may_be_cut_or_something_else_is_none(text: str) -> None:
    assert typed_addresses(text) == []


def test_addresses_come_in_order_and_do_not_overlap() -> None:
    text = "a@x.example, https://y.example/?m=b@z.example and www.w.example/https://v.example"
    ends = [text[start:end] for start, end, _ in typed_addresses(text)]
    assert ends == [
        *("a@x.example", "https://y.example/?m=b@z.example"),
        "www.w.example/https://v.example",
    ]


def test_a_long_text_takes_no_longer_by_the_character() -> None:
    """A time that grew with the square would be hours."""
    for piece in (
        "www.",
        "a.",
        "@",
        "http://",
        "a@a.",
        "a@-",
        "www.a(",
        "x" * 30,
        "www.x.example/)",
    ):
        typed_addresses(piece * 100_000)


MARKUP = Markup(DEFAULT_EXTENSIONS, {})


@pytest.mark.parametrize(
    ("body", "href"),
    [
        ("See <www.tidemouth.police.example/appeals> now.", "www.tidemouth.police.example/appeals"),
        ("<www.tidemouth.example>", "www.tidemouth.example"),
        ("(<www.tidemouth.example>)", "www.tidemouth.example"),
        ("**<www.tidemouth.example/x>**", "www.tidemouth.example/x"),
        ("- <www.tidemouth.example/?a=b>", "www.tidemouth.example/?a=b"),
        ("# Look\n\n<www.tidemouth.example:8080/a#b>.", "www.tidemouth.example:8080/a#b"),
        ("Email:<www.tidemouth.example> or `<b>`", "www.tidemouth.example"),
        ("> <www.tidemouth.police.example>", "www.tidemouth.police.example"),
    ],
)
def test_an_address_in_angle_brackets_is_a_link(body: str, href: str) -> None:
    (address,) = typed_addresses(MARKUP.convert(body))
    assert address.href == f"https://{href}"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<tidemouth.police.example/appeals>", "<p>tidemouth.police.example/appeals</p>"),
        ("At <Tidemouth.example>.", "<p>At Tidemouth.example.</p>"),
    ],
)
def test_a_host_in_angle_brackets_stays_in_view(body: str, shown: str) -> None:
    assert MARKUP.convert(body) == shown


@pytest.mark.parametrize(
    "body",
    ["`<www.a.example>`", "``<www.a.example> ` ``", "\\<www.a.example>", "[x](<www.a.example/b>)",
     "<https://www.a.example>", "<press@a.example>", "<br>", "<name withheld>", "a <b.c> d",
     "< 3.5", "<www.a.example b>", "[x]: <www.a.example/b>", "<v1.2>"],
)  # fmt: skip
def test_other_angle_brackets_stay(body: str) -> None:
    assert without_brackets(body) == body


def test_a_page_with_an_address_in_code_shows_its_brackets() -> None:
    shown = MARKUP.convert("Write `<www.a.example>`.\n\n```\n<www.a.example>\n```")
    assert shown.count("&lt;www.a.example&gt;") == 2
