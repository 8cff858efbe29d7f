"""What newsgen.toml may hold, and its checks: models of the same names as the settings.

They are loaded only when a newsgen.toml is checked, which takes as long as a small build.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from newsgen.codes import CODES, select
from newsgen.config import settings
from newsgen.config.settings import DEFAULT_EXTENSIONS, DEFAULT_TITLE
from newsgen.model import shown
from newsgen.model.area import DEFAULT_ARCHIVE
from newsgen.model.urls import PLACEHOLDERS, URLError, fill, parse_url, placeholders
from newsgen.model.validation import did_you_mean, refusal


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
    # Each model is built when a value is checked, with those in it; not once by itself as well.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Site(_Settings):
    """The site as a whole."""

    title: Annotated[
        str,
        Field(
            min_length=1,
            description="The name of the site; without it, the area's name if there is just one",
            examples=["Northshire Police news"],
        ),
    ] = DEFAULT_TITLE
    base_url: Annotated[
        Annotated[str, AfterValidator(_base_url), shown.text(pattern="^https?://")] | None,
        Field(
            description="Where the site will be, without a path: for links in feeds, sitemaps and "
            "heads of pages. Default: the host that most releases have",
            examples=["https://www.northshire.police.example"],
        ),
    ] = None
    language: Annotated[
        str,
        AfterValidator(_language),
        shown.text(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
        Field(
            description="The language of the site, and of releases that do not say",
            examples=["en-GB", "cy"],
        ),
    ] = "en-GB"
    timezone: Annotated[
        str,
        AfterValidator(_timezone),
        Field(description="The time zone of dates without an offset", examples=["Europe/London"]),
    ] = "Europe/London"
    layout: Annotated[
        Literal["single", "per-host"],
        Field(
            description="How many folders with a site there are",
            examples=["per-host"],
            json_schema_extra={"enumDescriptions": ["One for all", "One for each host"]},
        ),
    ] = "single"
    theme: Annotated[
        str,
        Field(description="A folder in themes/, or a theme that newsgen ships", examples=["plain"]),
    ] = "plain"
    search: Annotated[
        bool,
        Field(
            description="Whether the site has a search page and an index for it; needs "
            "newsgen[search]",
            examples=[True],
        ),
    ] = False


class AreaSettings(_Settings):
    """One force's area."""

    name: Annotated[
        str,
        Field(
            description="How pages call it. Default: the name of the table",
            examples=["Northshire Police"],
        ),
    ] = ""
    slug: Annotated[
        Annotated[str, AfterValidator(_slug), shown.text(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
        | None,
        Field(
            description="Its page is /areas/SLUG/; no two areas may have the same. Default: made "
            "from the name of the table",
            examples=["northshire"],
        ),
    ] = None
    hosts: Annotated[
        tuple[Annotated[str, AfterValidator(_host)], ...],
        Field(
            strict=False,
            description="Its host names. A release with another host is a warning; without hosts, "
            "any will do",
            examples=[["www.northshire.police.example"]],
        ),
    ] = ()
    archive: Annotated[
        str,
        AfterValidator(_archive),
        shown.text(pattern="^/(.*/)?$"),
        Field(
            description="Year and month pages live under it; begins and ends with /",
            examples=["/newsroom/"],
        ),
    ] = DEFAULT_ARCHIVE
    permalink: Annotated[
        Annotated[str, AfterValidator(_permalink), shown.text(pattern=r"^/.*\{slug\}")] | None,
        Field(
            description="The path of a release without url. Default: archive with "
            "{year}/{month_name}/{slug}.aspx",
            examples=["/newsroom/{year}/{month_name}/{slug}.aspx"],
        ),
    ] = None


class ThemeSettings(_Settings):
    """Options of the theme; which there are is declared in its theme.toml."""

    options: Annotated[
        dict[str, Any],
        Field(
            description="Values for the options that the theme declares",
            examples=[{"accent": "#0b4a4f"}],
        ),
    ] = Field(default_factory=dict)


class Markdown(_Settings):
    """Python-Markdown's extensions, by name, and their settings."""

    extensions: Annotated[
        tuple[str, ...],
        Field(
            strict=False,
            description="Python-Markdown's extensions",
            examples=[["tables", "sane_lists", "attr_list", "toc"]],
        ),
    ] = DEFAULT_EXTENSIONS
    extension_configs: Annotated[
        dict[str, dict[str, Any]],
        Field(
            description="Their settings, in a table for each",
            examples=[{"toc": {"marker": "[contents]"}}],
        ),
    ] = Field(default_factory=dict)


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


Selector = Annotated[
    str, AfterValidator(_selector), shown.Shown(lambda: shown.choice(shown.selectors()))
]
LEVELS = {
    "off": "Not looked for",
    "warning": "Shown, and for you to judge",
    "error": "Stops a build",
}


def _each_once(severity: dict[str, str]) -> dict[str, str]:
    """Refuse two words on one rule: its code, and its name."""
    seen: dict[frozenset[str], str] = {}
    for selector in severity:
        other = seen.setdefault(select(selector), selector)
        if other != selector:
            raise refusal("NG703", f"{other} and {selector} are the same rule", "Keep one of them.")
    return severity


class Rules(_Settings):
    """How severe findings are, and where they do not count."""

    strict_since: Annotated[
        date | None,
        Field(
            description="From this day on, rules that only warn of old releases are errors",
            examples=["2026-01-01"],
        ),
    ] = None
    severity: Annotated[
        dict[Selector, Literal["off", "warning", "error"]],
        AfterValidator(_each_once),
        shown.Shown(lambda: shown.severities(LEVELS)),
        Field(
            description="How severe a rule's findings are, whatever the date; by code, name, or "
            "how codes begin",
            examples=[{"possible-plate": "off", "NG52": "warning"}],
        ),
    ] = Field(default_factory=dict)
    per_path: Annotated[
        dict[str, Annotated[tuple[Selector, ...], Field(strict=False)]],
        Field(
            description="Rules that are off in some files: a pattern of paths in the content "
            "folder, and codes or names",
            examples=[{"2012/**": ["NG525", "link-text"]}],
        ),
    ] = Field(default_factory=dict)


class Feeds(_Settings):
    items: Annotated[
        int, Field(ge=1, le=200, description="Releases in a feed, 1 to 200", examples=[30])
    ] = 20


class Config(_Settings):
    """All settings of a site."""

    site: Annotated[
        Site,
        Field(description="The site as a whole", examples=[{"title": "Northshire Police news"}]),
    ] = Site.model_construct()
    areas: Annotated[
        dict[str, AreaSettings],
        Field(
            description="A table for each area, named as in the area of its releases",
            examples=[{"Northshire": {"name": "Northshire Police"}}],
        ),
    ] = Field(default_factory=dict)
    theme: Annotated[
        ThemeSettings,
        Field(description="The theme's options", examples=[{"options": {"accent": "#0b4a4f"}}]),
    ] = ThemeSettings.model_construct()
    markdown: Annotated[
        Markdown,
        Field(
            description="What Markdown may do",
            examples=[{"extensions": ["tables", "sane_lists", "attr_list"]}],
        ),
    ] = Markdown.model_construct()
    feeds: Annotated[Feeds, Field(description="The feeds", examples=[{"items": 30}])] = (
        Feeds.model_construct()
    )
    rules: Annotated[
        Rules,
        Field(
            description="How severe findings are, and where they do not count",
            examples=[{"strict_since": "2026-01-01"}],
        ),
    ] = Rules.model_construct()


def checked(data: dict[str, Any]) -> settings.Config:
    """Check what a newsgen.toml holds, and return the settings.

    Raises:
        pydantic.ValidationError: with every unknown setting and wrong value.

    """
    found = Config.model_validate(data)
    values = found.model_dump()
    values["site"]["titled"] = "title" in found.site.model_fields_set
    return settings.Config.of(values)
