"""The headers of every response: type, caching, and what browsers must not do.

Sources: RFC 9110 and 9111 for types and caching, Content Security Policy Level 3, HTML's list of
policies for Referrer-Policy, RFC 6797 for Strict-Transport-Security.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from newsgen.config import Config
from newsgen.model.embeds import frame_hosts
from newsgen.model.host_files import FINGERPRINTED
from newsgen.model.urls import ascii_host

ENDINGS: Final = {
    "text/html; charset=utf-8": ("html", "htm", "aspx", "asp", "php"),
    "application/atom+xml; charset=utf-8": ("atom",),
    "application/rss+xml; charset=utf-8": ("rss",),
    "application/xml; charset=utf-8": ("xml",),
    "text/plain; charset=utf-8": ("txt", "md"),
    "text/csv; charset=utf-8": ("csv",),
    "text/calendar; charset=utf-8": ("ics",),
    "text/vtt; charset=utf-8": ("vtt",),
    "text/css; charset=utf-8": ("css",),
    "text/javascript; charset=utf-8": ("js", "mjs"),
    "application/json; charset=utf-8": ("json", "map"),
    "application/manifest+json; charset=utf-8": ("webmanifest",),
    "application/wasm": ("wasm",),
    "image/svg+xml; charset=utf-8": ("svg",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/avif": ("avif",),
    "image/x-icon": ("ico",),
    "image/bmp": ("bmp",),
    "font/woff2": ("woff2",),
    "font/woff": ("woff",),
    "font/ttf": ("ttf",),
    "font/otf": ("otf",),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a",),
    "audio/wav": ("wav",),
    "video/mp4": ("mp4",),
    "video/webm": ("webm",),
    "application/pdf": ("pdf",),
    "application/zip": ("zip",),
    "application/msword": ("doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.oasis.opendocument.text": ("odt",),
}
"""File extensions by type, in lower case and without their dot."""
TYPES: Final = {f".{ending}": kind for kind, endings in ENDINGS.items() for ending in endings}
NAMED_TYPES: Final = {"feed.json": "application/feed+json; charset=utf-8"}
"""Types of files whose name says more than its ending."""
COMPRESSED: Final = tuple(
    kind
    for kind in (*ENDINGS, *NAMED_TYPES.values())
    if kind.endswith("charset=utf-8") or kind in ("application/wasm", "image/bmp", "font/ttf")
)
"""Types that servers compress on their way; pictures, films and office documents are already."""
UNKNOWN: Final = "application/octet-stream"
IMMUTABLE: Final = "public, max-age=31536000, immutable"

_FINGERPRINTED: Final = re.compile(FINGERPRINTED)


def content_type(file: str) -> str:
    """Return the media type of a file of the output folder, with its charset if it is a text."""
    name = file.rpartition("/")[2].lower()
    ending = "." + name.rpartition(".")[2] if "." in name else ""
    return NAMED_TYPES.get(name) or TYPES.get(ending, UNKNOWN)


@dataclass(frozen=True, slots=True)
class HeaderSettings:
    """The settings of headers.

    `image_hosts` are the hosts that pages may show pictures of, and `frame_hosts` those of what
    releases embed. `page_max_age` is in seconds. `csp`
    has the sources that the site adds to its policy, by directive.
    `hsts` is for how many seconds browsers shall insist on HTTPS, 0 for not at all. With
    `has_search`, pages search by WebAssembly.
    """

    page_max_age: int
    image_hosts: tuple[str, ...]
    hsts: int
    has_search: bool
    frame_hosts: tuple[str, ...] = ()
    csp: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def header_settings(
    config: Config, embeds: tuple[str, ...] = (), *, page_max_age: int | None = None
) -> HeaderSettings:
    """Return the settings of headers of a site, optionally with another age of pages.

    `embeds` are the services that its releases embed.
    """
    hosting = config.hosting
    hosts = tuple(config.area_hosts) if hosting.image_hosts is None else hosting.image_hosts
    age = hosting.page_max_age if page_max_age is None else page_max_age
    frames = frame_hosts(embeds)
    return HeaderSettings(age, hosts, hosting.hsts, config.site.search, frames, hosting.csp)


def headers(file: str, status: int, settings: HeaderSettings) -> dict[str, str]:
    """Return all headers of a response, in a fixed order.

    `file` is the path of the file that is sent, relative to the document root; it is empty for an
    answer without one, such as a redirect.
    """
    kind = {"Content-Type": content_type(file)} if file else {}
    kept = {"Cache-Control": cache_control(file, status, settings)}
    robots = {} if status < 400 else {"X-Robots-Tag": "noindex"}
    return kind | kept | fixed_headers(settings) | robots


def fixed_headers(settings: HeaderSettings) -> dict[str, str]:
    """Return the headers that every response has."""
    fixed = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": _PERMISSIONS,
        "Content-Security-Policy": content_security_policy(settings),
    }
    if settings.hsts:
        fixed["Strict-Transport-Security"] = f"max-age={settings.hsts}"
    return fixed


_PERMISSIONS: Final = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


def cache_control(file: str, status: int, settings: HeaderSettings) -> str:
    """Return how long a response may be cached: a fingerprinted asset forever, others briefly.

    Pictures and documents are kept as shortly as pages, as a take-down must reach them too.
    """
    if status == 200 and is_fingerprinted(file):
        return IMMUTABLE
    return page_cache_control(settings)


def is_fingerprinted(file: str) -> bool:
    """Return whether the name of a file changes with its bytes, as those of a theme do."""
    return _FINGERPRINTED.match(file) is not None


def page_headers(settings: HeaderSettings) -> dict[str, str]:
    """Return the headers of a page, but for its type."""
    return {"Cache-Control": page_cache_control(settings)} | fixed_headers(settings)


def page_cache_control(settings: HeaderSettings) -> str:
    age = settings.page_max_age
    return f"public, max-age={age}" if age else "no-cache"


def content_security_policy(settings: HeaderSettings) -> str:
    """Return the policy: only what a page of the shipped theme needs, and what the site adds.

    Data in `<script type="application/ld+json">` is not a script to it.
    """
    pictures = [f"https://{ascii_host(host)}" for host in settings.image_hosts]
    policy = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *["'wasm-unsafe-eval'"] * settings.has_search],
        "style-src": ["'self'"],
        "img-src": ["'self'", *pictures],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": [f"https://{host}" for host in settings.frame_hosts],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    for name, sources in settings.csp.items():
        known = [source for source in policy.get(name, ()) if source != "'none'"]
        policy[name] = list(dict.fromkeys((*known, *sources)))
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items() if sources)
