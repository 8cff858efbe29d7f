"""What a page adds to the HTML of a body: when its pictures are loaded, and how large they are."""

import re
from html import escape
from typing import Any, Final

from markupsafe import Markup

from newsgen.fast.patterns import later

_IMAGE: Final = later(r"<img\b([^>]*?)( ?/?)>")
_SRC: Final = later(r'\bsrc="([^"?]*)')
AT_ONCE: Final = ' fetchpriority="high"'
LATE: Final = ' loading="lazy"'


def placed(html: str, fragment: Any, sizes: str) -> str:
    """Let the pictures of clean HTML load late, in places of the right shape, as small as may be.

    The fragment has those whose size is known among its `images`. If it `is_first`, its first
    picture is loaded at once. `sizes` says how wide they are shown.
    """
    at = html.find("<img")
    if at < 0:  # there are many releases, and an expression takes longer to say so
        return html
    known = {escape(image.src): image for image in fragment.images}
    when = AT_ONCE if fragment.is_first else LATE
    parts: list[str] = []
    done = 0
    while at >= 0:
        if image := _IMAGE.match(html, at):
            parts += html[done:at], _placed(image, known, sizes, when)
            done, when = image.end(), LATE
        at = html.find("<img", max(done, at + 1))
    return "".join([*parts, html[done:]])


def _placed(image: re.Match[str], known: dict[str, Any], sizes: str, when: str) -> str:
    attributes, end = image.groups()
    src = _SRC.search(attributes)
    if (file := known.get(src[1]) if src else None) is not None:
        if "width=" not in attributes and "height=" not in attributes:
            attributes += f' width="{file.width}" height="{file.height}"'
        if "srcset=" not in attributes:
            attributes += str(srcset(file, sizes))
            if file.avif:
                return f"<picture>{source(file, sizes)}<img{attributes}{when}{end}></picture>"
    return f"<img{attributes}{when}{end}>"


def srcset(image: Any, sizes: str) -> Markup:
    """Write the attributes with which a browser chooses one of a picture's copies, if any."""
    if not image.srcset:
        return Markup()
    return Markup(' srcset="{}" sizes="{}"').format(image.srcset, sizes)


def source(image: Any, sizes: str) -> Markup:
    """Write the copies in AVIF for browsers that know it, for before the picture; if any."""
    if not image.avif:
        return Markup()
    return Markup('<source type="image/avif" srcset="{}" sizes="{}">').format(image.avif, sizes)
