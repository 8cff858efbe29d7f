"""The month: the partition of listings, sitemaps and rebuilds."""

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

    def href(self, archive: str) -> str:
        """Return the link to its page: `/News/2020/March/`."""
        return f"{archive}{self.year:04d}/{self.name}/"


UNDATED = "undated"
"""The partition of releases without a date."""
PAGES = "pages"
"""The partition of pages, which are in no list of releases."""


def partition_of(published: Moment | None) -> str:
    """Return the partition of a release by when it was published."""
    return str(Month(published.year, published.month)) if published else UNDATED
