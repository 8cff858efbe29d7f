"""The settings of a site, each declared once: what newsgen.toml may hold, and the defaults."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Final
from zoneinfo import ZoneInfo

from newsgen.config import _values as values
from newsgen.config.accessibility import Accessibility, agreeing
from newsgen.config.areas import AREA_TABLES, AreaSettings
from newsgen.config.csp import Csp, csp
from newsgen.config.deploy import TARGET_TABLES, DeploySettings
from newsgen.config.fields import FIELD_TABLES, FieldSettings
from newsgen.config.languages import (
    LANGUAGE_TABLES,
    REASONS,
    Gate,
    LanguageSettings,
    check_homes,
    gates_of,
)
from newsgen.config.lists import LIST_TABLES, ListSettings, check_lists
from newsgen.config.menu import FooterSettings, MenuEntrySettings, menu
from newsgen.config.plugins import PluginSettings, check_plugins
from newsgen.config.rows import section, setting, table
from newsgen.config.taxonomies import (
    TAXONOMY_TABLES,
    TaxonomySettings,
    check_names,
    check_taxonomies,
)
from newsgen.model import shown
from newsgen.model.area import (
    AREAS,
    DEFAULT_ARCHIVE,
    Area,
    Root,
    branch_name,
    folder_of,
    unconfigured_area,
)
from newsgen.model.dates import parse_period
from newsgen.model.declared import (
    anything,
    choice,
    day,
    flag,
    language,
    list_of,
    not_empty,
    number,
    table_of,
    text,
)
from newsgen.model.lists import APPEALS, ReleaseList
from newsgen.model.refusal import RefusalError
from newsgen.model.release import KINDS
from newsgen.model.taxonomy import Taxonomy
from newsgen.model.urls import Address
from newsgen.model.worded import primary, with_language

DEFAULT_TITLE: Final = "Police news"
DEFAULT_EXTENSIONS: Final = ("tables", "sane_lists", "attr_list")


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The site as a whole."""

    title: str | None = setting(
        text(not_empty, minLength=1),
        "The name of the site. Default: the area's name if there is just one, else "
        f"{DEFAULT_TITLE}",
        "Northshire Police news",
        default=None,
    )
    base_url: str | None = setting(
        text(values.base_url, pattern="^https?://"),
        "Scheme and host of the published site: for feeds, sitemaps and metadata. "
        "Default: the host of most releases",
        "https://www.northshire.police.example",
        default=None,
    )
    language: str = setting(
        language(values.CODE),
        "The language of the site, and of releases that do not say",
        "en-GB",
        "cy",
        default="en-GB",
    )
    timezone: str = setting(
        text(values.timezone),
        "The time zone of dates without an offset",
        "Europe/London",
        default="Europe/London",
    )
    layout: str = setting(
        choice({"single": "One for all hosts", "per-host": "One for each host"}),
        "How many folders the website has",
        "per-host",
        default="single",
    )
    theme: str = setting(
        text(), "A folder in themes/, or a theme that newsgen ships", "plain", default="plain"
    )
    appeal_age: str = setting(
        text(values.period),
        "How old an open appeal on the home page may be; a month counts as a twelfth of 365 days",
        "6 months",
        "never",
        default="12 months",
    )
    curly_quotes: bool = setting(
        flag(),
        "Whether straight quotation marks are shown as curly ones in English or Welsh releases "
        "that have both; sources stay as they are",
        False,
        default=True,
    )
    files: tuple[str, ...] = setting(
        list_of(text(values.published_file, pattern="^/"), 'Write files = ["{}"]'),
        "Files of the content folder that are published at their paths although no release uses "
        "them",
        ["/.well-known/security.txt"],
        default=(),
    )
    search: bool = setting(
        flag(),
        "Whether the site has a search page and an index for it; needs newsgen[search]",
        True,
        default=False,
    )


