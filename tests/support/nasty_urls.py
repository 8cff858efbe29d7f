"""Addresses that try to break servers, their configurations, file systems and formats."""

from collections.abc import Iterator
from string import ascii_letters, digits, punctuation
from typing import Final

_OTHER_LETTERS: Final = (
    "é", "e\u0301", "%C3%A9", "e%CC%81", "%c3%a9", "ß", "İ", "ı", "\u212a", "ﬁ", "日本語", "😀",
    "%F0%9F%98%80", "\u200b", "%E2%80%8B", "\u202e", "\u2028", "%E2%80%A8", "\xa0", "%C2%A0",
    "\x85", "%C2%85", "\x9f", "\xad", "\ufeff", "%EF%BB%BF", "\ufffd", "\ufffe", "%EF%BF%BE",
    "%EF%BF%BF", "%ef%bf%bf", "\U0001fffe", "%F0%9F%BF%BE", "%EF%B7%90", "\ue000", "%ED%A0%80",
    "%FF", "%C3", "%C0%AF", "%E9", "–", "‘x’", "x%E2%80%93y", "Ω", "%25C3%25A9",
)  # fmt: skip
_DOTS_AND_BLANKS: Final = (
    "x.", "x..", "x...", "x%20", "%20x", "x .aspx", "x.aspx.", "x..aspx", "x.aspx%20", "x.aspx..",
    ".x", "..x", "...", "....", ".", "..", "%2e", "%2E%2e", ".%2e", "%2e.", "x/./y", "x/../y",
    "x/%2e%2e/y", "x/..", "x/.", ".git/config", ".htaccess", ".well-known/x", ".env", "x/.y.aspx",
    "x./y.aspx", "x%20/y.aspx", "%20", "...x.aspx", ".%20x", "x%2e", "%2ex", "a..b.aspx", "-", "_",
    "~", "~root", "-rf",
)  # fmt: skip
_SLASHES: Final = (
    "/x", "x//", "x//y.aspx", "x/", "x///y/", "x%2Fy", "x%2fy", "x%5Cy", "x%5cy", "\\x",
    "x\\..\\y", "x\\", "x%252Fy", "x%255Cy", "x.aspx/", "x.aspx/y", "x.aspx//y.aspx", "x∕y",
)  # fmt: skip
_WINDOWS: Final = (
    "CON", "con.aspx", "NUL", "nul.html", "COM1.aspx", "com1/x", "LPT9", "aux/x.aspx", "PRN.html",
    "x:y", "x::$DATA", "x.aspx::$DATA", "x~1.aspx", "desktop.ini", "Thumbs.db",
)  # fmt: skip
_SYNTAX: Final = (
    "@AT@", "@NAME@", "@LABEL@", "@GRAVES@", "@TRACKING@", "@AT@/x.aspx", "$uri", "${uri}", "$1",
    "$newsgen_dollar", "${newsgen_dollar}", "x$", "%25{REQUEST_URI}", "%{REQUEST_URI}", "%251",
    "${newsgen_1:x}", "{path}", "{uri}", "{http.request.uri}", "{$HOME}", "{env.HOME}", "{{x}}",
    "{%25 x %25}", "{", "}", "{}", "*", "x*y", "(?i)x", "^x$", "[a-z]", "x{2}", "a|b", ".*",
    "(.*)", "(x", "x)", "[x", "x]", "page:x", "moved:|x", "gone |x", "query x|y|z", "x\ty", "x;y",
    ";", "x;y=z", "a,b", "a&b", "a=b", "a+b", "a'b", 'a"b', "'", '"', "`id`", "$(id)", "a;reboot",
    "#{x}", "<x>", "<!--", "--%3E", "]]%3E", "&amp;", "&#1;", "%26%231;", "a@b", "@x", "http:x",
    "https:%2F%2Fx", "javascript:x", "x%0d%0aSet-Cookie:y", "%00", "x%00.aspx", "%", "%zz",
    "%u0041", "x%", "x%2", "%25", "%2525", "100%25", "default", "include", "#", "x#y", "x%23y",
    "%3F", "x%3Fy", "x%3Fy=z.aspx", "x@y=z.html", "x?y=z",
)  # fmt: skip
_NAMES: Final = (
    "index.html", "INDEX.HTML", "index.htm", "index.html/", "404.html", "robots.txt", "feed.atom",
    "web.config", "x.config", "newsgen.conf", "x.md", "x.gz", "x.html.gz", "x.var", "x.var.aspx",
    "x.shtml", "x.cgi", "x.pl.en.html", "x.ASPX", "x.AspX", "CAPS/X.aspx", "bin/x.aspx",
    "App_Data/x", "x.json", "feed.json", "x.svg", "x.aspx.aspx", ".aspx", "x.html.aspx",
    "pagefind/x.aspx", "assets/x.0123456789.css", "assets/x.aspx",
)  # fmt: skip
_QUERIES: Final = (
    "x.aspx?", "x.aspx?a=b", "x?a=b", "x/?a=b", "?a=b", "x?a=/b", "x?a=../..", "x?a=%2F",
    "x?a=%2f..", "x?utm_source=y", "x.aspx?a=1&utm_source=y", "x.aspx?utm_source=y&a=1", "x?a=b?c",
    "x?a=@AT@", "x?$args", "x?${args}", "x?{query}", "x?{newsgen_own}", "x?%{QUERY_STRING}",
    "x?a=%00", "x?a=%0A", "x?a=%7F", "x?a b", "x?é", "x?%C3%A9", "x?a=%E9", "x?a=%EF%BF%BE",
    "x?&&", "x?&a", "x?a&", "x?=", "x?a=%", "x?%zz", "x?a=b#c", "x?.", "x?..", "x?a=.", "x?a=%2e",
    "x?a=*", "x?a=(1)", "x?a=~b", "x?a=%41", "x?A=b", "x?a=\\b", "x?a=%5Cb", "x.aspx?a=.html",
    "x?a=<b>", "x?a='b'", 'x?a="b"', "x?a=`b`", "x?a=%25", "x?a=+", "x?a=%20", "x?a=b&amp;c=d",
    "x?a|b", "x?a=[1]", "x?a=^", "x?a;b", "x.aspx?a=\ufffe", "x?fbclid=1",
)  # fmt: skip
_LONG: Final = (
    "x" * 250 + ".aspx", "x" * 251 + ".aspx", "x" * 255, "x" * 256, "é" * 127, "é" * 128,
    "/".join(["y" * 100] * 8), "/".join(["v" * 100] * 9), "/".join(["w" * 200] * 16),
    "x?" + "a" * 180, "x?" + "a" * 260, "/".join("abcdefghij" * 10), "%C3%A9" * 70,
    "/".join(["é" * 30] * 4), "/".join(["é" * 100] * 2), "$" * 90,
)  # fmt: skip


def nasty_urls() -> list[str]:
    """Return what may stand behind the last slash of an address, each once."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    for character in filter(lambda each: not each.isalnum(), map(chr, range(128))):
        yield f"a{character}b.aspx"
        yield f"a%{ord(character):02X}b.aspx"
    yield f"{ascii_letters}{digits}.aspx"
    yield "".join(f"%{ord(character):02x}" for character in ascii_letters + digits) + ".aspx"
    for sign in punctuation:
        yield f"x.aspx?a={sign}b"
    yield from (f"{letters}.aspx" for letters in _OTHER_LETTERS)
    for more in (_DOTS_AND_BLANKS, _SLASHES, _WINDOWS, _SYNTAX, _NAMES, _QUERIES, _LONG):
        yield from more
