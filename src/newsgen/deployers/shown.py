"""What of earlier releases of a website may be shown today, where it was or where it moved."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from typing import NamedTuple, Self

from newsgen.deployers.manifest import DeployedManifest, FileKind, HeldFile, path_digest
from newsgen.model.urls import output_path, parse_url
from newsgen.store import Catalogue


def withheld_places(catalogue: Catalogue) -> frozenset[str]:
    """Return the addresses, old ones too, of releases that nobody may see, in small letters."""
    published = {path.lower() for path in catalogue.paths.published().files}
    claims = list(catalogue.paths.places())
    claimed = Counter(place for place, _ in claims)
    places = {place for place, number in claimed.items() if number > (place in published)}
    shown = {source for place, source in claims if place in published}
    olds = (old for source, old in catalogue.addresses.every() if source and source not in shown)
    return frozenset(places | {f"{old.root}/{old.file}".lstrip("/").lower() for old in olds})


class MovedPages:
    """Where old addresses lead by now: pages of the same releases, or of others."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self.places = places
        """The path of what each leads to, by its own; empty if its release is published no more."""
        self._digests = {path_digest(path): path_digest(to) for path, to in places.items()}
        self._nowhere = path_digest("")

    @classmethod
    def of(cls, catalogue: Catalogue) -> "MovedPages":
        places = {}
        withheld = withheld_places(catalogue)
        for source, old in catalogue.addresses.leading():
            to, path = old.target, f"{old.root}/{old.file}".lstrip("/")
            is_own = source and output_path(parse_url(catalogue.paths.url_of(source))) == old.file
            leads = to and to.path and not is_own and path.lower() not in withheld
            places[path] = f"{to.root}/{to.path}".lstrip("/") if to and leads else ""
        return cls(places)

    def __contains__(self, digest: bytes) -> bool:
        return digest in self._digests

    def shows(self, digest: bytes, earlier: Iterable[DeployedManifest]) -> bool:
        """Return whether what was at an old address before is shown where that leads.

        If a page was there beside it, it is that of another release.
        """
        to = self._digests.get(digest, self._nowhere)
        return to != self._nowhere and not any(each.has_page(to) for each in earlier)


class ShownPages(NamedTuple):
    """What of earlier releases may be shown today: pages, pictures and documents."""

    published: frozenset[bytes]
    moved: MovedPages
    media: Mapping[bytes, HeldFile]

    def without(self, down: AbstractSet[bytes]) -> Self:
        """Return the same, without pages at some paths, given as digests."""
        return self._replace(published=self.published - down)

    def shows_all(self, release: DeployedManifest, earlier: Iterable[DeployedManifest]) -> bool:
        """Return whether all that an earlier release has is published, pictures as they are."""
        known = [release, *earlier]
        return all(self._shows(digest, file, known) for digest, file in release.files.items())

    def down(self, releases: Sequence[DeployedManifest]) -> set[bytes]:
        """Return the paths of pages in some releases that are not published, as digests."""
        files = (row for each in releases for row in each.files.items())
        pages = ((digest, file) for digest, file in files if file.kind is FileKind.PAGE)
        return {digest for digest, file in pages if not self._shows(digest, file, releases)}

    def _shows(self, digest: bytes, file: HeldFile, known: Iterable[DeployedManifest]) -> bool:
        if file.kind is FileKind.MEDIA:
            return self.media.get(digest) == file
        is_page = file.kind is FileKind.PAGE
        return not is_page or digest in self.published or self.moved.shows(digest, known)