@dataclass(frozen=True, slots=True)
class TitleSettings:
    """How titles and summaries of releases are shown; the sources stay as they are."""

    without_force: bool = setting(
        flag(),
        "Whether titles and summaries are shown without the name of the force or website at either "
        "end",
        False,
        default=True,
    )


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """Options of the theme; which there are is declared in its theme.toml."""

    options: dict[str, Any] = setting(
        table_of(anything()),
        "Values for the options that the theme declares",
        {"accent": "#0b4a4f"},
        factory=dict,
    )


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """Python-Markdown's extensions, by name, and their settings."""

    extensions: tuple[str, ...] = setting(
        list_of(text(), 'Write extensions = ["{}"]', most=50),
        "Python-Markdown's extensions",
        ["tables", "sane_lists", "attr_list", "toc"],
        default=DEFAULT_EXTENSIONS,
    )
    extension_configs: dict[str, dict[str, Any]] = setting(
        table_of(table_of(anything())),
        "Their settings, in a table for each",
        {"toc": {"marker": "[contents]"}},
        factory=dict,
    )

    @property
    def is_changed(self) -> bool:
        """Return whether it names anything but what newsgen brings itself."""
        return self.extensions != DEFAULT_EXTENSIONS or bool(self.extension_configs)


_SELECTOR: Final = text(values.selector, schema=lambda: shown.rule_choice(shown.selectors()))
_LEVELS: Final = {
    "off": "Not checked",
    "warning": "Shown, and for you to judge",
    "error": "Stops a build",
}


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """How severe findings are, and where they do not count."""

    strict_since: date | None = setting(
        day(),
        "From this day on, rules that only warn of old releases are errors",
        "2026-01-01",
        default=None,
    )
    severity: dict[str, str] = setting(
        table_of(
            choice(_LEVELS),
            values.selector,
            check=values.each_rule_once,
            schema=lambda: shown.severities(_LEVELS),
        ),
        "How severe a rule's findings are, whatever the date; by code, name, or how codes begin",
        {"possible-plate": "off", "NG52": "warning"},
        factory=dict,
    )
    per_path: dict[str, tuple[str, ...]] = setting(
        table_of(list_of(_SELECTOR, 'Write a list: ["{}"]')),
        "Rules that are off in some files: a pattern of paths in the content folder, and codes or "
        "names",
        {"2012/**": ["NG525", "link-text"]},
        factory=dict,
    )

    def selectors(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield what names rules, each with its place in the table."""
        for selector in self.severity:
            yield ("severity", selector), selector
        for path, selectors in self.per_path.items():
            yield from ((("per_path", path), selector) for selector in selectors)


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The feeds."""

    items: int = setting(number(1, 200), "Releases in a feed, 1 to 200", 30, default=20)


@dataclass(frozen=True, slots=True)
class MediaSettings:
    """Pictures, and other files that releases use."""

    variants: bool = setting(
        flag(),
        "Whether pages offer browsers smaller copies of pictures, which newsgen[pictures] makes",
        False,
        default=True,
    )
    quality: int = setting(
        number(1, 100),
        "The quality of the copies, 1 to 100: the higher, the larger",
        80,
        default=75,
    )
    cards: bool = setting(
        flag(),
        "Whether newsgen[pictures] draws a picture with the headline for sharing a release that "
        "has no picture",
        True,
        default=False,
    )
    avif: bool = setting(
        flag(),
        "Whether copies are made in AVIF too: a fifth smaller than WebP, six times as slow to make",
        True,
        default=False,
    )
    picture_budget: int = setting(
        number(1, 512), "Megabytes that a picture may have without a finding", 10, default=5
    )
    keep: tuple[str, ...] = setting(
        list_of(text(values.kept_of_pictures, enum=list(values.KEPT)), 'Write keep = ["{}"]'),
        "Metadata that pictures keep: credit (who made them) and licence (who owns them, how to "
        "use them). All else is removed",
        ["credit", "licence"],
        default=(),
    )
    kept: int = setting(
        number(0, 1_000_000),
        "Megabytes of copies and cards that the cache keeps, so that none is made twice",
        500,
        default=4_000,
    )


@dataclass(frozen=True, slots=True)
class HostingSettings:
    """What web servers are told beside addresses."""

    page_max_age: int = setting(
        number(0, 86_400),
        "Seconds for which browsers and CDNs may keep a page, 0 to 86400. A page that is taken "
        "down may be seen for so long",
        60,
        default=300,
    )
    image_hosts: tuple[str, ...] | None = setting(
        list_of(text(values.host), 'Write image_hosts = ["{}"]'),
        "Hosts whose pictures pages may show, beside the site itself. Default: the hosts of all "
        "areas",
        ["images.northshire.police.example"],
        default=None,
    )
    redirect_hosts: tuple[str, ...] = setting(
        list_of(text(values.host), 'Write redirect_hosts = ["{}"]'),
        "Hosts of other sites to which addresses that have moved may lead; any other host is a "
        "warning",
        ["www.gov.example"],
        default=(),
    )
    hsts: int = setting(
        number(0, 63_072_000),
        "Seconds for which browsers insist on HTTPS after a visit (HSTS); 0 turns it off. It is "
        "hard to undo",
        31_536_000,
        default=0,
    )
    csp: Csp = setting(
        csp(),
        "Sources that the site adds to its Content-Security-Policy, by directive: for analytics, "
        "or what is embedded",
        {"script-src": ["https://plausible.example"], "connect-src": ["https://plausible.example"]},
        factory=dict,
    )


@dataclass(frozen=True)
class Config:
    """All settings of a site."""

    site: SiteSettings = section(
        SiteSettings, "The site as a whole", {"title": "Northshire Police news"}
    )
    areas: dict[str, AreaSettings] = setting(
        AREA_TABLES,
        "A table for each area, named as in the area of its releases",
        {"Northshire": {"name": "Northshire Police"}},
        factory=dict,
    )
    languages: dict[str, LanguageSettings] = setting(
        LANGUAGE_TABLES,
        "A table for each language in which the site wants translations of its releases",
        {"cy": {"translations": "required"}},
        factory=dict,
    )
    fields: dict[str, FieldSettings] = setting(
        FIELD_TABLES,
        "A table for each key that the site adds to the front matter of its releases: templates "
        "have it as release.fields.NAME",
        {"district": {"type": "choice", "choices": ["Saltmere", "Ellerdale"]}},
        factory=dict,
    )
    taxonomies: dict[str, TaxonomySettings] = setting(
        TAXONOMY_TABLES,
        "A table for each thing that releases are sorted by: each of its terms has a page, a page "
        "for each year, and a feed",
        {"topics": {"key": "tags", "path": "/topics/{term}/"}},
        factory=dict,
    )
    lists: dict[str, ListSettings] = setting(
        LIST_TABLES,
        "A table for each list of releases that pages show: templates have it as page.lists.NAME",
        {"court": {"title": "Court results", "where": {"kind": "court-result"}}},
        factory=dict,
    )
    menu: tuple[MenuEntrySettings, ...] = setting(
        menu(),
        "The menu of every page, instead of areas and archives",
        [{"title": "About us", "page": "about.md"}],
        default=(),
    )
    footer: FooterSettings = section(
        FooterSettings,
        "What stands at the end of every page",
        {"copyright": "© Northshire Police 2026"},
    )
    plugins: PluginSettings = section(
        PluginSettings, "Python that the site adds, by what it is for", {"filters": ["miles"]}
    )
    titles: TitleSettings = section(TitleSettings, "How titles are shown", {"without_force": False})
    theme: ThemeSettings = section(
        ThemeSettings, "The theme's options", {"options": {"accent": "#0b4a4f"}}
    )
    markdown: MarkdownSettings = section(
        MarkdownSettings,
        "What Markdown may do",
        {"extensions": ["tables", "sane_lists", "attr_list"]},
    )
    feeds: FeedSettings = section(FeedSettings, "The feeds", {"items": 30})
    rules: RuleSettings = section(
        RuleSettings,
        "How severe findings are, and where they do not count",
        {"strict_since": "2026-01-01"},
    )
    media: MediaSettings = section(
        MediaSettings, "Pictures, and other files that releases use", {"quality": 80}
    )
    hosting: HostingSettings = section(
        HostingSettings, "What web servers are told beside addresses", {"hsts": 31536000}
    )
    deploy: dict[str, DeploySettings] = setting(
        TARGET_TABLES,
        "A table for each place that newsgen deploy takes the website to",
        {"live": {"to": "ssh://www@web1.northshire.example/srv/news"}},
        factory=dict,
    )
    accessibility: Accessibility | None = setting(
        table(Accessibility, agreeing),
        "What the accessibility statement says; without it, there is no statement",
        {"organisation": "Northshire Police", "nation": "england"},
        default=None,
    )
    retention: dict[str, str] = setting(
        table_of(text(values.period), values.kind_or_default, schema=lambda: shown.periods(KINDS)),
        "How long after its publication a release of a kind may stay; newsgen review lists what is "
        "due",
        {"missing": "90 days", "court-result": "6 years", "default": "10 years"},
        factory=dict,
    )

    @property
    def title(self) -> str:
        return self.site.title or DEFAULT_TITLE

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.timezone)

    @cached_property
    def sorted_by(self) -> tuple[Taxonomy, ...]:
        """What releases are sorted by, in order."""
        return tuple(
            settings.taxonomy(name, self.fields) for name, settings in self.taxonomies.items()
        )

    def gates_of(self, area: str) -> list[Gate]:
        """Return which releases of an area need translations."""
        settings = self.areas.get(area, AreaSettings())
        since = self.rules.strict_since
        return list(gates_of(area, self.languages, settings.languages, since, self.zone))

    @property
    def reasons_apart(self) -> tuple[str, ...]:
        """The words that say why a release is without a translation."""
        added = (word for language in self.languages.values() for word in language.reasons)
        return tuple(dict.fromkeys([*REASONS, *added]))

    @cached_property
    def open_appeals(self) -> ReleaseList:
        """The open appeals of a home page; they leave it at an age."""
        period = parse_period(self.site.appeal_age)
        return ReleaseList("appeals", {}, limit=APPEALS, age=period.length if period else None)

    @cached_property
    def release_lists(self) -> tuple[ReleaseList, ...]:
        """The lists that pages show, in order."""
        return tuple(each.release_list(name, self.zone) for name, each in self.lists.items())

    def area(self, key: str) -> Area:
        """Return an area by the word that releases use, configured or not."""
        return self._areas.get(key) or unconfigured_area(key)

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {key: settings.area(key) for key, settings in self.areas.items()}

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The site's own hosts, as far as the configuration says."""
        base = (self.site.base_url or "").rpartition("/")[2]
        return frozenset({base, *self.area_hosts} - {""})

    @property
    def area_hosts(self) -> list[str]:
        return sorted({host for area in self.areas.values() for host in area.all_hosts})

    def hosts_beside(self, address: Address) -> frozenset[str]:
        """Return the hosts that have the files of the root that an address is in."""
        host = frozenset({address.host})
        return host if self.root_name(address) else self.hosts | host

    def root_name(self, address: Address) -> str:
        return address.host if self.site.layout == "per-host" else ""

    @cached_property
    def homes(self) -> dict[str, str]:
        """The homes of the languages that have one of their own, by their tags."""
        return {tag: each.home for tag, each in self.languages.items() if each.home}

    @cached_property
    def _tags(self) -> dict[str, str]:
        """The tags of these, by languages without a country."""
        return {primary(tag): tag for tag in self.homes}

    @cached_property
    def language_hosts(self) -> dict[str, tuple[str, str]]:
        """The hosts that have one language, with its tag, and the host of the site's language."""
        main = {area.hosts[0] for area in self.areas.values() if area.hosts}
        return {
            each.host: (tag, area.hosts[0] if area.hosts else "")
            for area in self.areas.values()
            for tag, each in area.languages.items()
            if self.site.layout == "per-host" and tag in self.homes
            if each.host and each.host not in main
        }

    def branch(self, root: str, language: str) -> str:
        """Return the name of what lists the releases of a root in a language.

        That is a branch of the root, if the language has a home, else the root itself.
        """
        tag = self._tags.get(primary(language)) if self.homes else None
        if tag is None or tag == self.language_hosts.get(root, ("", ""))[0]:
            return root
        return branch_name(root, tag)

    def lister(self, root: str, language: str) -> str:
        """Return the name of what also lists the releases of a root that are in a language.

        That is the host that the area has for the language, if it has one, else a branch.
        """
        _, main = self.language_hosts.get(root, ("", root))
        if main and primary(language) == primary(self.site.language):
            return main
        for host, (tag, beside) in self.language_hosts.items():
            if beside == main and primary(tag) == primary(language):
                return host
        return self.branch(root, language)

    def listers(self, root: str, language: str, others: Iterable[str]) -> set[str]:
        """Return the names of all that lists a release of a root.

        It is in a language, and its body has parts in others.
        """
        if not self.homes:
            return {root}
        listers = {self.lister(root, each) for each in (language, *others)}
        return {self.branch(root, language), *listers}

    def branches(self, folder: str) -> list[str]:
        """Return the names of a root and all branches that it may have."""
        return [folder, *(branch_name(folder, tag) for tag in self.homes)]

    def root(self, name: str, *, host: str, area: str) -> Root:
        """Return a document root, or a branch of one.

        `host` is one that its releases use, `area` the key of its area if there is just one.
        """
        folder = folder_of(name)
        tag = name[len(folder) + 1 : -1] or self.language_hosts.get(folder, ("", ""))[0]
        title = self.languages[tag].title if tag else self.site.title
        root = Root(
            name,
            title or "",
            f"https://{folder}"
            if folder
            else self.site.base_url or f"https://{host or 'localhost'}",
            tag or self.site.language,
            self.homes[tag] if name != folder else "/",
        )
        of_area = self.area_in(area, root).name if area else ""
        if folder:
            return replace(root, title=(tag and title) or of_area or folder)
        return replace(root, title=title or self.site.title or of_area or DEFAULT_TITLE)

    def area_in(self, key: str, root: Root) -> Area:
        """Return an area as it is in a root."""
        area = self.area(key)
        return area if root.language == self.site.language else area.within(root)

    def statement_of(self, root: Root) -> Accessibility | None:
        """Return what the accessibility statement of a root says."""
        is_site_language = root.language == self.site.language
        return (
            self.accessibility if is_site_language else self.languages[root.language].accessibility
        )

    def sorted_by_in(self, root: Root) -> tuple[Taxonomy, ...]:
        """Return what releases are sorted by in a root.

        Where its language is not the site's, a title for any language says that it is the site's.
        """
        site = self.site.language
        taxonomies = self._sorted_by_below(root.base) if root.is_branch else self.sorted_by
        if root.language == site:
            return taxonomies
        return tuple(replace(each, title=with_language(each.title, site)) for each in taxonomies)

    def _sorted_by_below(self, base: str) -> tuple[Taxonomy, ...]:
        return tuple(replace(each, path=base + each.path[1:]) for each in self.sorted_by)

    @cached_property
    def sorted_by_anywhere(self) -> tuple[Taxonomy, ...]:
        """What releases are sorted by, with the paths that it has in any root."""
        below = map(self._sorted_by_below, self.homes.values())
        return (*self.sorted_by, *chain.from_iterable(below))


def _agreeing(config: Config) -> Config:
    """Refuse what names something in another table that is not there."""
    archives = (DEFAULT_ARCHIVE, *(area.archive for area in config.areas.values()))
    folders = (AREAS, *archives, *(taxonomy.folder for taxonomy in config.sorted_by))
    errors = (
        *check_plugins(config.plugins, config.fields, config.rules.selectors()),
        *check_lists(config.lists, config.fields, config.areas, config.sorted_by),
        *check_taxonomies(config.sorted_by, config.fields, archives),
        *check_names(config.taxonomies, config.fields, config.areas),
        *(check_homes(config.languages, config.site.language, folders) if config.homes else ()),
    )
    if errors:
        raise RefusalError(*(wrong for error in errors for wrong in error.refusals))
    return config


CONFIG: Final = table(Config, _agreeing)
"""Reads newsgen.toml."""
