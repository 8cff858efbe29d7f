"""The command newsgen init."""

from datetime import UTC, datetime
from pathlib import Path

import click

from newsgen.config.load import parse
from newsgen.content.template import new_release

_CONFIG = """\
[site]
title = "Example Police news"
base_url = "https://www.example.police.example"
language = "en-GB"
timezone = "Europe/London"
layout = "single"        # or "per-host", for a folder with a site for each host
theme = "plain"          # a shipped theme, or a folder in themes/

[areas.Example]
name = "Example Police"
hosts = ["www.example.police.example"]
archive = "/news/"       # year and month pages live under it
permalink = "/news/{year}/{month_name}/{slug}.aspx"

[rules]
strict_since = %s  # releases from this day on are held to the strict rules
"""
_IGNORE = "/output/\n/.newsgen/\n"


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def command(directory: Path) -> None:
    """Start a new site in DIRECTORY, with settings and a first release.

    The folder must be new or empty.
    """
    if directory.exists() and any(directory.iterdir()):
        raise click.UsageError(f"{directory} is not empty. Name a new folder, or an empty one.")
    today = datetime.now(UTC).date()
    config_text = _CONFIG % today
    config = parse(config_text)
    now = datetime.now(UTC).astimezone(config.zone)
    first = new_release(
        config, title="Our first release", area="Example", slug=None, at_text=None, now=now
    )
    text = first.text.replace("\nstatus: draft\n", "\n")
    for path, content in (
        ("newsgen.toml", config_text),
        (".gitignore", _IGNORE),
        (f"content/{first.path}", text),
    ):
        file = directory / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.UsageError(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Made a site in {directory}. Change newsgen.toml to suit your force, then:")
    click.echo(f"    cd {directory}")
    click.echo("    newsgen build")
