"""What a built page shows of an old one: in whatever theme, and with what newsgen adds itself."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from typing import Final, NamedTuple
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.content import posted
from newsgen.content.lifecycle import asks
from newsgen.fast.patterns import later
from newsgen.importers._nodes import parse
from newsgen.importers._words import Comparison, compare
from newsgen.importers.capture import Record
from newsgen.importers.page import PageParts
from newsgen.importers.page_text import letters_in, text_of, words_of
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
_LONDON: Final = ZoneInfo("Europe/London")


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
        if parts.record:
            yield from _of_files(parts.record, tree)

    def _compared(self, body: str, tree: LexborHTMLParser, release: ShownRelease) -> Comparison:
        if self._usual and (node := tree.css_first(self._usual)) is not None:
            compared = compare(without_files(body), _inner(node))
            if compared.is_same:
                return compared
        first = None
        for number, node in enumerate(_nearest(tree, body)):
            inner = _inner(node)
            has_headline = not number and node.css_first("h1") is not None
            for wanted in _as_shown(body, inner, release):
                compared = compare(wanted, inner)
                # A theme without an element for the text alone has other words in it too.
                if has_headline and not compared.is_same:
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


def _as_shown(body: str, inner: str, release: ShownRelease) -> Iterator[str]:
    """Yield a body as it is, then as pages may show it: less what newsgen leaves out of some."""
    body = without_files(body)
    yield body
    bare = _without_lines(body, inner, release)
    if bare != body:
        yield bare
    if release.summary:
        summary = f"<p>{escape(release.summary)}</p>"
        yield f"{body}{summary}"
        yield f"{bare}{summary}"


def _without_lines(body: str, inner: str, release: ShownRelease) -> str:
    """Return a body less the lines that newsgen leaves out of a text, as far as it did.

    Those are what a copied page left, the headline and the date, which are above the text, and
    calls to get in touch if an appeal is closed.
    """
    parsed, shown = parse(body), letters_in(text_of(inner))
    for node in parsed.css(_LINES):
        if len(node.css(_LINES)) == 1:  # the innermost
            text = words_of(node)
            if letters_in(text) in shown:
                continue
            is_short = len(text) <= _LONGEST_LINE
            is_above = letters_in(text) == letters_in(release.title) or _is_date(text, release)
            if (is_short and (is_above or _is_left(text))) or (release.is_closed and asks(text)):
                node.decompose()
    return parsed.inner_html or ""


def _is_left(text: str) -> bool:
    """Return whether all of a line is what a copied page left."""
    return any(each.is_certain and each.end - each.start >= len(text) for each in residue_in(text))


def _is_date(text: str, release: ShownRelease) -> bool:
    """Return whether a line says when a release was published, perhaps without the year."""
    if release.published is None:
        return False
    at = release.published.at
    _, dated = posted.read(text, 0, _LONDON, lambda _: at.year)
    return bool(dated and dated.moment and dated.moment.at.date() == at.date())


# Where in a page the text is


_NEAREST: Final = 3


def _nearest(tree: LexborHTMLParser, body: str) -> Iterator[LexborNode]:
    """Yield the few elements whose words and pictures are nearest to those of a body."""
    wanted = _signs(parse(body))
    nodes = tree.css(_HOLDS_WORDS)
    signs = list(map(_signs, nodes))
    far = [(wanted - theirs).total() + (theirs - wanted).total() for theirs in signs]
    inner_first = sorted(zip(far, range(0, -len(nodes), -1), nodes, strict=True))
    yield from (node for *_, node in inner_first[:_NEAREST])


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


# What stands above and below the text


def _of_files(record: Record, tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield the pictures and documents of a record that a page does not show."""
    for name, files, selector, attribute in (
        ("pictures", record.pictures, "img[src]", "src"),
        ("links", record.files, "a[href]", "href"),
    ):
        shown = {unquote(node.attributes.get(attribute) or "") for node in tree.css(selector)}
        lost = [each.url for each in files if unquote(each.url) not in shown]
        if lost:
            yield name, "; ".join(f"missing {name.removesuffix('s')} {url}" for url in lost)


# Titles and dates


def _has_title(tree: LexborHTMLParser, title: str, built: str) -> bool:
    """Return whether a page has the title of the source, which newsgen may show without a name."""
    shown, whole = letters_in(built), letters_in(title)
    is_part = shown == whole or (
        len(built.split()) > 1 and (whole.startswith(shown) or whole.endswith(shown))
    )
    headings = (letters_in(words_of(node)) for node in tree.css("h1, h2, title"))
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
