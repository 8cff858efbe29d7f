"""When two addresses are of one picture, whatever scheme and version they name."""

import html
import re
from typing import Final
from urllib.parse import urljoin

from newsgen.fast.patterns import later

_VERSION: Final = later(r"(?:v|ver|version|rev|cb)=", re.IGNORECASE)
"""How a parameter begins that says which version of a file is meant, as in `logo.png?v=2`."""


def picture_address(src: str, page: str) -> str:
    """Return what all writings of a picture's address share, for a page that shows it.

    http is https, a host has small letters, and no parameter names a version. A path has the host
    of the page. What is not an address of the web is empty.
    """
    src = html.unescape(src).strip()
    if src and not src.startswith(("https://", "http://")):
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
