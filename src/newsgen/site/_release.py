"""The page of a release, at the path of its historic URL, and what to read next."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import repeat
from typing import Any, Final
from urllib.parse import quote

from newsgen.model.area import Area, Root
from newsgen.model.dates import Moment, Precision, clock, month_number
from newsgen.model.fields import from_plain
from newsgen.model.month import UNDATED, Month
from newsgen.model.release import (
    AROUND,
    MOST,
    WRITTEN_ONCE,
    Incident,
    Note,
    Release,
    Status,
    Twin,
)
from newsgen.model.taxonomy import AREA, Taxonomy, terms_among, values_of
from newsgen.model.titles import short_title
from newsgen.model.urls import SAFE_IN_PATH
from newsgen.site._head import json_ld
from newsgen.site._month_window import MonthWindow
from newsgen.site.addresses import area_href
from newsgen.site.cards import (
    HEIGHT as CARD_HEIGHT,
    WIDTH as CARD_WIDTH,
    card_of,
    card_path,
    card_target,
)
from newsgen.site.items import (
    FileOf,
    PictureOf,
    absolute,
    documents_of,
    files_in_body,
    has_shared_picture,
    image_of,
    shared,
)
from newsgen.site.outline import Archive, MonthWords, said_in, say
from newsgen.site.target import CardFile, Target
from newsgen.site.views import (
    Fragment,
    Head,
    Image,
    Item,
    Link,
    ReleaseLink,
    ReleasePage,
    ReleaseView,
    TermGroup,
)


def targets(window: MonthWindow, archive: Archive, releases: Sequence[Release]) -> Iterator[Target]:
    """Declare the pages of a month's releases of one archive, oldest first."""
    languages = {release.language for release in releases}
    ui_languages = {language: window.ui_language_of(language) for language in languages}
    titles = titles_of(releases, window.months, ui_languages)
    if window.only:
        at = [release.source for release in releases].index(window.only)
        releases, titles = [releases[at]], [titles[at]]
    before, after = window.before(archive.path), window.after(archive.path)
    links = [
        before,
        *(ReleaseLink(short_title(r.title), r.href, r.language) for r in releases),
        after,
    ]
    trails = {language: _trail(window, archive, ui_languages[language]) for language in languages}
    area_links = {
        key: Link(window.area_of[key].name, area_href(window.area_of[key]))
        for key in {release.area for release in releases}
    }
    twins = window.twins()
    for at, release in enumerate(releases):
        area, ui_language = window.area_of[release.area], ui_languages[release.language]
        picture, alt = _shared_picture(window, release)
        card = (
            None
            if picture or window.cards is None
            else card_of(window.root, release, area, window.month, window.cards, ui_language)
        )
        image = _image_of_card(window.root, release, card) if card else (picture, alt)
        twin = twins.get(release.source)
        view = ReleasePage(
            head=_head(area, release, titles[at], image, twin),
            release=_view(release, window, ui_language),
            area=area_links[release.area],
            trail=trails[release.language],
            previous=links[at] if release.published else None,
            next=links[at + 2] if release.published else None,
            related=related_to(release, window),
            twin=twin_link(window.root, twin) if twin else None,
            ui_language=ui_language,
            terms=_terms(release, window) if window.sorted_by else (),
        )
        subject = f"content/{release.source}"
        yield Target(window.root.file(release.path), "release.html", view, subject)
        if card:
            yield card_target(window.root, card, subject)


def titles_of(
    releases: Sequence[Release],
    months: Mapping[str, MonthWords],
    ui_languages: Mapping[str, str],
) -> list[str]:
    """Return the titles of releases for a browser's tab: no two of a month are the same.

    Each has its date, in the language of the page's interface.
    Only those that have the same headline change each other's.
    Headlines come again: “Do you recognise this man?” stood over 19 real releases. Which ones do
    is not asked, as a page would then change with releases of other years: each has its date.
    """
    dated = [_dated(release, "", months, ui_languages) for release in releases]
    again = {title for title, count in Counter(dated).items() if count > 1}
    timed = [
        _dated(release, clock(release.published) if release.published else "", months, ui_languages)
        if title in again
        else title
        for title, release in zip(dated, releases, strict=True)
    ]
    seen = Counter[str]()
    for at, title in enumerate(timed):
        seen[title] += 1
        if seen[title] > 1:
            timed[at] = f"{title} ({seen[title]})"
    return timed


def _dated(
    release: Release,
    time: str,
    months: Mapping[str, MonthWords],
    ui_languages: Mapping[str, str],
) -> str:
    """Return a title with the date, whose month has its name in the language of the interface."""
    if release.published is None:
        return release.title
    day = said_in(release.published, ui_languages[release.language], months)
    return f"{release.title} – {day}, {time}" if time else f"{release.title} – {day}"


def _trail(window: MonthWindow, archive: Archive, language: str) -> tuple[Link, ...]:
    """Return the way to the page of the month."""
    if window.month == UNDATED:
        undated = Link(say(window.words, "undated"), archive.undated_href)
        return (*archive.trail(window.words), undated)
    month = Month.parse(window.month)
    return archive.month_trail(window.words, month, window.months[language].alone)


