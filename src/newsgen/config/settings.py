"""The settings of a site, checked, and their defaults."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.model.area import DEFAULT_ARCHIVE, Area, found_area
from newsgen.model.urls import Address, folded, slugify

DEFAULT_TITLE: Final = "Police news"
DEFAULT_EXTENSIONS: Final = ("tables", "sane_lists", "attr_list")


class Site(NamedTuple):
    """The site as a whole. `titled` says that its title was chosen."""

    title: str = DEFAULT_TITLE
    base_url: str | None = None
    language: str = "en-GB"
    timezone: str = "Europe/London"
    layout: str = "single"
    theme: str = "plain"
    search: bool = False
    titled: bool = False


class AreaSettings(NamedTuple):
    """One force's area."""

    name: str = ""
    slug: str | None = None
    hosts: tuple[str, ...] = ()
    archive: str = DEFAULT_ARCHIVE
    permalink: str | None = None
    default_images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """Options of the theme; which there are is declared in its theme.toml."""

    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Markdown:
    """Python-Markdown's extensions, by name, and their settings."""

    extensions: tuple[str, ...] = DEFAULT_EXTENSIONS
    extension_configs: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Tell whether it names anything but what newsgen brings itself."""
        return self.extensions != DEFAULT_EXTENSIONS or bool(self.extension_configs)


@dataclass(frozen=True, slots=True)
class Rules:
    """How severe findings are, and where they do not count."""

    strict_since: date | None = None
    severity: dict[str, str] = field(default_factory=dict)
    per_path: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Feeds(NamedTuple):
    items: int = 20


class HostingSettings(NamedTuple):
    """What web servers are told beside addresses.

    `image_hosts` are the hosts that pages may show pictures of; unless they were chosen, those of
    the areas. `page_max_age` is in seconds. `hsts` is for how many seconds browsers shall insist on
    HTTPS, 0 for not at all. `has_search` is the site's, whose pages then search by WebAssembly.
    """

    page_max_age: int = 300
    image_hosts: tuple[str, ...] = ()
    hsts: int = 0
    has_search: bool = False


class Failure(NamedTuple):
    """What does not meet a success criterion of WCAG, and when that will be mended."""

    text: str
    criterion: str
    fix_by: date


class Accessibility(NamedTuple):
    """What the accessibility statement says; see S.I. 2018/952, regulation 8."""

    organisation: str
    nation: str
    status: str
    contact: str
    prepared: date
    reviewed: date
    tested: date
    tested_by: str
    scope: str = ""
    wcag_version: str = "2.2"
    email: str = ""
    telephone: str = ""
    failures: tuple[Failure, ...] = ()
    burdens: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Accessibility":
        days = {key: _day(values[key]) for key in ("prepared", "reviewed", "tested")}
        failures = [Failure(**f | {"fix_by": _day(f["fix_by"])}) for f in values["failures"]]
        lists = {key: tuple(values[key]) for key in ("burdens", "out_of_scope")}
        return cls(**{**values, **days, **lists, "failures": tuple(failures)})

    def values(self) -> dict[str, Any]:
        """Return what `of` makes the same of; JSON has texts for days."""
        days = {key: getattr(self, key).isoformat() for key in ("prepared", "reviewed", "tested")}
        failures = [f._asdict() | {"fix_by": f.fix_by.isoformat()} for f in self.failures]
        return self._asdict() | days | {"failures": failures}


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


@dataclass(frozen=True)
class Config:
    """All settings of a site."""

    site: Site = field(default_factory=Site)
    areas: dict[str, AreaSettings] = field(default_factory=dict)
    theme: ThemeSettings = field(default_factory=ThemeSettings)
    markdown: Markdown = field(default_factory=Markdown)
    feeds: Feeds = field(default_factory=Feeds)
    rules: Rules = field(default_factory=Rules)
    hosting: HostingSettings = field(default_factory=HostingSettings)

    accessibility: Accessibility | None = None
    retention: dict[str, str] = field(default_factory=dict)
    """How long releases of a kind may stay, such as `90 days`; `default` is for all others."""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Config":
        """Make settings of values that have been checked; JSON has lists for tuples."""
        markdown, rules = values["markdown"], values["rules"]
        day, statement = rules["strict_since"], values["accessibility"]
        return cls(
            site=Site(**values["site"]),
            areas={
                key: AreaSettings(
                    **area | {name: tuple(area[name]) for name in ("hosts", "default_images")}
                )
                for key, area in values["areas"].items()
            },
            theme=ThemeSettings(**values["theme"]),
            markdown=Markdown(tuple(markdown["extensions"]), markdown["extension_configs"]),
            feeds=Feeds(**values["feeds"]),
            rules=Rules(
                _day(day) if day else None,
                rules["severity"],
                {glob: tuple(codes) for glob, codes in rules["per_path"].items()},
            ),
            hosting=_hosting(values),
            accessibility=Accessibility.of(statement) if statement else None,
            retention=values["retention"],
        )

    def values(self) -> dict[str, Any]:
        """Return what `of` makes the same settings of."""
        day = self.rules.strict_since
        return {
            "site": self.site._asdict(),
            "areas": {key: area._asdict() for key, area in self.areas.items()},
            "theme": asdict(self.theme),
            "markdown": asdict(self.markdown),
            "feeds": self.feeds._asdict(),
            "rules": asdict(self.rules) | {"strict_since": day.isoformat() if day else None},
            "hosting": self.hosting._asdict(),
            "accessibility": self.accessibility.values() if self.accessibility else None,
            "retention": self.retention,
        }

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.timezone)

    def area(self, key: str) -> Area:
        """Return an area by the word that releases use, configured or not."""
        return self._areas.get(key) or found_area(key)

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {key: _area(key, settings) for key, settings in self.areas.items()}

    def has_host(self, host: str) -> bool:
        """Tell whether a host is one of the site's own, as far as the configuration says."""
        return host in self.hosts

    @cached_property
    def hosts(self) -> frozenset[str]:
        base = (self.site.base_url or "").rpartition("/")[2]
        return frozenset({base, *(h for area in self.areas.values() for h in area.hosts)} - {""})

    def root_name(self, address: Address) -> str:
        return address.host if self.site.layout == "per-host" else ""

    def root(self, name: str, *, host: str, area: str) -> Root:
        """Return a document root.

        `host` is one that its releases use, `area` the name of its area if there is just one.
        """
        if name:
            return Root(name=name, title=area or name, base_url=f"https://{name}")
        title = self.site.title if self.site.titled else area or self.site.title
        base = self.site.base_url or f"https://{host or 'localhost'}"
        return Root(name="", title=title, base_url=base)


def _hosting(values: Mapping[str, Any]) -> HostingSettings:
    own = values["hosting"]
    more = {"image_hosts": tuple(own["image_hosts"]), "has_search": values["site"]["search"]}
    return HostingSettings(**own | more)


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
        default_images=settings.default_images,
    )


def _day(value: date | str) -> date:
    return date.fromisoformat(str(value))


def same_slugs(areas: dict[str, AreaSettings]) -> tuple[str, str] | None:
    """Return two areas whose pages would be the same, if there are."""
    seen: dict[str, str] = {}
    for key, settings in areas.items():
        slug = folded(_area(key, settings).slug)
        if slug in seen:
            return seen[slug], key
        seen[slug] = key
    return None
