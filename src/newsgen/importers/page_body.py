"""The text of a page: its HTML, taken out of the page, with links as a release has them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.importers._nodes import SOURCES
from newsgen.importers.links import Links

EMPTIED: Final = "data-newsgen-hidden"
"""The attribute of elements that the page does not show, which are empty by now."""
_FILE_ELEMENTS: Final = ("img", "source", "video", "audio", "embed", "object")


def take_body(
    tree: LexborHTMLParser, selectors: Iterable[str], base: str, links: Links
) -> tuple[str, tuple[str, ...]]:
    """Take the text out of the page: its HTML, and the addresses of what it shows and links to."""
    tops = [node for node in highest(tree, selectors) if EMPTIED not in node.attributes]
    for hidden in outermost(each for node in tops for each in node.css(f"[{EMPTIED}]")):
        hidden.decompose()
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
    written = ", ".join(selectors)
    return outermost(tree.css(written)) if written else []


def outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Return elements without those that are in another one of them."""
    chosen: dict[int, LexborNode] = {}
    for node in nodes:
        chosen.setdefault(node.mem_id, node)
    return [
        node for node in chosen.values() if not any(each.mem_id in chosen for each in above(node))
    ]


def above(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements that an element is in, from within outwards."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _inner(node: LexborNode) -> str:
    """Return the HTML in an element, or the element itself if it says what its text is."""
    is_wrapper = node.tag in ("div", "article", "section", "main", "td", "body", "span", "form")
    return ((node.inner_html if is_wrapper else node.html) or "").strip()


def _rewritten(node: LexborNode, base: str, links: Links) -> Iterator[str]:
    """Write links in an element as a release has them; yield the absolute addresses of files."""
    for each in node.css(
        "a[href], area[href], img, source, video, audio, iframe[src], embed, object"
    ):
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
            if each.tag in (*_FILE_ELEMENTS, "a", "area") and url.startswith(("http:", "https:")):
                yield url.partition("#")[0]


def _picture(attributes: Mapping[str, str | None]) -> str:
    """Return what a picture shows, which may be behind another attribute until it is seen."""
    values = [attributes.get(name) or "" for name in SOURCES]
    real = next((value for value in values if value and not value.startswith("data:")), "")
    lazy = next((value for value in values[1:] if value and not value.startswith("data:")), "")
    srcset = (attributes.get("srcset") or attributes.get("data-srcset") or "").split(",")[0]
    return lazy or real or next(iter(srcset.split()), "")
