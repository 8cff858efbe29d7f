"""The languages of a site: `[languages.TAG]` of newsgen.toml, and `[areas.NAME.languages.TAG]`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.config import _values as values
from newsgen.config.accessibility import Accessibility, agreeing
from newsgen.config.rows import setting, table
from newsgen.model.area import LanguageOfArea
from newsgen.model.declared import (
    choice,
    day,
    language,
    list_of,
    matching,
    names,
    not_empty,
    table_of,
    text,
)
from newsgen.model.refusal import RefusalError, refusal
from newsgen.model.release import KINDS, TAKEN_DOWN, URGENT, Kind
from newsgen.model.urls import folded
from newsgen.model.worded import primary

REQUIRED: Final = "required"
ADVISED: Final = "advised"
OFF: Final = "off"
_GATES: Final = {
    REQUIRED: "A release without one stops a build, unless it says why in translation",
    ADVISED: "A release without one is a warning",
    OFF: "Not checked",
}
REASONS: Final = {
    URGENT: "It cannot wait; it is seen before its translation",
    "third-party": "The text is somebody else's, and was received in one language",
    TAKEN_DOWN: "Its translation was taken down; newsgen remove writes this",
}
"""Why a release may be without a translation, on any site."""


_REASON: Final = matching(
    "[a-z][a-z0-9-]*",
    values.CODE,
    "the reason “{}” may hold small letters, digits and hyphens, and begins with a letter",
)


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """A language of the site, beside that of most releases."""

    translations: str = setting(
        choice(_GATES),
        "Whether releases in other languages need a translation into this one",
        REQUIRED,
        default=OFF,
    )
    reasons: tuple[str, ...] = setting(
        list_of(_REASON, 'Write reasons = ["{}"]'),
        "More words for the key translation, which says why a release has none",
        ["event-today"],
        default=(),
    )
    home: str | None = setting(
        text(values.home, pattern="^/.+/$"),
        "The address of its home page, below which are its lists, terms, feeds and search. "
        "Default: it has none of its own",
        "/cy/",
        default=None,
    )
    title: str | None = setting(
        text(not_empty, minLength=1),
        "What the site is called in this language. Default: as in its own",
        "Newyddion Heddlu Northshire",
        default=None,
    )
    accessibility: Accessibility | None = setting(
        table(Accessibility, agreeing),
        "What the accessibility statement says in this language; without it, pages lead to that "
        "of the site",
        {"organisation": "Heddlu Northshire", "nation": "wales"},
        default=None,
    )


@dataclass(frozen=True, slots=True)
class AreaLanguageSettings:
    """A language of an area."""

    translations: str | None = setting(
        choice(_GATES),
        "Whether the area's releases in other languages need a translation into this one. Default: "
        "as the site says",
        ADVISED,
        default=None,
    )
    kinds: tuple[Kind, ...] = setting(
        list_of(choice(KINDS), 'Write kinds = ["{}"]'),
        "Only releases of these kinds need one. Default: all kinds, and pages too",
        ["appeal", "missing"],
        default=(),
    )
    since: date | None = setting(
        day(),
        "Only releases since this day need one. Default: since rules.strict_since",
        "2026-04-01",
        default=None,
    )
    permalink: str | None = setting(
        text(values.permalink, pattern=r"^/.*\{slug(_lower)?\}"),
        "The path of a release in this language without url; in Welsh, months have Welsh names",
        "/newyddion/{year}/{month_name}/{slug}.aspx",
        default=None,
    )
    host: str | None = setting(
        text(values.host),
        "The host of a release in this language without url",
        "www.heddlu-northshire.example",
        default=None,
    )
    name: str = setting(
        text(),
        "How pages in this language call the area. Default: as in any other",
        "Heddlu Northshire",
        default="",
    )

    def of_area(self, tag: str) -> LanguageOfArea:
        return LanguageOfArea(tag, self.permalink or "", self.host or "", self.name)


class Gate(NamedTuple):
    """Which releases of an area need a translation into a language.

    Without `kinds`, all do, and pages; without `since`, those of any time.
    """

    area: str
    language: str
    is_required: bool
    kinds: tuple[Kind, ...]
    since: datetime | None


_OF_NO_AREA: Final = AreaLanguageSettings()
_OF_NO_SITE: Final = LanguageSettings()


def gates_of(
    area: str,
    of_site: Mapping[str, LanguageSettings],
    of_area: Mapping[str, AreaLanguageSettings],
    strict_since: date | None,
    zone: ZoneInfo,
) -> Iterator[Gate]:
    """Yield which releases of an area need translations, by language."""
    for tag in dict.fromkeys([*of_site, *of_area]):
        settings, language = of_area.get(tag, _OF_NO_AREA), of_site.get(tag, _OF_NO_SITE)
        translations = settings.translations or language.translations
        since = settings.since or strict_since
        if translations != OFF:
            begins = datetime.combine(since, time(), zone) if since else None
            yield Gate(area, tag, translations == REQUIRED, settings.kinds, begins)


LANGUAGE_TABLES: Final = table_of(table(LanguageSettings), names(language(values.CODE)))
AREA_LANGUAGE_TABLES: Final = table_of(table(AreaLanguageSettings), names(language(values.CODE)))


def check_homes(
    languages: Mapping[str, LanguageSettings], site: str, folders: Iterable[str]
) -> Iterator[RefusalError]:
    """Yield homes of the site's own language, and those of which another thing has the folder.

    `folders` are those of archives, taxonomies and areas.
    """
    taken = [folded(folder) for folder in folders if folder != "/"]
    tongues = {primary(site): "the site"}
    for tag, settings in languages.items():
        if not settings.home:
            continue
        home, of = folded(settings.home), tongues.setdefault(primary(tag), tag)
        if of != tag:
            message = f"{tag} has a home of its own, and is the language of {of}"
            hint = "Take home out: the home page of a language is at one address."
            yield refusal(values.CODE, message, hint).below("languages", tag, "home")
        if any(folder.startswith(home) or home.startswith(folder) for folder in taken):
            message = f"the pages of the language {tag} would be among others below {settings.home}"
            hint = f'Give it a folder of its own, such as home = "/{tag}/".'
            yield refusal(values.CODE, message, hint).below("languages", tag, "home")
        taken.append(home)
