"""The command newsgen theme list."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from newsgen.cli.options import format_option, site_option
from newsgen.config import load as load_config
from newsgen.contract.shown import themes
from newsgen.diagnostics import Exit
from newsgen.report.visible import visible


@click.command("list")
@site_option
@format_option
def command(site: Path, form: str) -> int:
    """List the shipped themes and the site's own, with what each extends and which is in use."""
    used = load_config(site).site.theme
    summaries = list(themes(site))
    if form == "json":
        rows = [asdict(theme) | {"used": theme.name == used} for theme in summaries]
        click.echo(json.dumps({"version": 1, "themes": rows}, ensure_ascii=False, indent=2))
        return Exit.CLEAN
    width = max(len(theme.name) for theme in summaries)
    for theme in summaries:
        words = [theme.folder]
        if theme.ancestors:
            words.append(f"extends {', then '.join(theme.ancestors)}")
        if theme.problem:
            words.append(f"cannot be used: {theme.problem}")
        if theme.name == used:
            words.append("in use")
        click.echo(f"{theme.name:{width}}  {visible('; '.join(words))}")
    return Exit.CLEAN
