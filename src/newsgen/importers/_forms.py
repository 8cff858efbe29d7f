"""The forms of what is written: Markdown, Markdown with tags in place of marks, and HTML."""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from newsgen.fast.patterns import later
from newsgen.importers._elements import BREAK, Attributes, Element, Inline, Style

SAFEST: Final = 2
"""The form that is nothing but HTML; 1 is Markdown with tags in place of marks, and 0 without."""
_INDENT: Final = " " * 4


class MarkdownWriter:
    """Writes elements, and notes which stay HTML."""

    def __init__(self) -> None:
        self.kept: set[str] = set()
        self._has_tags = False

    def top(self, element: Element, form: int) -> str:
        """Write one of the outermost elements."""
        self._has_tags = form > 0
        write = _FORMS.get(element.tag)
        text = write(self, element) if write and form < SAFEST else None
        if not text:
            self.kept.add(element.tag)
        return text or self._html(element)

    def paragraph(self, element: Element) -> str | None:
        text = self._words(element.inlines)
        attributes = _listed(element.attributes)
        return f"{text}\n{attributes}" if attributes else text

    def heading(self, element: Element) -> str | None:
        text = self._line(element.inlines)
        attributes = _listed(element.attributes)
        if text.endswith("#"):
            text = f"{text[:-1]}\\#"
        return f"{'#' * int(element.tag[1])} {text} {attributes}".rstrip()

    def list(self, element: Element) -> str | None:
        attributes = dict(element.attributes)
        number = attributes.pop("start", "1")
        if attributes or not number.isdecimal() or not all(map(_is_plain_item, element.elements)):
            return None
        is_loose = any(sum(e.tag == "p" for e in item.elements) > 1 for item in element.elements)
        items = []
        for at, item in enumerate(element.elements):
            mark = "-" if element.tag == "ul" else f"{int(number) + at}."
            parts = [_FORMS[each.tag](self, each) for each in item.elements]
            if None in parts or not parts:
                return None
            gaps = ["\n" if each.tag != "p" else "\n\n" for each in item.elements[1:]]
            text = "".join(
                part for pair in zip(["", *gaps], parts, strict=True) for part in pair if part
            )
            items.append(
                f"{mark} " + text.replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n")
            )
        return ("\n\n" if is_loose else "\n").join(items)

    def quotation(self, element: Element) -> str | None:
        if element.attributes or any(each.tag not in _IN_QUOTATION for each in element.elements):
            return None
        parts = [_FORMS[each.tag](self, each) for each in element.elements]
        if None in parts:
            return None
        lines = "\n\n".join(filter(None, parts)).split("\n")
        return "\n".join(f"> {line}" if line else ">" for line in lines)

    def rule(self, _: Element) -> str | None:
        return "* * *"

    def code(self, element: Element) -> str | None:
        text = "".join(inline.text for inline in element.inlines)
        is_code = all(style.tag == "code" for i in element.inlines for style in i.styles)
        if element.attributes or not is_code or not all(i.styles for i in element.inlines):
            return None
        if "\n\n" in text or text[:1].isspace() or "\t" in text:
            return None
        return _INDENT + text.replace("\n", f"\n{_INDENT}")

    def table(self, element: Element) -> str | None:
        rows = [row.elements for row in element.elements]
        head = rows[0]
        columns = [dict(cell.attributes).get("class", "") for cell in head]
        is_simple = (
            not element.attributes
            and all(row.tag == "tr" and not row.attributes for row in element.elements)
            and all(cell.tag == "th" for cell in head)
            and all(cell.tag == "td" for row in rows[1:] for cell in row)
            and all(_is_simple_row(row, columns) for row in rows)
        )
        if not is_simple or len(rows) < 2:
            return None
        lines = [" | ".join(self._cell(cell) for cell in row) for row in rows]
        lines.insert(1, " | ".join(_RULES[align] for align in columns))
        return "\n".join(f"| {line} |" for line in lines)

    def _cell(self, cell: Element) -> str:
        return self._line(cell.elements[0].inlines).replace("|", "\\|") if cell.elements else " "

    def embed(self, element: Element) -> str | None:
        block = dict(element.attributes)
        lines = [f":::{block['kind']} {block['title']}", block["address"]]
        lines += [f"{name}: {block[name]}" for name in ("poster", "captions") if name in block]
        return "\n".join([*lines, ":::"])

    # HTML

    def _html(self, element: Element) -> str:
        """Write an element as HTML, which newsgen leaves as it is."""
        start = f"<{element.tag}{_attributes(element.attributes)}>"
        if element.tag == "hr":
            return start
        if element.inlines:
            return f"{start}{self._html_words(element.inlines)}</{element.tag}>"
        is_bare = element.tag in _BARE and len(element.elements) == 1
        is_bare = is_bare or (element.tag == "figure" and _has_one_picture(element))
        gap = "\n" if element.tag in _IN_LINES else ""
        inner = [self._html_part(each, is_bare=is_bare) for each in element.elements]
        return f"{start}{gap.join(['', *inner, ''])}</{element.tag}>"

    def _html_part(self, element: Element, *, is_bare: bool) -> str:
        """Write what is in another element; a paragraph that is alone there needs no tags."""
        if is_bare and element.tag == "p" and not element.attributes:
            return self._html_words(element.inlines)
        return self._html(element)

    def _html_words(self, inlines: Sequence[Inline]) -> str:
        return self._styled(inlines, _html_text, "<br>", _tagged)

    # Words

    def _words(self, inlines: Sequence[Inline]) -> str:
        """Write the words of a paragraph, which may have several lines."""
        lines = self._inner(inlines, "  \n").split("\n")
        return "\n".join(map(_without_sign, lines))

    def _line(self, inlines: Sequence[Inline]) -> str:
        """Write words in a single line."""
        return _without_sign(self._inner(inlines, "<br>"))

    def _inner(self, inlines: Sequence[Inline], line_break: str) -> str:
        escaped = _entities if self._has_tags else _escaped

        def text(inline: Inline) -> str:
            words = escaped(inline.text)
            return words if inline.src is None else f"![{words}]({_target(inline.src)})"

        return self._styled(inlines, text, line_break, self._marked)

    def _styled(
        self,
        inlines: Sequence[Inline],
        text: Callable[[Inline], str],
        line_break: str,
        wrap: Callable[[Style, str, str, str], str],
    ) -> str:
        """Write inlines; each style is around as many of them as have it."""
        done = ""
        at = 0
        while at < len(inlines):
            inline = inlines[at]
            if not inline.styles:
                done += line_break if inline.text == BREAK and inline.src is None else text(inline)
                at += 1
                continue
            style, end = _widest(inlines, at)
            inner = [each._replace(styles=each.styles - {style}) for each in inlines[at:end]]
            after = inlines[end].text[:1] if end < len(inlines) else ""
            if style.tag == "code" and wrap == self._marked and (code := _code_words(inner)):
                done += code
            else:
                within = self._styled(inner, text, line_break, wrap)
                if done.endswith("!") and style.tag == "a":
                    done = f"{done[:-1]}\\!"
                done += wrap(style, within, done[-1:], after)
            at = end
        return done

    def _marked(self, style: Style, inner: str, before: str, after: str) -> str:
        """Write Markdown around words, if it has any for a style and it can stand there."""
        attributes = dict(style.attributes)
        if style.tag == "a" and attributes.keys() == {"href"}:
            return f"[{inner}]({_target(attributes['href'])})"
        mark = _MARKS.get(style.tag)
        is_within = _is_of_word(before) or _is_of_word(after)
        if mark is None or self._has_tags or (is_within and not (mark == "**" and inner.isalpha())):
            self.kept.add(style.tag)
            return _tagged(style, inner, before, after)
        return f"{mark}{inner}{mark}"


