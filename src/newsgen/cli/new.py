"""The command newsgen new."""

from datetime import UTC, datetime
from pathlib import Path

import click

from newsgen.cli.options import shared
from newsgen.cli.results import writing
from newsgen.config import load as load_config
from newsgen.content.template import new_release
from newsgen.diagnostics import fatal


@click.command("new")
@click.argument("title")
@click.option("--area", required=True, help="The force's area, such as Cumbria.")
@click.option("--slug", help="The name in the address, if not made from the title.")
@click.option("--at", "at_text", metavar="TIME", help="The date of publication. Default: now.")
@shared("site")
def command(title: str, area: str, slug: str | None, at_text: str | None, site: Path) -> None:
    """Create a release: a file with title, area, address and date, ready to write in.

    No file is overwritten.
    """
    config = load_config(site)
    if not (site / "content").is_dir():
        hint = "Go to the folder of your site, or make one with newsgen init."
        raise fatal("NG704", "there is no folder content here", "content", hint)
    if not area.strip():
        raise click.BadParameter("the area is empty", param_hint="--area")
    if config.areas and area not in config.areas:
        words = f"there is no area {area}; there are: {', '.join(config.areas)}"
        raise click.BadParameter(words, param_hint="--area")
    now = datetime.now(UTC).astimezone(config.zone)
    release = new_release(config, title=title, area=area, slug=slug, at_text=at_text, now=now)
    file = site / "content" / release.path
    content = (site / "content").resolve()
    if not file.parent.resolve().is_relative_to(content):
        raise click.UsageError(f"{file.parent} leads out of the content folder.")
    if file.exists():
        message = f"{file} exists already, and stays as it is. Choose another title or --slug."
        raise click.UsageError(message)
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(release.text)
    click.echo(f"{file}")
    click.echo(f"It will be at {release.url}", err=True)
