"""The command newsgen init, and what its --from says of an old archive."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import click

from newsgen.cli.options import FOLDER, Choice
from newsgen.cli.results import writing
from newsgen.diagnostics import Exit
from newsgen.files import write_atomically
from newsgen.model.urls import is_dated
from newsgen.printing import say, visible, width
from newsgen.report.text import count
from newsgen.scaffold.adopting import ArchiveFacts, AreaFacts, facts_of
from newsgen.scaffold.patterns import Sureness
from newsgen.scaffold.pipelines import (
    IGNORED as PIPELINE_FILES,
    SERVICES,
    RepositoryPlace,
    is_plain_folder,
    pipeline_files,
    pipeline_path,
    place_of,
)
from newsgen.scaffold.reading import ArchiveFolder, read_archive
from newsgen.scaffold.settings import layout_of, settings_of
from newsgen.scaffold.site import IGNORED, site_files

_HEAD: Final = ("Area", "Releases", "Setting", "Value", "Sure")
_DEFAULT: Final = "(none; /{year}/{month_name}/{slug}.aspx below archive)"
_MOST_NAMED: Final = 5
_LANGUAGE: Final = {
    Sureness.ALL: "all releases are in it",
    Sureness.MOST: "most releases are in it",
    Sureness.GUESSED: "guessed, as few or no releases show their language",
}
_ZONE: Final = {
    Sureness.ALL: "all times with an offset from UTC have the offset of that zone",
    Sureness.MOST: "most times with an offset from UTC have the offset of that zone",
    Sureness.GUESSED: "guessed, as few or no times of releases show their offset from UTC",
}


class OldArchive(NamedTuple):
    """An archive that a new site takes over."""

    folder: Path
    files: ArchiveFolder
    facts: ArchiveFacts


def read_old_archive(folder: Path, directory: Path) -> OldArchive:
    """Read the archive for a site in a directory.

    Raises:
        click.UsageError: the site would be inside the archive, or the folder has no releases.

    """
    site, source = directory.resolve(), folder.resolve()
    if site.is_relative_to(source):
        message = f"{directory} is inside {folder}, or the same. Name a folder outside it."
        raise click.UsageError(message)
    files = read_archive(folder)
    if not files.releases:
        unread = _named("Cannot be read", (*files.unreadable, *files.refused, *files.closed))
        message = f"{folder} has no releases: files that end in .md, with front matter."
        raise click.UsageError(" ".join((message, *unread)))
    return OldArchive(folder, files, facts_of(files.releases, datetime.now(UTC)))


def is_in_place(folder: Path, directory: Path) -> bool:
    """Return whether a folder is the content of the site already, so that no file is copied."""
    return folder.resolve() == (directory / "content").resolve()


def copy_files(old: OldArchive, content: Path) -> None:
    """Copy the files of an archive; the archive does not change.

    Raises:
        click.UsageError: a file cannot be read or written.

    """
    for path in old.files.files:
        file = content / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(old.folder / path, file)
        except OSError as error:
            message = f"{old.folder / path} cannot be copied to {file}: {error.strerror}."
            raise click.UsageError(message) from None


def lines_of(old: OldArchive) -> Iterator[str]:
    """Yield what is known of an archive, and how sure: a table of areas, then what is odd."""
    facts = old.facts
    yield f"Read {count(facts.releases, 'release')} of {count(len(facts.areas), 'area')}."
    yield ""
    yield from _aligned([_HEAD, *(row for area in facts.areas for row in _rows(area))])
    yield ""
    yield "Sure: all, if every release says so; most, if over half do; guessed, if fewer do."
    yield "Correct guesses in newsgen.toml. Releases keep the addresses that they have; a new one"
    yield "gets its address from permalink."
    yield ""
    yield from _notes(old)


def _rows(area: AreaFacts) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an area: one for each setting, the first with its name."""
    yield (area.key, f"{area.releases:,}", "name", *area.name)
    total = sum(number for _, number in area.hosts)
    for host, number in area.hosts:
        sure = Sureness.ALL if number == total else f"{number:,} of {total:,}"
        yield ("", "", "host", host, sure)
    yield ("", "", "archive", *area.archive)
    text, sure = area.permalink or (_DEFAULT, Sureness.GUESSED)
    yield ("", "", "permalink", text, sure)
    for picture in area.default_images:
        yield ("", "", "default image", picture, Sureness.GUESSED)
    for alias in area.aliases:
        yield ("", "", "alias", *alias)


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows in columns; the last but one may be so long that it pushes the last away."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(width(row[at]) for row in shown) for at in range(3)]
    room = min(60, max(width(row[3]) for row in shown))
    for area, number, setting, value, sure in shown:
        cells = (
            _padded(area, widths[0]),
            f"{number:>{widths[1]}}",
            _padded(setting, widths[2]),
            _padded(value, room),
        )
        yield "  ".join((*cells, sure))


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _notes(old: OldArchive) -> Iterator[str]:
    facts = old.facts
    base_url = facts.base_url
    if base_url is None:
        yield "No release has an address: write base_url and hosts into newsgen.toml."
    elif base_url.sureness is not Sureness.ALL:
        yield f"base_url is {base_url.text}, as more releases have it than others."
    yield f"language is {facts.language.text}: {_LANGUAGE[facts.language.sureness]}."
    yield from _named(
        "In another language, as their words show: write language into them", facts.other_language
    )
    yield f"timezone is {facts.timezone.text}: {_ZONE[facts.timezone.sureness]}."
    yield "strict_since is today: builds look for warnings in releases from this day on, and"
    yield "some of them are errors there; newsgen check looks at all."
    if facts.collision:
        hosts = " and ".join(map(visible, facts.collision.hosts))
        path = visible(facts.collision.path)
        yield f"layout is {layout_of(facts)}: {hosts} both have a page at {path}."
    yield from _named(
        "Addresses without a date, so that two releases with one title would have one address",
        [area.key for area in facts.areas if area.permalink and not is_dated(area.permalink.text)],
    )
    for area in facts.areas:
        for spelling in area.spellings:
            yield f"{visible(spelling)} is taken for {visible(area.key)} (see newsgen check)."
    if facts.without_area:
        yield f"Releases without an area: {facts.without_area:,}; newsgen check names them."
    if facts.without_address:
        yield (
            f"Releases without an address that can be read: {facts.without_address:,}; "
            "the permalink gives them one, or newsgen check says why not."
        )
    if facts.appeals:
        number = f"{facts.appeals:,}"
        yield f"Releases of the last two years that ask for help and have no kind: {number};"
        yield "newsgen check --fix --select NG563 gives them one, and their pages how to answer."
    yield from _named("Cannot be read, and newsgen check says why", old.files.unreadable)
    yield from _named("Not copied, as these are not files in the folder", old.files.refused)
    yield from _named("Not copied, as these cannot be read", old.files.closed)


