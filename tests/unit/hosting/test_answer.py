"""What the model answers a request with, on document roots of dictionaries."""

import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st

from newsgen.hosting.answer import Answer, answer
from newsgen.model.same_address import fold, untracked_query

NOT_FOUND = Answer(404, "404.html")
FAIR = "/News/News-Articles/2020/March/Fair..aspx"
BRIDGE = "/News/Caf%C3%A9-%E2%80%93-bridge%20(1).aspx"
QUERY = "/News/NewsArticle.aspx?id=0A-b%20c/d"


@dataclass
class Root:
    """A document root in dictionaries; keys are folded."""

    files: set[str]
    pages: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    graves: set[str] = field(default_factory=set)

    def is_file(self, path: str) -> bool:
        return path in self.files

    def folded(self, key: str) -> str | None:
        return self.pages.get(key)

    def redirect(self, key: str) -> str | None:
        return self.redirects.get(key)

    def gone(self, key: str) -> str | None:
        return self.retired.get(key)

    def gone_below(self, place: str) -> bool:
        return place in self.graves


@pytest.fixture
def root() -> Root:
    return Root(
        files={
            "index.html",
            "404.html",
            "News/News-Articles/2020/March/Fair..aspx",
            "News/Café-–-bridge (1).aspx",
            "News/NewsArticle.aspx@id=0A-b%20c%2Fd.html",
            "News/Closed.aspx",
            "moved.aspx",
            "News/Pair.aspx@a=%C3%A9%5B1%5D.html",
            "newsroom/Big-Plan/index.html",
            "newsroom/list.aspx",
            "newsroom/list.aspx@page=2.html",
            "images/crest.png",
        },
        pages={
            "/news/news-articles/2020/march/fair..aspx": FAIR,
            "/news/café-–-bridge (1).aspx": BRIDGE,
            "/news/newsarticle.aspx?id=0a-b%20c/d": QUERY,
            "/news/pair.aspx?a=%c3%a9%5b1%5d": "/News/Pair.aspx?a=%C3%A9%5B1%5D",
            "/newsroom/big-plan": "/newsroom/Big-Plan",
            "/newsroom/list.aspx": "/newsroom/list.aspx",
            "/newsroom/list.aspx?page=2": "/newsroom/list.aspx?page=2",
        },
        redirects={
            "/old": "/newsroom/Big-Plan",
            "/old.asp?n=7": FAIR,
            "/moved.aspx": FAIR,
            "/away": "https://www.other.example/x?y=1",
        },
        retired={
            "/news/closed.aspx": "News/Closed.aspx",
            "/erased": "410.html",
            "/erased.asp?id=3": "410.html",
        },
        graves={"/newsroom/2026/march/", "/newsroom/show.aspx?", "/newsroom/list.aspx?"},
    )


