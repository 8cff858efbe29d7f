"""The command newsgen version."""

import click

from newsgen import __version__
from newsgen.printing import say


@click.command("version")
def command() -> None:
    """Print the version."""
    say(f"newsgen {__version__}")
