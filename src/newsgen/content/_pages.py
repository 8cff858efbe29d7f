"""Addresses of releases, and pages: Markdown files with `type: page`, without a date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final

from newsgen.config import Config
from newsgen.content._dating import NO_DATES, Dates
from newsgen.content._meta import Meta
from newsgen.content._values import NO_TITLE_OF_PAGE, KeyRow, worded
from newsgen.content.frontmatter import Located
from newsgen.content.matter import is_blank
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model import urls
from newsgen.model.area import Area, unconfigured_area
from newsgen.model.dates import Moment
from newsgen.model.declared import text
from newsgen.model.release import KINDS
from newsgen.model.urls import Address, URLError, parse_url, slugify


def address_is_given(located: Located) -> bool:
    """Return whether the front matter has an address, be it right or wrong."""
    return "url" in located.values and not is_blank(located.values["url"])


def address_of_url(located: Located, diagnostics: list[Diagnostic]) -> Address | None:
    """Return the address that the front matter has, if it is one."""
    text = located.values.get("url")
    if not isinstance(text, str) or is_blank(text):
        return None
    try:
        address = urls.parse_url(text)
    except URLError as error:
        diagnostics.append(Diagnostic(error.code, str(error), located.value("url"), error.hint))
        return None
    if " " in text:
        diagnostics.extend(report_space(text, address.url, located.value("url")))
    return address


def report_space(written: str, sent: str, span: Span) -> Iterator[Diagnostic]:
    """Report a space within an address: it is sent as %20, and nobody can read it out."""
    if " " in written.strip():
        hint = f"Write {sent} if readers have that already, and else hyphens for the spaces."
        yield Diagnostic("NG210", "the address has a space, which is sent as %20", span, hint)


def address_of_area(
    meta: Meta,
    area: Area,
    language: str,
    published: Moment | None,
    located: Located,
    diagnostics: list[Diagnostic],
) -> Address | None:
    """Give a release without a URL one by its area's pattern for its language."""
    months, permalink, host, _ = area.place_in(language)
    slug = meta.slug or urls.slugify(meta.title)
    if not slug:
        diagnostics.append(
            Diagnostic(
                "NG407",
                "no file name can be made from the title",
                located.value("title"),
                "Add slug: and a short name in letters, digits and hyphens.",
            )
        )
        return None
    if meta.slug and meta.slug.lower().endswith(urls.PAGE_EXTENSIONS):
        diagnostics.extend(_report_ending(meta.slug, permalink, located))
    if published is None and urls.is_dated(permalink):
        if "date" not in located.values:  # an empty one is reported as such
            diagnostics.append(
                Diagnostic(
                    "NG406",
                    f"the release has neither url nor date, and the area's permalink "
                    f"{permalink} needs a date",
                    located.key(),
                    "Add url: with its address, or date: with the day of publication.",
                )
            )
        return None
    at = published.at if published else None
    path = urls.fill(permalink, slug=slug, at=at, language=months)
    return Address("https", host or "localhost", path)


def _report_ending(slug: str, permalink: str, located: Located) -> Iterator[Diagnostic]:
    """Report a slug that ends as a page does, where the address goes on behind it."""
    if urls.adds_to_ending(permalink, slug):
        name = urls.name_in(slug)
        ending = permalink[permalink.rindex("}") + 1 :]
        yield Diagnostic(
            "NG206",
            f"the slug “{slug}” ends as a page does, so the address would end in {slug}{ending}",
            located.value("slug"),
            f"Write slug: {name}, or url: with the full address if readers have that already.",
        )


_TYPE: Final = "page"
_INDEX: Final = "index"
_TEMPLATE: Final = "page.html"
FOLDER: Final = "pages/"
"""The folder of templates for single pages."""


def is_page(values: Mapping[str, Any]) -> bool:
    """Return whether the front matter is that of a page."""
    written = values.get("type")
    return isinstance(written, str) and written.strip().lower() == _TYPE


