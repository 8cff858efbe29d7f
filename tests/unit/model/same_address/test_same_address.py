"""When two addresses are the same: what servers answer alike is never taken for two."""

import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st

from newsgen.hosting.answer import answer
from newsgen.model.same_address import (
    LOWER,
    files_of_same,
    fold,
    merged,
    same_address,
    served_alike,
    untracked_query,
    without_query,
)
from newsgen.model.tombstones import Tombstone, Tombstones
from newsgen.model.urls import URLError, folded, output_path, parse_url

HOST: Final = "www.northshire.police.example"
KEY: Final = "ab" * 32
ADDRESSES: Final = (
    "/News/2026/March/Alex-Rowan.aspx",
    "/News/2026/March/Alex Rowan (1)..aspx",
    "/News/2026/March/Apêl-am-Zoë.aspx",
    "/news/alex-rowan/",
    "/news/alex-rowan",
    "/news/alex@rowan/",
    "/news/item.aspx?id=7",
    "/news/item/?id=a/b",
    "/",
)


def file_of(url: str) -> str:
    return output_path(parse_url(f"https://{HOST}{url}"))


# How an address may be written

Variation = Callable[[str, str], tuple[str, str]]


def _escaped(path: str, query: str) -> tuple[str, str]:
    kept = path.replace("%", "")
    return "".join(f"%{byte:02x}" if byte != ord("/") else "/" for byte in kept.encode()), query


def _decomposed(path: str, query: str) -> tuple[str, str]:
    return quote(unicodedata.normalize("NFD", path)), query


VARIATIONS: Final[dict[str, Variation]] = {
    "small letters": lambda path, query: (path.translate(LOWER), query),
    "capitals": lambda path, query: (path.upper(), query),
    "a slash at the end": lambda path, query: (f"{path}/", query),
    "no slash at the end": lambda path, query: (path.rstrip("/") or "/", query),
    "doubled slashes": lambda path, query: (path.replace("/", "//"), query),
    "all escaped": _escaped,
    "taken apart": _decomposed,
    "a query": lambda path, query: (path, query or "x=1"),
    "tracking": lambda path, query: (path, f"{query}&utm_source=mail".lstrip("&")),
    "more tracking": lambda path, query: (path, f"{query}&fbclid=1&x=2".lstrip("&")),
    "the file": lambda path, query: (f"{path.rstrip('/')}/index.html", query),
}


@dataclass(frozen=True)
class Only:
    """A document root with a single page."""

    url: str

    @property
    def file(self) -> str:
        return file_of(self.url)

    def is_file(self, path: str) -> bool:
        return path == self.file

    def folded(self, key: str) -> str | None:
        address = parse_url(f"https://{HOST}{self.url}")
        return address.href if key == fold(address.path, address.query) else None

    def redirect(self, key: str) -> None:
        """Return no redirect: there is none."""

    def gone(self, key: str) -> None:
        """Return no page: none is gone."""

    def gone_below(self, place: str) -> bool:
        return not place


def is_answered(asked: str, url: str) -> bool:
    """Return whether a server that has a page at `url` alone gives it to who asks for another."""
    answered = answer(asked, Only(url))
    return answered.status in (200, 301)


@given(
    st.sampled_from(ADDRESSES),
    st.lists(st.sampled_from(sorted(VARIATIONS)), min_size=1, max_size=4, unique=True),
)
def test_a_removed_address_comes_back_in_no_writing_that_servers_answer(
    removed: str, names: list[str]
) -> None:
    """Whatever is at another writing would be given to who asks for the removed one, or its own."""
    path, _, query = removed.partition("?")
    path = quote(path, safe="/@")
    for name in names:
        path, query = VARIATIONS[name](path, query)
    back = f"{path}?{query}" if query else path
    try:
        file = file_of(back)
    except URLError:
        return  # check refuses it
    stones = Tombstones(KEY, (_stone(file_of(removed)),))
    asked = quote(removed, safe="/@?=")
    if is_answered(back, removed) or is_answered(asked, back):
        assert stones.at(HOST, file)


