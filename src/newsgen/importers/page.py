"""A page of an old site: the parts of it that the plan names."""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.importers.capture import Capture, Record
from newsgen.importers.letters import tree_of
from newsgen.importers.links import Links
from newsgen.importers.page_body import highest, take_body
from newsgen.importers.page_hidden import take_hidden
from newsgen.importers.page_text import (
    headings_of,
    is_error,
    letters_in,
    lines_of,
    notices_in,
    text_of,
    words_of,
)
from newsgen.importers.plan import ImportPlan
from newsgen.importers.written_dates import (
    LONGEST_TEXT,
    doubt_about,
    in_words_of,
    is_label,
    read_date,
)
from newsgen.model.dates import Moment, Precision


class DateFound(NamedTuple):
    """A date that a page has where the plan looks."""

    selector: str
    text: str
    moment: Moment | None
    doubt: str = ""
    """Why this may not be when the release was published."""


@dataclass(frozen=True, kw_only=True)
class MainParts:
    """The parts by which it is decided what becomes of a page.

    `body` is HTML whose links are as a release has them, `files` are the addresses in them.
    `record` is what a source of data has instead of a page.
    """

    title: str
    dates: tuple[DateFound, ...] = ()
    body: str
    canonical: str = ""
    files: tuple[str, ...] = ()
    says_missing: bool = False
    record: Record | None = None

    @property
    def date(self) -> Moment | None:
        return next((each.moment for each in self.dates if each.moment), None)

    @cached_property
    def words(self) -> str:
        return text_of(self.body)


@dataclass(frozen=True, kw_only=True)
class PageParts(MainParts):
    """All parts of a release in a page.

    `rest` is what is left of the page, as HTML. `unplaced` counts the letters that are in no part,
    so that what the reader loses is known.
    """

    summary: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    rest: str = ""
    oddity: str = ""
    unplaced: int = 0
    kind: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    """Where the page has another title, and which."""
    hidden: tuple[tuple[str, str], ...] = ()
    """What the page does not show, as problems."""
    removed: str = ""
    """What the plan takes out of the page, as HTML."""

    def taken_out(self) -> Iterator[str]:
        """Yield the texts that the plan takes out of the page."""
        return (text for text, _ in lines_of(self.removed))

    def outside(self) -> Iterator[tuple[str, int]]:
        """Yield the texts that are left of the page, each with how many words no link has."""
        return lines_of(self.rest)


_NOT_SHOWN: Final = "script, style, template, head > *:not(title):not(meta):not(link)"


def main_parts_of(capture: Capture, plan: ImportPlan, zone: ZoneInfo, links: Links) -> MainParts:
    """Return the parts by which to decide, for half the work. Raises as `parts_of` does."""
    if capture.record:
        return _parts_of_record(capture, capture.record, plan, zone, links)
    tree, _ = tree_of(capture)
    take_hidden(tree)
    head = _head_of(tree, capture, plan, zone)
    _hide(tree)
    main, _ = _main(tree, head, plan, zone, links)
    return main


def parts_of(capture: Capture, plan: ImportPlan, zone: ZoneInfo, links: Links) -> PageParts:
    """Return the parts of a page that the plan names. Raises ValueError as `tree_of` does."""
    if capture.record:
        return _parts_of_record(capture, capture.record, plan, zone, links)
    tree, oddity = tree_of(capture)
    hidden = take_hidden(tree, (*plan.page.title, *plan.page.date, *plan.page.body))
    head = _head_of(tree, capture, plan, zone)
    summary = next(_values(tree, plan.page.summary), ("", None))[0]
    tags = tuple(dict.fromkeys(value for value, _ in _values(tree, plan.page.tags)))
    words = [*(value for value, _ in _values(tree, plan.page.kind)), *tags]
    titles = tuple(_other_titles(tree, head.title))
    root = tree.root
    language = (root.attributes.get("lang") or "") if root else ""
    _hide(tree)
    length = _length(tree)
    removed = "".join(node.html or "" for node in highest(tree, plan.page.remove))
    main, taken = _main(tree, head, plan, zone, links)
    return PageParts(
        **vars(main),
        summary=summary,
        tags=tags,
        language=language,
        rest="".join((_rest(tree), *hidden.others)),
        hidden=tuple(hidden.problems()),
        oddity=oddity,
        unplaced=length - taken - _length(LexborHTMLParser(main.body)) - _length(tree),
        kind=plan.kind_of(capture.url, words),
        titles=titles,
        removed=removed,
    )


