"""Historic URLs: their parts, the file each lives in, and the patterns for new ones.

A release's URL decides the path of its file, byte for byte: percent escapes are decoded, text is
NFC, nothing is lower-cased or slugified. Source of the hazards: the real archives of 46 forces.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote, unquote, unquote_to_bytes

from newsgen.fast.patterns import later
from newsgen.model.dates import month_names
from newsgen.model.host_files import read_by_hosts
from newsgen.model.wellformed import FORBIDDEN

PAGE_EXTENSIONS: Final = (".aspx", ".html", ".htm", ".php", ".asp")
LONGEST_NAME: Final = 255
"""Bytes in a file name, on every common file system."""
LONGEST_HOST: Final = 253
"""Characters in a host name; source: RFC 1035."""
LONGEST_PATH: Final = 3000
"""Bytes in a path: Linux allows 4,096 with the folders above it."""
LONGEST_URL: Final = 900
"""Characters in an address as it is sent: Apache reads 1,024 bytes of a line with a redirect."""
HIDDEN: Final = r"/\.(?!\.|well-known(?:/|$))"
"""Where a path names what a file system hides, such as `/.git`; some titles begin with `...`."""
TRACKING: Final = (
    r"(?:utm_[a-z_]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|igshid|mc_cid|mc_eid|_hsenc)"
)
"""Names of parameters that mail and social networks add to the end of a link."""
SAFE_IN_PATH: Final = "/:@!$&'()*+,;=~-._"
_SAFE_IN_QUERY: Final = SAFE_IN_PATH.replace("'", "") + "?%"
"""Browsers encode an apostrophe in a query, and none in a path."""
_IN_NAMES: Final = str.maketrans({"/": "%2F", "?": "%3F"})
"""Signs of a query that its file cannot have in its name."""
_FILE_OF_QUERY: Final = later(r"(.*?)@([^/]+)\.html", re.DOTALL)
_URL = later(
    r"(?P<scheme>https?)://(?P<host>[^/?#\s@:]+)(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE,
)
_CONTROL = later(f"[{FORBIDDEN}\\x09\\x0a\\x0d\\x7f-\\x9f]")
UNSEEN: Final = later(
    r"[\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What nobody sees in an address: blanks other than a space, and characters without a width."""
