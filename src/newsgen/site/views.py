"""Views: all that a template can see of a page. What is not here cannot change a page.

Every template is rendered with two names: `site`, a `SiteView`, and `page`, the template's view.
Texts are plain (the template escapes them); only a `Fragment` is HTML, through the filter `html`.
Each field says what it means, for the reference and `newsgen theme show`.
"""

from typing import Any, Final

from newsgen.digest import Shared
from newsgen.model.dates import Moment
from newsgen.model.release import Incident, Kind, Note
from newsgen.site._view import View, means, view

_LISTS: Final = (
    "The lists that newsgen.toml or the theme has on such a page, by name; those without a release "
    "too"
)
_LANGUAGES: Final = (
    "The language of each of these words, if it is another than the one asked for; else empty"
)
_MORE: Final = "Where the list goes on; empty if it is whole"
_TRAIL: Final = "The way here from the home page, without the page itself"


@view
class Link(View):
    title: str = means("The words of the link")
    href: str = means("Where it leads: a path from the root of the site, percent-encoded")
    language: str = means(
        "The language of the words, if it is another than that of the page's interface; else empty",
        default="",
    )


@view
class ReleaseLink(View):
    """A link to a release whose language may not be that of the page."""

    title: str = means("The headline")
    href: str = means("The link to the release")
    language: str = means("Its language, such as en-GB or cy")


@view
class Count(View):
    """A page of the archive with the number of its releases; no `href` where there are none."""

    title: str = means("The words of the link")
    href: str = means("Where it leads; empty where there are no releases")
    releases: int = means("How many releases are there")


@view
class SiteCount(Count):
    """A host, with the number of its releases."""

    language: str = means("The language of its title, if the page has another; else empty")


@view
class FeedLink(View):
    title: str = means("The feed's name")
    href: str = means("Where it is")
    type: str = means("Its media type, such as application/atom+xml")


@view
class MenuLink(View):
    """A link below an entry of the menu, or in the footer."""

    titles: dict[str, str] = means("The words of the link, by the languages of words")
    languages: dict[str, str] = means(_LANGUAGES)
    href: str = means("Where it leads")


@view
class MenuEntry(View):
    """An entry of the menu, with the links below it."""

    titles: dict[str, str] = means("The words of the link, by the languages of words")
    languages: dict[str, str] = means(_LANGUAGES)
    href: str = means("Where it leads")
    children: tuple[MenuLink, ...] = means("The links below it")


@view
class SiteView(View):
    """What every page shows: the same for all of a document root."""

    title: str = means("The name of the site")
    language: str = means("The site's language, such as en-GB")
    base_url: str = means("Scheme and host, without a slash at the end; empty if it is not known")
    home: str = means("The link to the home page")
    theme: str = means("The theme's name")
    areas: tuple[Link, ...] = means("The areas that have releases, by name")
    archives: tuple[Link, ...] = means("The archives, by path")
    feeds: tuple[FeedLink, ...] = means("The feeds of the whole site")
    options: dict[str, Any] = means(
        "The theme's options by name, with the values of newsgen.toml or their defaults"
    )
    assets: dict[str, str] = means(
        "The links to the theme's assets, by their names in the folder assets"
    )
    generator: str = means("The name of newsgen and its version")
    search: str = means("The link to the search page; empty if the site has none", default="")
    words: dict[str, dict[str, str]] = means(
        "What pages say around the releases, by language and then by name", default_factory=dict
    )
    ui_language: str = means(
        "The language of its interface, one of those in words: the site's, or English",
        default="en",
    )
    accessibility: str = means(
        "The link to the accessibility statement; empty if there is none", default=""
    )
    accessibility_contact: str = means(
        "The link with which to ask for another format; empty if newsgen.toml has none", default=""
    )
    is_preview: bool = means(
        "Whether drafts are shown too: search engines are asked to leave all pages out",
        default=False,
    )
    fields: dict[str, dict[str, str]] = means(
        "What the fields of newsgen.toml are called, by name and then by the languages of words",
        default_factory=dict,
    )
    taxonomies: dict[str, dict[str, str]] = means(
        "What the taxonomies of newsgen.toml are called, by name and then by the languages of "
        "words",
        default_factory=dict,
    )
    taxonomy_languages: dict[str, dict[str, str]] = means(
        "The languages of these words, where they are not those that they are asked for by; else "
        "empty",
        default_factory=dict,
    )
    menu: tuple[MenuEntry, ...] = means(
        "The menu of newsgen.toml, without pages that nobody may see now; else empty", default=()
    )
    footer: tuple[MenuLink, ...] = means(
        "The footer's links of newsgen.toml, without pages that nobody may see now", default=()
    )
    copyright: dict[str, str] = means(
        "The copyright line of newsgen.toml, by the languages of words; empty if it has none",
        default_factory=dict,
    )
    copyright_languages: dict[str, str] = means(_LANGUAGES, default_factory=dict)
    picture_sizes: dict[str, str] = means(
        "How wide pictures are shown, by the places that the theme names, for the filter `srcset`",
        default_factory=dict,
    )


