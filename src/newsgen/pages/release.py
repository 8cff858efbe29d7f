"""The page of a release, at the path of its historic URL."""

from collections.abc import Iterator, Sequence

from newsgen.model.dates import Moment, Precision
from newsgen.model.month import Month
from newsgen.model.release import Release, Status
from newsgen.pages.head import json_ld
from newsgen.pages.outline import Archive, AreaCount, RootOutline
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
    for at, release in enumerate(releases):
        area = outline.area(release.area)
        view = ReleasePage(
            head=_head(outline, area, release),
            release=_view(release),
            area=area.link,
            trail=_trail(archive, release),
            previous=links[at] if release.published else None,
            next=links[at + 2] if release.published else None,
        )
        subject = f"content/{release.source}"
        yield Target(outline.root.file(release.path), TEMPLATE, view, subject)


def _trail(archive: Archive, release: Release) -> tuple[Link, ...]:
    if release.published is None:
        return (*archive.trail(), Link("Undated releases", archive.undated_href))
    return archive.month_trail(Month(release.published.year, release.published.month))


def _view(release: Release) -> ReleaseView:
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
        extra=release.extra,
        body=Fragment(release.source, release.body),
    )


def _head(outline: RootOutline, area: AreaCount, release: Release) -> Head:
    image, alt = _image(outline, release)
    properties = [
        ("og:type", "article"),
        ("og:title", release.title),
        ("og:url", release.url),
        ("og:description", release.summary),
        ("og:site_name", area.area.name),
        ("og:locale", _locale(release.language)),
    ]
    if image:
        properties.append(("og:image", image))
        properties.append(("og:image:alt", alt))
    if published := _stamp(release.published):
        properties.append(("article:published_time", published))
    if updated := _stamp(release.updated):
        properties.append(("article:modified_time", updated))
    properties.append(("article:section", area.area.name))
    properties += [("article:tag", tag) for tag in release.tags]
    return Head(
        title=f"{release.title} – {area.area.name}",
        description=release.summary,
        canonical=release.url,
        robots="noindex" if release.status is Status.DRAFT else "max-image-preview:large",
        properties=tuple((name, value) for name, value in properties if value),
        names=(("twitter:card", "summary_large_image" if image else "summary"),),
        json_ld=_news_article(area, release, image),
    )


def _news_article(area: AreaCount, release: Release, image: str) -> str:
    force = {
        "@type": "GovernmentOrganization",
        "name": area.area.name,
        "url": f"https://{release.host}/",
    }
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": release.title,
        "description": release.summary,
        "url": release.url,
        "mainEntityOfPage": release.url,
        "image": [image] if image else [],
        "datePublished": _stamp(release.published),
        "dateModified": _stamp(release.updated) or _stamp(release.published),
        "inLanguage": release.language,
        "isAccessibleForFree": True,
        "articleSection": area.area.name,
        "keywords": list(release.tags),
        "author": force,
        "publisher": force,
    }
    return json_ld({key: value for key, value in article.items() if value})


def _image(outline: RootOutline, release: Release) -> tuple[str, str]:
    """Return the absolute address of the release's picture and its text alternative."""
    if not release.images:
        return release.og_image, ""
    picture = release.images[0]
    rooted = picture.src.startswith("/") and not picture.src.startswith("//")
    return (outline.root.base_url + picture.src if rooted else picture.src), picture.alt


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
