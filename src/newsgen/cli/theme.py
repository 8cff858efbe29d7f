"""The commands newsgen theme ..."""

from typing import Final

import click

from newsgen.cli import Commands

COMMANDS: Final = {
    "check": "Look for mistakes in a theme.",
    "list": "List the themes that there are.",
    "new": "Start a theme of your own.",
    "show": "Show the templates of a theme, and what they get.",
}


@click.group(
    "theme",
    cls=Commands,
    modules="newsgen.cli.theme_{}",
    commands=[click.Command(name, short_help=words) for name, words in COMMANDS.items()],
)
def command() -> None:
    """Make a theme, see what it is made of, and look for mistakes in it."""
