"""What newsgen.toml may hold, and its checks: models of the same names as the settings.

They are loaded only when a newsgen.toml is checked, which takes as long as a small build.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from newsgen.codes import CODES, select
from newsgen.config import settings
from newsgen.config.settings import DEFAULT_EXTENSIONS, DEFAULT_TITLE
from newsgen.model import shown
from newsgen.model.area import DEFAULT_ARCHIVE
from newsgen.model.dates import NEVER, parse_period
from newsgen.model.refusal import did_you_mean
from newsgen.model.release import KINDS
from newsgen.model.urls import PLACEHOLDERS, URLError, fill, parse_url, placeholders
from newsgen.model.validation import refusal


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
    default_images: Annotated[
        tuple[str, ...],
        Field(
            strict=False,
            description="Addresses in og.image that stand for no picture, such as the logo that "
            "the old system put there",
            examples=[["https://www.northshire.police.example/images/logo.png"]],
        ),
    ] = ()


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


class HostingSettings(_Settings):
    """What web servers are told beside addresses."""

    page_max_age: Annotated[
        int,
        Field(
            ge=0,
            le=86_400,
            description="Seconds for which browsers and CDNs may keep a page, 0 to 86400: so long "
            "may one that was taken down be seen",
            examples=[60],
        ),
    ] = 300
    image_hosts: Annotated[
        tuple[Annotated[str, AfterValidator(_host)], ...] | None,
        Field(
            strict=False,
            description="Hosts of which pages may show pictures, beside the site's own. Default: "
            "the hosts of all areas",
            examples=[["images.northshire.police.example"]],
        ),
    ] = None
    hsts: Annotated[
        int,
        Field(
            ge=0,
            le=63_072_000,
            description="Seconds for which browsers that saw the site insist on HTTPS; 0 for not "
            "at all. It is hard to take back",
            examples=[31_536_000],
        ),
    ] = 0


def _criterion(text: str) -> str:
    if not re.match(r"\d\.\d\.\d+ \S", text):
        raise refusal(
            "NG703",
            f"criterion “{text}” is not a success criterion with its number and name",
            "Such as 1.1.1 Non-text Content.",
        )
    return text


def _contact(text: str) -> str:
    if not re.fullmatch(r"(https?://|/)[^\s\"'<>]+", text):
        raise refusal(
            "NG703",
            f"contact “{text}” is not the address of a page",
            "Give the address of the form, such as https://www.example.police.uk/contact/.",
        )
    return text


def _email(text: str) -> str:
    if text and not re.fullmatch(r"[^\s@<>\"']+@[^\s@<>\"'.]+(\.[^\s@<>\"'.]+)+", text):
        raise refusal("NG703", f"email “{text}” is not an address such as web@example.police.uk")
    return text


def _version(text: str) -> str:
    if not re.fullmatch(r"\d\.\d", text):
        raise refusal("NG703", f"wcag_version “{text}” is not a version such as 2.2")
    return text


class Failure(_Settings):
    """What does not meet a success criterion."""

    text: Annotated[
        str,
        Field(
            min_length=1,
            description="What is not accessible, and to whom",
            examples=["Some pictures of 2012 have no text alternative."],
        ),
    ]
    criterion: Annotated[
        str,
        AfterValidator(_criterion),
        shown.text(pattern=r"^\d\.\d\.\d+ "),
        Field(
            description="The success criterion, by number and name",
            examples=["1.1.1 Non-text Content"],
        ),
    ]
    fix_by: Annotated[date, Field(description="When it will be mended", examples=["2027-03-31"])]


NATIONS = {
    "england": "The Equality and Human Rights Commission enforces the regulations",
    "wales": "The same",
    "scotland": "The same",
    "northern-ireland": "The Equality Commission for Northern Ireland does",
}
STATUSES = {
    "full": "All success criteria of levels A and AA are met",
    "partial": "More than half of them are met, or do not apply",
    "not": "Half of them or fewer are",
}


class Accessibility(_Settings):
    """What the accessibility statement says."""

    organisation: Annotated[
        str,
        Field(
            min_length=1,
            description="Who is responsible for the website",
            examples=["Northshire Police"],
        ),
    ]
    nation: Annotated[
        Literal["england", "wales", "scotland", "northern-ireland"],
        Field(
            description="Where the force is, which decides who enforces the regulations",
            examples=["england"],
            json_schema_extra={"enumDescriptions": list(NATIONS.values())},
        ),
    ]
    status: Annotated[
        Literal["full", "partial", "not"],
        Field(
            description="How far the website meets the Web Content Accessibility Guidelines",
            examples=["partial"],
            json_schema_extra={"enumDescriptions": list(STATUSES.values())},
        ),
    ]
    contact: Annotated[
        str,
        AfterValidator(_contact),
        shown.text(pattern="^(https?://|/)"),
        Field(
            description="The form with which to report a fault or ask for another format",
            examples=["https://www.northshire.police.example/contact/accessibility/"],
        ),
    ]
    prepared: Annotated[
        date, Field(description="When the statement was prepared", examples=["2026-09-01"])
    ]
    reviewed: Annotated[
        date, Field(description="When it was last reviewed", examples=["2026-10-01"])
    ]
    tested: Annotated[
        date, Field(description="When the website was last tested", examples=["2026-09-28"])
    ]
    tested_by: Annotated[
        str,
        Field(
            min_length=1,
            description="Who carried out the test",
            examples=["our own web team"],
        ),
    ]
    scope: Annotated[
        str,
        Field(
            description="What the statement applies to. Default: the site's title and address",
            examples=["the news website of Northshire Police"],
        ),
    ] = ""
    wcag_version: Annotated[
        str,
        AfterValidator(_version),
        shown.text(pattern=r"^\d\.\d$"),
        Field(
            description="The version of the Guidelines",
            examples=["2.2"],
        ),
    ] = "2.2"
    email: Annotated[
        str,
        AfterValidator(_email),
        shown.text(pattern="^$|^[^@]+@[^@]+[.][^@]+$"),
        Field(
            description="Another way to get in touch", examples=["web@northshire.police.example"]
        ),
    ] = ""
    telephone: Annotated[
        str, Field(description="Another way to get in touch", examples=["01632 960100"])
    ] = ""
    failures: Annotated[
        tuple[Failure, ...],
        Field(
            strict=False,
            description="What does not comply with the regulations, each in a table of its own",
            examples=[
                [
                    {
                        "text": "Some old pictures have no text alternative.",
                        "criterion": "1.1.1 Non-text Content",
                        "fix_by": "2027-03-31",
                    }
                ]
            ],
        ),
    ] = ()
    burdens: Annotated[
        tuple[str, ...],
        Field(
            strict=False,
            description="What would be a disproportionate burden to mend",
            examples=[["Captions for films of before 2020."]],
        ),
    ] = ()
    out_of_scope: Annotated[
        tuple[str, ...],
        Field(
            strict=False,
            description="What is not within the scope of the regulations",
            examples=[["Documents of before 23 September 2018."]],
        ),
    ] = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Accessibility":
        """Hold the status and the lists to each other, as the wording of the statement does."""
        listed = bool(self.failures or self.burdens or self.out_of_scope)
        if self.status == "full" and listed:
            raise refusal(
                "NG703",
                "accessibility has status full, but lists what is not accessible",
                'Set status = "partial", or take the lists out.',
            )
        if self.status != "full" and not listed:
            raise refusal(
                "NG703",
                f"accessibility has status {self.status}, but does not list what is not accessible",
                "Add [[accessibility.failures]] with text, criterion and fix_by.",
            )
        if not self.prepared <= self.reviewed:
            raise refusal(
                "NG703",
                "accessibility was reviewed before it was prepared",
                "Set reviewed to the day of the last review.",
            )
        return self


def _retention(kinds: dict[str, str]) -> dict[str, str]:
    known = [*KINDS, "default"]
    for kind, text in kinds.items():
        if kind not in known:
            near = did_you_mean(kind, known)
            hint = f"Did you mean {near}?" if near else f"Known are {', '.join(known)}."
            raise refusal("NG703", f"there is no kind “{kind}”", hint)
        if text != NEVER and parse_period(text) is None:
            raise refusal(
                "NG703",
                f"retention “{text}” of {kind} is no length of time",
                f'Write it like "90 days", "12 months" or "6 years", or "{NEVER}".',
            )
    return {str(kind): text for kind, text in kinds.items()}


def _retention_schema() -> dict[str, Any]:
    units = shown.any_case(["d", "w", "m", "y", "day", "week", "month", "year"])
    period = {"type": "string", "pattern": rf"^(never|\s*\d+\s*{units}[sS]?\s*)$"}
    meanings = {**KINDS, "default": "All other kinds"}
    return {
        "type": "object",
        "properties": {
            str(k): {"description": words, "examples": ["90 days"], **period}
            for k, words in meanings.items()
        },
        "additionalProperties": False,
    }


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
    hosting: Annotated[
        HostingSettings,
        Field(
            description="What web servers are told beside addresses", examples=[{"hsts": 31536000}]
        ),
    ] = HostingSettings.model_construct()

    accessibility: Annotated[
        Accessibility | None,
        Field(
            description="What the accessibility statement says; without it, there is no statement",
            examples=[{"organisation": "Northshire Police", "nation": "england"}],
        ),
    ] = None
    retention: Annotated[
        dict[str, str],
        AfterValidator(_retention),
        shown.Shown(_retention_schema),
        Field(
            description="How long after its publication a release of a kind may stay; newsgen "
            "review lists what is due",
            examples=[{"missing": "90 days", "court-result": "6 years", "default": "10 years"}],
        ),
    ] = Field(default_factory=dict)


def checked(data: dict[str, Any]) -> settings.Config:
    """Check what a newsgen.toml holds, and return the settings.

    Raises:
        pydantic.ValidationError: with every unknown setting and wrong value.

    """
    found = Config.model_validate(data)
    values = found.model_dump()
    values["site"]["titled"] = "title" in found.site.model_fields_set
    if found.hosting.image_hosts is None:
        hosts = {host for area in found.areas.values() for host in area.hosts}
        values["hosting"]["image_hosts"] = sorted(hosts)
    return settings.Config.of(values)
