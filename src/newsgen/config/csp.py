"""What a site adds to its Content-Security-Policy: `[hosting.csp]` of newsgen.toml.

Source: Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.
"""

from base64 import b64decode
from typing import Final
from urllib.parse import urlsplit

from newsgen.config._values import CODE, is_port
from newsgen.fast.patterns import later
from newsgen.model.declared import ValueReader, list_of, table_of, text
from newsgen.model.refusal import RefusalError, did_you_mean, refusal
from newsgen.model.urls import URLError, ascii_host, parse_url

DIRECTIVES: Final = (
    "script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "frame-src",
    "worker-src", "form-action", "frame-ancestors",
)  # fmt: skip
_HASH: Final = later(r"'?sha(256|384|512)-([A-Za-z0-9+/]+={0,2})'?")
_WORDS: Final = ("self", "none", "report-sample", "wasm-unsafe-eval", "inline-speculation-rules")
"""Words that a policy has in quotes."""
_SUFFIX: Final = later(
    r"[^.]+|(ac|co|com|edu|gov|id|ltd|me|mil|net|nhs|ne|nom|or|org|plc|sch)\.[a-z][a-z]"
)
"""Domains in which anybody may have a name. Source: https://publicsuffix.org/, the usual ones."""
_LIKE: Final = "Write a host such as https://plausible.example, or a hash such as 'sha256-…'."
_ELSEWHERE: Final = later(r"[^!$%&()*+./:=@\w~-]")
"""What no path of a source has: Caddy would put a variable in the place of `{env.HOME}`."""
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
    return frozenset(host_in(source) for sources in policy.values() for source in sources) - {""}


def host_in(address: str) -> str:
    """Return the host of an address, all of it if it cannot be read, or "" if it has none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return address


def _directive(name: str) -> str:
    if name in DIRECTIVES:
        return name
    hint = did_you_mean(name, DIRECTIVES, f"Known here: {', '.join(DIRECTIVES)}.")
    raise refusal(CODE, f"{name} is not a directive that a site can add to", hint)


def _source(written: str) -> str:
    source = written.strip()
    bare = source.casefold().strip("'")
    if hint := _UNSAFE.get(f"'{bare}'") or _UNSAFE.get(source.casefold()):
        raise _too_wide(source, hint)
    if source in ("'self'", "data:", "blob:"):
        return source
    if bare in _WORDS:
        hint = "Write \"'self'\", with both pairs of quotes." if bare == "self" else _LIKE
        raise _no_source(source, hint)
    if digest := _HASH.fullmatch(source):
        return _hash(source, int(digest[1]), digest[2])
    return _host(source)


def _too_wide(source: str, hint: str) -> RefusalError:
    return refusal(CODE, f"{source} would let a page run or load nearly anything", hint)


def _no_source(source: str, hint: str = _LIKE) -> RefusalError:
    return refusal(CODE, f"“{source}” is not a source of a policy", hint)


def _hash(source: str, bits: int, digest: str) -> str:
    """Check that a hash is as long as its digests are, and in quotes."""
    if source != f"'sha{bits}-{digest}'":
        raise _no_source(source, f"Write \"'sha{bits}-{digest}'\", with both pairs of quotes.")
    if len(digest) % 4 or len(b64decode(digest)) * 8 != bits:
        hint = f"Copy all of it: a digest of SHA-{bits} has {_letters(bits)} characters."
        raise _no_source(source, hint)
    return source


def _letters(bits: int) -> int:
    """Return how long a digest is in base64."""
    return -(-bits // 24) * 4


def _host(source: str) -> str:
    scheme, mark, rest = source.rpartition("://")
    host, slash, path = rest.partition("/")
    name, colon, port = host.removeprefix("*.").partition(":")
    has_scheme = not mark or scheme in ("https", "wss")
    has_port = not colon or is_port(port)
    if not (has_scheme and has_port) or _ELSEWHERE.search(source):
        raise _no_source(source)
    try:
        parse_url(f"https://{name}/{path}")
    except URLError:
        raise _no_source(source) from None
    is_wild = host.startswith("*.")
    if is_wild and _SUFFIX.fullmatch(name.casefold()):
        raise _too_wide(source, f"Name the hosts, such as https://maps.{name}.")
    wild = "*." if is_wild else ""
    return f"{scheme or 'https'}://{wild}{ascii_host(name)}{colon}{port}{slash}{path}"


def _fitting(policy: Csp) -> Csp:
    """Refuse data and blobs where they could be a script or a page."""
    for directive, sources in policy.items():
        for source in sources:
            if source in ("data:", "blob:") and directive not in (*_DATA, "worker-src"):
                message = f"{source} in {directive} would let a page run what it makes itself"
                raise refusal(CODE, message, "Name the hosts.").below(directive)
    return policy