@view
class Image(View):
    """A picture; `width` and `height` are in pixels, and 0 if they are not known."""

    src: str = means("Its address: a URL, or a path from the root of the site")
    alt: str = means("What it shows, for readers who do not see it; empty if it is decorative")
    caption: str = means("The words below it", default="")
    credit: str = means("Whose picture it is", default="")
    width: int = means("Its width in pixels; 0 if that is not known", default=0)
    height: int = means("Its height in pixels; 0 if that is not known", default=0)
    srcset: str = means(
        "The addresses of smaller copies, each with its width, for the filter `srcset`; empty if "
        "there are none",
        default="",
    )
    avif: str = means(
        "The same in AVIF, for the filter `source`; empty if the site does not make any",
        default="",
    )
    focus: str = means(
        "Classes for the point that stays where it is cropped, in tens of percent, such as "
        "`focus-x-30 focus-y-20`; empty if its author names none",
        default="",
    )


@view
class FileFacts(View):
    """What readers learn of a file of the site: the filter `file_words` writes it out."""

    href: str = means("The link to it")
    kind: str = means("Its kind, such as PDF")
    size: int = means("Its size in bytes")
    pages: int = means("How many pages it has; 0 if that is not known", default=0)


@view
class Document(View):
    """A document that comes with a release or page."""

    title: str = means("What it is: the words of the link")
    file: FileFacts = means("The file")
    accessible: bool = means("Whether somebody has checked that a screen reader can read it")
    alternative: str = means("The link to the same in a form for everyone, if there is one")


@view
class Fragment(View):
    """A body's HTML, by reference: `{{ page.release.body | html }}` brings it in.

    `images` are those of the site's own files that stand in it, with their sizes.
    """

    source: str = means("The release's file below the content folder")
    digest: str = means("A digest of the HTML")
    images: tuple[Image, ...] = means(
        "The site's own files that stand in it as pictures, with their sizes", default=()
    )
    is_first: bool = means(
        "Whether no picture stands above it, so that its first one is loaded at once",
        default=False,
    )
    files: tuple[FileFacts, ...] = means(
        "The site's own documents, films and sounds that it may link to", default=()
    )
    language: str = means(
        "The language of the words that are added to it, where it is in one without words",
        default="en",
    )
    written_in: str = means("The language that it is written in, for these words", default="en")
    embeds: bool = means(
        "Whether a button in it loads something from another host: the page needs embed.js",
        default=False,
    )


