"""Bodies of other systems: their HTML as elements that newsgen's pages can have.

Boxes, fonts and tables for layout are unfolded, and loose text is in paragraphs. So what stands in
two bodies is the same if their elements are, however it was written.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from newsgen.importers._elements import (
    BREAK,
    Attributes,
    Element,
    Inline,
    Style,
    closed,
    in_lines,
    paragraphs,
    settled,
    without_outer_rules,
)
from newsgen.importers._nodes import (
    address_of,
    collapsed,
    drawn_by,
    frame_in,
    is_layout,
    is_shown,
    kept_of,
    parse,
    picture_in,
    shown_by,
    title_of,
    visible,
)
from newsgen.model.embed_blocks import EmbedBlock, fits
from newsgen.model.embeds import SERVICES, VIDEO, player_of

_HIDDEN: Final = frozenset({
    "script", "style", "template", "noscript", "head", "title", "svg", "math", "canvas", "select",
    "textarea", "datalist", "applet",
})  # fmt: skip
"""Elements whose text is not read as a part of a body."""
_UNSEEN: Final = frozenset({"script", "style", "template", "head", "title", "noscript"})
"""What nobody sees anyhow."""
_FRAMES: Final = frozenset({"iframe", "video", "audio", "embed", "object"})
_STYLES: Final = frozenset({
    "a", "abbr", "cite", "code", "del", "dfn", "em", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "strong", "sub", "sup", "u", "var",
})  # fmt: skip
"""What words within a paragraph may be."""
_SAME: Final = {"b": "strong", "i": "em", "strike": "s", "tt": "code", "acronym": "abbr"}
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_STRUCTURE: Final = frozenset({
    "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "details",
    "summary", "table", "caption", "tr", "td", "th",
})  # fmt: skip
_BLOCKS: Final = _STRUCTURE | _HEADINGS.keys() | {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "form",
    "fieldset", "legend", "center", "hgroup", "hr", "thead", "tbody", "tfoot", "colgroup", "dir",
    "menu", "search", "dialog", "listing", "xmp", "plaintext", "marquee",
}  # fmt: skip
"""What stands on lines of its own."""
_PARTS_OF_TABLE: Final = frozenset({"caption", "tr", "td", "th"})
_DEEPEST: Final = 24
"""Deeper within each other lists, tables and styles are unfolded."""


_NAMING: Final = ("url", "src", "href", "data-entity-uuid", "data-udi", "data-caption")
"""Attributes by which somebody can tell what an element would have shown."""
_SHOWS: Final = "img, picture, video, audio, iframe, object, embed, hr"


class BodyElements(NamedTuple):
    """The elements of a body, and what of it no page may have."""

    elements: tuple[Element, ...]
    dropped: tuple[str, ...]


def read(html: str, *, language: str = "en", is_clean: bool = False) -> BodyElements:
    """Read a body. In one that newsgen gave (`is_clean`) no table is for layout."""
    body = parse(html)
    targets = frozenset(_targets(body)) if "#" in html or "headers" in html else frozenset()
    return _BodyReader(language, targets, is_clean=is_clean).read(body)


class _OpenElement:
    """An element whose end was not reached yet."""

    def __init__(self, tag: str, attributes: Attributes = ()) -> None:
        self.tag, self.attributes = tag, attributes
        self.inlines: list[Inline] = []
        self.elements: list[Element] = []
        self.inherited: dict[str, str] = {}
        """The language and direction of the boxes around what comes next."""
        self.heading = 0


_Close = Callable[[], None]
_PLAIN: Final = frozenset[Style]()


class _BodyReader:
    def __init__(self, language: str, targets: frozenset[str], *, is_clean: bool) -> None:
        self._is_clean = is_clean
        self._targets = targets
        self._languages = [language]
        self._open = [_OpenElement("body")]
        self._styles: list[Style] = []
        self._tables: list[bool] = []  # whether each open one has data
        self._in_head = False
        self._id = ""
        self._headings: list[int] = []  # open levels
        self._links = 0
        self._dropped: dict[str, None] = {}
        self._sources: set[str] = set()

    def read(self, body: LexborNode) -> BodyElements:
        closing: list[_Close] = []
        node = body.first_child
        while node is not None:
            close = self._enter(node)
            if close:
                closing.append(close)
                if (child := node.first_child) is not None:
                    node = child
                    continue
                closing.pop()()
            while node is not None and node.next is None:
                node = node.parent if closing else None
                if closing:
                    closing.pop()()
            node = node.next if node is not None else None
        self._flush()
        elements = without_outer_rules(settled("body", self._open[0].elements))
        return BodyElements(tuple(elements), tuple(self._dropped))

    def _enter(self, node: LexborNode) -> _Close | None:
        """Begin an element; return what ends it, or None if nothing within it is to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self._add_text(node.text_content or "")
            return None
        if not node.is_element_node or self._is_filled_later(node):
            return None
        tag = _SAME.get(tag, tag)
        if tag in _SINGLE:
            _SINGLE[tag](self, node)
            return None
        attributes = dict(node.attributes)
        if tag == "figure" and is_shown(node):
            self._add_shown(node)
            return None
        seen = self._seen(attributes)
        if tag in _PARTS_OF_TABLE and not (self._tables and self._tables[-1]):
            tag = "div"
        if tag == "table":
            has_data = self._is_clean or (len(self._tables) < _DEEPEST and not is_layout(node))
            self._tables.append(has_data)
            tag = tag if has_data else "layout"
        if tag in _HEADINGS:
            close = self._enter_heading(_HEADINGS[tag], seen)
        elif tag in _STRUCTURE and len(self._open) < _DEEPEST:
            close = self._with_drawn(tag, attributes, self._enter_structure(tag, attributes, seen))
        elif tag in _BLOCKS or tag == "layout":  # or within too many others
            close = self._with_drawn(tag, attributes, self._enter_box(tag, seen))
        else:
            close = self._enter_words(tag, attributes, seen)
        return self._with_language(attributes, close)

    # What is around the words

    def _seen(self, attributes: dict[str, str | None]) -> dict[str, str]:
        """Return what of an element stays whatever its tag is, and note its id."""
        if not attributes:
            return {}
        name = (attributes.get("id") or attributes.get("name") or "").strip()
        if name in self._targets and not self._id:
            self._id = name
        language = (attributes.get("lang") or "").strip()
        is_other = _primary(language) not in ("", _primary(self._languages[-1]))
        is_rtl = (attributes.get("dir") or "").lower() == "rtl"
        return ({"lang": language} if is_other else {}) | ({"dir": "rtl"} if is_rtl else {})

    def _with_language(self, attributes: dict[str, str | None], close: _Close) -> _Close:
        language = (attributes.get("lang") or "").strip()
        if not language:
            return close
        self._languages.append(language)

        def end() -> None:
            close()
            self._languages.pop()

        return end

    def _with_drawn(self, tag: str, attributes: dict[str, str | None], close: _Close) -> _Close:
        """Draw all words of a block as its style says; the head of a table is bold anyhow."""
        drawn = drawn_by(attributes.get("style") or "") if tag != "th" else {}
        styles = [Style(name) for name, is_drawn in drawn.items() if is_drawn]
        if not styles or len(self._styles) >= _DEEPEST:
            return close
        before, self._styles = self._styles, self._styles + styles

        def end() -> None:
            self._styles = before
            close()

        return end

    def _enter_box(self, tag: str, seen: dict[str, str]) -> _Close:
        """Begin a paragraph, or a box that only has paragraphs."""
        self._flush()
        element = self._open[-1]
        inherited = element.inherited
        element.inherited = inherited | seen
        was_in_head, self._in_head = self._in_head, tag == "thead" or self._in_head

        def end() -> None:
            self._flush()
            element.inherited = inherited
            self._in_head = was_in_head
            if tag in ("layout", "table"):
                self._tables.pop()

        return end

    def _enter_heading(self, level: int, seen: dict[str, str]) -> _Close:
        close = self._enter_box("heading", seen)
        element = self._open[-1]
        above, element.heading = element.heading, level

        def end() -> None:
            self._flush(is_end=True)
            element.heading = above
            close()

        return end

    def _enter_structure(
        self, tag: str, attributes: dict[str, str | None], seen: dict[str, str]
    ) -> _Close:
        self._flush(is_end=True)
        if tag == "td" and self._in_head:
            tag = "th"
        kept = self._open[-1].inherited | seen | kept_of(tag, attributes) | self._id_here()
        self._open.append(_OpenElement(tag, tuple(sorted(kept.items()))))
        styles, self._styles = self._styles, [*self._styles]
        was_in_head, self._in_head = self._in_head, tag == "tr" and self._in_head

        def end() -> None:
            self._flush(is_end=True)
            element = self._open.pop()
            if tag == "table":
                self._tables.pop()
            self._open[-1].elements += closed(
                tag, element.attributes, element.inlines, element.elements
            )
            self._styles, self._in_head = styles, was_in_head

        return end

    def _id_here(self) -> dict[str, str]:
        name, self._id = self._id, ""
        return {"id": name} if name else {}

    # Words

    def _enter_words(
        self, tag: str, attributes: dict[str, str | None], seen: dict[str, str]
    ) -> _Close:
        before = self._styles
        styles = [Style("span", tuple(sorted(seen.items())))] if seen else []
        drawn = drawn_by(attributes.get("style") or "")
        styles += [Style(name) for name, is_drawn in drawn.items() if is_drawn]
        if tag in _STYLES and tag not in drawn:
            kept = tuple(sorted(kept_of(tag, attributes).items()))
            if tag != "a":
                styles.append(Style(tag, kept))
            elif "href" in dict(kept):
                styles.append(Style(tag, kept, self._next_link()))
            elif attributes.get("href"):
                self._drop(f"a {attributes['href']}")
        if styles and len(before) < _DEEPEST:
            is_link = styles[-1].tag == "a"  # a browser has none within another
            self._styles = [each for each in before if not (is_link and each.tag == "a")] + styles

        def end() -> None:
            self._styles = before

        return end

    def _add_text(self, text: str) -> None:
        inlines = self._open[-1].inlines
        if inlines or not text.isspace() or self._open[-1].tag == "pre":
            inlines.append(Inline(visible(text), self._words_are()))

    def _words_are(self) -> frozenset[Style]:
        return frozenset(self._styles) if self._styles else _PLAIN

    def add_break(self, _: LexborNode) -> None:
        text = "\n" if self._open[-1].tag == "pre" else BREAK
        self._open[-1].inlines.append(Inline(text, self._words_are()))

    def add_rule(self, _: LexborNode) -> None:
        self._flush(is_end=True)
        self._open[-1].elements.append(Element("hr"))

    def add_picture(self, node: LexborNode) -> None:
        src = picture_in(node)
        size = node.attributes.get("width"), node.attributes.get("height")
        if src is None or size == ("1", "1"):
            if src is None:
                self.leave_out(node)
            return
        self._sources.add(src)
        alt = collapsed(node.attributes.get("alt"))
        self._open[-1].inlines.append(Inline(alt, self._words_are(), src))

    def leave_out(self, node: LexborNode) -> None:
        """Leave out a picture in the page itself, or a link on a part of a picture."""
        attributes = node.attributes
        address = attributes.get("src") or attributes.get("href") or ""
        words = node.tag, address.partition(";base64,")[0], collapsed(attributes.get("alt"))
        self._drop(" ".join(filter(None, words)))

    def add_hidden(self, node: LexborNode) -> None:
        """Leave out what is not read, but not a picture that is there for want of a script."""
        if node.tag == "noscript":
            for picture in node.css("img"):
                if picture_in(picture) not in self._sources:
                    self.add_picture(picture)
        self._add_text(" ")
        source = node.attributes.get("src")
        if node.tag not in _UNSEEN and node.attributes.get("type") != "hidden":
            self._drop(node.tag or "")
        elif node.tag == "script" and source:  # it may have shown something
            self._drop(f"script {source}")

    def _is_filled_later(self, node: LexborNode) -> bool:
        """Leave out an empty element that HTML does not have: a system or script would fill it."""
        tag = node.tag or ""
        is_unknown = "-" in tag or tag == "oembed"
        if not is_unknown or node.text().strip() or node.css_first(_SHOWS):
            return False
        self._drop(" ".join(filter(None, [tag, *map(node.attributes.get, _NAMING)])))
        return True

    def _drop(self, what: str) -> None:
        self._dropped[what] = None

    # What is shown in a frame

    def add_frame(self, node: LexborNode) -> None:
        address = frame_in(node)
        if address is None:
            self._drop(node.tag or "")
            return
        title = title_of(node, address)
        if player := shown_by(address):
            again = player_of(player.page)
            is_same = again is not None and again.frame == player.frame
            page = player.page if is_same else address
            kind = SERVICES[player.service].kind
            self._embed({"kind": kind, "frame": player.frame, "address": page, "title": title})
        elif EmbedBlock(0, 0, VIDEO, title, address).is_film:
            options = {"poster": address_of(node.attributes.get("poster"))}
            if (track := node.css_first("track")) is not None:
                options["captions"] = address_of(track.attributes.get("src"))
            given = {
                name: path
                for name, path in options.items()
                if path and EmbedBlock(0, 0, VIDEO, "", path).is_file and fits(name, path)
            }
            film = {"kind": VIDEO, "frame": address, "address": address, "title": title}
            self._embed(film | given)
        else:
            self._drop(f"{node.tag} {address}")
            self._flush()
            style = Style("a", (("href", address),), self._next_link())
            self._open[-1].inlines.append(Inline(title, frozenset({style})))
            self._flush()

    def _next_link(self) -> int:
        self._links += 1
        return self._links

    def _embed(self, attributes: dict[str, str]) -> None:
        self._flush(is_end=True)
        embed = Element("embed", attributes=tuple(sorted(attributes.items())))
        self._open[-1].elements.append(embed)

    def _add_shown(self, figure: LexborNode) -> None:
        """Add the block that a figure of newsgen stands for."""
        if video := figure.css_first("video"):
            self.add_frame(video)
            return
        link, frame = figure.css_first("a"), figure.attributes.get("data-src") or ""
        page = address_of(link.attributes.get("href")) if link else None
        title = collapsed(link.text() if link else "")
        for address in filter(None, (page, frame)):
            if (player := shown_by(address)) and player.frame == frame:
                kind = SERVICES[player.service].kind
                self._embed({"kind": kind, "frame": frame, "address": address, "title": title})
                return

    # Paragraphs

    def _flush(self, *, is_end: bool = False) -> None:
        """End a paragraph; within a heading only a line, until that ends."""
        element = self._open[-1]
        if not element.inlines:
            return
        if element.tag == "pre":
            if not is_end:
                self._add_text("\n")
            return
        if element.heading and not is_end:
            element.inlines.append(Inline(BREAK, self._words_are()))
            return
        inlines, element.inlines = element.inlines, []
        if len(inlines) == 1 and inlines[0].src is None and inlines[0].text != BREAK:
            words = collapsed(inlines[0].text)
            every: list[tuple[Inline, ...]] = [(Inline(words, inlines[0].styles),)] if words else []
        else:
            every = list(paragraphs(inlines))
        if element.heading and every:
            every = [in_lines(every)]
        for paragraph in every:
            tag = f"h{self._level(element.heading)}" if element.heading else "p"
            given = element.inherited | self._id_here() if element.inherited or self._id else {}
            element.elements.append(Element(tag, paragraph, (), tuple(sorted(given.items()))))

    def _level(self, level: int) -> int:
        """Return the level of a heading on pages, where a body's begin at 2 and skip none."""
        while self._headings and self._headings[-1] >= level:
            self._headings.pop()
        self._headings.append(level)
        return min(len(self._headings) + 1, 6)


_SINGLE: Final[dict[str, Callable[[_BodyReader, LexborNode], None]]] = {
    "area": _BodyReader.leave_out,
    "br": _BodyReader.add_break,
    "hr": _BodyReader.add_rule,
    "img": _BodyReader.add_picture,
    "input": _BodyReader.add_hidden,
    **dict.fromkeys(_HIDDEN, _BodyReader.add_hidden),
    **dict.fromkeys(_FRAMES, _BodyReader.add_frame),
}


def _targets(body: LexborNode) -> Iterator[str]:
    """Yield the ids to which something in a body leads."""
    for link in body.css('a[href^="#"]'):
        yield (link.attributes["href"] or "").strip()[1:]
    for cell in body.css("td[headers], th[headers]"):
        yield from (cell.attributes["headers"] or "").split()


def _primary(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]