ANSWERS = {
    "/": Answer(200, "index.html"),
    "/index.html": Answer(200, "index.html"),
    "/?utm_source=mail": Answer(200, "index.html"),
    "//": Answer(200, "index.html"),
    FAIR: Answer(200, "News/News-Articles/2020/March/Fair..aspx"),
    f"{FAIR}?utm_source=x&y=%2e": Answer(200, "News/News-Articles/2020/March/Fair..aspx"),
    f"/{FAIR}".replace("2020/", "2020///"): Answer(200, "News/News-Articles/2020/March/Fair..aspx"),
    FAIR.lower(): Answer(301, location=FAIR),
    FAIR.upper(): Answer(301, location=FAIR),
    f"{FAIR.lower()}?a=1&b=%2f": Answer(301, location=f"{FAIR}?a=1&b=%2f"),
    f"{FAIR}/": Answer(301, location=FAIR),
    BRIDGE: Answer(200, "News/Café-–-bridge (1).aspx"),
    BRIDGE.replace("%C3%A9", "%c3%a9").replace("(1)", "%281%29"): Answer(
        200, "News/Café-–-bridge (1).aspx"
    ),
    "/News/Café-–-bridge%20(1).aspx": Answer(200, "News/Café-–-bridge (1).aspx"),
    BRIDGE.replace("%C3%A9", "e%CC%81"): Answer(301, location=BRIDGE),
    BRIDGE.replace("News", "NEWS"): Answer(301, location=BRIDGE),
    QUERY: Answer(200, "News/NewsArticle.aspx@id=0A-b%20c%2Fd.html"),
    f"{QUERY}&fbclid=abc": Answer(200, "News/NewsArticle.aspx@id=0A-b%20c%2Fd.html"),
    f"{QUERY}&fbclid=abc".upper(): Answer(301, location=f"{QUERY}&FBCLID=ABC"),
    "/news/newsarticle.ASPX?ID=0a-B%20c/d": Answer(301, location=QUERY),
    QUERY.replace("%20", "%2520"): NOT_FOUND,
    "/News/Pair.aspx?a=%C3%A9[1]": Answer(301, location="/News/Pair.aspx?a=%C3%A9%5B1%5D"),
    "/News/Pair.aspx?a=%c3%a9%5b1%5d": Answer(301, location="/News/Pair.aspx?a=%C3%A9%5B1%5D"),
    "/News/Pair.aspx?a=%C3%A9%5B1%5D": Answer(200, "News/Pair.aspx@a=%C3%A9%5B1%5D.html"),
    "/News/NewsArticle.aspx": NOT_FOUND,
    "/News/NewsArticle.aspx?id=other": NOT_FOUND,
    "/newsroom/Big-Plan": Answer(200, "newsroom/Big-Plan/index.html"),
    "/newsroom/Big-Plan/": Answer(200, "newsroom/Big-Plan/index.html"),
    "/newsroom/Big-Plan/index.html": Answer(200, "newsroom/Big-Plan/index.html"),
    "/newsroom/big-plan/?q": Answer(301, location="/newsroom/Big-Plan?q"),
    "/newsroom/list.aspx?page=2": Answer(200, "newsroom/list.aspx@page=2.html"),
    "/newsroom/list.aspx?page=3": Answer(200, "newsroom/list.aspx"),
    "/newsroom/LIST.aspx?page=3": Answer(301, location="/newsroom/list.aspx?page=3"),
    "/newsroom": NOT_FOUND,
    "/newsroom/": NOT_FOUND,
    "/old": Answer(301, location="/newsroom/Big-Plan"),
    "/moved.aspx": Answer(301, location=FAIR),
    "/OLD/": Answer(301, location="/newsroom/Big-Plan"),
    "/old?x=1": Answer(301, location="/newsroom/Big-Plan?x=1"),
    "/old.asp?n=7": Answer(301, location=FAIR),
    "/old.asp?N=7&utm_medium=m": Answer(301, location=f"{FAIR}?utm_medium=m"),
    "/old.asp": NOT_FOUND,
    "/away?z=2": Answer(301, location="https://www.other.example/x?y=1&z=2"),
    "/News/Closed.aspx": Answer(410, "News/Closed.aspx"),
    "/NEWS/closed.aspx?x": Answer(410, "News/Closed.aspx"),
    "/erased": Answer(410, "410.html"),
    "/erased.asp?id=3": Answer(410, "410.html"),
    "/erased.asp?id=4": NOT_FOUND,
    "/unknown": NOT_FOUND,
    "/newsroom/2026/March/Somebody.aspx": Answer(410, "410.html"),
    "/Newsroom/2026/march/a/b/": Answer(410, "410.html"),
    "/newsroom/2026/March": NOT_FOUND,
    "/newsroom/2026/March/": NOT_FOUND,
    "/newsroom/2026/Marching.aspx": NOT_FOUND,
    "/newsroom/2026/March/.git/config": NOT_FOUND,
    "/newsroom/show.aspx?id=1": Answer(410, "410.html"),
    "/newsroom/Show.aspx?id=1&utm_source=x": Answer(410, "410.html"),
    "/newsroom/show.aspx": NOT_FOUND,
    "/newsroom/show.aspx?utm_source=x": NOT_FOUND,
    "/newsroom/list.aspx?page=4": Answer(200, "newsroom/list.aspx"),
    "/images/crest.png": Answer(200, "images/crest.png"),
    "/images/crest.png/": NOT_FOUND,
    f"/{'x' * 5000}?{'y' * 5000}": NOT_FOUND,
}


