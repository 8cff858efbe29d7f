"""The command newsgen init."""

from datetime import UTC, datetime
from pathlib import Path

import click

from newsgen.cli.results import writing
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


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def command(directory: Path) -> None:
    """Create a site in DIRECTORY, with settings and a first release.

    The directory must be new or empty.
    """
    if directory.exists() and any(directory.iterdir()):
        raise click.UsageError(f"{directory} is not empty. Name a new folder, or an empty one.")
    now = datetime.now(UTC)
    config_text = _CONFIG % now.date()
    config = parse(config_text)
    title, now = "Our first release", now.astimezone(config.zone)
    first = new_release(config, title=title, area="Example", slug=None, at_text=None, now=now)
    files = {
        "newsgen.toml": config_text,
        ".gitignore": "/output/\n/.newsgen/\n",
        f"content/{first.path}": first.text,
    }
    for path, content in files.items():
        file = directory / path
        with writing(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8", newline="\n")
    click.echo(f"Created a site in {directory}. Next:")
    click.echo(f"    cd {directory}\n    newsgen serve --drafts")
