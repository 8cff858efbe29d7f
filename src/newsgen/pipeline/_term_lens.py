"""What windows onto the terms of a root show."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newsgen.digest import digest, digest_bytes
from newsgen.model.release import Release
from newsgen.pages._documents import FileSize
from newsgen.pages._feed_pages import feed_item
from newsgen.pages.items import item
from newsgen.pages.pictures import PictureFile
from newsgen.pages.term_outline import TermOutline, TermYear
from newsgen.pages.views import FeedItem, Item
from newsgen.pages.window import Question
from newsgen.store.terms import TermName

if TYPE_CHECKING:
    from newsgen.pipeline._lens import RootLens, SiteLens


class TermLens:
    """Shows a term of a root."""

    def __init__(self, site: "SiteLens", name: str, root: "RootLens", term: TermOutline) -> None:
        self._site, self._name, self._root = site, name, root
        self.term = term
        self.term_latest = Question(self._latest, self._latest_digest)

    def __getattr__(self, name: str) -> Any:
        """Show what does not depend on the term."""
        return getattr(self._root, name)

    @property
    def _key(self) -> TermName:
        return TermName(self._name, self.term.taxonomy.name, self.term.slug)

    def _latest(self, limit: int) -> Sequence[tuple[Item, FeedItem]]:
        """Return releases as lists and feeds show them; each is made once for all of its terms."""
        known = self._root.latest_of_terms()
        return self._site.catalogue.terms.latest(self._key, limit, known, self._shown_in_both)

    def _shown_in_both(self, release: Release) -> tuple[Item, FeedItem]:
        root, area = self._root.root, self._root.area_of[release.area].name
        return self._shown_in_list(release), feed_item(root, area, release, self._file)

    def _shown_in_list(self, release: Release) -> Item:
        return item(release, self._root.area_of[release.area].name, self._picture)

    def _latest_digest(self) -> bytes:
        lengths = self._site.lengths_digest(self._used)
        return digest_bytes(
            digest(self.term.years), self._root.area_names, self._pictures_digest(), lengths
        )

    @property
    def _years(self) -> tuple[TermYear, ...]:
        """The years whose pictures are shown."""
        return self.term.years

    @cached_property
    def _used(self) -> set[str]:
        used = self._site.used_in_year
        years = (each.year for each in self._years if each.has_files)
        return set().union(*(used.get((self._name, year), ()) for year in years))

    def _picture(self, src: str) -> PictureFile:
        return self._site.picture(src, self._used)

    def _file(self, href: str) -> FileSize | None:
        return self._site.file(href, self._used)

    def _pictures_digest(self) -> bytes:
        return self._site.pictures_digest(self._used)


class TermYearLens(TermLens):
    """Shows a year of a term, or its releases without a date."""

    def __init__(
        self, site: "SiteLens", name: str, root: "RootLens", term: TermOutline, year: str
    ) -> None:
        super().__init__(site, name, root, term)
        self.year = year
        self.term_around = term.around(year)
        (self._shown,) = (each for each in term.years if each.year == year)
        self.of_year = Question(self._of_year, self._of_year_digest)

    @property
    def _years(self) -> tuple[TermYear, ...]:
        return (self._shown,)

    def _of_year(self) -> Sequence[Item]:
        """Return the releases as lists show them; each is made once for all of its terms."""
        known = self._site.known_of_year(self._name, self.year)
        terms = self._site.catalogue.terms
        return terms.of_year(self._key, self.year, known, self._shown_in_list)

    def _of_year_digest(self) -> bytes:
        return digest_bytes(self._shown.digest, self._root.area_names, self._pictures_digest())
