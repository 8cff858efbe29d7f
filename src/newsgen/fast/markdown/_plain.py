"""Shortcuts for text with little or no markup, with the HTML that Python-Markdown gives.

Most of a release is plain paragraphs, headings and short lists, and Python-Markdown spends nearly
all of its time on finding nothing in them. Here a block that holds no character that any pattern
begins with becomes HTML at once, and so do the plainest forms of links, pictures, emphasis,
headings, lists and quotations. All that comes from here is safe to publish: it has no raw HTML, no
attributes but `href`, `src` and `alt`, and no URLs but of http, https and paths.
"""

import re
from itertools import groupby
from typing import Final

from newsgen.fast.patterns import later

_CONTROLS: Final = "".join(map(chr, [*range(10), *range(11, 32), 127]))  # all but the line feed
_MARKS: Final = "\\`*_[]<>&#|{}~" + _CONTROLS
"""The characters that can begin an inline pattern, a table row or an attribute list."""
_MARK: Final = re.escape(_MARKS)
_NOTED: Final = _MARKS + "\ufffe\uffff"
"""These, and what the cleaner leaves out beside control characters."""

# A line that begins like this may start a list, a rule, a heading or code.
_START: Final = r"(?:[-+=]|\d+[.)]|[*_]+(?=\s)|[*_]{2,}(?!\S))"
_ODD_START: Final = later(rf"\s|{_START}")
_ODD_LINE: Final = later(rf"\n(?: (?![^\W\d_])|[^\S\n ]|{_START}|(?<=[^\S\n]\n))")
"""One space before a letter is not odd, but behind a line that ends in a blank any line is."""

# The inline markup that releases use most, in its plainest form.
_SIGN: Final = r"\\(?P<sign>[-.()+!#*_])"
_AMPERSAND: Final = r"&(?!#|\w*;)"
_BRACKETS: Final = rf"\[[^\n{_MARK}]*\](?![(:\[])"
_WORD: Final = rf"[^\n{_MARK}]++|[#|]|{_AMPERSAND}|{_BRACKETS}|{_SIGN.replace('?P<sign>', '?:')}"
_WORDS: Final = rf"(?!\s)(?:{_WORD})++(?<!\s)"
_HOST: Final = r"https?://(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
_URL: Final = rf"(?:{_HOST})?/[A-Za-z0-9./?=%,:;@$'_~#+-]*|{_HOST}"
# Emphasis of words without more of it; each form begins with its mark, which `re` looks for first.
_MARKUP: Final = (
    rf"!\[(?P<alt>[^\n{_MARK}]+)\]\((?P<src>{_URL})\)"
    rf"|\[(?P<label>[^\n{_MARK}]+)\]\((?P<href>{_URL})\)"
    rf"|\*\*(?<!\*..)(?P<strong>{_WORDS})\*\*(?!\*)"
    rf"|\*(?<!\*.)(?P<em>{_WORDS})\*(?!\*)"
    rf"|__(?<!\w..)(?P<strong_>{_WORDS})__(?!\w)"
    rf"|_(?<!\w.)(?P<em_>{_WORDS})_(?!\w)"
    rf"|{_SIGN}"
    rf"|\*\*(?<!\*..)_(?P<strong_em>{_WORDS})_\*\*(?!\*)"
    rf"|_(?<!\w.)\*\*(?P<em_strong>{_WORDS})\*\*_(?!\w)"
    rf"|\*\*\*(?<!\*...)(?P<strong_em_>{_WORDS})\*\*\*(?!\*)"
    rf"|___(?<!\w...)(?P<_strong_em>{_WORDS})___(?!\w)"
    rf"|{_AMPERSAND}"
)
# Marks that mean themselves: between blanks, the last of their kind, in a word, or where nothing
# begins.
_ALONE: Final = (
    r"(?<=[^\S\n])[{0}]{{1,3}}(?!\S)|[{0}]{{1,3}}(?=(?:[^{0}]|(?<=\s)[{0}]{{1,3}}(?!\S))*+\Z)"
)
_LITERAL: Final = (
    f"{_ALONE.format('*')}|{_ALONE.format('_')}"
    rf"|(?<=[^\W_])_(?=[^\W_])|(?<=.)#|[|]|{_BRACKETS}"
)
_TOKENS: Final = later(_MARKUP)
_RICH: Final = later(rf"(?:[^{_MARK}]++|{re.sub(r'[?]P<[a-z_]+>', '?:', _MARKUP)}|{_LITERAL})++")
_TRIPLE: Final = "___"
_MIXED: Final = later(rf"(?s:(?>.*?(?<!\w)__(?!_))(?>.*?(?<!\w)_(?!_)).*?{_TRIPLE})")
"""Underscores that may be bold text with emphasis in its end, whatever each is by itself."""
_COMMON: Final = frozenset("*_[]&#~>|\\")
"""The marks that can stand in these forms."""

