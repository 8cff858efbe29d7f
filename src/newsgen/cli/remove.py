"""The command newsgen remove."""

import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence

import click

from newsgen.cli.options import cached_request_options
from newsgen.cli.results import ingested, show_findings
from newsgen.diagnostics import Exit, NewsgenError
from newsgen.hosting.find import configuration_folders
from newsgen.model.tombstones import FILE, REASONS
from newsgen.model.urls import URLError
from newsgen.pipeline import Request, build, retry_if_damaged
from newsgen.report import text
from newsgen.report.visible import visible
from newsgen.retention.removal import CannotRemoveError, Removal, Removed, carry_out, look_up

MOST_UNUSED = 20
"""Files that are listed: an old archive may have many."""
_NOT_BUILT = (
    "The website was not built anew, as there are errors. Pages that told of the release were "
    "deleted; mend the errors and build again to have the others back."
)


@click.command("remove")
@click.argument("url")
@click.option(
    "--reason",
    type=click.Choice(REASONS),
    required=True,
    help="Why: a request for erasure, a person was found, its time is over, or a court said so.",
)
@click.option(
    "--ref", default="", metavar="REF", help="Your reference of the decision; it names nobody."
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@cached_request_options
def command(
    make_request: Callable[..., Request], url: str, reason: str, ref: str, dry_run: bool, yes: bool
) -> int:
    """Remove the release at a URL for good: its file, its pictures and every copy of it.

    A tombstone stays, so that the address answers that it is gone, and so that the release does not
    come back by mistake. It does not hold the address.
    """
    if not re.fullmatch(r"[\w./:-]*", ref):
        raise click.BadParameter("use letters, digits and - . / : only.", param_hint="--ref")
    request = make_request()
    removal = _look_up(request, url)
    _show(removal)
    if dry_run:
        click.echo("Nothing was done.")
        return Exit.CLEAN
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("this cannot be undone: say --yes, or run it at a terminal.")
        click.confirm("This cannot be undone. Remove it?", abort=True)
    with ingested(request) as (session, _):
        removed = carry_out(session, removal, reason=reason, ref=ref)
    click.echo(f"{text.count(removed.deleted, 'file')} deleted in output folders.")
    try:
        return _rebuild(request)
    except NewsgenError:
        click.echo(_NOT_BUILT, err=True)
        raise
    finally:  # whatever stops the build: the release is deleted, and all this remains to be done
        _tell(removal, removed)
        _tell_of_outputs(removed)
        _tell_of_cache(request)
        _tell_of_server(request)


def _rebuild(request: Request) -> int:
    """Build the website without the release. Returns the exit code."""
    started = time.monotonic()
    result = build(request)
    show_findings(result.diagnostics, quiet=True)
    if result.refused:
        click.echo(_NOT_BUILT, err=True)
        return Exit.FINDINGS
    click.echo(text.summary(result, time.monotonic() - started))
    return Exit.CLEAN


@retry_if_damaged
def _look_up(request: Request, url: str) -> Removal:
    with ingested(request) as (session, _):
        try:
            removal = look_up(session, url)
        except (URLError, CannotRemoveError) as error:
            raise click.BadParameter(f"{error}. {error.hint}", param_hint="URL") from None
    if removal is None:
        hint = "If its file has a mistake, mend that first; newsgen list prints all addresses."
        message = f"no release has the address {url}. {hint}"
        raise click.BadParameter(message, param_hint="URL")
    return removal


def _show(removal: Removal) -> None:
    files = _in_content([removal.source] if removal.source else []) + _in_content(removal.files)
    _list("To be removed:", [*files, *(place.address.url for place in removal.places)])
    _list("Other releases use these pictures, so they stay:", _in_content(removal.shared))
    unused = _in_content(removal.unused[:MOST_UNUSED])
    if more := removal.unused[MOST_UNUSED:]:
        unused.append(f"and {len(more):,} more")
    _list("No release uses these files. Delete those that belong to this one yourself:", unused)
    _list("These files name the address. Edit them, as newsgen does not:", removal.mentions)


def _in_content(paths: Iterable[str]) -> list[str]:
    return [f"content/{path}" for path in paths]


def _tell(removal: Removal, removed: Removed) -> None:
    words = "newsgen did not write these files, and they tell of it. Look at them:"
    _list(words, removed.unknown)
    _list("When the website is published, purge these addresses at your CDN:", removed.pages)
    words = "Ask search engines to take these out of their results and caches:"
    _list(words, _pages_of(removal, removed.pages))
    click.echo(
        f"Commit the deletions with {FILE}. git's history still holds the release, and so does "
        "every clone and backup: docs/how-to/take-a-page-down.md says what to do."
    )


def _tell_of_outputs(removed: Removed) -> None:
    """Name the other output folders: of all of them only one is built again."""
    folders = "this output folder" if len(removed.others) == 1 else "these output folders"
    commands = [text.build_command(folder) for folder in removed.others]
    _list(f"Pages were deleted in {folders} too. Build there again:", commands)


def _tell_of_cache(request: Request) -> None:
    default = request.site / ".newsgen"
    used = request.cache or default
    if used.resolve() != default.resolve() and default.is_dir():
        click.echo(f"The cache in {default} was not used, and may hold the release: delete it.")


def _tell_of_server(request: Request) -> None:
    """Say what has to be done about the server: only its configuration makes it answer 410."""
    site, cache = request.site, request.cache or request.site / ".newsgen"
    other = (site / "content", site / "output", request.output, site / ".newsgen", cache)
    folders = configuration_folders(site, but=other)
    words = "The web server's configuration in these folders may name the address:"
    _list(words, [folder.relative_to(site).as_posix() for folder in folders])
    click.echo(
        "Write the web server's configuration again with newsgen hosting, and reload the server. "
        "Until then it does not answer that the address is gone."
    )


def _pages_of(removal: Removal, pages: Sequence[str]) -> list[str]:
    """Return the addresses of the release itself and of its pictures."""
    addresses = {place.address.url for place in removal.places}
    files = tuple("/" + path for path in removal.files)
    return [page for page in pages if page in addresses or (files and page.endswith(files))]


def _list(heading: str, lines: Sequence[str]) -> None:
    """Print lines below a heading, unless there are none."""
    for line in [heading, *(f"  {visible(line)}" for line in lines)] if lines else ():
        click.echo(line)
