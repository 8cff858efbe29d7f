"""Questions about elements of HTML, as browsers answer them."""

import re
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.fast.patterns import later
from newsgen.model.embeds import SERVICES, Player, player_of

SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-original")
"""Attributes with the address of a picture, those last that a script would read."""
_SCHEME: Final = later(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
BLANKS: Final = later(r"[ \t\n\r\f\u00a0\u2028\u2029]+")
_UNSEEN: Final = dict.fromkeys(
    [*range(9), 11, *range(14, 32), *range(127, 160), 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF]
)
"""What no reader sees: control characters, soft hyphens and blanks without a width."""
_KEPT: Final = {
    "a": ("href", "hreflang"), "abbr": ("title",), "dfn": ("title",), "del": ("cite", "datetime"),
    "ins": ("cite", "datetime"), "q": ("cite",), "blockquote": ("cite",), "details": ("open",),
    "ol": ("start", "type", "reversed"), "td": ("colspan", "rowspan", "headers"),
    "th": ("colspan", "rowspan", "headers", "scope", "abbr"),
}  # fmt: skip
"""The attributes that say something; ids, languages and directions stay with any element."""
_USUAL: Final = {"colspan": "1", "rowspan": "1", "start": "1", "type": "1"}
_ALIGN: Final = later(r"(?:^|[\s;])(?:text-align\s*:\s*|(?:has-text-)?align-)(left|right|center)\b")
_WEIGHT: Final = later(r"font-weight\s*:\s*(bold|normal|[1-9]00)", re.IGNORECASE)
_SLANT: Final = later(r"font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_LONGEST_CELL: Final = 300


def parse(html: str) -> LexborNode:
    """Return the body of a piece of HTML."""
    body = LexborHTMLParser(f"<body>{html}").body
    assert body is not None  # the parser adds what is missing
    return body


def visible(text: str) -> str:
    """Return a text without what no reader sees."""
    return text if text.isprintable() else text.translate(_UNSEEN)


def collapsed(text: str | None) -> str:
    """Return a text with single blanks."""
    if not text or (text.isprintable() and "  " not in text):
        return (text or "").strip()
    return BLANKS.sub(" ", visible(text)).strip()


def address_of(value: str | None) -> str | None:
    """Return an address as browsers read it; None if pages may not have one of its scheme."""
    address = re.sub(r"[\t\n\r]", "", visible(value or "")).strip()
    address = re.sub(r'[ "<>\\^`{|}\u00a0]', lambda sign: _PERCENT[sign[0]], address)
    scheme = _SCHEME.match(address)
    return None if not address or (scheme and scheme[1].lower() not in _SCHEMES) else address


_PERCENT: Final = {
    sign: "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in ' "<>\\^`{|}\u00a0'
}


def picture_in(node: LexborNode) -> str | None:
    """Return the address of a picture, also of one that a script would load."""
    attributes = node.attributes
    sources = [attributes.get(name) for name in SOURCES]
    sources += [(attributes.get(name) or "").split(" ")[0] for name in ("srcset", "data-srcset")]
    return next(filter(None, map(address_of, sources)), None)


def frame_in(node: LexborNode) -> str | None:
    """Return the address of what a frame or a player shows."""
    attributes = node.attributes
    inner = [source.attributes.get("src") for source in node.css("source, embed")]
    values = [*(attributes.get(name) for name in (*SOURCES, "data")), *inner]
    address = next(filter(None, map(address_of, values)), None)
    if address and address.startswith("//"):
        return f"https:{address}"
    return address


_OLD_FORMS: Final = (
    (
        later(r"https?://www\.youtube(?:-nocookie)?\.com/v/([\w-]{6,20})(?:[?&].*)?", re.ASCII),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (
        later(
            r"https?://(?:www|maps)\.google\.(?:com|co\.uk)/maps\?(?:.*&)?q=([^&]+)&.*output=embed.*"
        ),
        r"https://www.google.com/maps/search/?api=1&query=\1",
    ),
)
"""Addresses of frames that services still know, and those of the same videos and maps."""


def shown_by(address: str) -> Player | None:
    """Return what shows the address of a frame, or None if no known service does."""
    for form, now in _OLD_FORMS:
        if old := form.fullmatch(address):
            address = old.expand(now)
    return player_of(f"https:{address}" if address.startswith("//") else address)


def title_of(node: LexborNode, address: str) -> str:
    """Return what a frame or a player shows, in words."""
    attributes = node.attributes
    if title := collapsed(attributes.get("title") or attributes.get("aria-label")):
        return title
    if player := shown_by(address):
        service = SERVICES[player.service]
        return f"{service.kind.capitalize()} on {service.name}"
    name = unquote(address.partition("?")[0].rpartition("/")[2])
    return name if "." in name else address.partition("//")[2].partition("/")[0] or address


def is_shown(figure: LexborNode) -> bool:
    """Return whether a figure of newsgen shows a video, map or post: in a body, or on a page."""
    attributes = figure.attributes
    is_on_page = attributes.get("class") == "embed" and attributes.get("data-src")
    return bool(attributes.get("data-embed") or is_on_page)


def is_layout(table: LexborNode) -> bool:
    """Return whether a table only puts things beside each other, and has no data."""
    attributes = table.attributes
    if attributes.get("role") in ("presentation", "none") or len(table.css("table")) > 1:
        return True
    if table.css_first("th, caption, thead") or (attributes.get("border") or "0") != "0":
        return False
    rows = [row.css("td") for row in table.css("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return True
    if table.css_first("h1, h2, h3, h4, h5, h6, ul, ol, dl, blockquote, iframe, hr, form"):
        return True
    cells = [cell for row in rows for cell in row]
    return any(len(cell.css("p")) > 1 or len(cell.text()) > _LONGEST_CELL for cell in cells)


def kept_of(tag: str, attributes: dict[str, str | None]) -> dict[str, str]:
    """Return the attributes of an element that say something, but for ids and languages."""
    kept = {}
    for name in _KEPT.get(tag, ()):
        if name not in attributes or attributes[name] == _USUAL.get(name):
            continue
        value: str | None = collapsed(attributes[name])
        if name in ("href", "cite"):
            value = address_of(attributes[name])
        if value or (value is not None and name in ("open", "reversed")):
            kept[name] = value
    if tag in ("td", "th"):
        given = " ".join(filter(None, map(attributes.get, ("class", "style"))))
        align = (attributes.get("align") or "").lower()
        if (match := _ALIGN.search(given)) or align in ("right", "center"):
            kept["class"] = f"align-{match[1] if match else align}"
    return kept


def drawn_by(style: str) -> dict[str, bool]:
    """Return whether the style of an element makes it bold, and italic, as far as it says."""
    drawn = {}
    if weight := _WEIGHT.search(style):
        drawn["strong"] = weight[1].lower() == "bold" or "600" <= weight[1] <= "900"
    if slant := _SLANT.search(style):
        drawn["em"] = slant[1].lower() != "normal"
    return drawn
