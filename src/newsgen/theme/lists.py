"""The lists of releases that a theme names."""

from dataclasses import replace
from pathlib import Path

from newsgen.config import Config
from newsgen.config.lists import ListSettings
from newsgen.theme.declaration import declaration
from newsgen.theme.environment import THEME_FILE
from newsgen.theme.load import NAME


def theme_lists(site: Path, theme: str) -> dict[str, ListSettings]:
    """Return the lists of a theme and those that it extends: a theme's go before its parents'.

    Only themes of the site name any. What cannot be read is reported when the theme is loaded.

    Raises:
        NewsgenError: something is wrong in a theme.toml, each on its line.

    """
    lists: dict[str, ListSettings] = {}
    seen: set[str] = set()
    wanted: str | None = theme
    while wanted is not None and wanted not in seen and NAME.fullmatch(wanted):
        seen.add(wanted)
        try:
            text = (site / "themes" / wanted / THEME_FILE).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            break
        declared = declaration(text, f"themes/{wanted}/{THEME_FILE}")
        lists = declared.lists | lists
        wanted = declared.theme.extends
    return lists


def with_theme_lists(config: Config, site: Path, theme: str = "") -> Config:
    """Add the lists of a theme to those of newsgen.toml, which go before them."""
    return replace(config, lists=theme_lists(site, theme or config.site.theme) | config.lists)