class _PageHead(NamedTuple):
    """What a page says beside its text."""

    title: str
    dates: tuple[DateFound, ...]
    base: str
    canonical: str
    headings: list[str]


def _head_of(
    tree: LexborHTMLParser, capture: Capture, plan: ImportPlan, zone: ZoneInfo
) -> _PageHead:
    return _PageHead(
        next(_values(tree, plan.page.title), ("", None))[0],
        tuple(_dates(tree, plan, zone)),
        _base(tree, capture),
        _href(tree, 'link[rel~="canonical" i]'),
        headings_of(tree),
    )


def _hide(tree: LexborHTMLParser) -> None:
    """Take out what nobody reads."""
    for node in tree.css(_NOT_SHOWN):
        node.decompose()


def _main(
    tree: LexborHTMLParser, head: _PageHead, plan: ImportPlan, zone: ZoneInfo, links: Links
) -> tuple[MainParts, int]:
    """Take the text out of a page. Returns also how many letters went that are not in it."""
    taken = sum(map(_taken_out, highest(tree, plan.page.remove)))
    taken += sum(map(_taken_out, _headline(tree, plan.page.title, head.title)))
    taken += sum(map(_taken_out, _date_lines(tree, plan, zone)))
    body, files = take_body(tree, plan.page.body, head.base, links)
    canonical = links.absolute(head.canonical, head.base) if head.canonical else ""
    words = list(head.headings)
    if not body and len(words) < 2:  # it is not a release, and has a title at most
        words += notices_in(_rest(tree))
    says_missing = is_error(words, lambda: len(text_of(body or _rest(tree)).split()))
    return (
        MainParts(title=head.title, dates=head.dates, body=body, canonical=canonical, files=files,
                  says_missing=says_missing),
        taken,
    )  # fmt: skip


def _rest(tree: LexborHTMLParser) -> str:
    return (tree.body.html or "") if tree.body else ""


def _parts_of_record(
    capture: Capture, record: Record, plan: ImportPlan, zone: ZoneInfo, links: Links
) -> PageParts:
    """Return the parts of a record. Of its HTML only what `remove` names goes."""
    tree, oddity = tree_of(capture)
    base = capture.alias or capture.url
    hidden = take_hidden(tree, ("body",))
    _hide(tree)
    for node in highest(tree, plan.page.remove):
        node.decompose()
    body, files = take_body(tree, ("body",), base, links)
    shown = [each.url for each in (*record.pictures, *record.files)]
    shown = [links.absolute(each, base) for each in (*shown, *record.uses)]
    read = (
        _date_of(name, text, plan, zone)
        for name, text in record.dates if text
    )  # fmt: skip
    pictures, documents = (
        tuple(each._replace(url=links.written(each.url, base)) for each in every)
        for every in (record.pictures, record.files)
    )
    return PageParts(
        title=record.title,
        dates=tuple(read),
        body=body,
        files=tuple(dict.fromkeys([*files, *shown])),
        record=record._replace(pictures=pictures, files=documents, kind=""),
        summary=record.summary,
        tags=record.tags,
        language=record.language,
        rest="".join(f"<p>{html.escape(each)}</p>" for each in record.rest),
        hidden=tuple(hidden.problems()),
        oddity=oddity,
        kind=plan.kind_of(capture.url, [record.kind, *record.tags]),
    )


_TITLES: Final = {"h1": "", "title": "", 'meta[property="og:title"]': "content"}


def _other_titles(tree: LexborHTMLParser, title: str) -> Iterator[tuple[str, str]]:
    """Yield the titles of a page that say something else; a name may stand beside what they say."""
    letters = letters_in(title)
    for selector, attribute in _TITLES.items() if letters else ():
        values = [node.attributes.get(attribute) or "" if attribute else words_of(node)
                  for node in tree.css(selector)]  # fmt: skip
        shown = [value for value in map(letters_in, values) if value]
        if shown and not any(letters in each or letters.startswith(each) for each in shown):
            name = "og:title" if attribute else selector
            yield name, next(" ".join(value.split()) for value in values if value.strip())


