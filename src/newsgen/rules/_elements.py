"""Rule on raw HTML that no page may hold, with the block to write for what was pasted."""

import html
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.elements import TAGS
from newsgen.model.embeds import POST, SERVICES, Player, player_of
from newsgen.model.typed_addresses import without_brackets
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Mark, Rule, report_marks

_COMMENT: Final = later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG: Final = later(
    r"(?<!\\)<([A-Za-z][A-Za-z0-9-]*(?:(?::[A-Za-z]|\.\w)[\w.-]*)?)(?=[\s/>])[^<>]*>?"
)
_ADDRESS: Final = later(
    r"""\s(?:src|data|href|action)\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE
)
_SHOWN: Final = later(r"&lt;([A-Za-z][A-Za-z0-9-]*(?:(?::[A-Za-z]|\.\w)[\w.-]*)?)(?=[\s/]|&gt;)")

_ALSO_SHOWN: Final = (
    "newsgen check --fix leaves that to you, as the text also shows such a tag as code."
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
    text = _COMMENT.sub(lambda comment: "\0" * len(comment[0]), m.body.text)
    pastes = Pastes(text)
    for tag in _removed(text, m.html) if m.html or m.release else ():
        message = f"<{tag[1]}> may not be on a page, and is taken out"
        if block := pastes.at(tag):
            hint, right = block.hint, block.right
            if right and f"&lt;{tag[1].lower()}" in m.html:
                hint, right = f"{hint} {_ALSO_SHOWN}", None
            mark = Mark(block.start, block.end, message, right)
        else:
            hint, mark = _hint(tag[1].lower(), tag), Mark(tag.start(), tag.end(), message)
        by_hint.setdefault(hint, []).append(mark)
    for hint, marks in by_hint.items():
        if hint != _WORDS:
            yield from report_marks("NG536", m.body, marks, hint)
            continue
        more = f", with {len(marks) - 1} more like it" if len(marks) > 1 else ""
        yield Diagnostic(
            "NG536",
            f"{marks[0].message}{more}; readers see no difference",
            m.body.span(marks[0].start, marks[0].end),
            hint,
        )


def _removed(text: str, converted: str) -> Iterator[re.Match[str]]:
    """Yield the tags that are not allowed, but for those that readers see as they are written."""
    shown = Counter(name.lower() for name in _SHOWN.findall(converted))
    for tag in _TAG.finditer(text):
        name = tag[1].lower()
        if name in TAGS or ("." in name and _is_address(text, tag)):
            continue
        if shown[name]:
            shown[name] -= 1
        else:
            yield tag


def _is_address(text: str, tag: re.Match[str]) -> bool:
    """Return whether a tag is an address, of which only the brackets go, or where a link leads."""
    return without_brackets(tag[0]) != tag[0] or text.endswith(("](", "]: "), 0, tag.start())


def _hint(name: str, tag: re.Match[str]) -> str:
    if name in _ADVICE:
        advice = _ADVICE[name]
        if "%s" not in advice:
            return advice
        address = _ADDRESS.search(tag[0])
        return advice % (address[1] if address else "https://…")
    is_known = name in _QUIET or ":" in name  # Word's are written so
    return _WORDS if is_known else _UNKNOWN % tag[1]


RULES: Final = (Rule(removed, "NG536", signs=("<",)),)


_SOURCE: Final = later(r"""\ssrc\s*=\s*["']?((?:https?:)?//[^\s"'<>]+)""", re.IGNORECASE)
_TITLE: Final = later(r"""\stitle\s*=\s*(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
_PLAYER: Final = later(r"\bplayer\b", re.IGNORECASE)
_END: Final = later(r"\s*</(?:iframe|script)\s*>", re.IGNORECASE)
_OPENS: Final = later(r"<(p|div|center|figure|section|span)(?=[\s>])[^<>]*>\s*\Z", re.IGNORECASE)
"""What a frame may stand alone in, in front of it."""
_LOADER: Final = later(
    r"""\s*<script\s(?>[^<>]*?(?<=[\s"'])src=["'])(?:https:)?//"""
    r"""(?:player\.vimeo\.com/api/player\.js|www\.youtube\.com/iframe_api)["'][^<>]*>\s*</script>""",
    re.IGNORECASE,
)
"""A script that a service gives with its frame."""
_ENDS_LINE: Final = later(r"[ \t]*(?=\n|\Z)")
_WIDGETS: Final = later(r"(?:https:)?//platform\.(?:twitter|x)\.com/widgets\.js", re.IGNORECASE)
_QUOTED: Final = later(
    r"""<blockquote\s(?>[^<>]*?\bclass=["'])(?>[^"'<>]*?\btwitter-(?:tweet|video)\b)[^<>]*+>"""
    r"(?P<words>(?:(?!</?blockquote\b).)*)</blockquote\s*>\s*",
    re.IGNORECASE | re.DOTALL,
)
"""A post on X as its words, in front of a script."""
_LINK: Final = later(r"""\shref\s*=\s*["'](https?://[^\s"'<>]+)""", re.IGNORECASE)
_AUTHOR: Final = later(r"(?:&mdash;|\u2014)\s*([^<>]{1,100}\(@\w{1,20}\))")
_AROUND: Final = later(
    r"<(?P<end>/?)(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|header|li|main|nav|ol|p|pre|section|summary|table"
    r"|tbody|td|tfoot|th|thead|tr|ul)(?=[\s>])",
    re.IGNORECASE,
)
"""An element in which Markdown is not read, or its end."""
_FENCE: Final = later(r"^```", re.MULTILINE)

_HINT: Final = (
    "Write a block of three lines in its place, “:::{} {}”, “{}” and “:::”: readers are asked "
    "before anything is loaded from elsewhere."
)
_LEFT: Final = "{} newsgen check --fix leaves that to you, as {}."
_NO_END: Final = "the tag is not closed right behind it"
_IN_LINE: Final = "something else is in its line"
_IN_FENCES: Final = "it is between lines of ```"
_INDENTED: Final = "it is indented, as in a list"
_IN_HTML: Final = "it is within other HTML, where a block cannot be"


class Pasted(NamedTuple):
    """What was pasted, from where to where a block replaces it, and by which text.

    Without a text it is for its author to replace; `hint` says why.
    """

    start: int
    end: int
    hint: str
    right: str | None


class _Shown(NamedTuple):
    """What is shown: its kind, a title, and the address of its page."""

    kind: str
    title: str
    address: str


class Pastes:
    """Finds what was pasted into a text, in which comments are masked."""

    def __init__(self, text: str) -> None:
        self._text = text

    def at(self, tag: re.Match[str]) -> Pasted | None:
        """Return what was pasted where a tag is, if a block can show it."""
        name, source = tag[1].lower(), _SOURCE.search(tag[0])
        if source is None:
            return None
        if name == "iframe" and (shown := _framed(tag[0], source[1])):
            return self._frame(tag, shown)
        return self._post(tag) if name == "script" and _WIDGETS.match(source[1]) else None

    def _frame(self, tag: re.Match[str], shown: _Shown) -> Pasted:
        """Return the block for a frame, which replaces what the frame is alone in as well."""
        start, end = tag.span()
        closing = _END.match(self._text, end)
        if closing is None:
            return _pasted(start, end, shown, _NO_END)
        start, end = _widened(self._text, start, closing.end())
        return _pasted(start, end, shown, self._obstacle(start, end))

    def _post(self, script: re.Match[str]) -> Pasted | None:
        """Return the block for a script of X behind the words of a post, which stay."""
        quoted = self._quoted.get(script.start())
        address = _address_of_post(quoted["words"]) if quoted else ""
        if quoted is None or not address:
            return None
        author = _AUTHOR.search(quoted["words"])
        by = f" by {' '.join(html.unescape(author[1]).split())}" if author else ""
        closing = _END.match(self._text, script.end())
        end = closing.end() if closing else script.end()
        why = self._obstacle(quoted.start(), end) if closing else _NO_END
        start = quoted.start() + len(quoted[0].rstrip())
        post = _pasted(start, end, _Shown(POST, f"Post on X{by}", address), why)
        return post._replace(right=f"\n\n{post.right}") if post.right else post

    def _obstacle(self, start: int, end: int) -> str:
        """Return why no block can replace a stretch of the text; empty if one can."""
        text = self._text
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if before.strip() or not _ENDS_LINE.match(text, end):
            return _IN_LINE
        if before:
            return _INDENTED
        if bisect_left(self._fences, start) % 2:
            return _IN_FENCES
        at = bisect_left(self._depths, (start,)) - 1
        return _IN_HTML if at >= 0 and self._depths[at][1] else ""

    @cached_property
    def _depths(self) -> list[tuple[int, int]]:
        """How deep the text is in HTML from each of its tags on."""
        depth, depths = 0, []
        for tag in _AROUND.finditer(self._text):
            depth = max(0, depth + (-1 if tag["end"] else 1))
            depths.append((tag.start(), depth))
        return depths

    @cached_property
    def _fences(self) -> list[int]:
        """Where code begins and ends by turns."""
        return [fence.start() for fence in _FENCE.finditer(self._text)]

    @cached_property
    def _quoted(self) -> dict[int, re.Match[str]]:
        """The words of posts, by where a script may stand behind them."""
        return {quoted.end(): quoted for quoted in _QUOTED.finditer(self._text)}


def _framed(tag: str, source: str) -> _Shown | None:
    """Return what a frame shows, if it is of a service that a block may show."""
    address = html.unescape(source)
    address = f"https:{address}" if address.startswith("//") else address
    player = player_of(address)
    if player is None:
        return None
    written = _TITLE.search(tag)
    title = " ".join(html.unescape(written[2]).split()) if written else ""
    if not title or _PLAYER.search(title):
        service = SERVICES[player.service]
        title = f"{service.kind.capitalize()} on {service.name}"
    return _Shown(SERVICES[player.service].kind, title, _page(player, address))


def _page(player: Player, address: str) -> str:
    """Return the address of the page, if that shows the same as the frame."""
    return player.page if player_of(player.page) == player else address


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where what a stretch of a text is alone in begins and ends, and its script."""
    while True:
        if loader := _LOADER.match(text, end):
            end = loader.end()
        opening = _OPENS.search(text, max(0, start - _LONGEST), start)
        if opening is None:
            return start, end
        closing = re.compile(rf"\s*</{opening[1]}\s*>", re.IGNORECASE).match(text, end)
        if closing is None:
            return start, end
        start, end = opening.start(), closing.end()


_LONGEST: Final = 500
"""Characters of a tag in which a frame is alone, at most."""


def _address_of_post(words: str) -> str:
    """Return the address of a post, which is the last of its links."""
    for address in reversed([html.unescape(each) for each in _LINK.findall(words)]):
        player = player_of(address)
        if player and SERVICES[player.service].kind == POST:
            return address.partition("?")[0]
    return ""


def _pasted(start: int, end: int, shown: _Shown, why: str) -> Pasted:
    hint = _HINT.format(*shown)
    if why:
        return Pasted(start, end, _LEFT.format(hint, why), None)
    return Pasted(start, end, hint, ":::{} {}\n{}\n:::".format(*shown))