_HIDDEN = later(HIDDEN)
TRACKED = later(rf"(?:^|&){TRACKING}=", re.IGNORECASE)
_NO_ESCAPE = later(r"%(?![0-9a-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken apart: `path` is decoded and NFC, `query` encoded and without its `?`."""

    scheme: str
    host: str
    path: str
    query: str = ""

    @property
    def href(self) -> str:
        """The link to it within its host, percent-encoded with upper-case hex."""
        # A path that begins with two slashes would be taken for another host.
        return self.url if self.path.startswith("//") else self.link

    @property
    def link(self) -> str:
        """Path and query, encoded, as a request for it has them."""
        path = quoted(self.path)
        return f"{path}?{self.query}" if self.query else path

    @property
    def url(self) -> str:
        """The absolute URL: canonical link, sitemap and feeds all use this one."""
        return f"{self.scheme}://{self.host}{self.link}"


@lru_cache
def quoted(path: str) -> str:
    """Write a decoded path as links do; bytes other than letters are in it as Python has them."""
    return quote(path, safe=SAFE_IN_PATH, errors="surrogateescape")


def ascii_host(host: str) -> str:
    """Return the name of a host as requests and headers write it: `xn--` for other letters."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:  # no client can ask for it either
        return quote(host)


class URLError(ValueError):
    """A text that is not a URL for a release, with the code and hint of its diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


@lru_cache
def parse_url(text: str) -> Address:
    """Take a release's URL apart; a fragment is dropped.

    Raises:
        URLError: NG401 if it is not an absolute web address, NG402 for `.` and `..`, NG403 for what
            no file can be named or no server answers, NG404 if it is too long.

    """
    if not (text.isascii() and text.isprintable()):
        _refuse_unseen(text)
    match = _URL.fullmatch(text.strip())
    host = match["host"].lower() if match else ""
    if match is None or not _is_host(host):
        if extra := beside_host(text):
            message = f"“{text[:100]}” has {extra[:20]} beside its host"
            raise URLError("NG401", message, f"Leave out {extra[:20]}.")
        raise URLError(
            "NG401",
            f"“{text[:100]}” is not the address of a web page",
            "Write the absolute URL, such as https://www.example.police.uk/News/2020/March/x.aspx",
        )
    path, query = _decode(match["path"] or "/"), encode_query(match["query"] or "")
    _refuse_query(query)
    address = Address(match["scheme"].lower(), host, path, query)
    short = LONGEST_URL // (3 if text.isascii() else 12)  # as an escape has three characters
    if len(text) > short and (length := len(address.url)) > LONGEST_URL:
        raise URLError(
            "NG404",
            f"the URL is sent as {length:,} characters, and may have {LONGEST_URL:,}",
            "Shorten the URL, and redirect the old address to the new one.",
        )
    return address


def beside_host(text: str) -> str:
    """Return what an address has beside its host that one of a release cannot: a user or a port."""
    match = _BESIDE_HOST.match(text)
    return next(filter(None, match.groups()), "") if match else ""


_BESIDE_HOST = later(r"\s*https?://([^/?#\s@]*@)?[^/?#\s@:]+(:\d+)?(?=[/?#\s]|$)", re.IGNORECASE)


def _refuse_unseen(text: str) -> None:
    """Refuse what cannot be seen in a URL that is not percent-encoded.

    Raises:
        URLError: it has such a character.

    """
    if _CONTROL.search(text):
        raise URLError(
            "NG403", "the URL holds a control character", "Take the invisible character out."
        )
    text = text.strip()
    if unseen := UNSEEN.search(text):
        host_end = text.find("/", text.find("//") + 2)
        hint = "Delete it: no host has one in its name."
        if -1 < host_end < unseen.start():
            start = text.rindex("/", 0, unseen.start()) + 1
            name = text[start:].partition("/")[0]
            seen = without_unseen(name)
            hint = f"Write {as_sent(name)} if readers have that already, and else {seen}."
        message = f"the URL has an invisible character ({name_of(unseen[0])})"
        raise URLError("NG403", message, hint)


def name_of(character: str) -> str:
    """Return what a character is called, and its number: `no-break space, U+00A0`."""
    name = unicodedata.name(character, "control character").lower()
    return f"{name}, U+{ord(character):04X}"


def as_sent(text: str) -> str:
    """Return an address whose invisible characters are percent-encoded, as browsers send them."""
    return UNSEEN.sub(lambda unseen: quote(unseen[0]), text)


def without_unseen(name: str) -> str:
    """Return a name without invisible characters, and with a hyphen for a blank."""
    return UNSEEN.sub(lambda unseen: "-" if unseen[0].isspace() else "", name)


def _refuse_query(query: str) -> None:
    """Refuse a query that no text may hold, or that servers do not look at.

    Raises:
        URLError: it is one.

    """
    if not query:
        return
    if _CONTROL.search(unquote(query)):
        raise URLError(
            "NG403", "the query of the URL holds an encoded control character", "Take it out."
        )
    if tracked := TRACKED.search(query):
        kept = query[: tracked.start()]
        raise URLError(
            "NG403",
            f"servers ignore “{query[tracked.start() :].lstrip('&')[:60]}” in the URL, as mail and "
            "social networks add it to links",
            f"End the URL with ?{kept}" if kept else "End the URL before its question mark.",
        )


def encode_query(query: str) -> str:
    """Write a query in the one way that stands for all: escapes in upper case, the rest encoded."""
    if not query:
        return ""
    escaped = quote(query, safe=_SAFE_IN_QUERY)
    return re.sub(r"%[0-9a-f]{2}", lambda escape: escape[0].upper(), escaped, flags=re.IGNORECASE)


@cache
def _is_host(host: str) -> bool:
    """Return whether a name can be a host's: well-formed, and without a page's ending."""
    labels = host.split(".")
    shaped = all(re.fullmatch(r"[^\W_](?:[\w-]{0,61}[^\W_])?", label) for label in labels)
    return shaped and len(host) <= LONGEST_HOST and not host.endswith(PAGE_EXTENSIONS)


def _decode(path: str) -> str:
    """Decode a path that holds no control characters as it is written."""
    is_done = path.isascii() and "%" not in path and "/." not in path and "\\" not in path
    return path if is_done else _decode_any(path)


def _decode_any(path: str) -> str:
    if re.search("%2f", path, re.IGNORECASE):
        raise URLError(
            "NG403",
            "the URL holds an encoded slash (%2F), which no file name can hold",
            "Give the release the address it has without %2F, and redirect the old one.",
        )
    if sign := _NO_ESCAPE.search(path):
        raise URLError(
            "NG403",
            f"servers refuse “{path[sign.start() : sign.start() + 3]}” in the URL: a per cent sign "
            "begins an escape",
            f"Write %25 for the sign itself: {_NO_ESCAPE.sub('%25', path)}",
        )
    try:
        decoded = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        raise URLError(
            "NG403",
            "the percent escapes of the URL are not UTF-8",
            "Write the letters themselves; newsgen encodes them.",
        ) from None
    _refuse(decoded)
    return unicodedata.normalize("NFC", decoded)


def _refuse(path: str) -> None:
    """Refuse a decoded path that no file can have, or that no server answers.

    Raises:
        URLError: it is one.

    """
    if _CONTROL.search(path):
        raise URLError(
            "NG403", "the URL holds an encoded control character", "Take it out of the URL."
        )
    if "\\" in path:
        slashed = quoted(path.replace("\\", "/"))
        raise URLError(
            "NG403",
            "the URL holds a backslash, which browsers take for a slash and servers refuse",
            f"Write a slash instead: {slashed}",
        )
    if "?" in path:
        raise URLError(
            "NG403",
            "the URL holds an encoded question mark (%3F), which servers refuse",
            "Give the release an address without it.",
        )
    if any(segment in (".", "..") for segment in path.split("/")):
        raise URLError(
            "NG402",
            "the URL holds “.” or “..” as a folder name",
            "Write the address without them, as the browser shows it.",
        )
    if hidden := _HIDDEN.search(path):
        name = path[hidden.start() + 1 :].partition("/")[0]
        raise URLError(
            "NG403",
            f"servers hide “{name}” in the URL, as it begins with a dot",
            "Give the release an address without the dot.",
        )
    composed = unicodedata.normalize("NFC", path)
    if path not in (composed, unicodedata.normalize("NFD", composed)):
        raise URLError(
            "NG403",
            "the URL has a character that is read as another one",
            f"Write {quoted(composed)}",
        )


def output_path(address: Address) -> str:
    """Return the path of the file for a URL, relative to its document root.

    Raises:
        URLError: NG404 if a name is too long for a file, NG429 if hosts read one of that name.

    """
    segments = [s for s in address.path.split("/") if s]
    is_folder = address.path.endswith("/") or not segments
    if address.query:
        name = "" if is_folder else segments.pop()
        segments.append(f"{name}@{address.query.translate(_IN_NAMES)}.html")
    elif is_folder or not segments[-1].lower().endswith(PAGE_EXTENSIONS):
        segments.append("index.html")
    path = "/".join(segments)
    if name := read_by_hosts(path):
        raise URLError(
            "NG429",
            f"web servers read “{name}” of the address as their configuration",
            "Give the page another address.",
        )
    length = len(path.encode())
    for segment in segments if length > LONGEST_NAME else ():
        if (bytes_in_name := len(segment.encode())) > LONGEST_NAME:
            raise URLError(
                "NG404",
                f"“{segment[:40]}…” is {bytes_in_name} bytes long, "
                f"and a file name may have {LONGEST_NAME}",
                "Shorten that part of the URL, and redirect the old address to the new one.",
            )
    if length > LONGEST_PATH:
        raise URLError("NG404", "the URL is too long for a file", "Shorten the URL.")
    return path


def link_to(file: str, *, may_have_query: bool = True) -> str:
    """Return the link to a file within its root, encoded: what `output_path` made it of.

    What has a query is not known by its file's name alone, as any file may be called so.
    """
    path = file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file
    query = ""
    if may_have_query and (with_query := _FILE_OF_QUERY.fullmatch(file)):
        path = with_query[1]
        query = "?" + quote(with_query[2], safe=f"{SAFE_IN_PATH}?%", errors="surrogateescape")
    return f"/{quoted(path)}{query}"


def both_spellings(url: str, file: str) -> set[str]:
    """Return an address and, if its file is the page of a folder, how else that is asked for.

    Servers answer with it whether or not there is a slash at the end.
    """
    if not file.endswith("/index.html") or "?" in url:
        return {url}
    return {url, url.rstrip("/"), f"{url.rstrip('/')}/"}


def folded(path: str) -> str:
    """Return what two paths have in common when a file system ignores case."""
    return unicodedata.normalize("NFC", path.casefold())


def above(path: str) -> Iterator[str]:
    """Yield the folders that a path lies in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def name_in(path: str) -> str:
    """Return the last part of the path of a file without its ending: most often a slug."""
    name = path.removesuffix("/index.html").rpartition("/")[2]
    ending = next((end for end in PAGE_EXTENSIONS if name.lower().endswith(end)), "")
    return name[: len(name) - len(ending)]


_LONGEST_SLUG: Final = 120


def slugify(title: str) -> str:
    """Turn a title into a name for its file: the case is kept, as the archives do.

    May be empty, for a title without a letter or digit.
    """
    text = title.replace("&", " and ").replace("'", "").replace("’", "")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", text)
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
    return slug


_AS_ASCII: Final = str.maketrans(
    {
        "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "ẞ": "SS", "ß": "ss", "Þ": "Th", "þ": "th",
        "Ð": "D", "ð": "d", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ł": "L", "ł": "l",
        "Ø": "O", "ø": "o", "Ŧ": "T", "ŧ": "t",
    }
)  # fmt: skip
"""Latin letters without an accent to take off."""


def new_slug(title: str) -> str:
    """Turn a title into a name that is written down, and keep the letters that `slugify` loses.

    `slugify` makes the addresses of releases that say none, which never change.
    """
    return slugify(title.translate(_AS_ASCII))


def is_slug(text: str) -> bool:
    """Return whether a text can stand in a permalink as it is: no separators, no controls."""
    return (
        bool(text)
        and not re.search(r"[/\\?#%\x00-\x20\x7f-\x9f]", text)
        and (text.isascii() or not UNSEEN.search(text))
        and text not in (".", "..")
    )


SLUGS: Final = ("{slug}", "{slug_lower}")


def adds_to_ending(pattern: str, slug: str) -> bool:
    """Return whether a permalink puts more behind a slug that ends as a page does already."""
    return slug.lower().endswith(PAGE_EXTENSIONS) and not pattern.endswith(SLUGS)


DATED: Final = {"year", "month", "month_name", "month_name_lower", "day"}
PLACEHOLDERS: Final = (
    "year", "month", "month_name", "month_name_lower", "day", "slug", "slug_lower",
)  # fmt: skip


def placeholders(pattern: str) -> list[str]:
    """Return the names in braces of a permalink pattern."""
    return re.findall(r"\{([^{}]*)\}", pattern)


def is_dated(pattern: str) -> bool:
    """Return whether a permalink pattern needs a date."""
    return not DATED.isdisjoint(placeholders(pattern))


def fill(pattern: str, *, slug: str, at: datetime | None, language: str = "en") -> str:
    """Fill a permalink pattern; the month's name is in a language.

    `at` may be missing only if no date is asked for.
    """
    values = {"slug": slug, "slug_lower": slug.lower()}
    if at is not None:
        month = month_names(language)[at.month - 1]
        values |= {
            "year": f"{at.year:04d}",
            "month": f"{at.month:02d}",
            "month_name": month,
            "month_name_lower": month.lower(),
            "day": f"{at.day:02d}",
        }
    return re.sub(r"\{([^{}]*)\}", lambda placeholder: values[placeholder[1]], pattern)
