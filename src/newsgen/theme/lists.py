"""The lists of releases that a theme names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from newsgen.config import Config
from newsgen.config.lists import ListSettings, check_lists
from newsgen.config.load import diagnostic_of
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.files.walk import read_own
from newsgen.theme.declaration import Declaration, declaration
from newsgen.theme.environment import THEME_FILE
from newsgen.theme.load import NAME


def theme_lists(site: Path, theme: str) -> dict[str, ListSettings]:
    """Return the lists of a theme and those that it extends: a theme's go before its parents'.

    Only themes of the site name any. What cannot be read is reported when the theme is loaded.

    Raises:
        NewsgenError: something is wrong in a theme.toml, each on its line.

    """
    lists: dict[str, ListSettings] = {}
    for _, _, declared in _declarations(site, theme):
        lists = declared.lists | lists
    return lists


def with_theme_lists(config: Config, site: Path, theme: str = "") -> Config:
    """Add the lists of a theme to those of newsgen.toml, which go before them.

    Raises:
        NewsgenError: as `theme_lists` does, or a list asks for what the site does not have.

    """
    theme = theme or config.site.theme
    if wrong := list(_wrong(config, site, theme)):
        raise NewsgenError(*wrong)
    return replace(config, lists=theme_lists(site, theme) | config.lists)


def _wrong(config: Config, site: Path, theme: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with lists that no nearer theme replaces, nor newsgen.toml."""
    seen = set(config.lists)
    for file, text, declared in _declarations(site, theme):
        named = {name: each for name, each in declared.lists.items() if name not in seen}
        seen.update(named)
        for error in check_lists(named, config.fields, config.areas, config.sorted_by):
            yield from (diagnostic_of(wrong, text, file) for wrong in error.refusals)


def _declarations(site: Path, theme: str) -> Iterator[tuple[str, str, Declaration]]:
    """Yield each theme.toml in the site's folder, nearest first: its name, text and meaning."""
    seen: set[str] = set()
    wanted: str | None = theme
    while wanted is not None and wanted not in seen and NAME.fullmatch(wanted):
        seen.add(wanted)
        file = f"themes/{wanted}/{THEME_FILE}"
        try:
            text = read_own(site / file)
        except (OSError, UnicodeDecodeError):
            return
        declared = declaration(text, file)
        yield file, text, declared
        wanted = declared.theme.extends
