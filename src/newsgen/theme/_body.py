"""What a page adds to the HTML of a body: when its pictures are loaded, and how large they are."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any, Final

_IMAGE: Final = re.compile(r"<img\b([^>]*?)( ?/?)>")
_SRC: Final = re.compile(r'\bsrc="([^"?]*)')


def placed(html: str, images: Sequence[Any]) -> str:
    """Let the pictures of clean HTML load late, in places of the right shape.

    `images` are those whose size is known, each with `src`, `width` and `height`.
    """
    at = html.find("<img")
    if at < 0:  # there are many releases, and an expression takes longer to say so
        return html
    sizes = {escape(image.src): (image.width, image.height) for image in images}
    parts: list[str] = []
    done = 0
    while at >= 0:
        if image := _IMAGE.match(html, at):
            parts += html[done:at], _placed(image, sizes)
            done = image.end()
        at = html.find("<img", max(done, at + 1))
    return "".join([*parts, html[done:]])


def _placed(image: re.Match[str], sizes: dict[str, tuple[int, int]]) -> str:
    attributes, end = image.groups()
    src = _SRC.search(attributes)
    size = sizes.get(src[1]) if src else None
    if size and "width=" not in attributes and "height=" not in attributes:
        attributes += f' width="{size[0]}" height="{size[1]}"'
    return f'<img{attributes} loading="lazy"{end}>'