@view
class Head(View):
    """The head of a page. `properties` are Open Graph's, `names` the other meta elements."""

    title: str = means("For the title element: unique in the site")
    description: str = means("For the description; empty if there is none")
    canonical: str = means("The page's absolute address; empty for error pages")
    robots: str = means("For the robots meta element; empty if nothing is to be said", default="")
    alternates: tuple[tuple[str, str], ...] = means(
        "The languages and absolute addresses of the page and its twin in another language, for "
        "links with hreflang; nothing without a twin",
        default=(),
    )
    others: tuple[ReleaseLink, ...] = means(
        "The same list or page of newsgen's own in other languages, each with the name of its site",
        default=(),
    )
    properties: tuple[tuple[str, str], ...] = means(
        "Open Graph's names and values, for meta elements with a property", default=()
    )
    names: tuple[tuple[str, str], ...] = means(
        "Names and values of other meta elements", default=()
    )
    json_ld: str = means(
        "Structured data as JSON, safe inside a script element; empty if there is none", default=""
    )


@view
class PlainPage(View):
    """What nearly all pages have."""

    head: Head = means("What goes into the page's head")
    title: str = means("The page's title, for its first heading")


@view
class MissingPart(View):
    """What an error page says in another language of its document root."""

    title: str = means("Its heading")
    language: str = means("The language, such as cy")
    ui_language: str = means("The language of its words")
    home: str = means("The link to the home page")
    search: str = means("The link to the search page; empty if there is none")
    archives: tuple[Link, ...] = means("The archives, by path")


@view
class MissingPage(PlainPage):
    """404.html and 410.html."""

    others: tuple[MissingPart, ...] = means(
        "The same in the other languages of the document root", default=()
    )


@view
class ReleaseView(View):
    """A release on its own page. `extra` holds the unknown keys of its front matter.

    `explanation` and `superseded_by`, a link, are those of a closed one; both may be empty. Updates
    and corrections come newest first, and only those whose time has come.
    """

    title: str = means("The headline")
    href: str = means("The link to the release")
    url: str = means("Its absolute, historic address")
    published: Moment | None = means("When it was published, as far as that is known")
    updated: Moment | None = means("When it was last changed, if the author says so")
    summary: str = means("A sentence or two, written by the author or taken from the body")
    kind: Kind = means("What it is for")
    language: str = means("Its language, such as en-GB or cy")
    images: tuple[Image, ...] = means("Its pictures, in the author's order")
    documents: tuple[Document, ...] = means("Its attachments, in the author's order")
    tags: tuple[str, ...] = means("Its tags, in the author's order")
    incident: Incident | None = means("The reference to quote, if there is one")
    draft: bool = means("Whether it is a draft, which only a preview shows")
    closed: bool = means("Whether it is over, so that nobody is asked to get in touch any more")
    open_appeal: bool = means("Whether it asks for help that is still needed")
    explanation: str = means("Why it is closed, in the author's words; empty if they say nothing")
    superseded_by: str = means(
        "The link to the release that took its place; empty if there is none"
    )
    updates: tuple[Note, ...] = means("What was added since it was published, newest first")
    corrections: tuple[Note, ...] = means("What was corrected since it was published, newest first")
    fields: dict[str, Any] = means(
        "The fields that newsgen.toml declares, by name; empty where the release has none"
    )
    extra: dict[str, Any] = means(
        "The keys of the front matter that newsgen does not know, as they were written"
    )
    body: Fragment = means("Its text, for the filter html")


@view
class Item(View, Shared):
    """A release in a list."""

    title: str = means("The headline")
    href: str = means("The link to the release")
    published: Moment | None = means("When it was published, as far as that is known")
    summary: str = means("A sentence or two")
    kind: Kind = means("What it is for")
    area: str = means("The name of its area")
    language: str = means("Its language, such as en-GB or cy")
    picture: Image | None = means("Its first picture; nothing if it has none")
    fields: dict[str, Any] = means("The fields that newsgen.toml declares, by name")
    closed: bool = means("Whether it is over, so that nobody is asked to get in touch any more")
    draft: bool = means("Whether it is a draft, which only a preview shows")