@pytest.mark.parametrize(("target", "expected"), ANSWERS.items())
def test_each_request_has_its_answer(root: Root, target: str, expected: Answer) -> None:
    assert answer(target, root) == expected


@pytest.mark.parametrize(
    "target",
    [
        "", "x", "*", "http://host.example/", "/../etc/passwd", "/..", "/.", "/a/./b",
        "/%2e%2e/etc/passwd", "/a/%2E./b", "/a/.%2e", "/a%2fb", "/a%2Fb", "/..%2f..", "/a\\b",
        "/a%5cb", "/..%5c..", "/a%00b", "/a%00.html", "/a\0", "/a\r\nX: y", "/a%0d%0aX:%20y",
        "/a%7f", "/%ff", "/%c3", "/%ed%a0%80", "/a%", "/a%zz", "/a%c", "/#a", "/a?b#c", "/a?b\n",
        "/a?\ud800",
    ],
)  # fmt: skip
def test_no_browser_sends_these(root: Root, target: str) -> None:
    assert answer(target, root) == Answer(400)


@pytest.mark.parametrize(
    "name", [".git/config", "a/.env", ".htaccess", "%2egit/HEAD", ".newsgen/cache.sqlite"]
)
def test_hidden_files_are_not_found_though_they_are_there(root: Root, name: str) -> None:
    root.files.add(name.replace("%2e", "."))
    assert answer(f"/{name}", root) == NOT_FOUND


@pytest.mark.parametrize("name", [".well-known/security.txt", "...and-found.aspx"])
def test_names_that_only_look_hidden_are_found(root: Root, name: str) -> None:
    root.files.add(name)
    assert answer(f"/{name}", root) == Answer(200, name)


def test_all_unknown_addresses_may_be_below_a_removed_page() -> None:
    root = Root(set(), {"/news/a.aspx": "/News/A.aspx"}, graves={"/"})
    assert answer("/Somebody.aspx", root) == Answer(410, "410.html")
    assert answer("/news/a.aspx", root) == Answer(301, location="/News/A.aspx")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("id=1", "id=1"),
        ("utm_source=a", ""),
        ("id=1&utm_source=a&utm_medium=b", "id=1"),
        ("id=1&FBCLID=a", "id=1"),
        ("id=1&xutm_source=a", "id=1&xutm_source=a"),
        ("utm=1", "utm=1"),
    ],
)
def test_tracking_at_the_end_of_a_query_is_of_no_weight(query: str, kept: str) -> None:
    assert untracked_query(query) == kept


letters = st.text(st.sampled_from("aBé–%? &=.'()#"), min_size=1, max_size=12)


@given(letters, letters, st.booleans())
def test_a_redirect_leads_to_the_page_and_not_to_another_redirect(
    name: str, other: str, upper: bool
) -> None:
    name, other = unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", other)
    href = "/News/" + quote(name) + ".aspx"
    root = Root({f"News/{name}.aspx"}, {fold(f"/News/{name}.aspx"): href})
    sent = "/news/" + quote(other.upper() if upper else name.lower()) + ".ASPX"
    actual = answer(sent, root)
    if actual.status == 301:
        assert answer(actual.location, root) == Answer(200, f"News/{name}.aspx")
    else:
        assert actual == NOT_FOUND


@given(letters, st.sampled_from(["", "id=1", "a=%5B1%5D&b"]), st.booleans())
def test_no_page_leads_to_itself_though_its_file_is_missing(
    name: str, query: str, doubled: bool
) -> None:
    name = unicodedata.normalize("NFC", name)
    path, why = f"/News{'//' if doubled else '/'}{name}.aspx", f"?{query}" if query else ""
    href = quote(path) + why
    root = Root(set(), {fold(path, query): href})
    assert answer(href, root) == NOT_FOUND
    assert answer(href.upper(), root).location in ("", href)
    assert answer(f"{href}{'&' if query else '?'}utm_source=x", root) == NOT_FOUND


@given(st.text())
def test_whatever_is_sent_only_files_of_the_root_are_answered(target: str) -> None:
    root = Root({"index.html"})
    actual = answer(target, root)
    assert actual in (Answer(200, "index.html"), NOT_FOUND, Answer(400))
