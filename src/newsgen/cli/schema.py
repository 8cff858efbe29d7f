"""The command newsgen schema."""

from pathlib import Path

import click

from newsgen.cli.choice import Choice
from newsgen.cli.options import shared
from newsgen.config import load
from newsgen.printing import json_text, show


@click.command("schema")
@click.argument("subject", type=Choice(["release", "site"]), default="release")
@shared("site")
def command(subject: str, site: Path) -> None:
    """Print a JSON Schema, which lets editors complete and explain keys.

    The schema is that of a release's front matter, with the fields of the site's newsgen.toml or,
    with "site", of newsgen.toml itself.
    """
    from newsgen.content.fields import rows_of  # noqa: PLC0415 (no other command needs these)
    from newsgen.report.editor import release_schema, site_schema  # noqa: PLC0415

    is_release = subject == "release"
    schema = release_schema(rows_of(load(site).fields)) if is_release else site_schema()
    show([json_text(schema), "\n"])