_TERM_LANGUAGE: Final = "The language in which authors name it, where that is known; else empty"


@view
class TermGroup(View, Shared):
    """The terms of one taxonomy that a release has. Those of `kind` have names among the words."""

    taxonomy: str = means("The taxonomy's name in newsgen.toml: see `site.taxonomies`")
    key: str = means("The key of the front matter that it sorts by: kind, tags or a field")
    href: str = means("The link to the page of all of its terms")
    terms: tuple[Link, ...] = means("The terms, in the author's order, with links to their pages")
    language: str = means(_TERM_LANGUAGE, default="")


@view
class ReleasePage(View):
    """release.html. `trail` leads to the month's page; `related` is what to read next.

    `ui_language` is the language of the interface, that is of all but the release: that of the
    release, if the theme has the words.
    """

    head: Head = means("What goes into the page's head")
    release: ReleaseView = means("The release")
    area: Link = means("The page of its area")
    trail: tuple[Link, ...] = means("The way here from the home page, to the page of its month")
    previous: ReleaseLink | None = means(
        "The release before it in its archive; nothing for the first and the undated"
    )
    next: ReleaseLink | None = means(
        "The release after it in its archive; nothing for the last and the undated"
    )
    related: tuple[Item, ...] = means(
        "Up to six releases to read next: of the same incident, nearest in time and newest first; "
        "then those that its key `related` names; then older ones with a tag in common, newest "
        "first. Their `area` is empty if it is that of the page"
    )
    twin: ReleaseLink | None = means(
        "The same release in another language; nothing if readers cannot see one"
    )
    ui_language: str = means(
        "The language of the interface: that of the release, if the theme has the words"
    )
    terms: tuple[TermGroup, ...] = means(
        "Its terms, by taxonomy; without taxonomies in newsgen.toml, there are none"
    )


@view
class ListView(View):
    """A list that newsgen.toml or the theme names."""

    title: str = means("What it is called, in the language of the page's interface")
    releases: tuple[Item, ...] = means("Its releases, in its order")
    more: tuple[Link, ...] = means(
        "Where it goes on: pages of terms or archives that have all of its releases; empty if it "
        "is whole, or if each page has releases that it is not about"
    )
    kind: str = means("The kind of all of its releases, if it is a list of one kind; else empty")
    language: str = means(
        "The language of its title, if it is not that of the page's interface; else empty"
    )


@view
class ContentPage(PlainPage):
    """page.html, and each template in pages/: a page of the site, such as its contact page.

    `ui_language` is the language of the interface, that is of all but its text: that of the text,
    if the theme has the words.
    """

    trail: tuple[Link, ...] = means("The way here from the home page, by the pages above it")
    href: str = means("The link to the page")
    summary: str = means("A sentence or two, written by the author or taken from the body")
    language: str = means("The language of its text, such as en-GB or cy")
    twin: ReleaseLink | None = means(
        "The same page in another language; nothing if readers cannot see one"
    )
    ui_language: str = means("The language of the interface")
    updated: Moment | None = means("When it was last changed, if the author says so")
    images: tuple[Image, ...] = means("Its pictures, in the author's order")
    documents: tuple[Document, ...] = means("Its attachments, in the author's order")
    draft: bool = means("Whether it is a draft, which only a preview shows")
    fields: dict[str, Any] = means(
        "The fields that newsgen.toml declares, by name; empty where the page has none"
    )
    extra: dict[str, Any] = means(
        "The keys of the front matter that newsgen does not know, as they were written"
    )
    body: Fragment = means("Its text, for the filter html")
    lists: dict[str, ListView] = means(_LISTS, default_factory=dict)


