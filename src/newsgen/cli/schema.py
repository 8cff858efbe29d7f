"""The command newsgen schema."""

from pathlib import Path

import click

from newsgen.cli.options import Choice, shared
from newsgen.config.load import read as read_config
from newsgen.printing import json_text, show


@click.command("schema")
@click.argument("subject", type=Choice(["release", "site"]), default="release")
@shared("site")
def command(subject: str, site: Path) -> None:
    """Print a JSON Schema, which lets editors complete and explain keys.

    The schema is that of a release's front matter, with the fields of the site's newsgen.toml or,
    with "site", of newsgen.toml itself.
    """
    from newsgen.content import parse_site  # noqa: PLC0415
    from newsgen.content.fields import rows_of  # noqa: PLC0415
    from newsgen.report.editor import release_schema, site_schema  # noqa: PLC0415

    if subject == "release":
        schema = release_schema(rows_of(parse_site(read_config(site)).fields))
    else:
        schema = site_schema()
    show([json_text(schema), "\n"])
