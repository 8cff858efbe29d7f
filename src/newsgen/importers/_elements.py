"""What a body consists of: elements as newsgen's pages have them, however they were written."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from newsgen.importers._nodes import BLANKS

Attributes = tuple[tuple[str, str], ...]
BREAK: Final = "\v"
"""The text of a line break; no other has it, as it is not seen."""


class Style(NamedTuple):
    """What words are: a link, bold and so on. Links beside each other have other numbers."""

    tag: str
    attributes: Attributes = ()
    number: int = 0


class Inline(NamedTuple):
    """Words, a line break, or a picture, whose text is its alternative."""

    text: str
    styles: frozenset[Style] = frozenset()
    src: str | None = None


class Element(NamedTuple):
    """A paragraph or heading, which has inlines, or what has other elements.

    One with the tag `embed` is what a block for a video, map or post shows.
    """

    tag: str
    inlines: tuple[Inline, ...] = ()
    elements: tuple["Element", ...] = ()
    attributes: Attributes = ()


def paragraphs(inlines: Iterable[Inline]) -> Iterator[tuple[Inline, ...]]:
    """Yield paragraphs without needless blanks; two line breaks are between two of them."""
    done: list[Inline] = []
    for atom in _atoms(inlines):
        above = done[-1] if done else None
        is_gap = atom.src is None and atom.text in (" ", BREAK)
        if is_gap and (above is None or (above.src is None and above.text == BREAK)):
            if above and atom.text == BREAK:
                yield _joined(done[:-1])
                done = []
        elif is_gap and above and above.src is None and above.text == " ":
            done[-1] = atom if atom.text == BREAK else above
        else:
            done.append(atom)
    while done and done[-1].src is None and done[-1].text in (" ", BREAK):
        done.pop()
    if done:
        yield _joined(done)


def _atoms(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield blanks apart from the words beside them."""
    for inline in inlines:
        text = inline.text
        if inline.src is not None or text == BREAK:
            yield inline
            continue
        if not text:
            continue
        if not text.isprintable() or "  " in text:
            text = BLANKS.sub(" ", text)
        core = text.strip(" ")
        if core == text:
            yield inline if text is inline.text else inline._replace(text=text)
            continue
        if text[0] == " ":
            yield Inline(" ", inline.styles)
        if core:
            yield Inline(core, inline.styles)
            if text[-1] == " ":
                yield Inline(" ", inline.styles)


def _joined(atoms: list[Inline]) -> tuple[Inline, ...]:
    """Join words that are the same; blanks are what the words on both sides are."""
    for at in range(1, len(atoms) - 1):
        if atoms[at].src is None and atoms[at].text in (" ", BREAK):
            styles = atoms[at - 1].styles & atoms[at + 1].styles
            atoms[at] = atoms[at]._replace(styles=styles)
    return merged(atoms)