@view
class WithdrawnPage(PlainPage):
    """withdrawn.html: why a release was taken down and when it was published, nothing else of it.

    `ui_language` is the language of the interface, that is of all but the explanation: that of the
    release, if the theme has the words.
    """

    explanation: str = means("Why the release was taken down, in the author's words")
    published: Moment | None = means("When it was published, as far as that is known")
    language: str = means("The language of the explanation, such as en-GB or cy")
    ui_language: str = means("The language of the interface")


@view
class MovedPage(PlainPage):
    """moved.html: leads from an old address to the new one, where the host does not do so."""

    href: str = means("The link to the new address")
    url: str = means("The new address, absolute")


@view
class ArchiveView(View):
    """The years of an archive, newest first; `undated` if some releases have no date."""

    title: str = means("The archive's name: the area's, if it is of one only")
    href: str = means("The link to its page")
    years: tuple[Link, ...] = means("Its years that have releases, newest first")
    undated: Link | None = means("The page of its releases without a date, if there are any")


@view
class HomePage(PlainPage):
    """home.html: the latest releases, newest first, open appeals, and the ways into the archive."""

    latest: tuple[Item, ...] = means("The latest releases, newest first behind the featured ones")
    featured: int = means("How many of them are featured: they are the first ones")
    usual_area: str = means(
        "The area of nearly all releases, which lists need not name; empty if there is none"
    )
    more: tuple[Link, ...] = means(_MORE)
    appeals: tuple[Item, ...] = means("Releases that still ask for the public's help, newest first")
    more_appeals: tuple[Link, ...] = means(
        "Where they go on: the pages of their kinds, or with lists of their kinds, if there are any"
    )
    archives: tuple[ArchiveView, ...] = means("The ways into the archives")
    areas: tuple[Link, ...] = means("The pages of the areas")
    lists: dict[str, ListView] = means(_LISTS, default_factory=dict)


@view
class ArchivePage(PlainPage):
    """archive.html: the page at the archive's own path, such as /News/News-Articles/."""

    trail: tuple[Link, ...] = means(_TRAIL)
    archive: ArchiveView = means("The archive")


@view
class YearPage(PlainPage):
    """year.html: twelve months with their counts; the neighbours are years that have releases."""

    title: str = means("What it has: the news releases of a year")
    trail: tuple[Link, ...] = means(_TRAIL)
    months: tuple[Count, ...] = means("Its twelve months, from January")
    previous: Link | None = means("The year before that has releases")
    next: Link | None = means("The year after that has releases")


@view
class Day(View):
    """The releases of a day, newest first; no `date` for those known to the month only."""

    date: Moment | None = means("The day; nothing for releases of which only the month is known")
    releases: tuple[Item, ...] = means("Its releases, newest first")


@view
class MonthPage(PlainPage):
    """month.html: all releases of a month by day, newest first.

    `months` are those of the year that have releases. They have no counts: each release would
    otherwise change all of the year's pages.
    """

    title: str = means("The month and year")
    trail: tuple[Link, ...] = means(_TRAIL)
    months: tuple[Link, ...] = means(
        "The months of the year that have releases, this one too, from the first"
    )
    days: tuple[Day, ...] = means("The days that have releases, newest first")
    count: int = means("How many releases the month has")
    previous: Link | None = means("The month before that has releases")
    next: Link | None = means("The month after that has releases")


@view
class UndatedPage(PlainPage):
    """undated.html: the releases without a date, by title."""

    trail: tuple[Link, ...] = means(_TRAIL)
    releases: tuple[Item, ...] = means("The archive's releases without a date, by title")


@view
class AreaPage(PlainPage):
    """area.html: an area's latest releases, newest first, and its archive."""

    title: str = means("The area's name")
    trail: tuple[Link, ...] = means(_TRAIL)
    latest: tuple[Item, ...] = means(
        "Its latest releases, newest first behind those that are featured"
    )
    featured: int = means("How many of them are featured: they are the first ones")
    more: tuple[Link, ...] = means(_MORE)
    archive: Link = means("The page of its archive, which other areas may share")
    years: tuple[Link, ...] = means(
        "The years of its archive, newest first: its own ones, if a taxonomy sorts by area"
    )
    count: int = means("How many releases it has")
    feeds: tuple[FeedLink, ...] = means("Its own feeds")
    lists: dict[str, ListView] = means(_LISTS, default_factory=dict)