_HEADING: Final = later(r"(#{1,6})(?: ?([^\s#]|[^\s#].*[^#]))?")
_RULE: Final = later(r" ?(?:\*{3,}|_{3,}|\* \* \*)")
_BEGINS_RULE: Final = " *_"
_ITEM: Final = later(r" ?[-*+] +(?=\S)")
_JOINING: Final = ("- ", "* ", "+ ", " - ", " * ", " + ", "> ")
"""Lists and quotations begin so; they join their like before and after them."""
_QUOTED: Final = ("> ", ">")
_BREAK: Final = "  \n"
_BELOW_HEAD: Final = frozenset("|:- ")
"""The second line of a table holds nothing else."""
_GAPS: Final = later(r"\n{3,}")


def convert(body: str) -> str | None:
    """Convert a body to HTML, or return None if only Python-Markdown can."""
    body = body.strip("\n")
    if not body:
        return None
    shortcuts = Shortcuts(body)
    if shortcuts.is_hard():
        return None
    if "\n\n\n" in body:
        body = _GAPS.sub("\n\n", body)
    blocks = body.split("\n\n")
    alone = []
    for block in blocks:
        html = shortcuts.alone(block)
        if html is None and not block.startswith(_JOINING):
            return None
        alone.append(html)
    done = shortcuts.between(blocks, alone)
    return None if None in done else joined(done)


def joined(done: list[str | None]) -> str:
    """Join the HTML of blocks that follow each other."""
    return "\n".join(filter(None, done))


