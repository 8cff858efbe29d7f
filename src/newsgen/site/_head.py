"""The heads of pages: titles, canonical links, Open Graph and JSON-LD."""

from typing import Any

from msgspec.json import encode

from newsgen.model.area import Root
from newsgen.site.elsewhere import NO_OTHERS, NOWHERE, Elsewhere
from newsgen.site.outline import Archive, Words
from newsgen.site.views import Head, ReleaseLink


def list_head(
    root: Root, title: str, href: str, description: str = "", elsewhere: Elsewhere = NOWHERE
) -> Head:
    """Return the head of a page that lists releases."""
    others = elsewhere.get(href, NO_OTHERS)
    full = title if title == root.title else f"{title} – {root.title}"
    canonical = root.base_url + href
    return Head(
        title=full,
        description=description,
        canonical=canonical,
        properties=(
            ("og:type", "website"),
            ("og:title", title),
            ("og:url", canonical),
            ("og:site_name", root.title),
        ),
        names=(("twitter:card", "summary"),),
        alternates=others.alternates if others.pages else (),
        others=tuple(ReleaseLink(page.title, page.href, page.language) for page in others.pages),
    )


def titled(title: str, archive: Archive, root: Root, words: Words) -> str:
    """Name the archive where its root has several, so that no two pages have one title."""
    is_only = archive.title in (root.title, words["archive"])
    return title if is_only else f"{title} – {archive.title}"


def error_head(root: Root, title: str) -> Head:
    """Return the head of an error page: no address of its own, and not for search engines."""
    return Head(f"{title} – {root.title}", "", "", robots="noindex")


def json_ld(value: dict[str, Any]) -> str:
    """Return JSON that is safe inside a script element."""
    data = encode(value)
    for mark, escaped in ((b"&", b"\\u0026"), (b"<", b"\\u003c"), (b">", b"\\u003e")):
        data = data.replace(mark, escaped)
    return data.decode()
