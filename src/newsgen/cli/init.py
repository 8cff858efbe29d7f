"""The command newsgen init."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from newsgen.cli.adopting import OldArchive, copy_files, is_in_place, lines_of, read_old_archive
from newsgen.cli.choice import Choice
from newsgen.cli.results import writing
from newsgen.printing import say
from newsgen.scaffold.pipelines import IGNORED as PIPELINE_FILES, SERVICES, pipeline_files
from newsgen.scaffold.settings import settings_of
from newsgen.scaffold.site import IGNORED, site_files

_SETTINGS = "newsgen.toml"


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--from",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of releases to take over: settings are read from them.",
)
@click.option("--ci", "service", type=Choice(list(SERVICES)), help="Add a CI pipeline.")
@click.option(
    "--from-wheel",
    "wheel",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Wheel of newsgen that the pipeline installs; it is copied into ci/.",
)
def command(directory: Path, folder: Path | None, service: str | None, wheel: Path | None) -> None:
    """Create a site in DIRECTORY, with settings and a first release.

    The directory must be new or empty. With --ci, it may be a site already: then only the pipeline
    is added, and lines to .gitignore. No file is overwritten.

    With --from, the site has the releases of FOLDER and the files beside them, as copies; FOLDER
    does not change. If FOLDER is the folder content of DIRECTORY, nothing is copied. The command
    prints what it wrote into newsgen.toml for each area, and how sure it is.
    """
    pipeline = _pipeline(service, wheel)
    is_site = (directory / _SETTINGS).exists()
    if folder:
        old = _adopt(directory, folder, pipeline)
        say(*lines_of(old), f"Created a site in {directory}. Next:")
        say(f"    cd {directory}", "    newsgen check --summary")
    elif not (service and is_site):
        _refuse_full(directory)
        files = {path: text.encode() for path, text in site_files(datetime.now(UTC)).items()}
        _write(directory, files | pipeline)
        say(f"Created a site in {directory}. Next:")
        say(f"    cd {directory}", "    newsgen serve --drafts")
    else:
        _write(directory, pipeline)
    if service:
        _ignore(directory / ".gitignore")
        say(f"Added {SERVICES[service]} and the folder ci, and to .gitignore what they write.")
        say("Write how to deploy the site into ci/deploy.sh, and commit all of them.")


def _adopt(directory: Path, folder: Path, pipeline: dict[str, bytes]) -> OldArchive:
    """Create a site that has the releases of a folder, and return what was read in it.

    Raises:
        click.UsageError: the directory is in use, or the folder has no releases.

    """
    in_place = is_in_place(folder, directory)
    if not in_place:
        _refuse_full(directory, f" To take over releases in it, move them to {directory}/content.")
    old = read_old_archive(folder, directory)
    files = {_SETTINGS: settings_of(old.facts, datetime.now(UTC).date()).encode()}
    if not (directory / ".gitignore").exists():
        files[".gitignore"] = IGNORED.encode()
    if not in_place:
        copy_files(old, directory / "content")
    _write(directory, files | pipeline)
    return old


def _refuse_full(directory: Path, hint: str = "") -> None:
    if directory.exists() and any(directory.iterdir()):
        message = f"{directory} is not empty. Name a new folder, or an empty one.{hint}"
        raise click.UsageError(message)
    real = directory.resolve()
    for site in real.parents:
        if (site / _SETTINGS).is_file() and real.is_relative_to(site / "content"):
            message = f"{directory} is in the content folder of another site. Name one outside."
            raise click.UsageError(message)


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


def _ignore(file: Path) -> None:
    """Add what pipelines write to a .gitignore, as far as it is not there."""
    with writing(file):
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        known = {line.strip().strip("/") for line in before.splitlines()}
        lines = [line for line in PIPELINE_FILES.splitlines() if line.strip("/") not in known]
        if lines:
            gap = "" if before.endswith("\n") or not before else "\n"
            file.write_text(before + gap + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


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
