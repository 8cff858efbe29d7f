"""What the model of a web server asks of a site, asked of the catalogue."""

from urllib.parse import quote

from newsgen.build.single import Singles
from newsgen.hosting.answer import files, fold
from newsgen.model.urls import parse_url
from newsgen.pages.outline import SAFE
from newsgen.store import Catalogue


class Site:
    """The document roots of an edition, of which no file has been written."""

    def __init__(self, singles: Singles, catalogue: Catalogue) -> None:
        self.singles = singles
        self.catalogue = catalogue
        self._pages: dict[str, dict[str, str]] = {}

    def pages(self, root: str) -> dict[str, str]:
        """Return the links to the pages of a root that are no releases, by their keys."""
        if root not in self._pages:
            paths = ("/" + file.removesuffix("index.html") for file in self.singles.fixed(root))
            self._pages[root] = {fold(path): quote(path, safe=SAFE) for path in paths}
        return self._pages[root]


class RootLookup:
    """One document root, as `hosting.answer` asks for it."""

    def __init__(self, root: str, site: Site) -> None:
        self._root = root
        self._site = site

    def is_file(self, path: str) -> bool:
        """Tell whether a build would write a file at a path."""
        return self._site.singles.has(self._root, path)

    def folded(self, key: str) -> str | None:
        """Return the link to the page whose address has this key."""
        path, _, query = key.partition("?")
        for file in files(path, query):
            for release in self._site.catalogue.like(self._root, file):
                address = parse_url(release.url)
                if fold(address.path, address.query) == key:
                    return release.href
        return self._site.pages(self._root).get(key)

    def redirect(self, key: str) -> str | None:  # noqa: ARG002 (no release declares any yet)
        """Return where an address leads that no page has any more."""
        return None

    def gone_below(self, place: str) -> bool:  # noqa: ARG002 (the same)
        """Tell whether all that nobody knows below a place is gone."""
        return False

    def gone(self, key: str) -> str | None:  # noqa: ARG002 (the same)
        """Return the file that is shown where a page has been taken down."""
        return None
