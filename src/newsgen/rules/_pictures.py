"""Rules on the alternative texts of pictures, and on words that are in a picture alone."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final
from urllib.parse import unquote

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.elements import HTML_TAG
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
_BEFORE: Final = (
    r"(?:(?:an?|the|this|our|y|yr) )?"
    r"(?:(?!(?:an?|the|with|by|and|of|in|holding|reading|showing|handing|beside|under)\b)"
    r"[\w'’-]+ ){0,3}?"
)
_OF_TEXT = later(
    rf"{_BEFORE}(posters?|leaflets?|fl[iy]ers?|infographics?|newsletters?|letters?|statements?"
    r"|notices?|agendas?|timetables?|posteri|taflen(?:ni)?|llythyr|datganiad|hysbysiad|ffeithlun)"
    r"(?: (?:for|of|about|on|from|to|with|by|saying|asking|am|ar|gan|i|o|yn)\b.*)?[.:]?",
    re.IGNORECASE,
)
"""A text that only names a picture whose words are what it shows."""
_FILE_OF_TEXT = later(
    rf"{_BEFORE}(posters?|leaflets?|fl[iy]ers?|infographics?|newsletters?|taflen|ffeithlun)\b",
    re.IGNORECASE,
)
_MOST_OF_A_NAME: Final = 12
"""Words of a text that names a picture; a longer one may give its words."""
_LEAST_BESIDE: Final = 60
"""Words of a body that may say what the picture does."""
_NOT_OF_THE_WEB = later(
    r"(?:!\[[^\[\]]*\]\(\s*+<?+|<img\b[^<>]*?\bsrc\s*+=\s*+[\"']?+)"
    r"(?P<address>(?:file|data|cid|blob|[a-z]):[^\s\"'<>)]*|(?=[\"'<>)]))",
    re.IGNORECASE,
)
"""A picture of a computer, one that was pasted from a letter or a page, or one of no address."""
_NO_ADDRESS = later(r'<img\b(?![^>]*\bsrc="[^"])')
_WRITTEN: Final = later(
    r"(?P<code>`{3}(?s:.*?)`{3}|`[^`\n]*`)"
    r"|!\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])?"
    r"|<img\b[^<>]*>",
    re.IGNORECASE,
)
"""A picture as a body has it, in Markdown or HTML, or code, in which there is none."""
_MOST_TRIED: Final = 20
"""Pictures among which one is looked for."""
_SIGNS: Final = ("![", "<img", "<IMG", "<Img")
_MOST_SHOWN: Final = 60
"""Characters of an address that are quoted: a picture may stand in it."""
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
                f"Add alt: and the text. {_HINT} If it only decorates, add decorative: true.",
            )
        elif poor := _poor(alt):
            yield Diagnostic("NG521", poor, m.places.value("images", at, "alt"), _HINT)
        elif named := _text_in_picture(m, alt, str(image.get("src", ""))):
            yield _only_there(named, m.places.value("images", at, "alt"))


def body(m: Manuscript) -> Iterator[Diagnostic]:
    written = [match.span() for match in _WRITTEN.finditer(m.body.text) if not match["code"]]
    at = 0
    for match in _IMAGE.finditer(m.html):
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        alt, src = attributes.get("alt", "").strip(), attributes.get("src", "")
        number = _place(m.body.text, written[at : at + _MOST_TRIED], alt, src)
        begin, end = written[at + number] if at < len(written) else (0, 0)
        at += number + 1
        if not alt:
            is_tag = m.body.text.startswith("<", begin)
            where = 'into the tag: <img alt="…">' if is_tag else "between ![ and ]"
            yield _missing(m.body.span(begin, end), f"Write the text {where}. {_HINT}")
        elif poor := _poor(alt):
            yield Diagnostic("NG521", poor, m.body.span(begin, end), _HINT)
        elif named := _text_in_picture(m, alt, src):
            yield _only_there(named, m.body.span(begin, end))


def _place(text: str, written: Sequence[tuple[int, int]], alt: str, src: str) -> int:
    """Return the number of the picture that has a text and an address, by what is written."""
    pieces = [html.unescape(unquote(text[begin:end])) for begin, end in written]
    name = html.unescape(unquote(src)).rpartition("/")[2]
    fits = [(name in piece, alt in piece, bool(alt) or _has_no_text(piece)) for piece in pieces]
    wanted = (True, True, True), (True, True, False), (False, True, True), (True, False, True)
    return next((fits.index(each) for each in wanted if each in fits), 0)


def _has_no_text(piece: str) -> bool:
    return not piece.startswith("![") or piece.startswith("![]")


def pasted(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield pictures that have no address, or one that no website has: the page has none either."""
    left_out = len(_NO_ADDRESS.findall(m.html))
    for match in islice(_NOT_OF_THE_WEB.finditer(m.body.text), left_out):
        address = match["address"]
        name = re.split(r"[\\/]", address)[-1]
        name = name if _FILE.fullmatch(name) else "van.jpg"
        shown = address if len(address) <= _MOST_SHOWN else f"{address[:_MOST_SHOWN]}…"
        message = f"the picture “{shown}” is not in the content folder, so the page leaves it out"
        hint = f"Put the file there, and write its path, such as /images/{name}."
        if not address:
            message = "the picture has no address, so the page has a gap"
            hint = "Write the path of its file, such as /images/van.jpg."
        yield Diagnostic("NG501", message, m.body.span(*match.span("address")), hint)


def _text_in_picture(m: Manuscript, alt: str, src: str) -> str:
    """Return what a picture is called whose words are only in it, or an empty text."""
    name = re.sub(r"[\W_\d]+", " ", unquote(src).rpartition("/")[2].rpartition(".")[0]).strip()
    match = _OF_TEXT.fullmatch(alt) or _FILE_OF_TEXT.match(name)
    if match is None or len(alt.split()) > _MOST_OF_A_NAME:
        return ""
    words = len(HTML_TAG.sub(" ", m.html).split())
    return match[1].lower() if words < _LEAST_BESIDE else ""


def _only_there(named: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "NG558",
        f"this picture seems to be of a text (“{named}”), and the page does not have its words",
        span,
        "Write below it what it says, for those who cannot see it and for searches.",
    )


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


RULES: Final = (
    Rule(front_matter, "NG521 NG558", keys=("images",)),
    Rule(body, "NG521 NG558", signs=_SIGNS),
    Rule(pasted, "NG501", signs=_SIGNS),
)
