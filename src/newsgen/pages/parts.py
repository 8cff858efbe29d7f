"""The parts that a site consists of: all of them, in the order in which they are planned.

First those that one worker takes long over, so that none waits for it.
"""

from collections.abc import Iterator
from typing import Any

from newsgen.pages._feeds import FEEDS
from newsgen.pages._listings import LISTINGS
from newsgen.pages._month import MONTH
from newsgen.pages._pages import PAGES
from newsgen.pages._portal import PORTAL
from newsgen.pages._retired import RETIRED
from newsgen.pages._sitemap import SITEMAPS
from newsgen.pages._statement import STATEMENT
from newsgen.pages._static import STATIC
from newsgen.pages._terms import TAXONOMIES, TERM_YEARS, TERMS
from newsgen.pages.assets import ASSETS
from newsgen.pages.outline import RootOutline
from newsgen.pages.part import Part, PathClaim
from newsgen.pages.search import INDEX, SEARCH_PAGE
from newsgen.pages.variants import VARIANTS

PARTS: tuple[Part[Any], ...] = (
    LISTINGS,
    FEEDS,
    SITEMAPS,
    STATIC,
    STATEMENT,
    INDEX,
    SEARCH_PAGE,
    VARIANTS,
    ASSETS,
    PORTAL,
    RETIRED,
    PAGES,
    TAXONOMIES,
    TERMS,
    MONTH,
    TERM_YEARS,
)


def parts_in(outline: RootOutline) -> Iterator[Part[Any]]:
    """Yield the parts that apply to a root."""
    return (part for part in PARTS if part.applies(outline))


def claims_in(outline: RootOutline) -> Iterator[tuple[Part[Any], PathClaim]]:
    """Yield all claims to paths of a root, each with its part."""
    return ((part, claim) for part in parts_in(outline) for claim in part.claims(outline))


def page_hrefs(outline: RootOutline) -> tuple[str, ...]:
    """Return the links to a root's own pages that search engines are told of."""
    return (*outline.hrefs(), *(part.href for part in parts_in(outline) if part.href))