class Shortcuts:
    """Converts blocks of a text."""

    def __init__(self, text: str, void: str = ">") -> None:
        """Note which marks the text has, and how a tag without content ends."""
        self._present = [mark for mark in _NOTED if mark in text]
        self._void = void
        # Then [words] may be a link to an address below.
        self._names_links = "]" in self._present and "]:" in text

    def is_hard(self) -> bool:
        """Return whether the text has a mark that no shortcut takes."""
        return not _COMMON.issuperset(self._present)

    def convert(self, blocks: list[str]) -> list[str | None]:
        """Return the HTML of each block, or None if only Python-Markdown can convert it."""
        return self.between(blocks, [self.alone(block) for block in blocks])

    def between(self, blocks: list[str], alone: list[str | None]) -> list[str | None]:
        """Add the HTML of lists and quotations to that of paragraphs and headings.

        As they join their like, a stretch of either is converted as one, at its first block. What
        can be converted stands between paragraphs and headings, or the other kind.
        """
        if None not in alone:
            return alone
        done = list(alone)
        start = 0
        for at, html in enumerate([*alone, ""]):
            if html is None:
                continue
            if start < at:
                done[start:at] = self._stretch(blocks[start:at])
            start = at + 1
        return done

    def _stretch(self, blocks: list[str]) -> list[str | None]:
        """Convert lists and quotations that follow each other: all, or none."""
        done: list[str | None] = []
        for _, alike in groupby(blocks, lambda block: block.startswith("> ")):
            kind = list(alike)
            html = self._joining(kind)
            if html is None:
                return [None] * len(blocks)
            done += [html, *[""] * (len(kind) - 1)]
        return done

    def inline(self, text: str) -> str | None:
        """Convert the text of a paragraph, a heading or an item."""
        if not text[:1].isalpha() and _ODD_START.match(text):
            return None
        if "\n" in text:
            if _BREAK in text:
                return self._lines(text)
            if _ODD_LINE.search(text) or _may_be_table(text):
                return None
        if text[-1:].isspace():
            return None
        for mark in self._present:
            if mark in text:
                return self._rich(text)
        return text or None

    def _lines(self, text: str) -> str | None:
        """Convert a text with line breaks; emphasis and links may go on behind one."""
        if any(mark in text for mark in "*_[") or _may_be_table(text):
            return None
        lines = text.split(_BREAK)
        done = [self.inline(line) for line in lines]
        return None if None in done else f"<br{self._void}\n".join(filter(None, done))

    def _rich(self, text: str) -> str | None:
        """Convert a text with marks."""
        if self._names_links and "[" in text:
            return None
        if _TRIPLE in text and _MIXED.match(text):
            return None
        return _TOKENS.sub(self._token, text) if _RICH.fullmatch(text) else None

    def alone(self, block: str) -> str | None:
        """Convert a paragraph, a heading or a rule."""
        if block[:1].isalpha():
            html = self.inline(block)
            return html and f"<p>{html}</p>"
        if block.startswith("#"):
            return self._heading(block)
        if block[:1] in _BEGINS_RULE and _RULE.fullmatch(block):
            return f"<hr{self._void}"
        html = self.inline(block[1:] if block[:1] == " " else block)
        return html and f"<p>{html}</p>"

    def _heading(self, line: str) -> str | None:
        """Convert a heading; one without words is left out of the page later."""
        heading = _HEADING.fullmatch(line)
        if heading is None:
            return None
        level, text = heading.groups()
        html = self.inline(text) if text else ""
        return None if html is None else f"<h{len(level)}>{html}</h{len(level)}>"

    def _joining(self, blocks: list[str]) -> str | None:
        """Convert what is all lists or all quotations."""
        if all(map(_ITEM.match, blocks)):
            return self._list([_items(block) for block in blocks])
        lines = "\n>\n".join(blocks).split("\n")
        if all(line[:2] in _QUOTED for line in lines):
            quoted = "\n".join([line[2:] for line in lines])
            texts = [self.inline(paragraph) for paragraph in quoted.split("\n\n")]
            if all(texts):
                paragraphs = "\n".join(f"<p>{text}</p>" for text in texts)
                return f"<blockquote>\n{paragraphs}\n</blockquote>"
        return None

    def _list(self, blocks: list[list[str]]) -> str | None:
        """Convert blocks of items; an item beside a gap becomes a paragraph."""
        items = []
        last_block = len(blocks) - 1
        for number, texts in enumerate(blocks):
            last_text = len(texts) - 1
            for at, text in enumerate(texts):
                is_heading = text.startswith("#")
                html = self._heading(text) if is_heading else self.inline(text)
                if not html or "|" in text:  # a table may begin like a list
                    return None
                is_loose = (at == 0 and number > 0) or (at == last_text and number < last_block)
                if is_loose and not is_heading:
                    html = f"<p>{html}</p>"
                items.append(
                    f"<li>\n{html}\n</li>" if is_loose or is_heading else f"<li>{html}</li>"
                )
        return "<ul>\n" + "\n".join(items) + "\n</ul>"

    def _token(self, token: re.Match[str]) -> str:
        """Convert a link, a picture, emphasis or an ampersand."""
        kind = token.lastgroup
        if kind == "sign":
            return token["sign"]
        if kind == "href":
            return f'<a href="{token["href"]}">{token["label"]}</a>'
        if kind == "src":
            alt = token["alt"].replace('"', "&quot;")
            return f'<img alt="{alt}" src="{token["src"]}"{self._void}'
        if kind is None:
            return "&amp;"
        tags = kind.strip("_").split("_")
        opening = "".join(f"<{tag}>" for tag in tags)
        closing = "".join(f"</{tag}>" for tag in reversed(tags))
        return f"{opening}{_TOKENS.sub(self._token, token[kind])}{closing}"


def _items(block: str) -> list[str]:
    """Return the texts of the items of a list; a line without a bullet goes on with the last."""
    texts: list[str] = []
    for line in block.split("\n"):
        if item := _ITEM.match(line):
            texts.append(line[item.end() :])
        else:
            texts[-1] += f"\n{line}"
    return texts


def _may_be_table(text: str) -> bool:
    """Return whether lines may be a table."""
    return "|" in text and _BELOW_HEAD.issuperset(text.split("\n", 2)[1])
