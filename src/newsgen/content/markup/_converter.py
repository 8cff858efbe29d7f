"""Python-Markdown, nested lists as people write them, and the allowlist."""

import html
import re
from typing import Any, Final

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from newsgen.content.markup import _bounds as bounds
from newsgen.fast.patterns import later
from newsgen.model.elements import TAGS
from newsgen.model.wellformed import without_forbidden

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


_BUNDLED: Final[dict[str, type[Extension]]] = {
    "attr_list": AttrListExtension,
    "sane_lists": SaneListExtension,
    "tables": TableExtension,
}
"""newsgen's default extensions: by name, Python-Markdown looks for them in every package."""
_BLANK_START: Final = later(r"(?:[ \t]*\n)+")
_RESERVED_ID: Final = later(
    r' id="(?:main-content|site-(?:contact|menu|action|related|share|embed-[0-9]+))"'
)
"""The ids that the page itself has: no body may have them again."""
_CITED: Final = later(r'(<(?:del|ins|blockquote|q)(?: [a-z]+="[^"]*")*?) cite="([^"]*)"')
"""The address of a source, which the cleaner does not take for an address."""
_SCHEME: Final = later(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_IGNORED: Final = later(r"[\x00-\x20]+")
"""What browsers leave out of an address, or some of them did."""
_ALIGNED: Final = later(r'(<t[dh]) style="text-align: (left|right|center);"')


class Converter:
    """Converts any body, with the extensions that were asked for."""

    def __init__(self, extensions: tuple[str, ...], configs: dict[str, dict[str, Any]]) -> None:
        """Load the extensions. Raises whatever they raise."""
        self.markdown = markdown.Markdown(
            extensions=[
                _BUNDLED[name](**configs.get(name, {})) if name in _BUNDLED else name
                for name in extensions
            ],
            extension_configs=dict(configs),
            output_format="html",
        )
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            url_schemes=set(SCHEMES),
            link_rel=None,
            allowed_classes={"td": ALIGNMENTS, "th": ALIGNMENTS},
        )

    def convert(self, body: str) -> str:
        """Convert a body to HTML, without what is not allowed. Raises whatever extensions raise."""
        if too_much := bounds.excess(body):
            raise bounds.ExcessError(too_much)
        if start := _BLANK_START.match(body):
            body = body[start.end() :]
        raw = self.markdown.reset().convert(indent_nested(body))
        if "text-align" in raw:
            raw = _ALIGNED.sub(r'\1 class="align-\2"', raw)
        clean = self._cleaner.clean(raw)
        legal = without_forbidden(clean)
        if legal != clean:  # another text may stand there now, such as a link of another scheme
            clean = self._cleaner.clean(legal)
        if ' cite="' in clean:
            clean = _CITED.sub(_with_safe_source, clean)
        return _RESERVED_ID.sub("", clean) if ' id="' in clean else clean


def _with_safe_source(tag: re.Match[str]) -> str:
    """Return the beginning of a tag without the address of a source that has another scheme."""
    scheme = _SCHEME.match(_IGNORED.sub("", html.unescape(tag[2])))
    return tag[1] if scheme and scheme[0].lower() not in SCHEMES else tag[0]


_LIST_ITEM: Final = later(r"( *)(?:[-*+]|\d{1,9}\.) +\S")
_INDENTED: Final = later(r"^ {2,}\S", re.MULTILINE)
_WIDTH: Final = 4


def indent_nested(body: str) -> str:
    """Move the items of nested lists, and the text below them, to multiples of four columns."""
    if "\n  " not in body or not _INDENTED.search(body):
        return body
    columns: list[int] = []  # of the open lists, outermost first
    lines = []
    blank = True
    for line in body.split("\n"):
        text = line.lstrip(" ")
        column = len(line) - len(text)
        if not text:
            lines.append(line)
            blank = True
            continue
        if _LIST_ITEM.match(line) and (columns or column < _WIDTH):
            _opened(columns, column)
            lines.append(" " * (_WIDTH * (len(columns) - 1)) + text)
        elif columns and column > columns[0]:
            depth = max(1, sum(column > start for start in columns))
            lines.append(" " * (_WIDTH * depth) + text if column < _WIDTH * depth else line)
        else:
            if blank:
                columns.clear()
            lines.append(line)
        blank = False
    return "\n".join(lines)


def _opened(columns: list[int], column: int) -> None:
    """Close the lists that an item at this column ends, and open the one it begins."""
    while columns and column < columns[-1]:
        columns.pop()
    if not columns or column >= columns[-1] + 2:
        columns.append(column)
