"""Targets of deployments: what a table may hold."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError

RIGHT = (
    "file:///srv/news",
    "ssh://www@web1.northshire.example/srv/news",
    "ssh://web1.northshire.example:2222/srv/news",
)
WRONG = {
    "/srv/news": "does not begin with file:// or ssh://",
    "ftp://web1.northshire.example/srv": "does not begin with file:// or ssh://",
    "ssh://www:secret@web1.northshire.example/srv": "has a password",
    "ssh:///srv/news": "lacks a host",
    "file://host/srv/news": "has a host",
    "file:///": "the path of a folder",
    "ssh://web1.northshire.example": "the path of a folder",
    "file:///srv/../etc": "the path of a folder",
    "file:///srv/a b": "may misread",
    "ssh://web1.northshire.example:port/srv": "is not a URL",
}


@pytest.mark.parametrize("url", RIGHT)
def test_target_is_a_folder_here_or_on_a_server(url: str) -> None:
    (target,) = parse(f'[deploy.live]\nto = "{url}"').deploy["live"].to
    assert target == url


@pytest.mark.parametrize(("url", "words"), WRONG.items())
def test_wrong_target_is_refused(url: str, words: str) -> None:
    with pytest.raises(NewsgenError) as refused:
        parse(f'[deploy.live]\nto = "{url}"')
    (diagnostic,) = refused.value.diagnostics
    assert words in diagnostic.message
    assert "secret" not in diagnostic.message + diagnostic.hint


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("to = []", "to is empty"),
        ('to = ["file:///a", "file:///a"]', "the same folder twice"),
        ('to = "file:///a"\nserver = "ngnix"', "ngnix"),
        ('to = "file:///a"\nlisten = "80; rm"', "is not a port"),
        ('to = "file:///a"\naddress = "www.northshire.example"', "is not that of a website"),
        ('to = "file:///a"\nmost_deletions = 101', "at most 100"),
        ('server = "nginx"', "to"),
    ],
)
def test_wrong_setting_is_refused(line: str, words: str) -> None:
    with pytest.raises(NewsgenError) as refused:
        parse(f"[deploy.live]\n{line}")
    assert words in refused.value.diagnostics[0].message


def test_name_of_a_target_is_a_word() -> None:
    with pytest.raises(NewsgenError):
        parse('[deploy."Live site"]\nto = "file:///a"')
