"""Addresses in feeds, and in the queries of others."""

from urllib.parse import quote

import pytest
from hypothesis import example, given, strategies as st

from newsgen.theme._addresses import absolute, in_query
from newsgen.theme.failure import MisuseError


@given(st.text())
@example("https://news.police.example/news/2026/a b/é?x=1&y=%2F")
def test_a_text_in_a_query_is_wholly_escaped(text: str) -> None:
    try:
        wanted = quote(text, safe="")
    except UnicodeEncodeError:
        return
    assert in_query(text) == wanted


PAGE = "https://www.northshire.police.example/news/a.aspx?id=1&x=2"


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ('<a href="/b">', '<a href="https://news.example/b">'),
        ('<img alt="A" src="/b.png">', '<img alt="A" src="https://news.example/b.png">'),
        ('<video poster="/b.png">', '<video poster="https://news.example/b.png">'),
        ('<q cite="/b">', '<q cite="https://news.example/b">'),
        ('<a href="//b.example/c">', '<a href="https://b.example/c">'),
        ('<a href="#there">', f'<a href="{PAGE.replace("&", "&amp;")}#there">'),
        ('<del cite="#there">', f'<del cite="{PAGE.replace("&", "&amp;")}#there">'),
        ('<a href="?y=1&amp;z=2">', f'<a href="{PAGE.partition("?")[0]}?y=1&amp;z=2">'),
        ('<a href="b.aspx">', '<a href="https://www.northshire.police.example/news/b.aspx">'),
        ('<a href="mailto:b@c.example">', '<a href="mailto:b@c.example">'),
        ('<a href="https://b.example/#c">', '<a href="https://b.example/#c">'),
        ('<p title="#1">', '<p title="#1">'),
        ('<p> href="/b" and href="#c"</p>', '<p> href="/b" and href="#c"</p>'),
    ],
)
def test_addresses_in_a_feed_are_whole(written: str, whole: str) -> None:
    assert absolute(written, "https://news.example", PAGE) == whole


def test_without_a_page_only_addresses_from_the_root_change() -> None:
    body = '<a href="#b">b</a> <a href="c">c</a> <a href="/d">d</a>'
    assert absolute(body, "https://news.example/x/") == body.replace(
        "/d", "https://news.example/d", 1
    )


@pytest.mark.parametrize("base", ["", "/news/", "news.example"])
def test_what_has_no_host_is_not_a_base(base: str) -> None:
    with pytest.raises(MisuseError, match=f"“{base}” is not an absolute URL") as caught:
        absolute('<a href="/b">', base)
    assert "item.base_url" in caught.value.hint
