"""The menu: what newsgen.toml lists, as far as readers may see it now."""

from collections.abc import Iterable, Iterator

from newsgen.config import Config, menu as settings
from newsgen.model.worded import Worded, in_language, other_language
from newsgen.site.views import MenuEntry, MenuLink
from newsgen.store import Catalogue


class Menu:
    """Makes the menu of each root.

    A page that is not published is left out, and the links below it take its place.
    """

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        languages: Iterable[str],
    ) -> None:
        self._config = config
        self._catalogue = catalogue
        self._languages = tuple(languages)

    def of(self, root: str) -> tuple[MenuEntry, ...]:
        """Return the menu of a root's pages."""
        return tuple(self._seen(root))

    def _seen(self, root: str) -> Iterator[MenuEntry]:
        for entry in self._config.menu:
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
            return "" if self._is_held(entry, root) else entry.link
        page = self._catalogue.releases.from_source(entry.page)
        if page is None:
            return ""
        return page.release.href if page.root == root else page.release.url

    def _is_held(self, entry: settings.MenuLinkSettings, root: str) -> bool:
        """Return whether a page of the site that is held back is where a link leads."""
        address, config = entry.address, self._config
        if not entry.is_within and address.host not in config.hosts:
            return False
        at = root if entry.is_within else config.root_name(address)
        return any(self._catalogue.paths.held_at(at, path) for path in entry.paths)

    def _words(self, title: Worded) -> tuple[dict[str, str], dict[str, str]]:
        """Return a title by language, and which of these are in another language."""
        site = self._config.site.language
        return (
            {language: in_language(title, language) for language in self._languages},
            {language: other_language(title, language, site) for language in self._languages},
        )
