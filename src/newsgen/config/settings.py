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

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Config":
        """Make settings of values that have been checked; JSON has lists for tuples."""
        markdown, rules = values["markdown"], values["rules"]
        day = rules["strict_since"]
        return cls(
            site=Site(**values["site"]),
            areas={
                key: AreaSettings(**area | {"hosts": tuple(area["hosts"])})
                for key, area in values["areas"].items()
            },
            theme=ThemeSettings(**values["theme"]),
            markdown=Markdown(tuple(markdown["extensions"]), markdown["extension_configs"]),
            feeds=Feeds(**values["feeds"]),
            rules=Rules(
                date.fromisoformat(str(day)) if day else None,
                rules["severity"],
                {glob: tuple(codes) for glob, codes in rules["per_path"].items()},
            ),
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
