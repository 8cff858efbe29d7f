"""The outline of what a root's releases are sorted by: terms, years and counts, no release."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsgen.model.month import UNDATED
from newsgen.model.taxonomy import KIND, Taxonomy


class TermYear(NamedTuple):
    """The releases that a term has of a year, or without a date if the year is empty.

    `digest` stands for all of them, and `has_files` says whether they use any of the content
    folder.
    """

    year: str
    releases: int = 0
    digest: bytes = b""
    has_files: bool = False


@dataclass(frozen=True, slots=True)
class TermOutline:
    """A term that has releases, with its years from the first; the undated are before all."""

    taxonomy: Taxonomy
    slug: str
    name: str
    years: tuple[TermYear, ...]

    @property
    def piece(self) -> str:
        """What the parts that are planned by term call it."""
        return f"{self.taxonomy.name}/{self.slug}"

    def year_piece(self, year: str) -> str:
        return f"{self.piece}/{year or UNDATED}"

    @property
    def href(self) -> str:
        """The link to its page, which is also the folder of its years and its feed."""
        return self.taxonomy.term_href(self.slug)

    def year_href(self, year: str) -> str:
        return f"{self.href}{year or UNDATED}/"

    def around(self, year: str) -> "TermOutline":
        """Return what the page of a year may see: the years beside it, without their counts."""
        at = [each.year for each in self.years].index(year)
        beside = self.years[max(at - 1, 0) : at + 2]
        return replace(self, years=tuple([TermYear(each.year) for each in beside]))

    def title(self, words: Mapping[str, str]) -> str:
        """Return what pages call it; the theme has words for kinds, plain news apart."""
        if self.taxonomy.key == KIND:
            return words.get(self.name) or words["plain_news"]
        return self.name[:1].upper() + self.name[1:]


@dataclass(frozen=True, slots=True)
class TaxonomyOutline:
    """A taxonomy with its terms that have releases, by slug."""

    taxonomy: Taxonomy
    terms: tuple[TermOutline, ...]

    def seen(self) -> "TaxonomyOutline":
        """Return what the page of all terms may see: no years, as each release changes some."""
        return replace(self, terms=tuple(replace(term, years=()) for term in self.terms))
