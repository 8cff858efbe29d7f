"""What the model of a web server needs of a site, from the catalogue."""

from dataclasses import dataclass
from urllib.parse import quote

from newsgen.hosting.answer import GONE_PAGE, NOT_FOUND_PAGE, files
from newsgen.hosting.site import gone_terms, leading, place_key
from newsgen.model.same_address import fold
from newsgen.model.urls import parse_url
from newsgen.pipeline.single import Singles
from newsgen.site.outline import SAFE
from newsgen.store import Catalogue


@dataclass(frozen=True, slots=True)
class RootAddresses:
    """The links to a root's other pages, its redirects, gone addresses and graves, by key."""

    pages: dict[str, str]
    redirects: dict[str, str]
    gone: dict[str, str]
    graves: frozenset[str]

    @classmethod
    def of(cls, root: str, singles: Singles, catalogue: Catalogue) -> "RootAddresses":
        """Read the addresses of a root that are not releases."""
        paths = (
            "/" + file.removesuffix("index.html")
            for file in singles.fixed(root)
            if file not in (NOT_FOUND_PAGE, GONE_PAGE) and not singles.is_asset(root, file)
        )
        old, gone = leading(catalogue), catalogue.retired.gone()
        terms = gone_terms(catalogue, singles.sorted_by, {root: {*singles.fixed(root)}})
        graves = (place for name, place in catalogue.ledger.gone_below() if name == root)
        return cls(
            pages={fold(path): quote(path, safe=SAFE) for path in paths},
            redirects={fold(path, query): to for name, path, query, to in old if name == root},
            gone={
                **{fold(row.path, row.query): GONE_PAGE for row in terms if row.root == root},
                **{fold(path, query): file for name, path, query, file in gone if name == root},
            },
            graves=frozenset(map(place_key, graves)),
        )


@dataclass(frozen=True, slots=True)
class RootLookup:
    """One document root, whose files are not written, in the form that `hosting.answer` needs."""

    root: str
    singles: Singles
    catalogue: Catalogue
    addresses: RootAddresses

    def is_file(self, path: str) -> bool:
        """Return whether a build would write a file at a path."""
        return self.singles.has(self.root, path)

    def folded(self, key: str) -> str | None:
        """Return the link to the page whose address has this key."""
        path, _, query = key.partition("?")
        for file in files(path, query):
            for release in self.catalogue.releases.like(self.root, file):
                address = parse_url(release.url)
                if fold(address.path, address.query) == key:
                    return release.href
        return self.addresses.pages.get(key)

    def redirect(self, key: str) -> str | None:
        """Return where an old address redirects to."""
        return self.addresses.redirects.get(key)

    def gone(self, key: str) -> str | None:
        """Return the file that is shown for a page that was taken down."""
        return self.addresses.gone.get(key)

    def gone_below(self, place: str) -> bool:
        """Return whether all unknown addresses below a place are gone."""
        return place in self.addresses.graves