def may_be_page(values: Mapping[str, Any]) -> bool:
    """Return whether the front matter may be meant for a page: its type may be that misspelt."""
    written = values.get("type")
    is_release = isinstance(written, str) and written.strip().lower() in ("", "release", *KINDS)
    return written is not None and not is_release


_OTHERWISE: Final[dict[str, dict[str, Any]]] = {
    "title": {
        "reader": text(worded(NO_TITLE_OF_PAGE), minLength=1),
        "missing": NO_TITLE_OF_PAGE,
    },
    "area": {"missing": None},
}
"""What is different in the keys of a page: it needs no area."""


def keys_of(rows: Sequence[KeyRow]) -> tuple[KeyRow, ...]:
    """Return the rows of keys for a page."""
    return tuple(replace(row, **_OTHERWISE.get(row.name, {})) for row in rows)


def template_of(meta: Meta) -> str:
    """Return the name of the template of what the front matter is of; a release has none here."""
    if meta.type != _TYPE:
        return ""
    return f"{FOLDER}{meta.template}.html" if meta.template else _TEMPLATE


def template_place(meta: Meta, located: Located) -> tuple[int, ...]:
    """Return where the front matter names a template: its first line and column, and the last."""
    if meta.type != _TYPE or not meta.template:
        return ()
    span = located.value("template")
    return span.line, span.column, span.end_line, span.end_column


def area_of(meta: Meta, config: Config) -> Area:
    """Return the area of a page: the one that it names, or the only one of the site."""
    if meta.area:
        return config.area(meta.area)
    return config.area(next(iter(config.areas))) if len(config.areas) == 1 else _NO_AREA


_NO_AREA: Final = unconfigured_area("")


def dates_of(meta: Meta | None) -> Dates:
    """Return when a page begins to be published, if it says so."""
    if meta is None:
        return NO_DATES
    moments = [moment for moment in (meta.date, meta.embargo) if moment]
    return Dates(max(moments, key=lambda moment: moment.at, default=None), meta.date)


def address_of(
    meta: Meta | None,
    source: str,
    located: Located,
    config: Config,
    diagnostics: list[Diagnostic],
) -> Address | None:
    """Return the address of a page: its url, whole or as a path, or else that of its folder."""
    written = located.values.get("url")
    url = written.strip() if isinstance(written, str) else ""
    if meta is None:
        return None
    path = url or _path(source, meta.slug)
    if meta.slug and not url:
        diagnostics.extend(_report_ending(meta.slug, "/{slug}/", located))
    is_whole = bool(url) and not url.startswith("/")
    site = (
        ""
        if is_whole
        else _site(area_of(meta, config), meta.language or config.site.language, config)
    )
    if site is None:
        diagnostics.append(
            Diagnostic(
                "NG406",
                "the page does not say on which of the hosts it is",
                located.key(),
                "Add area: and an area that has hosts, or url: with the absolute URL.",
            )
        )
        return None
    try:
        address = parse_url(site + path)
    except URLError as error:
        place = located.value("url") if url else located.key()
        diagnostics.append(Diagnostic(error.code, str(error), place, error.hint))
        return None
    if " " in url:
        sent = address.url if is_whole else address.href
        diagnostics.extend(report_space(url, sent, located.value("url")))
    return address


def _path(source: str, slug: str | None) -> str:
    """Return the path by a file's folder and name: `courts/index.md` is at /courts/."""
    file = PurePosixPath(source)
    folders = [slugify(part).lower() for part in file.parent.parts]
    name = slug or slugify(file.stem).lower()
    steps = [step for step in (*folders, name if name != _INDEX else "") if step]
    return "/" + "".join(f"{step}/" for step in steps)


def _site(area: Area, language: str, config: Config) -> str | None:
    """Return scheme and host of an area's pages; None if several hosts could be meant."""
    if config.site.layout == "per-host":
        host = area.place_in(language).host
        return f"https://{host}" if host else None
    host = area.hosts[0] if area.hosts else "localhost"
    return config.site.base_url or f"https://{host}"
