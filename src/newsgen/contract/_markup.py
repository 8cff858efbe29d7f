"""Problems of a page: invalid HTML, accessibility, and what a policy blocks."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

from justhtml import JustHTML

from newsgen.config.csp import host_in
from newsgen.contract._samples import UNESCAPED

_HEADING: Final = re.compile("h[1-6]")
_LANGUAGE: Final = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATA: Final = ("application/ld+json", "application/json")
"""Types of script elements that are data."""
_REFERENCES: Final = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
_LOADED: Final = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
_LOADED_LINKS: Final = ("stylesheet", "icon", "preload", "modulepreload", "manifest")
_FIELDS: Final = ("input", "select", "textarea")
_UNLABELLED: Final = ("hidden", "submit", "button", "reset", "image")


class MarkupProblem(NamedTuple):
    """A problem of a page: code, place in the page, message and hint.

    The place is an offset, or line and column. `nu` means that the Nu HTML checker finds it too.
    """

    code: str
    at: int | tuple[int, int]
    message: str
    hint: str
    nu: bool = False


def html_problems(text: str, hosts: Collection[str]) -> Iterator[MarkupProblem]:
    """Yield what is wrong with a page of HTML, which may load from some hosts."""
    parsed = JustHTML(
        text,
        sanitize=False,
        collect_errors=True,
        track_node_locations=True,
        scripting_enabled=False,  # so that the content of noscript is checked too
    )
    for error in parsed.errors:
        at = (error.line or 1, error.column or 1)
        hint = "Close each element in the order in which they were opened."
        yield MarkupProblem("NG805", at, f"the HTML is not valid: {error.message}", hint, nu=True)
    yield from _unclosed(text)
    elements = [node for node in parsed.query("*") if isinstance(node.name, str)]
    yield from _ids(elements)
    yield from _language_and_title(parsed, elements)
    yield from _headings(elements)
    yield from _names(elements)
    yield from _policy(elements, hosts)
    yield from _unescaped(elements)


def xml_problems(text: str) -> Iterator[MarkupProblem]:
    """Yield why a text is not XML."""
    try:
        ET.fromstring(text)  # noqa: S314 (of our own making)
    except ET.ParseError as error:
        line, column = error.position
        yield MarkupProblem("NG805", (line, column + 1), f"the XML is not valid: {error}", _ESCAPE)


def json_problems(text: str) -> Iterator[MarkupProblem]:
    """Yield why a text is not JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        hint = "Write each value with the filter json, and no comma after the last."
        yield MarkupProblem("NG805", error.pos, f"the JSON is not valid: {error.msg}", hint)


_ESCAPE: Final = "Close each element, and print texts as {{ text }}, without the filter safe."


