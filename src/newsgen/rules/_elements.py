"""Rule on raw HTML that no page may hold: it is taken out, and readers would miss it unseen."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.elements import TAGS
from newsgen.rules._marks import Mark, report
from newsgen.rules._pasted import Pastes
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_COMMENT: Final = later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG: Final = later(r"(?<!\\)<([A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][\w.-]*)?)(?=[\s/>])[^<>]*>?")
_ADDRESS: Final = later(
    r"""\s(?:src|data|href|action)\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE
)
_SHOWN: Final = later(r"&lt;([A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][\w.-]*)?)(?=[\s/]|&gt;)")

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
            yield from report("NG536", m.body, marks, hint)
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
        if name in TAGS:
            continue
        if shown[name]:
            shown[name] -= 1
        else:
            yield tag


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
