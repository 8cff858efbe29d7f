"""The areas of forces: the tables `[areas.NAME]` of newsgen.toml."""

from dataclasses import dataclass
from typing import Final

from newsgen.config import _values as values
from newsgen.config.languages import AREA_LANGUAGE_TABLES, AreaLanguageSettings
from newsgen.config.rows import setting, table
from newsgen.model.area import DEFAULT_ARCHIVE, Area, unconfigured_area
from newsgen.model.declared import flag, list_of, not_empty, table_of, text
from newsgen.model.refusal import refusal
from newsgen.model.urls import folded


@dataclass(frozen=True, slots=True)
class AreaSettings:
    """One force's area."""

    name: str = setting(
        text(),
        "What pages call it. Default: the name of the table",
        "Northshire Police",
        default="",
    )
    slug: str | None = setting(
        values.SLUG,
        "Its page is /areas/SLUG/; no two areas may have the same. Default: made from the name of "
        "the table",
        "northshire",
        default=None,
    )
    hosts: tuple[str, ...] = setting(
        list_of(text(values.host), 'Write hosts = ["{}"]'),
        "Its host names. A release with another host is a warning; without hosts, any will do",
        ["www.northshire.police.example"],
        default=(),
    )
    archive: str = setting(
        text(values.archive, pattern="^/(.*/)?$"),
        "Year and month pages live under it; begins and ends with /",
        "/newsroom/",
        default=DEFAULT_ARCHIVE,
    )
    permalink: str | None = setting(
        text(values.permalink, pattern=r"^/.*\{slug(_lower)?\}"),
        "The path of a release without url. Default: archive with {year}/{month_name}/{slug}.aspx",
        "/newsroom/{year}/{month_name}/{slug}.aspx",
        default=None,
    )
    default_images: tuple[str, ...] = setting(
        list_of(text(), 'Write default_images = ["{}"]'),
        "Addresses in og.image or images that pages do not show, such as a logo that the old "
        "system put there",
        ["https://www.northshire.police.example/images/logo.png"],
        default=(),
    )
    aliases: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), 'Write aliases = ["{}"]'),
        "Other names of the force that old titles begin or end with, such as its initials: pages "
        "show the title without them",
        ["NP", "Northshire Constabulary"],
        default=(),
    )
    half_clock: bool = setting(
        flag(),
        "Whether its datelines have times of a 12-hour clock without am or pm; if so, only the day "
        "counts",
        True,
        default=False,
    )

    languages: dict[str, AreaLanguageSettings] = setting(
        AREA_LANGUAGE_TABLES,
        "A table for each language of the area beside that of most of its releases",
        {"cy": {"permalink": "/newyddion/{year}/{month_name}/{slug}.aspx"}},
        factory=dict,
    )

    def area(self, key: str) -> Area:
        """Return the area that releases call by a word."""
        fallback = unconfigured_area(key)
        return Area(
            key=key,
            name=self.name or key,
            slug=self.slug_of(key),
            hosts=self.all_hosts if self.hosts else (),
            archive=self.archive,
            permalink=self.permalink
            or self.archive + fallback.permalink.removeprefix(DEFAULT_ARCHIVE),
            default_images=self.default_images,
            aliases=(*self.aliases, *(each.name for each in self.languages.values() if each.name)),
            half_clock=self.half_clock,
            languages=tuple(each.of_area(tag) for tag, each in self.languages.items()),
        )

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """Its hosts, with those of its languages behind them."""
        of_languages = (each.host for each in self.languages.values() if each.host)
        return tuple(dict.fromkeys([*self.hosts, *of_languages]))

    def slug_of(self, key: str) -> str:
        return self.slug or unconfigured_area(key).slug


def _with_own_pages(areas: dict[str, AreaSettings]) -> dict[str, AreaSettings]:
    """Refuse two areas whose pages would be the same."""
    seen: dict[str, str] = {}
    for key, settings in areas.items():
        other = seen.setdefault(folded(settings.slug_of(key)), key)
        if other != key:
            raise refusal(
                values.CODE,
                f"the areas {other} and {key} have the same slug, so the same pages",
                'Give one of them its own, such as slug = "north".',
            ).below(key)
    return areas


AREA_TABLES: Final = table_of(table(AreaSettings), check=_with_own_pages)
