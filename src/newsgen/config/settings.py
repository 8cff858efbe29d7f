"""The settings of a site, their defaults and their checks."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from newsgen.codes import CODES, select
from newsgen.model.area import DEFAULT_ARCHIVE, Area, found_area
from newsgen.model.urls import (
    PLACEHOLDERS,
    Address,
    URLError,
    fill,
    folded,
    parse_url,
    placeholders,
    slugify,
)
from newsgen.model.validation import did_you_mean, refusal

DEFAULT_EXTENSIONS = ("tables", "sane_lists", "attr_list")


def _base_url(text: str) -> str:
    try:
        address = parse_url(text)
    except URLError as error:
        raise refusal("NG703", str(error)) from None
    if address.path != "/" or address.query:
        raise refusal(
            "NG703",
            f"base_url “{text}” has a path: releases live at paths from the root of a host",
            "Give the host only, such as https://www.example.police.uk",
        )
    return f"{address.scheme}://{address.host}"


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise refusal("NG703", f"language “{text}” is not a language tag such as en-GB or cy")
    return text


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refusal(
            "NG703", f"timezone “{text}” is unknown; the United Kingdom's is Europe/London"
        ) from None
    return text


def _archive(text: str) -> str:
    if not text.startswith("/") or not text.endswith("/") or "//" in text:
        raise refusal("NG703", f"archive “{text}” should begin and end with /, such as /news/")
    try:
        address = parse_url("https://host.example" + text)
    except URLError as error:
        raise refusal("NG703", f"archive “{text}” cannot be: {error}", error.hint) from None
    if address.query or "#" in text or "?" in text:
        raise refusal("NG703", f"archive “{text}” may not hold ? or #")
    return address.path


def _permalink(text: str) -> str:
    for name in placeholders(text):
        if name not in PLACEHOLDERS:
            known = ", ".join("{" + p + "}" for p in PLACEHOLDERS)
            raise refusal(
                "NG703", f"permalink has an unknown part {{{name}}}", f"Known are {known}."
            )
    if not text.startswith("/") or "{slug}" not in text or "?" in text or "#" in text:
        raise refusal(
            "NG703",
            f"permalink “{text}” should be a path that begins with / and holds {{slug}}",
            'Such as "/news/{year}/{month_name}/{slug}.aspx"',
        )
    sample = fill(text, slug="slug", at=datetime(2020, 3, 5))  # noqa: DTZ001
    try:
        parse_url("https://host.example" + sample)
    except URLError as error:
        raise refusal("NG703", f"permalink “{text}” cannot be: {error}", error.hint) from None
    if "//" in text:
        raise refusal("NG703", f"permalink “{text}” has an empty folder name, //")
    return parse_url("https://host.example" + text).path


def _host(text: str) -> str:
    try:
        host = parse_url(f"https://{text}/").host
    except URLError:
        host = ""
    if not host or host != text.lower():
        raise refusal(
            "NG703", f"host “{text}” is not a host name", "Leave out https:// and any path."
        )
    return host


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise refusal("NG703", f"slug “{text}” may hold small letters, digits and single hyphens")
    return text


class _Settings(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, ignored_types=(cached_property,)
    )


class Site(_Settings):
    """The site as a whole."""

    title: Annotated[str, Field(min_length=1)] = "Police news"
    base_url: Annotated[str, AfterValidator(_base_url)] | None = None
    language: Annotated[str, AfterValidator(_language)] = "en-GB"
    timezone: Annotated[str, AfterValidator(_timezone)] = "Europe/London"
    layout: Literal["single", "per-host"] = "single"
    theme: str = "plain"


class AreaSettings(_Settings):
    """One force's area."""

    name: str = ""
    slug: Annotated[str, AfterValidator(_slug)] | None = None
    hosts: Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], Field(strict=False)] = ()
    archive: Annotated[str, AfterValidator(_archive)] = DEFAULT_ARCHIVE
    permalink: Annotated[str, AfterValidator(_permalink)] | None = None


class ThemeSettings(_Settings):
    """Options of the theme; which there are is declared in its theme.toml."""

    options: dict[str, Any] = Field(default_factory=dict)


class Markdown(_Settings):
    """Python-Markdown's extensions, by name, and their settings."""

    extensions: Annotated[tuple[str, ...], Field(strict=False)] = DEFAULT_EXTENSIONS
    extension_configs: dict[str, dict[str, Any]] = Field(default_factory=dict)


def _selector(text: str) -> str:
    if not select(text):
        names = [*CODES, *(code.name for code in CODES.values())]
        near = did_you_mean(text, names)
        hint = f"Did you mean {near}?" if near else "newsgen explain lists them."
        raise refusal("NG703", f"there is no rule “{text}”", hint)
    if all(CODES[code].is_essential for code in select(text)):
        raise refusal(
            "NG703",
            f"{text} is always an error: such a release cannot be published",
            "Mend the releases; newsgen check finds them.",
        )
    return text


Selector = Annotated[str, AfterValidator(_selector)]


class Rules(_Settings):
    """How severe findings are, and where they do not count."""

    strict_since: date | None = None
    severity: dict[Selector, Literal["off", "warning", "error"]] = Field(default_factory=dict)
    per_path: dict[str, Annotated[tuple[Selector, ...], Field(strict=False)]] = Field(
        default_factory=dict
    )


class Feeds(_Settings):
    items: Annotated[int, Field(ge=1, le=200)] = 20


@dataclass(frozen=True, slots=True)
class Root:
    """A document root: a whole site on a host, or the only one.

    `name` is empty for a single root, else the host, which is also its folder.
    """

    name: str
    title: str
    base_url: str

    def file(self, path: str) -> str:
        """Return a path in the output folder for a path in this root."""
        return f"{self.name}/{path}" if self.name else path


class Config(_Settings):
    """All settings of a site."""

    site: Site = Site()
    areas: dict[str, AreaSettings] = Field(default_factory=dict)
    theme: ThemeSettings = ThemeSettings()
    markdown: Markdown = Markdown()
    feeds: Feeds = Feeds()
    rules: Rules = Rules()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.timezone)

    def area(self, key: str) -> Area:
        """Return an area by the word that releases use, configured or not."""
        return self._areas.get(key) or found_area(key)

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {key: _area(key, settings) for key, settings in self.areas.items()}

    def root_name(self, address: Address) -> str:
        return address.host if self.site.layout == "per-host" else ""

    def root(self, name: str, *, host: str, area: str) -> Root:
        """Return a document root.

        `host` is one that its releases use, `area` the name of its area if there is just one.
        """
        if name:
            return Root(name=name, title=area or name, base_url=f"https://{name}")
        title = (
            self.site.title if "title" in self.site.model_fields_set else area or self.site.title
        )
        base = self.site.base_url or f"https://{host or 'localhost'}"
        return Root(name="", title=title, base_url=base)


def _area(key: str, settings: AreaSettings) -> Area:
    fallback = found_area(key)
    return Area(
        key=key,
        name=settings.name or key,
        slug=settings.slug or slugify(key).lower() or "area",
        hosts=settings.hosts,
        archive=settings.archive,
        permalink=settings.permalink
        or settings.archive + fallback.permalink.removeprefix(DEFAULT_ARCHIVE),
    )


def same_slugs(areas: dict[str, AreaSettings]) -> tuple[str, str] | None:
    """Return two areas whose pages would be the same, if there are."""
    seen: dict[str, str] = {}
    for key, settings in areas.items():
        slug = folded(_area(key, settings).slug)
        if slug in seen:
            return seen[slug], key
        seen[slug] = key
    return None
