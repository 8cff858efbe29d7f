"""The command newsgen plugins."""

from pathlib import Path

import click

from newsgen.cli.data import print_json, print_table, widest
from newsgen.cli.options import format_option, shared
from newsgen.config.load import read as read_config
from newsgen.content import parse_site
from newsgen.plugins.find import find_plugins
from newsgen.printing import say


@click.command("plugins")
@shared("site")
@format_option("text", "json")
def command(site: Path, form: str) -> None:
    """List the plug-ins that newsgen.toml names: role, name, where from, and a digest of the code.

    The command does not run their code.
    """
    text = read_config(site)
    plugins = find_plugins(site, parse_site(text).plugins, text)
    rows = [(each.role.noun, each.name, each.place, each.digest) for each in plugins]
    if form == "json":
        names = ("role", "name", "from", "digest")
        print_json(plugins=[dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        print_table(rows, widest(rows))
    else:
        say("newsgen.toml names no plug-ins.")
