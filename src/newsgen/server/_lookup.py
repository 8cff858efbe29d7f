"""What the model of a web server needs of a site, from the catalogue."""

from dataclasses import dataclass
from urllib.parse import quote

from newsgen.hosting.answer import GONE_PAGE, NOT_FOUND_PAGE, files, fold
from newsgen.hosting.site import leading, place_key
from newsgen.model.urls import parse_url
from newsgen.pages.outline import SAFE
from newsgen.pipeline.single import Singles
from newsgen.store import Catalogue


class EditionAddresses:
    """The document roots of an edition, whose files are not written."""

    def __init__(
        self, singles: Singles, catalogue: Catalogue, before: "EditionAddresses | None"
    ) -> None:
        """Take `singles`, and the addresses of the previous edition if they are unchanged.

        An edition comes with every save, and there may be many old addresses.
        """
        self.singles = singles
        self.catalogue = catalogue
        self.roots: dict[str, RootAddresses] = before.roots if before else {}

    def addresses(self, root: str) -> "RootAddresses":
        """Return the addresses of a root that are not releases."""
        if root not in self.roots:
            self.roots[root] = RootAddresses.of(root, self)
        return self.roots[root]


@dataclass(frozen=True, slots=True)
class RootAddresses:
    """The links to a root's other pages, its redirects, gone addresses and graves, by key."""

    pages: dict[str, str]
    redirects: dict[str, str]
    gone: dict[str, str]
    graves: frozenset[str]

    @classmethod
    def of(cls, root: str, site: EditionAddresses) -> "RootAddresses":
        catalogue = site.catalogue
        singles, errors = site.singles, (NOT_FOUND_PAGE, GONE_PAGE)
        paths = (
            "/" + file.removesuffix("index.html")
            for file in singles.fixed(root)
            if file not in errors and not singles.is_asset(root, file)
        )
        return cls(
            pages={fold(path): quote(path, safe=SAFE) for path in paths},
            redirects={fold(p, q): to for name, p, q, to in leading(catalogue) if name == root},
            gone={
                fold(p, q): file for name, p, q, file in catalogue.retired.gone() if name == root
            },
            graves=frozenset(
                place_key(at) for name, at in catalogue.ledger.gone_below() if name == root
            ),
        )


class RootLookup:
    """One document root, in the form that `hosting.answer` needs."""

    def __init__(self, root: str, site: EditionAddresses) -> None:
        self._root = root
        self._site = site
        self._addresses = site.addresses(root)

    def is_file(self, path: str) -> bool:
        """Return whether a build would write a file at a path."""
        return self._site.singles.has(self._root, path)

    def folded(self, key: str) -> str | None:
        """Return the link to the page whose address has this key."""
        path, _, query = key.partition("?")
        for file in files(path, query):
            for release in self._site.catalogue.releases.like(self._root, file):
                address = parse_url(release.url)
                if fold(address.path, address.query) == key:
                    return release.href
        return self._addresses.pages.get(key)

    def redirect(self, key: str) -> str | None:
        """Return where an old address redirects to."""
        return self._addresses.redirects.get(key)

    def gone(self, key: str) -> str | None:
        """Return the file that is shown for a page that was taken down."""
        return self._addresses.gone.get(key)

    def gone_below(self, place: str) -> bool:
        """Return whether all unknown addresses below a place are gone."""
        return place in self._addresses.graves
