"""The command newsgen init."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from newsgen.cli.results import writing
from newsgen.scaffold.pipelines import SERVICES, pipeline_files
from newsgen.scaffold.site import site_files


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--ci", "service", type=click.Choice(list(SERVICES)), help="Add a CI pipeline.")
@click.option(
    "--from-wheel",
    "wheel",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Wheel of newsgen that the pipeline installs; it is copied into ci/.",
)
def command(directory: Path, service: str | None, wheel: Path | None) -> None:
    """Create a site in DIRECTORY, with settings and a first release.

    The directory must be new or empty. With --ci, it may be a site already: then only the pipeline
    is added. No file is overwritten.
    """
    pipeline = _pipeline(service, wheel)
    is_site = (directory / "newsgen.toml").exists()
    files: dict[str, bytes] = {}
    if not (service and is_site):
        if directory.exists() and any(directory.iterdir()):
            raise click.UsageError(f"{directory} is not empty. Name a new folder, or an empty one.")
        files = {path: text.encode() for path, text in site_files(datetime.now(UTC)).items()}
    _write(directory, files | pipeline)
    if files:
        click.echo(f"Created a site in {directory}. Next:")
        click.echo(f"    cd {directory}\n    newsgen serve --drafts")
    if service:
        click.echo(f"Added {SERVICES[service]} and the folder ci. Commit them, and write how to ")
        click.echo("deploy the site into ci/deploy.sh.")


def _pipeline(service: str | None, wheel: Path | None) -> dict[str, bytes]:
    """Return the files of a service's pipeline by their paths.

    Raises:
        click.UsageError: the options do not go together, or the file is not a wheel of newsgen.

    """
    if service is None:
        if wheel:
            raise click.UsageError("--from-wheel is for a pipeline: give --ci too.")
        return {}
    if wheel is None:
        message = "--ci needs --from-wheel FILE: the pipeline installs newsgen from that wheel."
        raise click.UsageError(message)
    try:
        return {file.path: file.data for file in pipeline_files(service, wheel)}
    except ValueError as error:
        raise click.UsageError(f"{error}: see docs/how-to/install.md.") from None


def _write(directory: Path, files: Mapping[str, bytes]) -> None:
    """Write files that do not exist yet.

    Raises:
        click.UsageError: one of them exists; nothing is written.

    """
    if there := [path for path in files if (directory / path).exists()]:
        raise click.UsageError(f"{there[0]} exists already. Delete or rename it first.")
    for path, data in files.items():
        file = directory / path
        with writing(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