def _base(tree: LexborHTMLParser, capture: Capture) -> str:
    shown_at = capture.alias or capture.url
    href = _href(tree, "base[href]")
    try:
        return urljoin(shown_at, href) if href else shown_at
    except ValueError:
        return shown_at


def _href(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return ((node.attributes.get("href") or "") if node else "").strip()


def _values(tree: LexborHTMLParser, selectors: Iterable[str]) -> Iterator[tuple[str, LexborNode]]:
    """Yield the words that selectors find, with the element that has them."""
    for selector in selectors:
        css, _, attribute = selector.partition("@")
        for node in tree.css(css.strip()):
            name = attribute.strip()
            value = " ".join((node.attributes.get(name) or "").split()) if name else words_of(node)
            if value:
                yield value, node


_LABELS: Final = ("-text", "span", "b", "strong", "em", "i", "small", "label", "dt", "th")


def _dated(tree: LexborHTMLParser, selector: str) -> Iterator[tuple[str, LexborNode]]:
    """Yield what a selector of dates finds, each with the label that stands before it."""
    for value, node in _values(tree, [selector]):
        before = node.prev
        while before is not None and before.tag == "-text" and not before.text().strip():
            before = before.prev
        label = " ".join(before.text().split()) if before and before.tag in _LABELS else ""
        yield f"{label} {value}" if is_label(label) else value, node


def _dates(tree: LexborHTMLParser, plan: ImportPlan, zone: ZoneInfo) -> Iterator[DateFound]:
    """Yield what each selector of dates finds first: a date, or a text that is none."""
    for selector in plan.page.date:
        every = [
            _date_of(selector, text, plan, zone, words_of(node) if "@" in selector else "")
            for text, node in _dated(tree, selector)
        ]
        best = next((each for each in every if each.moment), None)
        best = best or next((each for each in every if each.doubt), None)
        if best:
            yield best
        elif every:
            yield every[0]._replace(text=every[0].text[:LONGEST_TEXT])


def _date_of(name: str, text: str, plan: ImportPlan, zone: ZoneInfo, shown: str = "") -> DateFound:
    """Return the date in a text; `shown` is what readers saw of it, where that is another text."""
    moment = read_date(text, plan.dates, zone)
    doubt = doubt_about(text, plan.dates, zone)
    seen = read_date(shown, plan.dates, zone)
    if moment and seen and _are_apart(moment, seen):
        doubt = f"“{text}” is {in_words_of(moment)}, and readers saw “{shown}”"
    return DateFound(name, text, moment, doubt)


def _are_apart(moment: Moment, seen: Moment) -> bool:
    """Return whether dates are of two times; a day alone may be that of another time zone."""
    if moment.precision is Precision.MINUTE is seen.precision:
        return not moment.agrees_with(seen)
    return abs((moment.at - seen.at).days) > 1


def _length(tree: LexborHTMLParser) -> int:
    return len("".join(tree.root.text().split())) if tree.root else 0


def _taken_out(node: LexborNode) -> int:
    """Take an element out of its page. Returns how many letters it has."""
    letters = len("".join(node.text().split()))
    node.decompose()
    return letters


def _headline(tree: LexborHTMLParser, selectors: Iterable[str], title: str) -> Iterator[LexborNode]:
    """Yield the headline, or the picture of it, so that it is not in the text too."""
    shown = (each for each in selectors if each.partition("@")[2].strip() in ("", "alt"))
    for value, node in _values(tree, shown):
        if value == title and node.tag not in ("title", "body", "html"):
            yield node
            return


_MOST_DATE_WORDS: Final = 13
"""So many words may an element have that is only a date, with others such as “Published on”."""


def _date_lines(tree: LexborHTMLParser, plan: ImportPlan, zone: ZoneInfo) -> Iterator[LexborNode]:
    """Yield the element of the date, unless it says more than that."""
    for selector in plan.page.date:
        for text, node in _dated(tree, selector.partition("@")[0]):
            words = len(text.split())
            if node.tag in ("meta", "body", "html") or words > _MOST_DATE_WORDS:
                continue
            if read_date(text, plan.dates, zone):
                yield node
                return
