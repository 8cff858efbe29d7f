"""The pages that are to show lists."""

from collections.abc import Callable, Collection, Iterable, Iterator

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.lists import PLACES, ReleaseList
from newsgen.model.refusal import closest

Place = Callable[[tuple[str, ...]], Span]
"""Finds a setting of a list, in newsgen.toml or in a theme.toml."""


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