def _tagged(style: Style, inner: str, _before: str, _after: str) -> str:
    return f"<{style.tag}{_attributes(style.attributes)}>{inner}</{style.tag}>"


_FORMS: Final[dict[str, Callable[[MarkdownWriter, Element], str | None]]] = {
    "p": MarkdownWriter.paragraph,
    **{f"h{level}": MarkdownWriter.heading for level in range(1, 7)},
    "ul": MarkdownWriter.list,
    "ol": MarkdownWriter.list,
    "blockquote": MarkdownWriter.quotation,
    "hr": MarkdownWriter.rule,
    "pre": MarkdownWriter.code,
    "table": MarkdownWriter.table,
    "embed": MarkdownWriter.embed,
}
_IN_QUOTATION: Final = _FORMS.keys() - {"pre", "table", "embed", "hr"}


def _has_one_picture(figure: Element) -> bool:
    """Return whether a figure has a picture and a caption, and no other words."""
    return [len(each.inlines) for each in figure.elements if each.tag == "p"] == [1]


_BARE: Final = frozenset({"li", "dt", "dd", "td", "th", "caption", "figcaption", "summary"})
_IN_LINES: Final = frozenset({"table", "dl", "figure", "details", "ul", "ol"})
"""Elements whose parts are on lines of their own, each beginning with a tag."""
_MARKS: Final = {"strong": "**", "em": "_"}
_RULES: Final = {"": "---", "align-left": ":--", "align-center": ":-:", "align-right": "--:"}


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character in frozenset("*_\\`")


