"""The command newsgen schema."""

import click


@click.command("schema")
@click.argument("subject", type=click.Choice(["release", "site"]), default="release")
def command(subject: str) -> None:
    """Print a JSON Schema, which lets editors complete and explain keys.

    The schema is that of a release's front matter or, with "site", of newsgen.toml.
    """
    import json  # noqa: PLC0415 (no other command needs these)

    from newsgen.report.editor import release_schema, site_schema  # noqa: PLC0415

    schema = release_schema() if subject == "release" else site_schema()
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
