"""The menu: what newsgen.toml lists, as far as readers may see it now."""

from collections.abc import Iterable, Iterator, Sequence

from newsgen.config import menu as settings
from newsgen.model.worded import Worded, in_language, other_language
from newsgen.pages.views import MenuEntry, MenuLink
from newsgen.store import Catalogue


class Menu:
    """Makes the menu of each root.

    A page that is not published is left out, and the links below it take its place.
    """

    def __init__(
        self,
        entries: Sequence[settings.MenuEntrySettings],
        catalogue: Catalogue,
        languages: Iterable[str],
        site_language: str,
    ) -> None:
        self._entries = entries
        self._catalogue = catalogue
        self._languages = tuple(languages)
        self._site_language = site_language

    def of(self, root: str) -> tuple[MenuEntry, ...]:
        """Return the menu of a root's pages."""
        return tuple(self._seen(root))

    def _seen(self, root: str) -> Iterator[MenuEntry]:
        for entry in self._entries:
            links = [(link, self._href(link, root)) for link in entry.children]
            children = tuple(MenuLink(*self._words(link.title), to) for link, to in links if to)
            if href := self._href(entry, root):
                yield MenuEntry(*self._words(entry.title), href, children)
            else:
                for link in children:
                    yield MenuEntry(link.titles, link.languages, link.href, ())

    def _href(self, entry: settings.MenuLinkSettings, root: str) -> str:
        """Return where an entry leads: on another host by the absolute URL; empty if nowhere."""
        if not entry.page:
            held_at = self._catalogue.paths.held_at
            return "" if any(held_at(root, path) for path in entry.paths) else entry.link
        page = self._catalogue.releases.from_source(entry.page)
        if page is None:
            return ""
        return page.release.href if page.root == root else page.release.url

    def _words(self, title: Worded) -> tuple[dict[str, str], dict[str, str]]:
        """Return a title by language, and which of these are in another language."""
        site = self._site_language
        return (
            {language: in_language(title, language) for language in self._languages},
            {language: other_language(title, language, site) for language in self._languages},
        )
