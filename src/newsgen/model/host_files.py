"""Names that a web server or a host reads as configuration, or runs, instead of sending them.

Whoever may publish a file of such a name decides how the whole website is served: one list for
addresses and files, whatever host the site has. Windows ignores case, so all of it does. And names
by which caches are told to keep a file for ever.
"""

import re
from typing import Final

from newsgen.fast.patterns import later

WELL_KNOWN: Final = ".well-known"
"""The folder of files that others look for on any host (RFC 8615)."""
_ANYWHERE: Final = later(
    r"/("
    r"\.ht[^/]*|\.user\.ini|php\.ini"  # Apache, PHP
    r"|(?:web|app|machine)\.config|app_offline\.html?|global\.asax"  # IIS: the second ends a site
    r"|staticwebapp\.config\.json"  # Azure Static Web Apps
    r")(?:/|$)",
    re.IGNORECASE,
)
_AT_THE_TOP: Final = later(
    r"("
    r"_headers|_redirects|_routes\.json|_worker\.js|netlify\.toml"  # Cloudflare Pages, Netlify
    r"|vercel\.json|now\.json|firebase\.json|amplify\.yml|_config\.yml|cname"  # GitHub Pages
    r"|nginx\.conf|caddyfile"
    r"|bin|app_(?:browsers|code|data|globalresources|localresources|themes|webreferences)"  # IIS
    r")(?:/|$)",
    re.IGNORECASE,
)
_RUN: Final = later(
    r"(?:^|/)([^/]*\.(?:(?:php\d?|pht|phtml|phar|f?cgi|shtml?)(?:\.[^/]*)?"
    r"|aspx?|ashx|asmx|ascx|asax|axd|cshtml|vbhtml|config|svc|jspx?|stm|var|asis))$",
    re.IGNORECASE,
)
"""Apache takes an ending in the middle of a name for one, too."""
FINGERPRINTED: Final = r"^assets/(?:.*/)?[^/]*\.[0-9a-f]{10}(?:\.[^./]*)?$"
"""The assets of a theme, by their paths in a root: the name changes with the bytes.

Servers tell caches by it to keep them for ever, and no other file has such a name.
"""
_FINGERPRINTED: Final = later(FINGERPRINTED)
_UNPRINTED: Final = later(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def is_hidden(path: str) -> bool:
    """Return whether a name in a path begins with a dot, and is not for readers."""
    return any(name.startswith(".") and name != WELL_KNOWN for name in path.split("/"))


def read_by_hosts(path: str) -> str:
    """Return the name in a path from the top of a website that a host reads; or an empty text."""
    match = _AT_THE_TOP.match(path) or _ANYWHERE.search(f"/{path}")
    return match[1] if match else ""


def trouble_of_content(path: str) -> str:
    """Return what is wrong with the path of a file of the content folder; or an empty text."""
    if _FINGERPRINTED.match(path):
        return f"caches would keep “{path}” for a year, as it is named like an asset of a theme"
    return trouble_of_file(path)


def trouble_of_file(path: str) -> str:
    """Return what is wrong with the path at which a file would be published; or an empty text."""
    if name := read_by_hosts(path):
        return f"web servers read “{name}” as their configuration, and the file would change it"
    if match := _RUN.search(path):
        return f"a web server may run “{match[1]}” instead of sending it"
    return trouble_of_name(path)


def trouble_of_name(path: str) -> str:
    """Return what is wrong with the name of any file; or an empty text."""
    if not path.isprintable() and _UNPRINTED.search(path):
        return "the name of the file holds a line break or another character that controls"
    return ""
