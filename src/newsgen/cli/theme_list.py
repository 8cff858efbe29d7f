"""The command newsgen theme list."""

from dataclasses import asdict
from pathlib import Path

import click

from newsgen.cli.data import print_json
from newsgen.cli.options import format_option, shared
from newsgen.config.load import read as read_config
from newsgen.content import parse_site
from newsgen.contract.shown import themes
from newsgen.printing import say


@click.command("list")
@shared("site")
@format_option("text", "json")
def command(site: Path, form: str) -> None:
    """List the built-in themes and those of the site, what each extends and which is used."""
    used = parse_site(read_config(site)).site.theme
    summaries = list(themes(site))
    if form == "json":
        rows = [asdict(theme) | {"used": theme.name == used} for theme in summaries]
        print_json(themes=rows)
        return
    width = max(len(theme.name) for theme in summaries)
    for theme in summaries:
        words = [theme.folder]
        if theme.ancestors:
            words.append(f"extends {', then '.join(theme.ancestors)}")
        if theme.problem:
            words.append(f"cannot be used: {theme.problem}")
        if theme.name == used:
            words.append("in use")
        say(f"{theme.name:{width}}  {'; '.join(words)}")