def _terms(release: Release, window: MonthWindow) -> tuple[TermGroup, ...]:
    """Return the terms of a release: each has a page, as this release is on it."""
    area = window.area_of[release.area].name
    groups = [
        _group(
            taxonomy,
            values_of(release, taxonomy.key),
            area if taxonomy.key == AREA else "",
            release.language if taxonomy.has_authors_words else "",
            window.language,
        )
        for taxonomy in window.sorted_by
    ]
    return tuple([group for group in groups if group])


@lru_cache(maxsize=4096)
def _group(
    taxonomy: Taxonomy, values: tuple[str, ...], area: str, language: str, site: str
) -> TermGroup | None:
    """Return the terms of a taxonomy that values are, if any; an area goes by its name."""
    terms = terms_among(values, taxonomy.terms)
    links = [
        Link(area or taxonomy.name_in(site, term.slug, term.name), taxonomy.term_href(term.slug))
        for term in terms
    ]
    if not links:
        return None
    return TermGroup(taxonomy.name, taxonomy.key, taxonomy.href, tuple(links), language)


def pictures_in_body(release: Release, picture_of: PictureOf) -> tuple[Image, ...]:
    """Return the files of the site that may stand in a body as pictures, with their sizes."""
    images = []
    for use in release.files:
        src = "/" + quote(use.path, safe=SAFE_IN_PATH)
        if (file := picture_of(src)).width:
            sources = file.srcset(src), file.srcset_in_avif
            images.append(Image(src, "", "", "", file.width, file.height, *sources))
    return tuple(images)


def body_of(release: Release, picture_of: PictureOf, file: FileOf, language: str) -> Fragment:
    """Return the body of a release or page, on a page whose interface is in a language."""
    is_first, embeds = not release.images, bool(release.embeds)
    if not (release.files or embeds):
        return Fragment(release.source, release.body, is_first=is_first)
    images, files = pictures_in_body(release, picture_of), files_in_body(release, file)
    known = release.source, release.body, images, is_first, files
    return Fragment(*known, language, release.language, embeds)


def _view(release: Release, window: MonthWindow, ui_language: str) -> ReleaseView:
    picture_of = window.picture
    images = tuple([image_of(p, picture_of) for p in release.images]) if release.images else ()
    documents = documents_of(release, window.file) if release.attachments else ()
    life = release.life or WRITTEN_ONCE
    return ReleaseView(
        title=release.title,
        href=release.href,
        url=release.url,
        published=release.published,
        updated=release.updated,
        summary=release.summary,
        kind=release.kind,
        language=release.language,
        images=images,
        documents=documents,
        tags=release.tags,
        incident=release.incident and _incident_in(window.months[ui_language], release),
        draft=release.status is Status.DRAFT,
        closed=release.status is Status.CLOSED,
        open_appeal=release.is_open_appeal,
        explanation=life.explanation,
        superseded_by=life.superseded_by.href if life.superseded_by else "",
        updates=life.updates,
        corrections=life.corrections,
        fields=from_plain(release.fields),
        extra=release.extra,
        body=body_of(release, picture_of, window.file, ui_language),
    )


def _incident_in(months: MonthWords, release: Release) -> Incident | None:
    """Return the incident to quote with the name of its month in a language, if it is one."""
    incident = release.incident_to_quote
    number = month_number(incident.month) if incident else None
    return replace(incident, month=months.dated[number - 1]) if incident and number else incident


def twin_link(root: Root, twin: Twin) -> ReleaseLink:
    """Return the link from a page of a root to its twin, absolute to another root."""
    href = twin.href if twin.twin_root == root.folder else twin.url
    return ReleaseLink(twin.title, href, twin.language)


def alternates(release: Release, twin: Twin) -> tuple[tuple[str, str], ...]:
    """Return the languages and addresses of a release that has a twin: its own, and its twin's."""
    return tuple(sorted([(release.language, release.url), (twin.language, twin.url)]))


_LARGE_CARD = (("twitter:card", "summary_large_image"),)
_CARD = (("twitter:card", "summary"),)


def _head(
    area: Area, release: Release, title: str, shared_image: tuple[str, ...], twin: Twin | None
) -> Head:
    image, alt, *size = shared_image
    published, updated = _stamp(release.published), _stamp(release.updated)
    properties = (
        ("og:type", "article"),
        ("og:title", release.title),
        ("og:url", release.url),
        ("og:description", release.summary),
        ("og:site_name", area.name),
        ("og:locale", _locale(release.language)),
        ("og:locale:alternate", _locale(twin.language) if twin else ""),
        *zip(repeat("og:locale:alternate"), map(_locale, release.also_in)),
        ("og:image", image),
        *zip(("og:image:width", "og:image:height"), size, strict=False),
        ("og:image:alt", alt if image else ""),
        ("article:published_time", published),
        ("article:modified_time", updated),
        ("article:section", area.name),
        *(("article:tag", tag) for tag in release.tags),
    )
    return Head(
        title=f"{short_title(release.title)}{title[len(release.title) :]} – {area.name}",
        description=release.summary,
        canonical=release.url,
        robots=_robots(release, twin),
        alternates=alternates(release, twin) if twin else (),
        properties=tuple([named for named in properties if named[1]]),
        names=_LARGE_CARD if image else _CARD,
        json_ld=_news_article(area, release, image, published, updated),
    )


