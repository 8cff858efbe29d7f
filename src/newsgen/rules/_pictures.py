"""Rules on the alternative texts of pictures."""

import html
import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

LONGEST: Final = 250
_EMPTY_WORDS: Final = frozenset({
    "image", "picture", "photo", "photograph", "img", "logo", "graphic", "cctv", "llun",
})  # fmt: skip
_OF = later(r"(?:an? )?(?:image|picture|photo|photograph) of\b", re.IGNORECASE)
_FILE = later(r"[\w().% -]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)", re.IGNORECASE)
_CAMERA = later(
    r"(?:img|dsc[fn]?|pxl|image|photo|picture|screenshot|scan)[ _-]?\d[\w() -]*", re.IGNORECASE
)
"""What a camera or a telephone calls its pictures."""
_IMAGE = later(r"<img\b[^>]*>")
_ATTRIBUTE = later(r'\b(alt|src)="([^"]*)"')
_HINT: Final = "Say in a sentence what can be seen, such as “A blue van by the harbour wall”."


def front_matter(m: Manuscript) -> Iterator[Diagnostic]:
    m.refuse_cut("images")
    images = m.values.get("images")
    for at, image in enumerate(images if isinstance(images, list) else ()):
        if not isinstance(image, dict) or str(image.get("decorative", "")).lower() == "true":
            continue
        alt = str(image.get("alt", "")).strip()
        if not alt:
            yield _missing(
                m.places.value("images", at, "src"),
                f"Add alt: and the text. {_HINT} If it tells nothing, add decorative: true.",
            )
        elif poor := _poor(alt):
            yield Diagnostic("NG521", poor, m.places.value("images", at, "alt"), _HINT)


def body(m: Manuscript) -> Iterator[Diagnostic]:
    at = 0
    for match in _IMAGE.finditer(m.html):
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        alt, src = attributes.get("alt", "").strip(), attributes.get("src", "")
        start = max(m.body.text.find(src.rpartition("/")[2], at), at)
        opening = m.body.text.rfind("![", at, start + 1)
        begin = opening if opening >= 0 else start
        at = start + 1
        if not alt:
            span = m.body.span(begin, start)
            yield _missing(span, f"Write the text between ![ and ]. {_HINT}")
        elif poor := _poor(alt):
            yield Diagnostic("NG521", poor, m.body.span(begin, start), _HINT)


def _missing(span: Span, hint: str) -> Diagnostic:
    return Diagnostic("NG521", "a picture has no text for those who cannot see it", span, hint)


def _poor(alt: str) -> str:
    """Return why a text does not describe its picture, or an empty string if it may."""
    if alt.strip(" .").lower() in _EMPTY_WORDS:
        return f"the picture's text “{alt}” says only that it is a picture"
    if _FILE.fullmatch(alt) or _CAMERA.fullmatch(alt):
        return f"the picture's text “{alt}” is the name of a file"
    if _OF.match(alt):
        return f"the picture's text “{alt}” begins by saying that it is a picture"
    if len(alt) > LONGEST:
        return f"the picture's text has {len(alt)} characters; {LONGEST} are the most to listen to"
    return ""


RULES: Final = (Rule(front_matter), Rule(body, signs=("![", "<img", "<IMG", "<Img")))
