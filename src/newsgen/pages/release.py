"""The page of a release, at the path of its historic URL."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import lru_cache
from typing import Any

from newsgen.config import Root
from newsgen.model.area import Area
from newsgen.model.dates import Moment, Precision
from newsgen.model.month import Month
from newsgen.model.release import Life, Note, Release, Status
from newsgen.pages.head import json_ld
from newsgen.pages.outline import Archive, RootOutline
from newsgen.pages.target import Target
from newsgen.pages.views import Fragment, Head, Link, ReleasePage, ReleaseView

TEMPLATE = "release.html"


def targets(
    outline: RootOutline,
    archive: Archive,
    releases: Sequence[Release],
    before: Link | None,
    after: Link | None,
) -> Iterator[Target]:
    """Declare the pages of a month's releases of one archive, oldest first.

    `before` and `after` are the archive's releases around the month.
    """
    links = [before, *(Link(r.title, r.href) for r in releases), after]
    trail = _trail(archive, releases[0])
    areas = {key: outline.area(key) for key in {release.area for release in releases}}
    area_links = {key: area.link for key, area in areas.items()}
    for at, release in enumerate(releases):
        view = ReleasePage(
            head=_head(outline.root, areas[release.area].area, release),
            release=_view(release),
            area=area_links[release.area],
            trail=trail,
            previous=links[at] if release.published else None,
            next=links[at + 2] if release.published else None,
        )
        subject = f"content/{release.source}"
        yield Target(outline.root.file(release.path), TEMPLATE, view, subject)


def _trail(archive: Archive, release: Release) -> tuple[Link, ...]:
    """Return the way to the month of a release."""
    if release.published is None:
        return (*archive.trail(), Link("Undated releases", archive.undated_href))
    return archive.month_trail(Month(release.published.year, release.published.month))


_WRITTEN_ONCE = Life()


def _view(release: Release) -> ReleaseView:
    life = release.life or _WRITTEN_ONCE
    return ReleaseView(
        title=release.title,
        href=release.href,
        url=release.url,
        published=release.published,
        updated=release.updated,
        summary=release.summary,
        kind=release.kind,
        language=release.language,
        images=release.images,
        tags=release.tags,
        incident=release.incident,
        draft=release.status is Status.DRAFT,
        closed=release.status is Status.CLOSED,
        explanation=life.explanation,
        superseded_by=life.superseded_by.href if life.superseded_by else "",
        updates=life.updates,
        corrections=life.corrections,
        extra=release.extra,
        body=Fragment(release.source, release.body),
    )


_LARGE_CARD = (("twitter:card", "summary_large_image"),)
_CARD = (("twitter:card", "summary"),)


def _head(root: Root, area: Area, release: Release) -> Head:
    image, alt = _image(root, release)
    published, updated = _stamp(release.published), _stamp(release.updated)
    properties = (
        ("og:type", "article"),
        ("og:title", release.title),
        ("og:url", release.url),
        ("og:description", release.summary),
        ("og:site_name", area.name),
        ("og:locale", _locale(release.language)),
        ("og:image", image),
        ("og:image:alt", alt if image else ""),
        ("article:published_time", published),
        ("article:modified_time", updated),
        ("article:section", area.name),
        *(("article:tag", tag) for tag in release.tags),
    )
    return Head(
        title=f"{release.title} – {area.name}",
        description=release.summary,
        canonical=release.url,
        robots=_robots(release),
        properties=tuple([named for named in properties if named[1]]),
        names=_LARGE_CARD if image else _CARD,
        json_ld=_news_article(area, release, image, published, updated),
    )


def _robots(release: Release) -> str:
    if release.status is Status.DRAFT or (release.life and release.life.noindex):
        return "noindex"
    if release.expires:
        end = release.expires.astimezone(UTC)
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


def _image(root: Root, release: Release) -> tuple[str, str]:
    """Return the absolute address of the release's picture and its text alternative."""
    if not release.images:
        return release.og_image, ""
    picture = release.images[0]
    rooted = picture.src.startswith("/") and not picture.src.startswith("//")
    return (root.base_url + picture.src if rooted else picture.src), picture.alt


def _stamp(moment: Moment | None) -> str:
    """Return a timestamp; a month alone is no date that a standard knows."""
    if moment is None or moment.precision is Precision.MONTH:
        return ""
    return (
        moment.at.date().isoformat() if moment.precision is Precision.DAY else moment.at.isoformat()
    )


def _locale(language: str) -> str:
    if language == "cy":
        return "cy_GB"
    return language.replace("-", "_")
