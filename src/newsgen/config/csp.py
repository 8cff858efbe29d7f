"""What a site adds to its Content-Security-Policy: `[hosting.csp]` of newsgen.toml.

Source: Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from newsgen.config._values import CODE
from newsgen.fast.patterns import later
from newsgen.model.declared import ValueReader, list_of, table_of, text
from newsgen.model.refusal import did_you_mean, refusal
from newsgen.model.urls import URLError, ascii_host, parse_url

DIRECTIVES: Final = (
    "script-src",
    "style-src",
    "img-src",
    "font-src",
    "media-src",
    "connect-src",
    "frame-src",
    "worker-src",
    "form-action",
    "frame-ancestors",
)
_HASH: Final = later(r"'sha(256|384|512)-[A-Za-z0-9+/]+={0,2}'")
_DATA: Final = ("img-src", "font-src", "media-src")
_UNSAFE: Final = {
    "'unsafe-inline'": "Put the script into a file of the theme's assets, or give its hash.",
    "'unsafe-eval'": "Ask the service for a script that does without it.",
    "'unsafe-hashes'": "Let a script of the theme's assets listen for the event.",
    "'strict-dynamic'": "Name the hosts that scripts come from.",
    "*": "Name the hosts.",
    "http:": "Name the hosts.",
    "https:": "Name the hosts.",
}
Csp = dict[str, tuple[str, ...]]


def csp() -> ValueReader[Csp]:
    """Take a table of sources by directive: hosts, hashes of scripts, and `data:` for pictures."""
    sources = list_of(text(_source), 'Write a list: ["https://plausible.example"].')
    return table_of(sources, _directive, check=_fitting)


def hosts_of(policy: Csp) -> frozenset[str]:
    """Return the hosts that a policy names."""
    return frozenset(
        urlsplit(source).netloc for sources in policy.values() for source in sources
    ) - {""}


def _directive(name: str) -> str:
    if name in DIRECTIVES:
        return name
    hint = did_you_mean(name, DIRECTIVES, f"Known here: {', '.join(DIRECTIVES)}.")
    raise refusal(CODE, f"{name} is not a directive that a site can add to", hint)


def _source(written: str) -> str:
    source = written.strip()
    if hint := _UNSAFE.get(source.casefold()):
        raise refusal(CODE, f"{source} would let a page run or load nearly anything", hint)
    if source in ("'self'", "data:", "blob:") or _HASH.fullmatch(source):
        return source
    scheme, mark, rest = source.rpartition("://")
    host, slash, path = rest.partition("/")
    name = host.removeprefix("*.")
    if (mark and scheme not in ("https", "wss")) or re.search(r"[\s;,'\"?#]", source):
        name = ""
    bare, _, port = name.partition(":")
    try:
        parse_url(f"https://{bare}/{path}")
    except URLError:
        bare = ""
    if not bare or (port and not port.isdigit()):
        hint = "Write a host such as https://plausible.example, or a hash such as 'sha256-…'."
        raise refusal(CODE, f"“{source}” is not a source of a policy", hint)
    wild = "*." if host.startswith("*.") else ""
    at = f":{port}" if port else ""
    return f"{scheme or 'https'}://{wild}{ascii_host(bare)}{at}{slash}{path}"


def _fitting(policy: Csp) -> Csp:
    """Refuse data and blobs where they could be a script or a page."""
    for directive, sources in policy.items():
        for source in sources:
            if source in ("data:", "blob:") and directive not in (*_DATA, "worker-src"):
                message = f"{source} in {directive} would let a page run what it makes itself"
                raise refusal(CODE, message, "Name the hosts.").below(directive)
    return policy