def merged(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Join words beside each other that are the same."""
    done: list[Inline] = []
    for inline in inlines:
        above = done[-1] if done else None
        is_same = above and above.styles == inline.styles and above.src is None is inline.src
        if above and is_same and BREAK not in (above.text, inline.text):
            done[-1] = above._replace(text=above.text + inline.text)
        else:
            done.append(inline)
    return tuple(done)


def in_lines(every: list[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return paragraphs as the lines of one."""
    lines = list(every[0])
    for paragraph in every[1:]:
        lines += Inline(BREAK, lines[-1].styles & paragraph[0].styles), *paragraph
    return tuple(lines)


# Elements whose end was reached


def closed(
    tag: str, attributes: Attributes, inlines: list[Inline], elements: list[Element]
) -> list[Element]:
    """Return what an element comes to at its end: itself, what is in it, or nothing."""
    if tag == "pre":
        return [*elements, *_preformatted(attributes, inlines)]
    if tag not in ("ul", "ol", "dl"):
        elements = settled(tag, elements)
    if tag == "figure" and not _is_captioned(elements):
        return [part for each in elements for part in _without(each, "figcaption")]
    if tag in ("ul", "ol"):
        elements = _items(elements)
    elif tag == "dl":
        elements = [each if each.tag in ("dt", "dd") else _within("dd", each) for each in elements]
    elif tag == "table":
        elements = _rows(elements)
        if not any(each.tag == "tr" for each in elements):
            return elements
    is_empty = not elements and tag not in ("td", "th")
    return [] if is_empty else [Element(tag, (), tuple(elements), attributes)]


def _within(tag: str, *elements: Element) -> Element:
    return Element(tag, (), elements)


def _without(element: Element, tag: str) -> tuple[Element, ...]:
    return element.elements if element.tag == tag else (element,)


_GROUPS: Final = {"li": "ul", "dt": "dl", "dd": "dl"}
_HOMES: Final = {"figcaption": ("figure",), "summary": ("details",)}


def settled(tag: str, elements: list[Element]) -> list[Element]:
    """Put items without a list into one, and take captions out that are in no figure."""
    done: list[Element] = []
    for group, members in groupby(elements, lambda each: _GROUPS.get(each.tag)):
        if group:
            done.append(Element(group, (), tuple(members)))
            continue
        for each in members:
            if each.tag in _HOMES and tag not in _HOMES[each.tag]:
                done += each.elements
            elif each.tag == "embed" and tag not in ("body", "figure"):
                done.append(_as_link(each))
            else:
                done.append(each)
    return done


def _as_link(embed: Element) -> Element:
    """Return a link to what a block shows: within others there are none."""
    attributes = dict(embed.attributes)
    style = Style("a", (("href", attributes["address"]),))
    return Element("p", (Inline(attributes["title"], frozenset({style})),))


def _items(elements: list[Element]) -> list[Element]:
    """Return the items of a list, each with what stands between it and the next."""
    items: list[Element] = []
    for each in elements:
        if each.tag == "li":
            items.append(each)
        elif items:
            items[-1] = items[-1]._replace(elements=(*items[-1].elements, each))
        else:
            items.append(_within("li", each))
    return items


def _rows(elements: list[Element]) -> list[Element]:
    """Return the caption and the rows of a table; its first row is above columns by itself."""
    rows = [each for each in elements if each.tag in ("caption", "tr")]
    first = next((at for at, row in enumerate(rows) if row.tag == "tr"), None)
    if first is None or not any(cell.elements for row in rows for cell in row.elements):
        return [part for each in rows if each.tag == "caption" for part in each.elements]
    cells = [
        cell._replace(attributes=tuple(each for each in cell.attributes if each != _OF_COLUMN))
        for cell in rows[first].elements
    ]
    rows[first] = rows[first]._replace(elements=tuple(cells))
    return rows


_OF_COLUMN: Final = ("scope", "col")


def _is_captioned(elements: list[Element]) -> bool:
    """Return whether elements are pictures with a caption."""
    rest = [each for each in elements if each.tag != "figcaption"]
    are_pictures = all(each.tag == "p" and _has_picture(each) for each in rest)
    return bool(rest) and are_pictures and len(elements) == len(rest) + 1


def _has_picture(element: Element) -> bool:
    return any(inline.src is not None for inline in element.inlines)


def _preformatted(attributes: Attributes, inlines: list[Inline]) -> list[Element]:
    """Return text whose blanks stay."""
    lines = list(merged(inlines))
    if lines and lines[-1].src is None:
        lines[-1] = lines[-1]._replace(text=lines[-1].text.rstrip())
    if not any(inline.text.strip() or inline.src for inline in lines):
        return []
    return [Element("pre", tuple(lines), (), attributes)]


def without_outer_rules(elements: list[Element]) -> list[Element]:
    """Leave out rules at either end, as pages do, and all but one of several."""
    kept = [
        below
        for above, below in pairwise([Element("hr"), *elements])
        if (above.tag, below.tag) != ("hr", "hr")
    ]
    return kept[:-1] if kept and kept[-1].tag == "hr" else kept


# The same in both


def plain(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Return elements without what differs between two readings of the same."""
    return tuple(map(_plain, elements))


def _plain(element: Element) -> Element:
    if element.tag == "embed":
        shown = tuple(each for each in element.attributes if each[0] in ("frame", "title"))
        return element._replace(attributes=shown)
    if element.elements:
        return element._replace(elements=plain(element.elements))
    if any(inline.styles for inline in element.inlines):
        return element._replace(inlines=merged(map(_unnumbered, element.inlines)))
    return element


def _unnumbered(inline: Inline) -> Inline:
    return inline._replace(styles=frozenset(style._replace(number=0) for style in inline.styles))