def _is_plain_item(item: Element) -> bool:
    """Return whether an item has paragraphs first, then lists, and nothing else."""
    tags = [each.tag for each in item.elements]
    return not item.attributes and tags[:1] == ["p"] and set(tags) <= {"p", "ul", "ol"}


def _is_simple_row(row: Sequence[Element], columns: list[str]) -> bool:
    if len(row) != len(columns):
        return False
    for cell, align in zip(row, columns, strict=True):
        if cell.attributes != ((("class", align),) if align else ()):
            return False
        if cell.elements and (
            [e.tag for e in cell.elements] != ["p"] or cell.elements[0].attributes
        ):
            return False
    return True


def _widest(inlines: Sequence[Inline], at: int) -> tuple[Style, int]:
    """Return the style that goes on farthest from an inline, and to where; no link is cut."""
    ends = {}
    for style in inlines[at].styles:
        end = at + 1
        while end < len(inlines) and style in inlines[end].styles:
            end += 1
        while end < len(inlines) and at < end and _links(inlines[end - 1]) & _links(inlines[end]):
            if style.tag == "a":
                break
            end -= 1
        ends[style] = end
    best = max(ends, key=lambda style: (ends[style], style.tag == "a", style))
    return best, ends[best]


def _links(inline: Inline) -> frozenset[Style]:
    return frozenset(style for style in inline.styles if style.tag == "a")


def _attributes(attributes: Attributes) -> str:
    return "".join(
        f' {name}="{escape(value)}"' if value else f" {name}" for name, value in attributes
    )


def _listed(attributes: Attributes) -> str:
    """Return attributes as Markdown lists them."""
    listed = [f"#{value}" if name == "id" else f'{name}="{value}"' for name, value in attributes]
    return f"{{: {' '.join(listed)} }}" if listed else ""


# Text

_SIGNS: Final = later(r"[\\`*\[\]{<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_MAY_BE_SIGN: Final = later(r"[\\`*\[\]{<_&]")
_ENTITIES: Final = {"<": "&lt;", "&": "&amp;", ">": "&gt;"}
_LINE_START: Final = later(
    r"(?:(?P<sign>[#>+|]|-(?=[\w-]|$))|(?P<number>\d{1,9})(?P<end>[.)])(?=\s|$)"
    r"|(?P<other>[=~]|:(?=::)|[-–—](?=\s)|[•·●▪◦‣○■►▶➢➤❖\uf0a7\uf0b7]))",
)
"""What would begin a list, a heading or the like where it begins a line."""


def _without_sign(line: str) -> str:
    """Return a line that begins nothing but a paragraph."""
    start = _LINE_START.match(line)
    return _at_start(start) + line[start.end() :] if start else line


def _at_start(start: re.Match[str]) -> str:
    if start["sign"]:
        return f"\\{start['sign']}"
    if start["number"]:
        return f"{start['number']}\\{start['end']}"
    return f"&#x{ord(start['other']):X};"


def _escaped(text: str) -> str:
    if not _MAY_BE_SIGN.search(text):  # which is seen much sooner
        return text
    return _SIGNS.sub(lambda sign: _ENTITIES.get(sign[0], f"\\{sign[0]}"), text)


_ANY_SIGN: Final = later(r"[\\`*_\[\]{}<>&#|~+=!:-]")


def _entities(text: str) -> str:
    return _ANY_SIGN.sub(
        lambda sign: (
            _ENTITIES.get(sign[0], f"&#{ord(sign[0])};") if sign[0] not in "-:!" else sign[0]
        ),
        text,
    )


_IN_HTML: Final = later(r"[\\`*_]|(?<=\n)[ \t]")
"""What is read as Markdown in some places of HTML too; lists are indented."""


def _html_text(inline: Inline) -> str:
    if inline.src is not None:
        return f'<img src="{escape(inline.src)}" alt="{escape(inline.text)}">'
    text = escape(inline.text, quote=False)
    return _IN_HTML.sub(lambda sign: f"&#{ord(sign[0])};", text)


def _code_words(inlines: Sequence[Inline]) -> str:
    """Return code between backticks, if it is nothing but words."""
    text = "".join(inline.text for inline in inlines)
    is_words = all(inline.src is None and not inline.styles for inline in inlines)
    return f"`{text}`" if is_words and "`" not in text and BREAK not in text and text else ""


def _target(address: str) -> str:
    """Return an address as a link has it."""
    if not re.fullmatch(r"[^()]*(?:\([^()]*\)[^()]*)*", address):
        address = f"<{address}>"  # brackets that are not in pairs
    return re.sub(r"&(?=#?\w+;)", "&amp;", address)
