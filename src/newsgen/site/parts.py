"""The parts that a site consists of: all of them, in the order in which they are planned.

First those that one worker takes long over, so that none waits for it.
"""

from collections.abc import Iterator

from newsgen.site._feeds import FEEDS
from newsgen.site._listings import LISTINGS
from newsgen.site._month import MONTH
from newsgen.site._pages import PAGES
from newsgen.site._portal import PORTAL
from newsgen.site._retired import RETIRED
from newsgen.site._sitemap import SITEMAPS
from newsgen.site._statement import STATEMENT
from newsgen.site._static import STATIC
from newsgen.site._terms import TAXONOMIES, TERM_YEARS, TERMS
from newsgen.site.assets import ASSETS
from newsgen.site.outline import RootOutline
from newsgen.site.part import AnyPart, PathClaim
from newsgen.site.search import INDEX, SEARCH_PAGE
from newsgen.site.variants import VARIANTS

PARTS: tuple[AnyPart, ...] = (
    LISTINGS, FEEDS, SITEMAPS, STATIC, STATEMENT, INDEX, SEARCH_PAGE, VARIANTS, ASSETS, PORTAL,
    RETIRED, PAGES, TAXONOMIES, TERMS, MONTH, TERM_YEARS,
)  # fmt: skip


def part_named(name: str) -> AnyPart:
    """Return the part of a name."""
    return next(part for part in PARTS if part.name == name)


def parts_in(outline: RootOutline) -> Iterator[AnyPart]:
    """Yield the parts that apply to a root."""
    return (part for part in PARTS if part.applies(outline))


def claims_in(outline: RootOutline) -> Iterator[tuple[AnyPart, PathClaim]]:
    """Yield all claims to paths of a root, each with its part."""
    return ((part, claim) for part in parts_in(outline) for claim in part.claims(outline))


def page_hrefs(outline: RootOutline) -> tuple[str, ...]:
    """Return the links to a root's own pages that search engines are told of."""
    hrefs = (part.href for part in parts_in(outline) if part.href)
    return (*outline.hrefs(), *map(outline.root.at, hrefs))
