"""Clean HTML: the elements that a body may hold, all others being taken out of it, and tags."""

from typing import Final

from newsgen.fast.patterns import later

TAGS: Final = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
    "ul", "var",
})  # fmt: skip
EMPTY: Final = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})
"""Elements of clean HTML that hold nothing, and have no end tag."""
HTML_TAG: Final = later("<[^>]*>")
