"""The one table of requests that each server is asked, from what the model knows of a site."""

import unicodedata
from collections.abc import Iterator

from newsgen.hosting.site import HostedAddress, HostedRoot
from newsgen.model.urls import quoted

UNKNOWN = (
    "/no-such-page", "/no-such-page/", "/News/No-such.aspx", "/no-such.aspx?id=1", "/no/such/",
    "/404", "/index.htm", "/images/", "/assets/", "/assets", "/%C3%89t%C3%A9.aspx",
    "/feed.json/", "/no-such/feed.json", "/a%25b", "/a%20b?c=d%20e",
)  # fmt: skip
REMOVED = (
    "/Removed/2026/March/Somebody.aspx", "/removed/2026/march/x/y/?a=b", "/removed/2026/March",
    "/removed/2026/March/", "/removed/2026/Marching", "/Old/Caf%C3%A9%20(1)/x",
    "/old/removed.aspx?id=7", "/OLD/Removed.aspx?id=7&utm_source=x", "/old/removed.aspx",
    "/old/removed.aspx?utm_source=x", "/old/removed.aspx/?id=7", "/removed/2026/march/.git/x",
)  # fmt: skip
COMMON = (
    "/", "/?utm_source=mail&utm_medium=x", "/?other=1", "//", "/index.html", "/robots.txt",
    "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml", "/FEED.JSON", "/Sitemap.XML?x=1",
    "/404.html", "/410.html",
)  # fmt: skip
HOSTILE = (
    "/../etc/passwd", "/..", "/.", "/../../../../../../etc/passwd", "/a/../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd", "/.%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/a%2fb",
    "/..%5c..%5cetc", "/..\\..\\etc", "/a%5cb", "/index.html%00", "/%00", "/a%00.html",
    "/a%0d%0aSet-Cookie:x=1", "/%7f", "/%ff", "/%c3%28.aspx", "/%", "/%zz", "/a%c",
    "/.git/config", "/.env", "/a/.htaccess", "/%2egit/config", "/.newsgen/cache.sqlite",
    "/../newsgen.toml", "/../urls.txt", "/..%252f..%252fnewsgen.toml", "/%2e%2e%2fnewsgen.toml",
    "/newsgen.toml", "/newsgen.conf", "/Caddyfile", "/site.map", "/urls.txt", "/tombstones.txt",
    "/content/", "/newsgen-baseline.json", "/themes/", "/site.server.conf", "/web.config",
    "/News/../.git/config", "/index.html/../../secret.txt", "/./../secret.txt",
    "/?../../secret.txt", "/x.aspx?/../../../secret.txt", "/News/NewsArticle.aspx?id=/../../x",
    "//secret.txt", "/secret.txt", "//evil.example/%2e%2e", "//evil.example/..",
)  # fmt: skip
"""What only an attacker or a broken client sends. `secret.txt` lies beside the root."""


def requests_of(root: HostedRoot) -> Iterator[str]:
    """Yield every address of a root, and each in other writings."""
    yield from COMMON
    yield from UNKNOWN
    yield from REMOVED
    for file in root.files:
        yield quoted(f"/{file}")
        yield quoted(f"/{file.swapcase()}")
        yield quoted(f"/{file}") + "?utm_source=x&a=b"
    for number, entry in enumerate(root.entries):
        href = href_of(entry)
        yield href
        yield href.lower()
        yield href.upper()
        if number % 10 == 0 or not href.isascii() or "%" in href or entry.query:
            yield from _writings(entry, href)


def href_of(entry: HostedAddress) -> str:
    return f"{quoted(entry.path)}?{entry.query}" if entry.query else quoted(entry.path)


def _writings(entry: HostedAddress, href: str) -> Iterator[str]:
    path, _, query = href.partition("?")
    and_, why = ("&", f"?{query}") if query else ("?", "")
    yield f"{path.rstrip('/')}/{why}"
    yield f"{href}{and_}utm_source=x&a=%2Fb"
    yield f"{href.lower()}{and_}fbclid=AbC"
    yield f"{href}{and_}page=2"
    yield f"{path.upper()}{why}{and_}q=a%20b&r=(1)'"
    yield path.replace("/", "//") + why
    yield path.replace("(", "%28").replace("'", "%27").replace("-", "%2D") + why
    yield path
    decomposed = quoted(unicodedata.normalize("NFD", entry.path))
    yield decomposed + why
    yield decomposed.lower() + why