_VOID: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
_CLOSED_BY_OTHERS: Final = frozenset({
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p",
    "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
"""Elements whose end tag may be left out."""
_FOREIGN: Final = ("svg", "math")


class _Open(NamedTuple):
    """An element that is open, and where its tag is."""

    name: str
    at: tuple[int, int]


class _TagReader(HTMLParser):
    """Keeps the elements whose end tag is missing, which browsers close somewhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._open: list[_Open] = []
        self.unclosed: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (as it is called)
        if tag not in _VOID:
            line, column = self.getpos()
            self._open.append(_Open(tag, (line, column + 1)))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if not any(each.name in _FOREIGN for each in self._open):  # elsewhere it closes nothing
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if any(each.name == tag for each in self._open):
            while (last := self._open.pop()).name != tag:
                self._lose(last)

    def close(self) -> None:
        super().close()
        for each in self._open:
            self._lose(each)

    def _lose(self, element: _Open) -> None:
        if element.name not in _CLOSED_BY_OTHERS:
            self.unclosed.append(element)


def _unclosed(text: str) -> Iterator[MarkupProblem]:
    tags = _TagReader()
    tags.feed(text)
    tags.close()
    for name, at in tags.unclosed:
        hint = f"Write </{name}> where it ends."
        yield MarkupProblem("NG805", at, f"<{name}> is never closed", hint, nu=True)


def _ids(elements: list[Any]) -> Iterator[MarkupProblem]:
    seen: Counter[str] = Counter()
    for node in elements:
        id_ = node.attrs.get("id")
        if id_ is not None:
            seen[id_] += 1
            if seen[id_] == 2:
                hint = "Give each its own, such as one made with loop.index."
                yield _at(node, "NG805", f"the id “{id_}” is there twice", hint, nu=True)
    for node in elements:
        named = [
            (name, reference) for name in _REFERENCES for reference in _split(node.attrs.get(name))
        ]
        if node.name == "a" and (node.attrs.get("href") or "").startswith("#"):
            named.append(("href", node.attrs["href"][1:]))
        for name, reference in named:
            if reference and reference not in seen:
                hint = "Give that id to the element that is meant."
                message = f"{name} names the id “{reference}”, which is not there"
                yield _at(node, "NG805", message, hint, nu=name == "for")


def _language_and_title(parsed: Any, elements: list[Any]) -> Iterator[MarkupProblem]:
    root = elements[0]
    if not _LANGUAGE.fullmatch(root.attrs.get("lang") or ""):
        hint = 'Begin with <html lang="{{ site.language }}">, or the release\'s own language.'
        yield _at(root, "NG806", "the page does not say its language", hint)
    title = parsed.query_one("title")
    if title is None or not _text(title):
        hint = "Write <title>{{ page.head.title }}</title>."
        yield _at(title or root, "NG806", "the page has no title", hint)


def _headings(elements: list[Any]) -> Iterator[MarkupProblem]:
    headings = [node for node in elements if _HEADING.fullmatch(node.name)]
    first = [node for node in headings if node.name == "h1"]
    if len(first) != 1:
        said = "no h1" if not first else f"{len(first)} h1"
        hint = "Each page has one h1: its title."
        yield _at(first[1] if first else elements[0], "NG806", f"the page has {said}", hint)
    before = 0
    for node in headings:
        level = int(node.name[1])
        if level > before + 1:
            said = f"an h{level} follows an h{before}" if before else f"it begins with an h{level}"
            hint = f"Make it an h{before + 1}, and its size a matter of the style sheet."
            yield _at(node, "NG806", f"a level of headings is left out: {said}", hint)
        before = level


def _names(elements: list[Any]) -> Iterator[MarkupProblem]:
    """Find elements without an accessible name."""
    labelled = {node.attrs.get("for") for node in elements if node.name == "label"}
    for node in elements:
        if node.name == "img" and "alt" not in node.attrs:
            hint = 'Write alt="{{ image.alt }}", or alt="" for one that only decorates.'
            yield _at(node, "NG806", "a picture has no alt", hint)
        elif node.name in ("a", "button") and not (_has_aria_label(node) or _has_words(node)):
            if node.name == "a" and "href" not in node.attrs:
                continue
            what = "link" if node.name == "a" else "button"
            hint = "Put words into it, or an aria-label."
            yield _at(node, "NG806", f"a {what} has no words", hint)
        elif (
            node.name in _FIELDS
            and node.attrs.get("type") not in _UNLABELLED
            and node.attrs.get("id") not in labelled - {None}
            and not (_has_aria_label(node) or _is_in_label(node))
        ):
            hint = 'Write <label for="ID"> with the field\'s id.'
            yield _at(node, "NG806", f"the field {node.attrs.get('name') or ''} has no label", hint)


def _has_aria_label(node: Any) -> bool:
    return bool(node.attrs.get("aria-label") or node.attrs.get("aria-labelledby"))


def _is_in_label(node: Any) -> bool:
    above = node.parent
    return above is not None and (above.name == "label" or _is_in_label(above))


def _has_words(node: Any) -> bool:
    return bool(_text(node)) or any(image.attrs.get("alt") for image in node.query("img, svg"))


def _unescaped(elements: list[Any]) -> Iterator[MarkupProblem]:
    """Find texts of samples that became tags or attributes."""
    for node in elements:
        if node.name == UNESCAPED:
            hint = "Take out | safe, or what else keeps it from being escaped."
            yield _at(node, "NG805", "a text is printed without being escaped", hint)
        elif any("&" in name for name in node.attrs):
            hint = 'Write quotation marks around it, such as class="{{ … }}".'
            yield _at(node, "NG805", "the value of an attribute has no quotation marks", hint)


def _policy(elements: list[Any], hosts: Collection[str]) -> Iterator[MarkupProblem]:
    """Find what a strict Content-Security-Policy blocks, and requests to other hosts."""
    move = "Move it into a file of the folder assets."
    for node in elements:
        if node.name == "script" and "src" not in node.attrs:
            if node.attrs.get("type") not in _DATA:
                yield _at(node, "NG808", "a script stands in the page itself", move)
        elif node.name == "style":
            yield _at(node, "NG808", "a style sheet stands in the page itself", move)
        for name in node.attrs:
            if name == "style":
                hint = "Give the element a class, and the style to the class."
                yield _at(node, "NG808", "an element has an attribute style", hint)
            elif name.startswith("on") and name != "on":
                hint = "Let a script of the folder assets listen for it with addEventListener."
                yield _at(node, "NG808", f"an element has an attribute {name}", hint)
        host = _host_asked(node)
        if host and host not in hosts:
            hint = (
                "Copy the file into the folder assets: no other site may learn about readers. "
                "If one has to, name its host in [hosting.csp] of newsgen.toml."
            )
            yield _at(node, "NG808", f"the page asks another host, {host}", hint)


def _host_asked(node: Any) -> str:
    if node.name == "link" and not set(_split(node.attrs.get("rel"))) & set(_LOADED_LINKS):
        return ""
    return host_in(node.attrs.get(_LOADED.get(node.name, "")) or "")


def _at(node: Any, code: str, message: str, hint: str, *, nu: bool = False) -> MarkupProblem:
    return MarkupProblem(code, node.origin_offset or 0, message, hint, nu)


def _split(value: str | None) -> list[str]:
    return (value or "").split()


def _text(node: Any) -> str:
    return str(node.to_text()).strip()
