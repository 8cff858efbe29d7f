"""The links of the menu: each leads to a page of the site, or out of it."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial

from newsgen.config.menu import MenuEntrySettings, MenuLinkSettings
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.refusal import closest
from newsgen.store import Catalogue

Place = Callable[[tuple[str, ...]], Span]
"""Finds a setting in newsgen.toml."""


def check_menu(
    entries: Sequence[MenuEntrySettings],
    catalogue: Catalogue,
    pages: Mapping[str, Container[str]],
    is_unread: Callable[[str], bool],
    place: Place,
) -> Iterator[Diagnostic]:
    """Yield the links of the menu that lead nowhere.

    The catalogue covers all times: an expiry must not cause an error. `pages` are the paths in each
    root with a page or file that is not a release. A file with errors gives no page, which
    `is_unread` knows.
    """
    for keys, entry in _each(entries):
        if entry.page:
            yield from _page(entry.page, catalogue, is_unread, place((*keys, "page")))
        elif entry.is_within:
            yield from _link(entry, catalogue, pages, place((*keys, "link")))


def _each(
    entries: Sequence[MenuEntrySettings],
) -> Iterator[tuple[tuple[str, ...], MenuLinkSettings]]:
    for at, entry in enumerate(entries):
        yield ("menu", str(at)), entry
        for below, link in enumerate(entry.children):
            yield ("menu", str(at), "children", str(below)), link


def _page(
    source: str, catalogue: Catalogue, is_unread: Callable[[str], bool], span: Span
) -> Iterator[Diagnostic]:
    sources = catalogue.paths.sources()
    if source not in sources and not is_unread(source):
        near = closest(source, sources)
        hint = f"Did you mean {near}?" if near else "Write the file's path from the content folder."
        yield Diagnostic("NG707", f"the menu names {source}, which is not a page", span, hint)


def _link(
    entry: MenuLinkSettings, catalogue: Catalogue, pages: Mapping[str, Container[str]], span: Span
) -> Iterator[Diagnostic]:
    for root in sorted(pages):
        publishes = partial(catalogue.paths.publishes, root)
        if not any(path in pages[root] or publishes(path) for path in entry.paths):
            where = f" on {root}" if root else ""
            yield Diagnostic(
                "NG708",
                f"the menu leads to {entry.link}, where no page is{where}",
                span,
                "Correct the link. If another system answers there, write the absolute URL.",
            )
