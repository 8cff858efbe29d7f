"""The newsgen.toml of a site that takes an old archive over."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from newsgen.config.toml_text import toml_key, toml_list, toml_text
from newsgen.model.spoken import WELSH
from newsgen.model.taxonomy import AREA
from newsgen.scaffold.adopting import ArchiveFacts, AreaFacts
from newsgen.scaffold.patterns import Pattern, Sureness

LOCALHOST: Final = "http://localhost"
_WORDS: Final = {
    Sureness.ALL: "all releases",
    Sureness.MOST: "most releases",
    Sureness.GUESSED: "guessed",
}


def settings_of(facts: ArchiveFacts, today: date) -> str:
    """Return the text of a newsgen.toml that says what is known of an archive, and how sure."""
    lines = [*_site_lines(facts)]
    for area in facts.areas:
        lines += ["", *_area_lines(area)]
    if _share_an_archive(facts):
        lines += ["", f"[taxonomies.{AREA}]  # areas share an archive: this gives each its own"]
    lines += [
        "",
        "[rules]",
        f"strict_since = {today}  # releases from this day on are held to the strict rules",
        "",
        "[retention]",
        'missing = "90 days"  # appeals for missing people: newsgen review lists them then',
    ]
    return "\n".join(lines) + "\n"


def layout_of(facts: ArchiveFacts) -> str:
    """Return one folder for all hosts, unless two of them have one path."""
    return "per-host" if facts.collision else "single"


def _share_an_archive(facts: ArchiveFacts) -> bool:
    """Return whether the lists of several areas would be in one place."""
    places = [
        (host, area.archive.text)
        for area in facts.areas
        for host in ([host for host, _ in area.hosts] if facts.collision else [""])
    ]
    return len(set(places)) < len(places)


def _site_lines(facts: ArchiveFacts) -> Iterator[str]:
    base_url = facts.base_url or Pattern(LOCALHOST, Sureness.GUESSED)
    zone = _WORDS[facts.timezone.sureness].replace("releases", "times with an offset from UTC")
    yield "# Written by newsgen init --from. After each setting: which releases say so."
    yield ""
    yield "[site]"
    yield f"title = {toml_text(_title(facts))}"
    yield f"base_url = {toml_text(base_url.text)}  # {_WORDS[base_url.sureness]}"
    yield f"language = {toml_text(facts.language.text)}  # {_WORDS[facts.language.sureness]}"
    yield f"timezone = {toml_text(facts.timezone.text)}  # {zone}"
    yield f"layout = {toml_text(layout_of(facts))}"
    yield 'theme = "plain"'


def _title(facts: ArchiveFacts) -> str:
    is_welsh = facts.language.text == WELSH
    if len(facts.areas) != 1:
        return "Newyddion yr heddlu" if is_welsh else "Police news"
    name = facts.areas[0].name.text
    return f"Newyddion {name}" if is_welsh else f"{name} news"


def _area_lines(area: AreaFacts) -> Iterator[str]:
    yield f"[areas.{toml_key(area.key)}]"
    yield f"name = {toml_text(area.name.text)}  # {_WORDS[area.name.sureness]}"
    if area.slug:
        yield f"slug = {toml_text(area.slug)}"
    if area.hosts:
        yield f"hosts = {toml_list([host for host, _ in area.hosts])}"
    yield f"archive = {toml_text(area.archive.text)}  # {_WORDS[area.archive.sureness]}"
    if area.permalink:
        yield f"permalink = {toml_text(area.permalink.text)}  # {_WORDS[area.permalink.sureness]}"
    if area.default_images:
        images = toml_list(area.default_images)
        yield f"default_images = {images}  # guessed: many releases have them"
    if area.aliases:
        aliases = toml_list([alias.text for alias in area.aliases])
        yield f"aliases = {aliases}  # guessed: many titles begin or end with them"
