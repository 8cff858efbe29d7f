"""Python-Markdown and the allowlist. Loading them is slow, and a plain body needs neither."""

from typing import Any, Final

import markdown
import nh3

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import fast

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


class Converter:
    """Converts any body, with the extensions that were asked for."""

    def __init__(self, extensions: tuple[str, ...], configs: dict[str, dict[str, Any]]) -> None:
        """Load the extensions. Raises whatever they raise."""
        is_usual = extensions == DEFAULT_EXTENSIONS and not configs
        self.markdown = markdown.Markdown(
            extensions=[*(fast.default_extensions() if is_usual else extensions), fast.FastText()],
            extension_configs=dict(configs),
            output_format="html",
        )
        self.can_shorten = fast.can_shorten(self.markdown)
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            url_schemes=set(SCHEMES),
            link_rel=None,
            allowed_classes={"td": ALIGNMENTS, "th": ALIGNMENTS},
        )

    def convert(self, body: str) -> str:
        """Convert a body to HTML that is not clean. Raises whatever an extension raises."""
        return self.markdown.reset().convert(body)

    def clean(self, raw: str) -> str:
        """Take out of HTML what is not allowed."""
        return self._cleaner.clean(raw)
