"""What a built page shows of an old one: in whatever theme, and with what newsgen adds itself."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape, unescape
from typing import Final, NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.content.lifecycle import asks
from newsgen.fast.patterns import later
from newsgen.importers._nodes import parse
from newsgen.importers._words import Comparison, compare
from newsgen.importers.page import PageParts, text_of
from newsgen.importers.release import losses
from newsgen.model.dates import Moment, in_words
from newsgen.model.residue import residue_in
from newsgen.model.titles import without_file_words

_FILE_LINK: Final = later(
    r'(<a\b[^>]*\bhref="[^"#?]*\.(\w{2,5})(?:[#?][^"]*)?"[^>]*>)((?:(?!</a>).)*)(?=</a>)', re.DOTALL
)
_HOLDS_WORDS: Final = "body, main, article, section, div, td"
_LINES: Final = "p, li, h1, h2, h3, h4, h5, h6, div, td, dd, blockquote"
_LONGEST_LINE: Final = 120


class ShownRelease(NamedTuple):
    """What newsgen knows of the release that a page shows."""

    title: str
    summary: str
    published: Moment | None
    is_closed: bool


class BuiltPages:
    """Compares pages with what they were; it remembers which element of the theme has the text."""

    def __init__(self) -> None:
        self._usual = ""

    def differences(
        self, parts: PageParts, page: str, release: ShownRelease
    ) -> Iterator[tuple[str, str]]:
        """Yield what a page has not of a page of the source, or has beside it, by problems."""
        tree = LexborHTMLParser(page)
        if not _has_title(tree, parts.title, release.title):
            yield "titles", f"“{parts.title}”, and the page has “{release.title}”"
        yield from _of_dates(parts.date, release.published)
        yield from losses(self._compared(parts.body, tree, release))

    def _compared(self, body: str, tree: LexborHTMLParser, release: ShownRelease) -> Comparison:
        if self._usual and (node := tree.css_first(self._usual)) is not None:
            compared = compare(without_files(body), _inner(node))
            if compared.is_same:
                return compared
        node = _nearest(tree, body)
        inner, first = _inner(node), None
        for wanted in _as_shown(body, release):
            compared = compare(wanted, inner)
            if not compared.is_same and node.css_first("h1") is not None:
                compared = _within(compared)
            if compared.is_same:
                self._usual = _selector(node)
                return compared
            first = first or compared
        assert first is not None
        return first


def _inner(node: LexborNode) -> str:
    return without_files(node.inner_html or "")


def without_files(html: str) -> str:
    """Leave out what links say of the kind, size and pages of files, which newsgen says itself."""
    if "<a" not in html:
        return html
    return _FILE_LINK.sub(lambda link: link[1] + without_file_words(link[3], link[2].upper()), html)


def _as_shown(body: str, release: ShownRelease) -> Iterator[str]:
    """Yield a body as it is, then as pages may show it: less what newsgen leaves out of some."""
    body = without_files(body)
    yield body
    lines = _Lines(body)
    bare = lines.without(is_closed=release.is_closed)
    if bare != body:
        yield bare
    if release.summary:
        summary = f"<p>{escape(release.summary)}</p>"
        yield f"{body}{summary}"
        yield f"{bare}{summary}"


class _Lines:
    """The lines of a body: the innermost elements that have words."""

    def __init__(self, body: str) -> None:
        self._tree = LexborHTMLParser(f"<body>{body}")
        self._nodes = [node for node in self._tree.css(_LINES) if len(node.css(_LINES)) == 1]

    def without(self, *, is_closed: bool) -> str:
        """Return the body less what a copied page left, and less calls if an appeal is closed."""
        for node in self._nodes:
            text = text_of(node.html or "")
            is_left = len(text) <= _LONGEST_LINE and any(
                each.is_certain and each.end - each.start >= len(text) for each in residue_in(text)
            )
            if is_left or (is_closed and asks(text)):
                node.decompose()
        body = self._tree.body
        return (body.inner_html if body else "") or ""


# Where in a page the text is


def _nearest(tree: LexborHTMLParser, body: str) -> LexborNode:
    """Return the element whose words and pictures are nearest to those of a body."""
    wanted = _signs(parse(body))
    nodes = tree.css(_HOLDS_WORDS)
    assert nodes  # the parser adds a body
    signs = list(map(_signs, nodes))
    far = [(wanted - theirs).total() + (theirs - wanted).total() for theirs in signs]
    return min(zip(far, range(0, -len(nodes), -1), nodes, strict=True))[-1]  # the innermost


def _signs(node: LexborNode) -> Counter[str]:
    pictures = (unquote(each.attributes.get("src") or "") for each in node.css("img"))
    return Counter([*node.text(separator=" ").split(), *pictures])


def _selector(node: LexborNode) -> str:
    name = (node.attributes.get("class") or "").split()
    tag = node.tag or "body"
    is_plain = name and re.fullmatch(r"[\w-]+", name[0]) and not name[0][0].isdigit()
    return f"{tag}.{name[0]}" if is_plain else tag


def _within(compared: Comparison) -> Comparison:
    """Leave out what a theme has above and below a text, in an element with the headline too."""
    before, after = compared.before.words, compared.after.words
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return compared
    first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
    new = (Counter(after[first:last]) - Counter(before)).elements()
    return Comparison(
        compared.before, compared.after, compared.missing, tuple(new), compared.lost, ()
    )


# Titles and dates

_NO_LETTER: Final = later(r"[\W_]+")


def _letters(text: str) -> str:
    """Return the letters of a title, which may have been escaped twice."""
    return _NO_LETTER.sub("", unescape(text)).casefold()


def _has_title(tree: LexborHTMLParser, title: str, built: str) -> bool:
    """Return whether a page has the title of the source, which newsgen may show without a name."""
    shown = _letters(built)
    is_part = shown in _letters(title) and 2 * len(shown) >= len(_letters(title))
    headings = (_letters(text_of(node.html or "")) for node in tree.css("h1, h2, title"))
    return is_part and any(shown in heading for heading in headings)


def _of_dates(source: Moment | None, built: Moment | None) -> Iterator[tuple[str, str]]:
    """Yield that a release has another date than its page had, as far as both know it."""
    if source is None or built is None:
        if source:
            yield "dates", f"{in_words(source)}, and the page has none"
        return
    ours, theirs = (each.at.replace(second=0, microsecond=0) for each in (source, built))
    is_exact = source.precision is built.precision
    if (ours != theirs) if is_exact else (ours.date() != theirs.date()):
        yield "dates", f"{in_words(source)}, and the page has {in_words(built)}"
