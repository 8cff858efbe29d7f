"""Shared by the commands on themes."""

from functools import partial
from pathlib import Path

import click

from newsgen.config import Config
from newsgen.config.load import read
from newsgen.content import parse_site
from newsgen.model.refusal import did_you_mean
from newsgen.pipeline.site_filters import site_filters, stand_ins
from newsgen.plugins.find import find_plugins, without_code
from newsgen.printing import say
from newsgen.theme.lists import with_theme_lists
from newsgen.theme.load import Theme, installed, load_theme


def chosen_theme(site: Path, name: str | None, *, no_plugins: bool = False) -> tuple[Theme, Config]:
    """Load the theme of a site with its options, or another with its defaults.

    Without plug-ins, what is left out is printed, and filters give what they are given.

    Raises:
        click.UsageError: there is no theme of the name that was asked for.
        NewsgenError: the settings are wrong, or there is no such theme, or it is broken.

    """
    text = read(site)
    config = with_theme_lists(parse_site(text), site, name or "")
    if no_plugins:
        config = without_code(config, partial(say, err=True))
        filters = stand_ins(config.plugins.filters)
    else:
        filters = site_filters(find_plugins(site, config.plugins, text))
    if name is None or name == config.site.theme:
        theme = load_theme(site, config.site.theme, config.theme.options, text, filters)
        return theme, config
    require(site, name)
    return load_theme(site, name, {}, filters=filters), config


def require(site: Path, name: str) -> None:
    """Check that the theme of the command line exists: newsgen.toml is not the cause.

    Raises:
        click.UsageError: it is not there.

    """
    known = installed(site)
    if name not in known:
        hint = did_you_mean(name, known, f"There are: {', '.join(known)}.")
        raise click.UsageError(f"There is no theme “{name}”. {hint}")
