"""Questions about elements of HTML."""

import pytest

from newsgen.importers._nodes import (
    address_of,
    collapsed,
    frame_in,
    is_layout,
    parse,
    picture_in,
    title_of,
)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" /a b ", "/a%20b"),
        ("/a\nb", "/ab"),
        ("/a\\b", "/a%5Cb"),
        ("HTTPS://x.example/é", "HTTPS://x.example/é"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("tel:101", "tel:101"),
        ("//x.example", "//x.example"),
        ("javascript:x()", None),
        ("java\nscript:x()", None),
        ("file:///C:/x", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_read_as_browsers_do(written: str | None, address: str | None) -> None:
    assert address_of(written) == address


def test_blanks_are_single() -> None:
    assert collapsed(" a \u00a0\n b\u200b\u00ad ") == "a b"
    assert collapsed(None) == ""


@pytest.mark.parametrize(
    ("attributes", "src"),
    [
        ("src=/a", "/a"),
        ("src=data:x data-src=/a", "/a"),
        ("srcset='/a 2x, /b 3x'", "/a"),
        ("alt=x", None),
    ],
)
def test_where_a_picture_is(attributes: str, src: str | None) -> None:
    image = parse(f"<img {attributes}>").css_first("img")
    assert image is not None
    assert picture_in(image) == src


@pytest.mark.parametrize(
    ("html", "address", "title"),
    [
        ("<iframe src=//x.example/f></iframe>", "https://x.example/f", "x.example"),
        (
            "<iframe data-src=https://x.example/ title=' A\nb'></iframe>",
            "https://x.example/",
            "A b",
        ),
        ("<video><source src='/a b.mp4'></video>", "/a%20b.mp4", "a b.mp4"),
        ("<object data=/a.pdf></object>", "/a.pdf", "a.pdf"),
        (
            "<iframe src=https://www.youtube.com/embed/jNQXAC9IVRw></iframe>",
            "https://www.youtube.com/embed/jNQXAC9IVRw",
            "Video on YouTube",
        ),
    ],
)
def test_what_a_frame_shows(html: str, address: str, title: str) -> None:
    frame = parse(html).first_child
    assert frame is not None
    assert frame_in(frame) == address
    assert title_of(frame, address) == title


@pytest.mark.parametrize(
    ("table", "layout"),
    [
        ("<table><tr><th>a</table>", False),
        ("<table><caption>x</caption><tr><td>a</table>", False),
        ("<table border=1><tr><td>a</table>", False),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", False),
        ("<table border=0><tr><td>a<tr><td>b</table>", True),
        ("<table><tr><td>a<td>b</table>", True),
        ("<table role=presentation><tr><th>a</table>", True),
        ("<table><tr><td>a<td><ul><li>b</ul><tr><td>c<td>d</table>", True),
        ("<table><tr><td><table><tr><th>a</table></table>", True),
        (f"<table><tr><td>a<td>{'b ' * 200}<tr><td>c<td>d</table>", True),
    ],
)
def test_which_tables_are_for_layout(table: str, *, layout: bool) -> None:
    node = parse(table).css_first("table")
    assert node is not None
    assert is_layout(node) is layout