def _named(words: str, paths: Sequence[str]) -> Iterator[str]:
    if paths:
        more = f" and {len(paths) - _MOST_NAMED:,} more" if len(paths) > _MOST_NAMED else ""
        yield f"{words}: {', '.join(map(visible, paths[:_MOST_NAMED]))}{more}."


_SETTINGS = "newsgen.toml"


@click.command("init")
@click.argument("directory", type=FOLDER)
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
def command(directory: Path, folder: Path | None, service: str | None, wheel: Path | None) -> int:
    """Create a site in DIRECTORY, with settings and a first release.

    The directory must be new or empty, or a clone with no more than a README. With --ci, it may be
    a site already: then only the pipeline is added, and lines to .gitignore. No file is
    overwritten.

    With --from, the site has the releases of FOLDER and the files beside them, as copies; FOLDER
    does not change. If FOLDER is the folder content of DIRECTORY, nothing is copied. The command
    prints what it wrote into newsgen.toml for each area, and how sure it is.
    """
    place = place_of(directory)
    pipeline = _pipeline(service, wheel, place)
    is_site = (directory / _SETTINGS).exists()
    is_whole = True
    if folder:
        old = _adopt(directory, folder, pipeline)
        say(*lines_of(old), *_next(directory, "newsgen check --summary"))
        is_whole = not old.files.closed
    elif not (service and is_site):
        _refuse_full(directory)
        files = {path: text.encode() for path, text in site_files(datetime.now(UTC)).items()}
        _write(directory, files | pipeline)
        if service:
            say(f"There was no {_SETTINGS} here, so these are new: {', '.join(files)}.")
        say(*_next(directory, "newsgen serve --drafts"))
    else:
        _write(directory, pipeline)
    if service:
        _ignore(directory / ".gitignore")
        path = pipeline_path(service, place)
        path = os.path.normpath(directory / path) if place.folder else path
        say(f"Added {path} and the folder ci, and to .gitignore what they write.")
        if service != "gitlab":
            say(f"It builds the branch {visible(place.branch)}.")
        say("Say in newsgen.toml where the site is deployed to, and commit all of them.")
    return Exit.CLEAN if is_whole else Exit.FINDINGS


