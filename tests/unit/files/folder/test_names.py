"""Names that Windows cannot hold."""

import pytest

from newsgen.files import windows_trouble


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("news/x.aspx", ""),
        ("news/X..aspx", ""),
        ("news/x./index.html", "x."),
        ("news/x /index.html", "x "),
        ("CON/index.html", "CON"),
        ("news/nul.aspx", "nul.aspx"),
        ("news/com1", "com1"),
        ("news/console.aspx", ""),
        ("a:b/index.html", "a:b"),
        ("a?b/index.html", "a?b"),
        ("a\\b/index.html", "a\\b"),
        ('a"b', 'a"b'),
    ],
)
def test_names_that_windows_cannot_hold_are_found(path: str, name: str) -> None:
    assert windows_trouble(path) == name
