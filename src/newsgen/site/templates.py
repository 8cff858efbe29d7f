"""The templates that pages are made with, each with the view that it is given."""

from typing import Any, Final

from newsgen.site import views

PAGE_FOLDER: Final = "pages/"
"""Each template in it is for the pages that name it, and has the view of page.html."""
TEMPLATES: Final[dict[str, Any]] = {
    "release.html": views.ReleasePage,
    "page.html": views.ContentPage,
    "withdrawn.html": views.WithdrawnPage,
    "moved.html": views.MovedPage,
    "home.html": views.HomePage,
    "archive.html": views.ArchivePage,
    "year.html": views.YearPage,
    "month.html": views.MonthPage,
    "undated.html": views.UndatedPage,
    "area.html": views.AreaPage,
    "taxonomy.html": views.TaxonomyPage,
    "term.html": views.TermPage,
    "term_year.html": views.TermYearPage,
    "portal.html": views.PortalPage,
    "search.html": views.SearchPage,
    "404.html": views.MissingPage,
    "410.html": views.MissingPage,
    "accessibility-statement.html": views.StatementPage,
    "manifest.webmanifest": views.ManifestPage,
    "feed.atom": views.FeedPage,
    "feed.rss": views.FeedPage,
    "feed.json": views.FeedPage,
    "sitemap.xml": views.SitemapPage,
    "sitemap-index.xml": views.SitemapPage,
    "news-sitemap.xml": views.NewsSitemapPage,
    "robots.txt": views.RobotsPage,
}


def view_of(template: str) -> Any:
    """Return the view that a template is given; None if it has none of its own."""
    if template.startswith(PAGE_FOLDER):
        return views.ContentPage
    return TEMPLATES.get(template)