def _robots(release: Release, twin: Twin | None) -> str:
    """Return what robots are told: also when it ends, at the earlier end of a pair."""
    if release.status is Status.DRAFT or (release.life and release.life.noindex):
        return "noindex"
    ends = [release.expires] if release.expires else []
    if twin and twin.until:
        ends.append(datetime.fromisoformat(twin.until))
    if ends:
        end = min(ends).astimezone(UTC)
        return f"max-image-preview:large, unavailable_after: {end:%Y-%m-%dT%H:%M:%SZ}"
    return "max-image-preview:large"


def _news_article(area: Area, release: Release, image: str, published: str, updated: str) -> str:
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": release.title,
        "description": release.summary,
        "url": release.url,
        "mainEntityOfPage": release.url,
        "image": [image] if image else [],
        "datePublished": published,
        "dateModified": updated or published,
        "inLanguage": release.language,
        "isAccessibleForFree": True,
        "articleSection": area.name,
        "keywords": list(release.tags),
        "correction": [_correction(note) for note in release.life.corrections]
        if release.life
        else [],
    }
    text = json_ld({key: value for key, value in article.items() if value})
    return text[:-1] + _force(area.name, release.host)


def _correction(note: Note) -> dict[str, str]:
    comment = {"@type": "CorrectionComment", "text": note.note, "datePublished": _stamp(note.at)}
    return {key: value for key, value in comment.items() if value}


@lru_cache
def _force(name: str, host: str) -> str:
    """Return the end of an article's JSON: whose it is."""
    force = {"@type": "GovernmentOrganization", "name": name, "url": f"https://{host}/"}
    return "," + json_ld({"author": force, "publisher": force})[1:]


def _shared_picture(window: MonthWindow, release: Release) -> tuple[str, str]:
    """Return the absolute address of the release's picture and its text alternative.

    Of a file that the site does not publish, readers elsewhere would see a gap.
    """
    if not has_shared_picture(release):
        return "", ""
    if not release.images:
        is_lacking = release.og_file and window.lacks(release.og_file.path)
        return "" if is_lacking else release.og_image, ""
    picture = release.images[0]
    return shared(window.root, picture.src, window.file), picture.alt


def _image_of_card(root: Root, release: Release, card: CardFile) -> tuple[str, ...]:
    """Return the absolute address of a card, its text alternative, width and height."""
    href = f"/{card_path(card.name)}"
    return absolute(root, href), release.title, str(CARD_WIDTH), str(CARD_HEIGHT)


def _stamp(moment: Moment | None) -> str:
    """Return a timestamp; a month alone is not a date that a standard knows."""
    if moment is None or not moment.has_day:
        return ""
    return (
        moment.at.date().isoformat() if moment.precision is Precision.DAY else moment.at.isoformat()
    )


def _locale(language: str) -> str:
    return _LOCALES.get(language) or language.replace("-", "_")


_LOCALES: Final = {"cy": "cy_GB", "en": "en_GB"}
"""Locales of languages that name no country, which Open Graph asks for."""


def related_to(release: Release, window: MonthWindow) -> tuple[Item, ...]:
    """Return the releases that are related to one: each once, and a few at most.

    They are those of its incident, then those that it names, then older ones with a tag of it.
    """
    shown: dict[str, Release] = {}
    for other in _related(release, window):
        if other.source != release.source:
            shown.setdefault(other.source, other)
        if len(shown) == MOST:
            break
    if not shown:
        return ()
    return tuple([_related_item(other, release, window) for other in shown.values()])


def _related(release: Release, window: MonthWindow) -> Iterator[Release]:
    if release.case:
        yield from reversed(_around(release, window.same_incident(release.case)))
    yield from window.named(release.source)
    if release.tags:
        yield from window.tagged(release.source)


def _related_item(other: Release, release: Release, window: MonthWindow) -> Item:
    """Return a related release; it has the name of its area if that is another."""
    is_elsewhere = other.area != release.area and other.area in window.area_of
    return window.item(other, window.area_of[other.area].name if is_elsewhere else "")


def _around(release: Release, group: Sequence[Release]) -> Sequence[Release]:
    """Return the releases of the same incident that are nearest in time.

    They are few, so that a new one changes few pages.
    """
    at = next((n for n, other in enumerate(group) if other.source == release.source), None)
    if at is None:
        return ()
    return [*group[max(at - AROUND, 0) : at], *group[at + 1 : at + 1 + AROUND]]
