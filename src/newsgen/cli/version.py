"""The command newsgen version."""

import click

from newsgen import __version__


@click.command("version")
def command() -> None:
    """Print the version."""
    click.echo(f"newsgen {__version__}")
