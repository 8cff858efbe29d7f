"""The command newsgen theme new."""

from pathlib import Path

import click

from newsgen.cli.options import shared
from newsgen.cli.theming import require
from newsgen.config.load import require_site
from newsgen.contract.start import start
from newsgen.printing import say


@click.command("new")
@click.argument("name")
@click.option("--extends", "parent", default="plain", show_default=True, help="Theme to extend.")
@shared("site")
def command(site: Path, name: str, parent: str) -> None:
    """Create a theme in themes/NAME that looks like another until you change it."""
    require_site(site)
    require(site, parent)
    for path in start(site, name, parent):
        say(f"Made {path.as_posix()}")
    say(f'Use it with theme = "{name}" under [site] in newsgen.toml, and build.')
    say(f"When you have changed it: newsgen theme check {name}")
