"""Bodies: Markdown to HTML that is safe to publish.

The only package that imports Python-Markdown. Raw HTML and every URL pass an allowlist, so a
script, an event handler or a `javascript:` link never reaches a page.
"""

import html
import itertools
import re
from typing import Any, Final

import markdown
import nh3

from newsgen.content.markup import fast, lists, plain

TAGS: Final = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
    "ul", "var",
})  # fmt: skip
ATTRIBUTES: Final = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "abbr": {"title"},
    "details": {"open"},
    "del": {"datetime", "cite"},
    "ins": {"datetime", "cite"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
ALIGNMENTS: Final = {"align-left", "align-center", "align-right"}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
LONGEST_SUMMARY: Final = 200


class MarkupError(Exception):
    """An extension is missing, or fails on a body."""


class Markup:
    """A Markdown converter with its extensions; one for each process."""

    def __init__(self, extensions: tuple[str, ...], configs: dict[str, dict[str, Any]]) -> None:
        """Load the extensions.

        Raises:
            MarkupError: one of them cannot be loaded.

        """
        try:
            self._markdown = markdown.Markdown(
                extensions=[*extensions, fast.FastText()],
                extension_configs=dict(configs),
                output_format="html",
            )
        except Exception as error:
            raise MarkupError(f"a Markdown extension cannot be loaded: {error}") from error
        self._can_shorten = fast.can_shorten(self._markdown)
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            url_schemes=set(SCHEMES),
            link_rel=None,
            allowed_classes={"td": ALIGNMENTS, "th": ALIGNMENTS},
        )

    def convert(self, body: str, language: str = "en") -> str:
        """Convert a body to clean HTML whose headings start at h2 and skip no level.

        Tables can be scrolled by keyboard; their name is in the language of the body.

        Raises:
            MarkupError: an extension fails.

        """
        clean = self._plain(body)
        if clean is not None:
            return demote(clean) if "#" in body else clean
        clean = demote(self._cleaned(lists.indent(_without_blank_start(body))))
        if ' id="' in clean:
            clean = _RESERVED_ID.sub("", clean)
        return wrap_tables(clean, language) if "<table" in clean else clean

    def _plain(self, body: str) -> str | None:
        """Convert a body if it is plain: then it holds nothing that needs cleaning."""
        html = plain.convert(body) if self._can_shorten else None
        return html and html.replace("\xa0", "&nbsp;")  # as the cleaner names them

    def _cleaned(self, body: str) -> str:
        try:
            raw = self._markdown.reset().convert(body)
        except Exception as error:
            raise MarkupError(f"the text cannot be converted: {error}") from error
        if "text-align" in raw:
            raw = _ALIGNED.sub(r'\1 class="align-\2"', raw)
        return self._cleaner.clean(raw)


_RESERVED_ID = re.compile(r' id="(?:main-content|site-contact)"')
"""The ids that the page itself has: no body may have them again."""
_BLANK_START = re.compile(r"(?:[ \t]*\n)+")


def _without_blank_start(body: str) -> str:
    found = _BLANK_START.match(body)
    return body[found.end() :] if found else body


_ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|right|center);"')
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")


def demote(text: str) -> str:
    """Renumber headings: the page has the only h1, so a body's start at h2 and skip no level."""
    if "<h" not in text:
        return text
    above: list[int] = []

    def renumber(found: re.Match[str]) -> str:
        level = int(found[2])
        if not found[1]:
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        return f"<{found[1]}h{min(len(above) + 1, 6)}"

    return _HEADING.sub(renumber, text)


def wrap_tables(clean: str, language: str) -> str:
    """Put each table into a region that takes the focus, so that a wide one can be scrolled."""
    name = "Tabl" if language.startswith("cy") else "Table"
    numbers = itertools.count(1)

    def wrap(found: re.Match[str]) -> str:
        if found[0] == "</table>":
            return "</table></div>"
        label = f"{name} {next(numbers)}"
        return f'<div class="table" role="region" aria-label="{label}" tabindex="0"><table'

    return re.sub(r"</table>|<table(?=[\s>])", wrap, clean)


_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>((?:[^<]++|<(?!/p>))*+)</p>")
_TAG = re.compile(r"<[^>]*>")


def summary_of(clean: str) -> str:
    """Return the first paragraph that has words, as plain text, cut at a word's end."""
    for found in _PARAGRAPH.finditer(clean):
        if text := plain_text(found[1]):
            return shorten(text)
    return ""


def plain_text(clean: str) -> str:
    """Return the words of clean HTML."""
    text = _TAG.sub("", clean) if "<" in clean else clean
    text = html.unescape(text)
    if text.isprintable() and "  " not in text:  # then its only white space is single blanks
        return text.strip()
    return " ".join(text.split())


def shorten(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """Cut a text at the end of a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    cut = head.rfind(" ")
    return head[: cut if cut > longest // 2 else None].rstrip(" ,;:–-") + "…"


_REFERENCE = re.compile(r'(<(?:img|a)\b[^>]*?\b(?:src|href)=")([^"]*)"')


def references(clean: str) -> list[str]:
    """Return the targets of all links and pictures, decoded."""
    if 'href="' not in clean and 'src="' not in clean:
        return []
    return [html.unescape(found[2]) for found in _REFERENCE.finditer(clean)]


def rewrite(clean: str, targets: dict[str, str]) -> str:
    """Replace the targets of links and pictures."""

    def replace(found: re.Match[str]) -> str:
        old = html.unescape(found[2])
        return f'{found[1]}{html.escape(targets.get(old, old))}"'

    return _REFERENCE.sub(replace, clean)
