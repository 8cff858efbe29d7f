"""A month: listings, sitemaps and rebuilds go by it."""

from typing import NamedTuple

from newsgen.model.dates import MONTH_NAMES, Moment, month_names


class Month(NamedTuple):
    """A calendar month. Its text form `2020-03` orders as it does."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def parse(cls, text: str) -> "Month":
        year, _, number = text.partition("-")
        return cls(int(year), int(number))

    @property
    def name(self) -> str:
        return MONTH_NAMES[self.number - 1]

    def name_in(self, language: str) -> str:
        return month_names(language)[self.number - 1]

    def href(self, archive: str, language: str = "en") -> str:
        """Return the link to its page, with its name in a language: `/News/2020/March/`."""
        return f"{archive}{self.year:04d}/{self.name_in(language)}/"


UNDATED = "undated"
"""Where releases without a date are, instead of in a month."""
PAGES = "pages"
"""Where pages are, which are in no list of releases."""


def month_of(published: Moment | None) -> str:
    """Return the month that a release is in, or `undated`, by when it was published."""
    return str(Month(published.year, published.month)) if published else UNDATED


def year_of(month: str) -> str:
    """Return the year of a month, in figures; empty for releases without a date."""
    return "" if month == UNDATED else month.partition("-")[0]
