"""The command newsgen hosting."""

import re
from pathlib import Path
from typing import Final

import click

from newsgen.cli.options import FOLDER, Choice, MakeRequest, makes_request, shared
from newsgen.cli.results import show_findings
from newsgen.config.deploy import can_listen_at
from newsgen.diagnostics import Exit, errors_in, fatal
from newsgen.hosting.configuration import (
    CannotHostError,
    HostConfiguration,
    HostOptions,
    unquotable,
)
from newsgen.hosting.hosts import HOSTS, PLACED, UNFIT, UNSERVED, write
from newsgen.hosting.site import HostedSite, hosted_site
from newsgen.hosting.write import check_folder, write_files
from newsgen.pipeline.central import examine, retry_if_damaged
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from newsgen.printing import say
from newsgen.report import text

_SHOWN = 20
"""Addresses that are listed; the rest is counted."""
_WHOLE: Final = re.compile(r"/|[A-Za-z]:[/\\]")


@click.command("hosting")
@click.argument("host", type=Choice([*HOSTS, *UNFIT]))
@click.option(
    "--output",
    "folder",
    type=FOLDER,
    required=True,
    help="The folder for the configuration, outside of the website, so that no browser gets it.",
)
@shared("site")
@click.option(
    "--website",
    type=FOLDER,
    help="The folder of the website on the server. Default: output/ in the site.",
)
@click.option(
    "--at",
    metavar="PATH",
    help="Where the configuration will be on the server. Default: where it is written.",
)
@click.option(
    "--listen",
    metavar="PORT",
    default="80",
    show_default=True,
    help="The port that nginx, Apache or Caddy listens on, or ADDRESS:PORT.",
)
@shared("cache", "no_cache", "as_of")
@makes_request
@retry_if_damaged
def command(
    make_request: MakeRequest,
    host: str,
    folder: Path,
    website: Path | None,
    at: str | None,
    listen: str,
) -> int:
    """Write the web server configuration: media types, redirects, removed pages and headers."""
    _check_port(listen)
    request = make_request()
    built = website or request.output
    check_folder(folder, built, request.output, request.site / "content")
    options = HostOptions(str(folder.absolute()) if at is None else at, listen)
    if host in PLACED:
        _check_path(options.at, "--output" if at is None else "--at")
        _check_path(str(built.absolute()), "--website" if website else "--site")
    hosted = _site(request, str(built.absolute()), folder)
    if hosted is None:
        return Exit.FINDINGS
    try:
        configuration = write(host, hosted, options)
    except CannotHostError as error:
        raise fatal("NG711", str(error), host, error.hint) from None
    write_files(configuration, folder)
    _tell(configuration, folder)
    return Exit.CLEAN


def _check_port(listen: str) -> None:
    if not can_listen_at(listen):
        message = (
            f"“{listen}” is not a port: write 8080, or an address too, such as 127.0.0.1:8080."
        )
        raise click.BadParameter(message, param_hint="--listen")


def _check_path(path: str, option: str) -> None:
    """Refuse a folder that a web server would look for elsewhere, or misread, even in quotes."""
    if not _WHOLE.match(path):
        message = f"“{path}” is not a whole path: write it from /, such as /etc/newsgen."
        raise click.BadParameter(message, param_hint=option)
    if letter := unquotable(path):
        message = f"a web server's configuration cannot name the folder {path!r}"
        hint = "choose one without it, and write / between folders."
        raise click.BadParameter(f"{message}, because of {letter!r}: {hint}", param_hint=option)


def _site(request: Request, website: str, folder: Path) -> HostedSite | None:
    """Gather what there is to host, unless it has errors. `folder` is for the configuration."""
    with open_session(request) as session:
        check_folder(folder, *(request.site / name for name in session.manifest.written()))
        frame = examine(session)
        if errors := errors_in(session.findings.reported()):
            show_findings(errors, quiet=True)
            say("A build would be refused, so there is no configuration.", err=True)
            return None
        say(*text.local(session.config.site.base_url or ""), err=True)
        return hosted_site(session, frame, website)


def _tell(configuration: HostConfiguration, folder: Path) -> None:
    for unserved in configuration.unserved[:_SHOWN]:
        say(f"Not served as it should be: {unserved.address}: {unserved.reason}.", err=True)
    if more := configuration.unserved[_SHOWN:]:
        say(f"… and {len(more):,} more; {folder / UNSERVED} names all.", err=True)
    for note in configuration.notes:
        say(f"Note: {note}.", err=True)
    say(f"Wrote {text.count(len(configuration.files), 'file')} to {folder}.")
    if configuration.todo:
        say(*configuration.todo.splitlines())
