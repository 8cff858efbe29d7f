"""When two addresses are the same, of a page or of a picture, whoever asks.

Servers answer some writings of an address alike: with another case, with a slash at the end, with
what mail adds to the query. What each of them answers alike is `fold`: it decides which address
leads to which page. What some of them may answer alike is `same_address`: it keeps an address that
was removed from coming back.
"""

import html
import re
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

from newsgen.fast.patterns import later
from newsgen.model.urls import TRACKED, folded

LOWER: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
"""The letters whose case servers ignore."""
_NTFS_DROPS = later(r"[. ]+(?=/|\Z)")
_FOLDER_PAGE = later(r"(?:/|(?:/|\A)index\.html)+(?=@[^/]*\Z|\Z)")
_DOUBLED = later("//+")
_QUERY_SIGN = later(r"@(?=[^/]*\.html\Z)")


def fold(path: str, query: str = "") -> str:
    """Return what all writings of an address share that any server answers alike.

    Given are a decoded path within a root, with its slash, and an encoded query. A to Z are made
    small, and no other letters, as that is what servers can do; slashes at the end and doubled ones
    do not count. What may be answered alike by some server, `same_address` says.
    """
    plain = merged(path).rstrip("/") or "/"
    text = f"{plain}?{query}" if query else plain
    return unicodedata.normalize("NFC", text).translate(LOWER)


def served_alike(file: str) -> str:
    """Return what the files share in which any server looks for an address: see `fold`."""
    return fold("/" + file.removesuffix("index.html").replace("/@", "@"))


def merged(path: str) -> str:
    """Return a path as servers see it: doubled slashes count as one."""
    return _DOUBLED.sub("/", path) if "//" in path else path


def untracked_query(query: str) -> str:
    """Return a query without the tracking parameters at its end."""
    tracking = TRACKED.search(query)
    return query[: tracking.start()] if tracking else query


def same_address(file: str) -> str:
    """Return what the files of addresses share that some server may answer alike.

    Beyond `fold`, these are other letters whose case a file system ignores, `index.html` at the
    end, and, as on Windows, dots and spaces that end a name. A URL with a backslash or tracking
    is refused before.
    """
    return _FOLDER_PAGE.sub("", _NTFS_DROPS.sub("", folded(file)))


def files_of_same(file: str) -> Iterator[str]:
    """Yield the folded paths of the files in which an address lives, in its usual writings.

    With and without a slash at its end an address has two files.
    """
    same = same_address(file)
    page, sign, query = same.rpartition("@") if _QUERY_SIGN.search(same) else (same, "", "")
    other = f"{page}/@{query}" if sign else f"{page}/index.html".lstrip("/")
    yield from dict.fromkeys((same, folded(file), other))


def without_query(file: str) -> list[str]:
    """Return what the address of a file may share with its page without a query: see there.

    A server that does not know the query answers with that page. There is more than one if the
    path has the sign of a query too.
    """
    same = same_address(file)
    return [same_address(same[: sign.start()]) for sign in _QUERY_SIGN.finditer(same)]


_VERSION: Final = later(r"(?:v|ver|version|rev|cb)=", re.IGNORECASE)
"""How a parameter begins that says which version of a file is meant, as in `logo.png?v=2`."""


def picture_address(src: str, page: str) -> str:
    """Return what all writings of a picture's address share, for a page that shows it.

    http is https, a host has small letters, and no parameter names a version. A path has the host
    of the page. What is not an address of the web is empty.
    """
    return _shared(src, "" if src.startswith(_WEB) else page)


_WEB: Final = ("https://", "http://")


@lru_cache(maxsize=1024)  # old systems give many releases one picture
def _shared(src: str, page: str) -> str:
    src = html.unescape(src).strip()
    if src and not src.startswith(_WEB):
        try:
            src = urljoin(page, src)
        except ValueError:
            return ""
    scheme, _, rest = src.partition("://")
    if scheme not in {"https", "http"}:
        return ""
    host, slash, path = rest.partition("/")
    return f"https://{host.casefold()}{slash}{_without_version(path)}"


def _without_version(path: str) -> str:
    path, _, query = path.partition("?")
    kept = [each for each in query.split("&") if each and not _VERSION.match(each)]
    return f"{path}?{'&'.join(kept)}" if kept else path