@view
class TaxonomyPage(PlainPage):
    """taxonomy.html: all terms of a taxonomy that have releases.

    Without counts, as each release would otherwise change the page.
    """

    title: str = means("What the taxonomy is called")
    trail: tuple[Link, ...] = means(_TRAIL)
    terms: tuple[Link, ...] = means(
        "The terms, in the order of the alphabet of the site's language; numbers by their size"
    )
    language: str = means(
        "The language of the title, if it is another than the site's; else empty", default=""
    )


@view
class TermPage(PlainPage):
    """term.html: the latest releases of a term, newest first, and its years."""

    title: str = means("The term")
    trail: tuple[Link, ...] = means(_TRAIL)
    taxonomy: Link = means("The page of all terms")
    latest: tuple[Item, ...] = means("Its latest releases, newest first; the undated are the last")
    more: tuple[Link, ...] = means(_MORE)
    years: tuple[Count, ...] = means("Its years that have releases, newest first")
    undated: Count | None = means("The page of its releases without a date, if there are any")
    count: int = means("How many releases it has")
    feeds: tuple[FeedLink, ...] = means("Its own feeds")
    language: str = means(_TERM_LANGUAGE, default="")


@view
class TermMonth(View):
    """The releases of a term in a month; of those without a date, the title is empty."""

    title: str = means("The month; empty for releases without a date")
    releases: tuple[Item, ...] = means("Its releases, newest first")


@view
class TermYearPage(PlainPage):
    """term_year.html: the releases of a term in a year, by month; or those without a date."""

    title: str = means("The term and the year")
    trail: tuple[Link, ...] = means(_TRAIL)
    months: tuple[TermMonth, ...] = means("The months that have releases of it, newest first")
    count: int = means("How many releases it has in the year")
    previous: Link | None = means("The year before that has releases of it")
    next: Link | None = means("The year after that has releases of it")
    language: str = means(_TERM_LANGUAGE, default="")


@view
class PortalPage(PlainPage):
    """portal.html: the page above the hosts of a per-host site; the links are absolute."""

    sites: tuple[SiteCount, ...] = means(
        "The hosts, with absolute links and how many releases each has"
    )


@view
class SearchPage(PlainPage):
    """search.html: the form, and the archive for readers without JavaScript.

    Areas, years (newest first) and kinds are those to choose from. `index` is the folder of the
    search index, for `search.js`.
    """

    trail: tuple[Link, ...] = means(_TRAIL)
    areas: tuple[str, ...] = means("The names of areas to choose from")
    years: tuple[str, ...] = means("The years to choose from, newest first")
    kinds: tuple[Kind, ...] = means("The kinds to choose from")
    archives: tuple[ArchiveView, ...] = means("The ways into the archives")
    index: str = means("The folder of the search index")


@view
class FailureView(View):
    """What does not meet a success criterion, and when that will be fixed."""

    text: str = means("What is wrong, in a sentence or two")
    criterion: str = means("The success criterion that it does not meet, by number and name")
    fix_by: Moment = means("The day by which it is to be fixed")