def _next(directory: Path, step: str) -> Iterator[str]:
    """Say where a site was created, and what comes next."""
    is_here = directory.resolve() == Path.cwd()
    yield f"Created a site in {'this folder' if is_here else directory}. Next:"
    if not is_here:
        yield f"    cd {directory}"
    yield f"    {step}"


def _adopt(directory: Path, folder: Path, pipeline: dict[str, bytes]) -> OldArchive:
    """Create a site that has the releases of a folder, and return what was read in it.

    Raises:
        click.UsageError: the directory is in use, or the folder has no releases.

    """
    in_place = is_in_place(folder, directory)
    if not in_place:
        _refuse_full(directory, f" To take over releases in it, move them to {directory}/content.")
    old = read_old_archive(folder, directory)
    today = datetime.now(ZoneInfo(old.facts.timezone.text)).date()
    files = {_SETTINGS: settings_of(old.facts, today).encode()}
    if not (directory / ".gitignore").exists():
        files[".gitignore"] = IGNORED.encode()
    if not in_place:
        copy_files(old, directory / "content")
    _write(directory, files | pipeline)
    return old


def _refuse_full(directory: Path, hint: str = "") -> None:
    if directory.exists() and not all(map(_is_of_repository, directory.iterdir())):
        message = f"{directory} is not empty. Name a new folder, or an empty one.{hint}"
        raise click.UsageError(message)
    real = directory.resolve()
    for site in real.parents:
        if (site / _SETTINGS).is_file() and real.is_relative_to(site / "content"):
            message = f"{directory} is in the content folder of another site. Name one outside."
            raise click.UsageError(message)


def _is_of_repository(path: Path) -> bool:
    """Return whether a file or folder is what a fresh clone has, beside which a site may be."""
    return path.name in (".git", ".gitattributes") or path.stem in ("README", "LICENSE", "LICENCE")


def _pipeline(service: str | None, wheel: Path | None, place: RepositoryPlace) -> dict[str, bytes]:
    """Return the files of a service's pipeline by their paths from the site.

    Raises:
        click.UsageError: the options do not go together, the file is not a wheel of newsgen, or
            the folder of the site has a name that a pipeline cannot have.

    """
    if service is None:
        if wheel:
            raise click.UsageError("--from-wheel needs --ci: the wheel is for a pipeline.")
        return {}
    if wheel is None:
        message = "--ci needs --from-wheel FILE: the pipeline installs newsgen from that wheel."
        raise click.UsageError(message)
    if not is_plain_folder(place.folder):
        message = (
            f"{visible(place.folder)} cannot be written into a pipeline: rename the folder, "
            "with letters, digits, spaces, dots, hyphens and underscores."
        )
        raise click.UsageError(message)
    try:
        return {file.path: file.data for file in pipeline_files(service, wheel, place)}
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
            write_atomically(file, (before + gap + "\n".join(lines) + "\n").encode())


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
            write_atomically(file, data)
