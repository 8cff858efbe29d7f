"""The rules on what is named and is not there: by releases, pages, lists and the menu."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from newsgen.config.menu import MenuEntrySettings, MenuLinkSettings
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.lists import PLACES, ReleaseList
from newsgen.model.refusal import closest, did_you_mean
from newsgen.model.release import Release
from newsgen.store import Catalogue
from newsgen.store.related import WrongName

Place = Callable[[tuple[str, ...]], Span]
"""Finds a setting in newsgen.toml, or in a theme.toml."""
_INSTEAD: Final = {
    "itself": ("is the release itself", "Take it out of the list."),
    "page": ("is a page of the site, and not a release", "Link to it in the text instead."),
    "moved": ("has moved", "Write the address to which it moved."),
    "retired": ("was taken down", "Take it out of the list."),
}
_MOST: Final = 300
"""An address is compared letter by letter with those of a folder that has so many at most."""


def check_related(catalogue: Catalogue, is_unread: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Yield what is never shown; a release that readers cannot see yet is not among it.

    The catalogue covers all times: an expiry must not cause a finding. A file with errors gives no
    release, which `is_unread` knows.
    """
    for name in catalogue.related.wrong():
        if name.instead is None and is_unread(name.named_source):
            continue
        what, hint = _INSTEAD.get(name.instead or "", ("is not a release of this site", ""))
        message = f"related names {name.written}, which {what}"
        hint = hint or _meant(name, catalogue)
        yield Diagnostic("NG228", message, name.span, hint, subject=name.written)


def _meant(name: WrongName, catalogue: Catalogue) -> str:
    if name.named_source:
        near = closest(name.named_source, catalogue.paths.sources())
    elif old := catalogue.addresses.leading_from(name.named_root, name.named_path):
        return f"It is at {old.redirect.target.url} now." if old.redirect.target else ""
    else:
        folder = name.named_path.removesuffix("/index.html").rpartition("/")[0]
        claims = catalogue.claims.starting(name.named_root, f"{folder}/" if folder else "")
        paths = [claim.path for claim in claims] if len(claims) <= _MOST else []
        near = closest(_shown(name.named_path), map(_shown, paths))
    return f"Did you mean {near}?" if near else "Correct it, or take the line out."


def _shown(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def check_templates(pages: Iterable[Release], templates: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield the pages that ask for a template which the theme has not got."""
    known = [PurePosixPath(template).stem for template in templates]
    for page in pages:
        if "/" not in page.template or page.template in templates:
            continue
        name = PurePosixPath(page.template).stem
        otherwise = f"Add templates/{page.template} to the theme, or delete template."
        yield Diagnostic(
            "NG810",
            f"the theme has no template {page.template}",
            Span(f"content/{page.source}", *page.template_at),
            did_you_mean(name, known, otherwise),
        )


def check_lists(
    lists: Iterable[ReleaseList],
    pages: Collection[str],
    is_unread: Callable[[str], bool],
    place: Place,
) -> Iterator[Diagnostic]:
    """Yield the pages that lists name and that are none; `pages` are the files of all pages.

    Those that readers cannot see count: a page is taken down without a change of the settings. A
    file with errors gives no page, which `is_unread` knows.
    """
    for each in lists:
        for source in each.on:
            if source not in PLACES and source not in pages and not is_unread(source):
                near = closest(source, pages)
                hint = f"Did you mean {near}?" if near else "Name a file whose type is page."
                message = f"the list {each.name} is for {source}, which is not a page"
                yield Diagnostic("NG709", message, place(("lists", each.name, "on")), hint)


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
