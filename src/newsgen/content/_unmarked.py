"""Texts without the tags and the Markdown that nobody would convert there: summaries and titles.

What a website copied may be cut anywhere, so a tag, an entity or a link may be cut too.
"""

import re
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.elements import TAGS

_SIGN: Final = later(r"[<>*_\[\\#`~|¦&\u200b\u2060\ufeff]")
_INVISIBLE: Final = str.maketrans("", "", "\u200b\u2060\ufeff")
_STARTS: Final = ("> ", "+ ", "- ")
_OTHER_TAGS: Final = {
    "address", "article", "aside", "audio", "big", "button", "center", "embed", "font", "footer",
    "form", "header", "iframe", "input", "label", "main", "nav", "noscript", "object", "option",
    "script", "section", "select", "source", "strike", "style", "svg", "tt", "video", "wbr",
}  # fmt: skip
_ALL_TAGS: Final = TAGS | _OTHER_TAGS
_HIDDEN: Final = later(
    r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
"""What no reader sees: it may be cut before its end."""
_BLOCK: Final = later(r"</?(?:p|br|div|li|ul|ol|h[1-6]|td|tr)\b[^<>]*>", re.IGNORECASE)
_ELEMENT: Final = later(rf"</?(?:{'|'.join(sorted(_ALL_TAGS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""A tag of HTML; `<name withheld>` is none."""
_CUT_AT_END: Final = later(r"</?(?P<name>[a-z][a-z0-9]*)?(?P<rest>\s[^<>]*)?|<!-?", re.IGNORECASE)
_CUT_AT_START: Final = later(r"/?(?P<name>[a-z]+[1-6]?)>|/>", re.IGNORECASE)
_CUT_ENTITY: Final = later(r"&(?P<name>#?[a-z0-9]*)$")
_ENTITIES: Final = (
    *("amp", "apos", "gt", "hellip", "ldquo", "lsquo", "lt", "mdash", "nbsp", "ndash", "pound"),
    *("quot", "rdquo", "rsquo"),
)
_MEDIA: Final = later(r'\[\[\{\s*".*?(?:\}\]\]|\Z)', re.DOTALL)
"""A picture as an old system kept it, `[[{"fid":"12"`, which may be cut before its end."""
_BARS: Final = " |¦"
_TARGET: Final = r"\([^()\s]*(?: [^()]*)?(?:\)|\Z)"
_PICTURE: Final = later(rf"!\[[^\[\]]*(?:\]{_TARGET}|\]?\Z)")
"""A picture, whole or cut at the end of the text, of which its words are not a part."""
_LINK: Final = later(rf"\[([^\[\]]*)\]{_TARGET}")
_START: Final = later(r"(?:#{1,6}|[*>+-])\s+")
_HEADING: Final = later(r"(?<!\S)#{2,6}(?!\S)")
"""The mark of a heading that was put behind another text."""
_EMPHATIC: Final = "*_~`"
_STRONG: Final = later(
    r"(?<!\w)(?:\*|_){2,}|(?:\*|_){2,}(?!\w)|~~|(?<!\w)`(?=[^`]+`(?!\w))|(?<=\w)`(?!\w)"
)
_EMPHASIS: Final = later(r"(?<![\w*_])([*_])(?=\S)([^*_]+)(?<=\S)\1(?![\w*_])")
_ESCAPED: Final = later(r"\\([^\w\s])")


def unmarked(text: str) -> str:
    """Return a text without tags, pictures and Markdown, and without bars at its ends.

    Characters that nobody can see go as well.
    An asterisk within a word or a number is itself.
    """
    if not _SIGN.search(text) and not text.startswith(_STARTS):
        return text
    if "[[{" in text:
        text = _MEDIA.sub("", text)
    text = _without_tags(text.translate(_INVISIBLE))
    text = _LINK.sub(r"\1", _PICTURE.sub("", text)).strip(_BARS)
    if start := _START.match(text):
        text = text[start.end() :]
    text = _HEADING.sub("", text)
    if any(mark in text for mark in _EMPHATIC):
        text = _EMPHASIS.sub(r"\2", _STRONG.sub("", text))
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def title_without_markup(title: str) -> str:
    """Return a title without tags, the marks of strong words and backslashes before marks."""
    if "<" not in title and "**" not in title and "__" not in title and "\\" not in title:
        return title
    return " ".join(_ESCAPED.sub(r"\1", _STRONG.sub("", _without_tags(title))).split())


def _without_tags(text: str) -> str:
    """Leave out tags, what nobody sees, and the halves of tags and entities at either end."""
    if "<" in text:
        text = _ELEMENT.sub("", _BLOCK.sub(" ", _HIDDEN.sub(" ", text)))
        if _is_half_tag(text, start := text.rfind("<")):
            text = text[:start]
    if (half := _CUT_AT_START.match(text)) and _ends_a_tag(half["name"]):
        text = text[half.end() :]
    if (half := _CUT_ENTITY.search(text)) and _begins_an_entity(half["name"]):
        text = text[: half.start()]
    return text


def _is_half_tag(text: str, start: int) -> bool:
    """Return whether a text is cut within the tag that begins there: `<stro` or `<a href="/x`."""
    half = _CUT_AT_END.fullmatch(text, start) if start >= 0 else None
    if half is None:
        return False
    name = (half["name"] or "").lower()
    if half["rest"] and half["rest"].strip():
        return name in _ALL_TAGS
    return any(tag.startswith(name) for tag in _ALL_TAGS)


def _ends_a_tag(name: str | None) -> bool:
    return name is None or any(tag.endswith(name.lower()) for tag in _ALL_TAGS)


def _begins_an_entity(name: str) -> bool:
    if name.startswith("#"):
        return True
    return len(name) > 1 and any(entity.startswith(name) for entity in _ENTITIES)
