"""The text of a page: its HTML, taken out of the page, with links as a release has them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.importers.links import Links

_SHOWS: Final = ("src", "data-src", "data-lazy-src", "data-original")
_FILE_ELEMENTS: Final = ("img", "source", "video", "audio", "embed", "object")


def take_body(
    tree: LexborHTMLParser, selectors: Iterable[str], base: str, links: Links
) -> tuple[str, tuple[str, ...]]:
    """Take the text out of the page: its HTML, and the addresses of what it shows and links to."""
    tops = highest(tree, selectors)
    files: dict[str, None] = {}
    pieces = []
    for node in tops:
        for url in _rewritten(node, base, links):
            files.setdefault(url)
        pieces.append(_inner(node))
    for node in tops:
        node.decompose()
    return "\n".join(filter(None, pieces)), tuple(files)


def highest(tree: LexborHTMLParser, selectors: Iterable[str]) -> list[LexborNode]:
    """Return what selectors find in the page as it is, without what is in another one of these."""
    chosen: dict[int, LexborNode] = {}
    if written := ", ".join(selectors):
        for node in tree.css(written):
            chosen.setdefault(node.mem_id, node)
    return [node for node in chosen.values() if not _is_below(node, chosen)]


def _inner(node: LexborNode) -> str:
    """Return the HTML in an element, or the element itself if it says what its text is."""
    is_wrapper = node.tag in ("div", "article", "section", "main", "td", "body", "span", "form")
    return ((node.inner_html if is_wrapper else node.html) or "").strip()


def _is_below(node: LexborNode, chosen: Mapping[int, LexborNode]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in chosen:
            return True
        above = above.parent
    return False


def _rewritten(node: LexborNode, base: str, links: Links) -> Iterator[str]:
    """Write links in an element as a release has them; yield the absolute addresses of files."""
    for each in node.css("a[href], img, source, video, audio, iframe[src], embed, object"):
        attributes = each.attributes
        if each.tag == "img" and (src := _picture(attributes)):
            each.attrs["src"] = src
            attributes = each.attributes
        for name in ("href", "src", "poster", "data"):
            value = attributes.get(name)
            if not value or (name == "data" and each.tag != "object"):
                continue
            url = links.absolute(value, base)
            each.attrs[name] = links.relative(url, base)
            if each.tag in (*_FILE_ELEMENTS, "a") and url.startswith(("http:", "https:")):
                yield url.partition("#")[0]


def _picture(attributes: Mapping[str, str | None]) -> str:
    """Return what a picture shows, which may be behind another attribute until it is seen."""
    values = [attributes.get(name) or "" for name in _SHOWS]
    real = next((value for value in values if value and not value.startswith("data:")), "")
    lazy = next((value for value in values[1:] if value and not value.startswith("data:")), "")
    srcset = (attributes.get("srcset") or attributes.get("data-srcset") or "").split(",")[0]
    return lazy or real or next(iter(srcset.split()), "")
