"""What the commands on themes share."""

from pathlib import Path

import click

from newsgen.config import Config
from newsgen.config import load as load_config
from newsgen.config.load import read
from newsgen.theme import Theme, load_theme

theme_option = click.option(
    "--theme", "name", help="Another theme than the one that newsgen.toml names."
)


def chosen_theme(site: Path, name: str | None) -> tuple[Theme, Config]:
    """Load the theme of a site with its options, or another with its defaults.

    Raises:
        NewsgenError: the settings are wrong, or there is no such theme, or it is broken.

    """
    config = load_config(site)
    if name is None or name == config.site.theme:
        return load_theme(site, config.site.theme, config.theme.options, read(site)), config
    return load_theme(site, name, {}), config