def _stone(file: str) -> Tombstone:
    digest = Tombstones(KEY).digest(HOST, file)
    return Tombstone(digest, "erasure", "2026-03-01", f"https://{HOST}/")


@given(st.lists(st.text(string.ascii_letters + "é.@ -_%&=", min_size=1), max_size=4))
def test_what_servers_cannot_distinguish_is_the_same(segments: list[str]) -> None:
    path = "/" + "/".join(quote(segment) for segment in segments)
    try:
        address, other = (parse_url(f"https://{HOST}{each}") for each in (path, path.upper() + "/"))
    except URLError:
        return
    if fold(address.path) == fold(other.path):
        assert same_address(output_path(address)) == same_address(output_path(other))


# What is the same


@pytest.mark.parametrize(
    "url",
    [
        "/a/x.aspx",
        "/A/X.ASPX",
        "/a/x.aspx/",
        "/a//x.aspx",
        "/a/x.aspx/index.html",
        "/a/x%2Easpx",
        "/a/x.aspx.",
        "/a/x.aspx%20",
        "/a./x.aspx",
    ],
)
def test_one_address_in_many_writings(url: str) -> None:
    assert same_address(file_of(url)) == "a/x.aspx"


@pytest.mark.parametrize(
    "url", ["/a\\x.aspx", "/a%5Cx.aspx", "/a/./x.aspx", "/b/../a/x.aspx", "/a/x.aspx?utm_source=m"]
)
def test_a_writing_that_servers_change_is_refused(url: str) -> None:
    with pytest.raises(URLError):
        file_of(url)


def test_a_query_is_part_of_an_address() -> None:
    files = [file_of(url) for url in ("/a?id=1", "/a/?ID=1", "/a/index.html?id=1")]
    assert {same_address(file) for file in files} == {"a@id=1.html"}
    others = [file_of(url) for url in ("/a?id=2", "/a", "/b?id=1", "/a?id=1&x=2")]
    assert not {same_address(file) for file in others} & {"a@id=1.html"}


def test_an_address_lives_in_a_file_with_a_slash_and_in_one_without() -> None:
    assert set(files_of_same("A/x.aspx")) == {"a/x.aspx", "a/x.aspx/index.html"}
    assert set(files_of_same("a/index.html")) == {"a", "a/index.html"}
    assert set(files_of_same("index.html")) == {"", "index.html"}
    assert set(files_of_same("a@id=1.html")) == {"a@id=1.html", "a/@id=1.html"}
    assert folded("A/x.aspx") in files_of_same("A/x.aspx")


def test_without_its_query_an_address_is_that_of_its_page() -> None:
    assert without_query(file_of("/a/x.aspx?id=1")) == ["a/x.aspx"]
    assert without_query(file_of("/a/?id=1")) == ["a"]
    assert without_query(file_of("/a@b?id=1")) == ["a", "a@b"]
    assert without_query(file_of("/a/x.aspx")) == []


def test_what_servers_answer_alike_is_folded() -> None:
    assert fold("/News//É.aspx/") == "/news/É.aspx"
    assert fold("/", "a=1") == "/?a=1"
    assert merged("//a///b") == "/a/b"


def test_files_of_an_address_with_a_slash_and_without_are_served_alike() -> None:
    assert served_alike("A/x.aspx") == served_alike("a/X.aspx/index.html") == "/a/x.aspx"
    assert served_alike("a@id=1.html") == served_alike("a/@id=1.html")
    assert served_alike("é.aspx") != served_alike("É.aspx")


def test_tracking_at_the_end_of_a_query_does_not_count() -> None:
    assert untracked_query("id=1&utm_medium=x&id=2") == "id=1"
    assert untracked_query("gclid=1") == ""
    assert untracked_query("id=1") == "id=1"