@view
class StatementPage(PlainPage):
    """accessibility-statement.html: what [accessibility] of newsgen.toml says."""

    trail: tuple[Link, ...] = means(_TRAIL)
    scope: str = means("What the statement is about, as a part of a sentence")
    organisation: str = means("Whose site it is")
    nation: str = means("Where the force is: england, scotland, wales or northern-ireland")
    status: str = means("How far the standard is met: full, partial or not")
    wcag_version: str = means("The version of the standard, such as 2.2")
    contact: str = means("The address of the contact form")
    email: str = means("The email address for what is not accessible; empty if there is none")
    telephone: str = means("The number for what is not accessible; empty if there is none")
    failures: tuple[FailureView, ...] = means("What does not meet the standard")
    burdens: tuple[str, ...] = means(
        "What it would be a disproportionate burden to fix, each with the reason"
    )
    out_of_scope: tuple[str, ...] = means("What the regulations do not ask for")
    prepared: Moment = means("The day on which the statement was written")
    reviewed: Moment = means("The day on which it was last looked through")
    tested: Moment = means("The day on which the site was last tested")
    tested_by: str = means("Who tested it, and how")


@view
class ManifestPage(View):
    """manifest.webmanifest: what a telephone needs to keep the site on its first screen."""

    title: str = means("The name of the site")


@view
class FeedExtras(View):
    """What a feed has of a release beside its text, in the order of its page."""

    language: str = means("The release's language")
    closed: bool = means("Whether it is over")
    explanation: str = means("Why it is closed, in the author's words")
    superseded_by: str = means("The link to the release that took its place")
    corrections: tuple[Note, ...] = means("What was corrected since it was published")
    updates: tuple[Note, ...] = means("What was added since it was published")
    images: tuple[Image, ...] = means("The pictures above its text")
    documents: tuple[Document, ...] = means("Its attachments")


@view
class FeedItem(View, Shared):
    """A release in a feed. `id` never changes; `url` is absolute."""

    id: str = means("An identifier that never changes")
    title: str = means("The headline")
    url: str = means("The release's absolute address")
    base_url: str = means("Scheme and host of what its text leads to from the root")
    published: Moment | None = means("When it was published, if it has a date")
    updated: Moment | None = means("When it was last changed, if it has a date")
    summary: str = means("A sentence or two")
    area: str = means("The name of its area")
    language: str = means("Its language, such as en-GB or cy")
    image: str = means("The absolute address of its picture; empty if it has none")
    tags: tuple[str, ...] = means("Its tags")
    closed: bool = means("Whether it is over, so that nobody is asked to get in touch any more")
    body: Fragment = means("Its text, for the filter html")
    extras: FeedExtras | None = means(
        "What it has beside its text; nothing if it has nothing and is in the site's language",
        default=None,
    )


@view
class FeedPage(View):
    """feed.atom, feed.rss and feed.json: the latest releases with their whole text."""

    title: str = means("The feed's name")
    description: str = means("What it has")
    id: str = means("An identifier that never changes")
    home: str = means("The absolute address of the page that it belongs to")
    url: str = means("Its own absolute address")
    updated: Moment | None = means(
        "When the latest of its releases was changed; nothing if none of them has a date"
    )
    author: str = means("Whose feed it is")
    items: tuple[FeedItem, ...] = means("The releases, newest first; those without a date are last")


@view
class SitemapEntry(View):
    """A page's absolute URL and when it last changed, if that is known."""

    url: str = means("The page's absolute address")
    changed: Moment | None = means("When it last changed, if that is known")
    alternates: tuple[tuple[str, str], ...] = means(
        "The languages and addresses of it and its twin; nothing without a twin", default=()
    )


@view
class SitemapPage(View):
    """sitemap.xml and sitemap-index.xml."""

    entries: tuple[SitemapEntry, ...] = means("The pages, or the sitemaps")


@view
class NewsEntry(View):
    url: str = means("The release's absolute address")
    title: str = means("The headline")
    published: Moment = means("When it was published")
    publication: str = means("The name of its area")
    language: str = means("Its language, as news sitemaps write it")


@view
class NewsSitemapPage(View):
    """news-sitemap.xml: the releases of the last two days."""

    entries: tuple[NewsEntry, ...] = means("The releases of the last two days, newest first")


@view
class RobotsPage(View):
    """robots.txt."""

    sitemaps: tuple[str, ...] = means("The absolute addresses of the sitemaps", default=())
