"""The commands newsgen theme ..."""

from typing import Final

import click

from newsgen.cli import Commands

COMMANDS: Final = {
    "check": "Check a theme for mistakes.",
    "list": "List themes.",
    "new": "Create a theme.",
    "show": "Show the templates of a theme and their context.",
}


@click.group(
    "theme",
    cls=Commands,
    modules="newsgen.cli.theme_{}",
    commands=[click.Command(name, short_help=words) for name, words in COMMANDS.items()],
)
def command() -> None:
    """Create, inspect and check themes."""
