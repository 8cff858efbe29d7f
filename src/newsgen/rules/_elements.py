"""Rule on raw HTML that no page may hold: it is taken out, and readers would miss it unseen."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.elements import TAGS
from newsgen.model.embeds import SERVICES, player_of
from newsgen.rules._marks import Mark, report
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_COMMENT: Final = later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG: Final = later(r"(?<!\\)<([A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][\w.-]*)?)(?=[\s/>])[^<>]*>?")
_ADDRESS: Final = later(
    r"""\s(?:src|data|href|action)\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE
)
_SHOWN: Final = later(r"&lt;([A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][\w.-]*)?)(?=[\s/]|&gt;)")

_SOURCE: Final = later(r"""\ssrc\s*=\s*["']?((?:https?:)?//[^\s"'<>]+)""", re.IGNORECASE)
_TITLE: Final = later(r"""\stitle\s*=\s*(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
_PLAYER: Final = later(r"\bplayer\b", re.IGNORECASE)
_END: Final = later(r"\s*</iframe\s*>[ \t]*(?=\n|\Z)", re.IGNORECASE)
_BLOCK: Final = (
    "Write a block of three lines in its place, “:::{} {}”, “{}” and “:::”: readers are asked "
    "before anything is loaded from elsewhere."
)
_FRAME: Final = "Link to it instead: write [What is there](%s)."
_MEDIA: Final = "Link to it instead, and say in words what it shows: write [Watch the video](%s)."
_FORM: Final = "Link to the page that has the form: write [Fill in the form](%s)."
_SCRIPT: Final = (
    "Delete it: no script runs on a page. Of a post or video that was embedded, keep the words and "
    "link to it."
)
_DRAWING: Final = (
    "Save it as a picture beside the release, and write ![What can be seen](picture.png)."
)
_STYLE: Final = "Delete it: the theme decides how a page looks."
_ADVICE: Final = {
    **dict.fromkeys(("iframe", "frame", "frameset", "embed", "object", "applet"), _FRAME),
    **dict.fromkeys(("video", "audio", "source", "track"), _MEDIA),
    **dict.fromkeys(
        ("form", "input", "button", "select", "option", "textarea", "label", "fieldset"), _FORM
    ),
    **dict.fromkeys(("script", "noscript"), _SCRIPT),
    **dict.fromkeys(("svg", "math", "canvas"), _DRAWING),
    **dict.fromkeys(("style", "link"), _STYLE),
}
_QUIET: Final = frozenset({
    "acronym", "address", "article", "aside", "basefont", "bdi", "bdo", "big", "body", "center",
    "col", "colgroup", "data", "dir", "font", "footer", "head", "header", "hgroup", "html",
    "legend", "main", "map", "area", "marquee", "menu", "meta", "nav", "nobr", "picture", "rp",
    "rt", "ruby", "section", "strike", "time", "title", "tt", "wbr",
})  # fmt: skip
"""Other elements of HTML: without them a text reads as before."""


_WORDS: Final = "Delete the tags: the words in them stay."
_UNKNOWN: Final = "If readers are to see it, write \\<%s>; else delete it."


def removed(m: Manuscript) -> Iterator[Diagnostic]:
    by_hint: dict[str, list[Mark]] = {}
    for tag in _removed(m) if m.html or m.release else ():
        message = f"<{tag[1]}> may not be on a page, and is taken out"
        if framed := _framed(tag):
            hint, right = _BLOCK.format(*framed), _as_block(tag, framed)
            end = _END.match(tag.string, tag.end()) if right else None
            mark = Mark(tag.start(), end.end() if end else tag.end(), message, right)
        else:
            hint, mark = _hint(tag[1].lower(), tag), Mark(tag.start(), tag.end(), message)
        by_hint.setdefault(hint, []).append(mark)
    for hint, marks in by_hint.items():
        if hint != _WORDS:
            yield from report("NG536", m.body, marks, hint)
            continue
        more = f", with {len(marks) - 1} more like it" if len(marks) > 1 else ""
        yield Diagnostic(
            "NG536",
            f"{marks[0].message}{more}; readers see no difference",
            m.body.span(marks[0].start, marks[0].end),
            hint,
        )


def _removed(m: Manuscript) -> Iterator[re.Match[str]]:
    """Yield the tags that are not allowed, but for those that readers see as they are written."""
    text = _COMMENT.sub(lambda comment: " " * len(comment[0]), m.body.text)
    shown = Counter(name.lower() for name in _SHOWN.findall(m.html))
    for tag in _TAG.finditer(text):
        name = tag[1].lower()
        if name in TAGS:
            continue
        if shown[name]:
            shown[name] -= 1
        else:
            yield tag


class _Framed(NamedTuple):
    """What a frame of a known service shows: its kind, a title, and the address of its page."""

    kind: str
    title: str
    address: str


def _framed(tag: re.Match[str]) -> _Framed | None:
    """Return what a frame shows, if it is of a service that a block may show."""
    source = _SOURCE.search(tag[0]) if tag[1].lower() == "iframe" else None
    address = _https(html.unescape(source[1])) if source else ""
    player = player_of(address)
    if player is None:
        return None
    if player_of(player.page) == player:
        address = player.page
    service = SERVICES[player.service]
    said = _TITLE.search(tag[0])
    title = " ".join(html.unescape(said[2]).split()) if said else ""
    if not title or _PLAYER.search(title):
        title = f"{service.kind.capitalize()} on {service.name}"
    return _Framed(service.kind, title, address)


def _https(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def _as_block(tag: re.Match[str], framed: _Framed) -> str | None:
    """Return the block that stands for a frame, if that has lines of its own outside of HTML."""
    text = tag.string
    end = _END.match(text, tag.end())
    before = text[: tag.start()].rpartition("\n")
    around = before[0].rstrip().rpartition("\n")[2], text[end.end() :].strip() if end else ""
    if end is None or before[2] or any(line.startswith("<") for line in around):
        return None
    return ":::{} {}\n{}\n:::".format(*framed)


def _hint(name: str, tag: re.Match[str]) -> str:
    if name in _ADVICE:
        advice = _ADVICE[name]
        if "%s" not in advice:
            return advice
        address = _ADDRESS.search(tag[0])
        return advice % (address[1] if address else "https://…")
    is_known = name in _QUIET or ":" in name  # Word's are written so
    return _WORDS if is_known else _UNKNOWN % tag[1]


RULES: Final = (Rule(removed, signs=("<",)),)
