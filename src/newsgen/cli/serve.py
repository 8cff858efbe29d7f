"""The command newsgen serve."""

import asyncio
import ipaddress
import logging
import threading
import time
import webbrowser
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from newsgen.cli.options import cache_folder, read_time, shared
from newsgen.cli.results import show_findings, shown_progress
from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, Exit, NewsgenError
from newsgen.fast.collector import resume_collector
from newsgen.pipeline.live import EVERYTHING, Changes, Live
from newsgen.pipeline.result import Request, no_progress
from newsgen.printing import say, visible
from newsgen.report import text
from newsgen.report.excerpt import Excerpts
from newsgen.server.findings import EDITORS, BrowserFindings
from newsgen.server.guard import Hosts
from newsgen.server.hub import Hub, News
from newsgen.server.preview import Preview
from newsgen.server.run import interrupt, listen, serve
from newsgen.server.snippet import Notice
from newsgen.stopping import on_stop

NO_CACHE: Final = "NG903"


@click.command("serve")
@shared("site", "cache", "no_cache", "as_of", "drafts", "jobs")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port. Default: 8000, or the next free port."
)
@click.option(
    "--bind",
    "address",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Listen on this address, so that other computers can see the preview. Default: 127.0.0.1.",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="Answer to this name too, such as that of a proxy in front.",
)
@click.option("--open", "opens", is_flag=True, help="Open the preview in the browser.")
@click.option("--navigate", is_flag=True, help="Show the release that was saved last.")
@click.option(
    "--only", "root", default="", metavar="HOST", help="Serve only this host of a per-host site."
)
@click.option(
    "--editor",
    default="",
    envvar="NEWSGEN_EDITOR",
    metavar="EDITOR",
    help=f"The editor that opens mistakes: {', '.join(EDITORS)}, or an address with {{path}}, "
    "{line} and {column}. Default: the environment variable NEWSGEN_EDITOR.",
)
def command(
    site: Path,
    cache: Path | None,
    no_cache: bool,
    as_of: str | None,
    drafts: bool,
    jobs: int,
    port: int | None,
    address: str,
    names: tuple[str, ...],
    opens: bool,
    navigate: bool,
    root: str,
    editor: str,
) -> int:
    """Preview the website on this computer, and reload the browser after every save.

    Pages are rendered when the browser requests them. Findings are shown over the page and here.
    Nothing is written to output/. Press Ctrl-C to stop.
    """
    resume_collector()
    logging.lastResort = _Log(logging.WARNING)
    address = "127.0.0.1" if address == "localhost" else address
    _check(address, editor)
    on_stop(interrupt)  # until the server is up
    with _stopped(), ExitStack() as stack:
        folder = cache_folder(site, cache, no_cache=no_cache)
        if folder is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="newsgen-")))
        taken = listen(address, port)
        request = Request(
            site=site,
            as_of=datetime.now(UTC),
            output=site / "output",
            cache=folder,
            jobs=jobs,
            drafts=drafts,
            is_cache_named=cache is not None,
        )
        live = stack.enter_context(closing(Live(request, _clock(site, as_of))))
        shown = BrowserFindings(site, editor)
        preview = Preview(live, shown, Notice(_banner(as_of, drafts=drafts), navigate), root)
        terminal = _Terminal(site)
        _first_look(preview, terminal)
        _check_root(root, preview)
        link = f"http://{_name(address)}:{taken.getsockname()[1]}/"
        _greet(link, preview, address, names)
        if opens:
            threading.Thread(target=_open, args=(link,), daemon=True).start()
        hub = Hub(preview, shown, is_fixed=as_of is not None)
        asyncio.run(serve(taken, hub, preview, Hosts(address, names), terminal.tell))
    return Exit.CLEAN


@contextmanager
def _stopped() -> Iterator[None]:
    """Say that the preview was stopped, and at what: a plug-in may never have ended."""
    notes: Sequence[str] = ()
    try:
        yield
    except KeyboardInterrupt as stop:
        notes = getattr(stop, "__notes__", ())
    with suppress(OSError):  # the terminal is closed
        say("Stopped.", *notes)


def _check(address: str, editor: str) -> None:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        message = f"{address} is not an IP address. Write one, such as 0.0.0.0 for all interfaces."
        raise click.BadParameter(message, param_hint="--bind") from None
    if editor and editor not in EDITORS and "{path}" not in editor:
        message = f"{editor} is not known. There are: {', '.join(EDITORS)}"
        hint = "or write an address with {path}, {line} and {column}."
        raise click.BadParameter(f"{message}; {hint}", param_hint="--editor")


def _check_root(root: str, preview: Preview) -> None:
    known = preview.roots()
    if not root or preview.edition.frame is None or root in known:
        return  # without a frame, this is not known yet
    message = f"{root} is not a host of this site. {_HAS_NO_HOSTS}"
    if known:
        message = f"{root} is not a host of this site. There are: {', '.join(sorted(known))}."
    raise click.BadParameter(message, param_hint="--only")


_HAS_NO_HOSTS: Final = (
    'Only a site with layout = "per-host" under [site] in newsgen.toml has hosts to choose from.'
)


def _clock(site: Path, as_of: str | None) -> Callable[[], datetime]:
    """Return a function that returns the time at which the site is shown."""
    if as_of is None:
        return lambda: datetime.now(UTC)
    try:
        chosen = read_time(site, as_of)
    except NewsgenError:  # the settings are broken, but may be fixed
        return lambda: read_time(site, as_of)
    return lambda: chosen


def _banner(as_of: str | None, *, drafts: bool) -> str:
    parts = [f"the site as of {as_of}"] * (as_of is not None) + ["drafts are shown"] * drafts
    return f"Preview: {', and '.join(parts)}. The public does not see this." if parts else ""


def _first_look(preview: Preview, terminal: "_Terminal") -> None:
    """Read the site, with several processes if it is new. Mistakes in it do not stop the server.

    Raises:
        NewsgenError: what no edit can fix: there is no such folder, or no room for the cache.

    """
    start, live = time.monotonic(), preview.live
    with shown_progress(quiet=False) as progress:
        live.request = replace(live.request, progress=progress)
        try:
            edition = preview.refresh(EVERYTHING, patience=2)
        except NewsgenError as busy:
            edition = replace(live.edition, trouble=busy.diagnostics)
    if not live.request.site.is_dir() or any(t.code == NO_CACHE for t in edition.trouble):
        raise NewsgenError(*edition.trouble)
    # From here on there are threads, so no worker can be forked.
    live.request = replace(live.request, progress=no_progress, jobs=1)
    terminal.tell(News(edition, EVERYTHING, time.monotonic() - start))


def _open(link: str) -> None:
    """Open the browser; some do not return before they are closed."""
    if not webbrowser.open(link):
        say(f"Could not open a browser; visit {link}.", err=True)


def _name(address: str) -> str:
    known = ipaddress.ip_address(address)
    if known.is_loopback or known.is_unspecified:
        return "localhost"
    return f"[{address}]" if known.version == 6 else address


def _greet(link: str, preview: Preview, address: str, names: Sequence[str]) -> None:
    say(f"The preview is at {link}", "Ctrl-C stops it.")
    if hosts := sorted(preview.roots()):
        example = f"http://{hosts[0]}.localhost:{link.rsplit(':', 1)[1]}"
        say(f"Each host is at its name with .localhost, such as {example}")
    if names or not ipaddress.ip_address(address).is_loopback:
        reach = " or ".join(["this computer", *names])
        words = f"Warning: whoever can reach {reach} can read what is not published yet."
        words += " Stop the preview when you are done."
        say(words, err=True, paint=partial(click.style, fg="yellow"))


class _Log(logging.Handler):
    """Prints what the server and its libraries log."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # the terminal is closed
            say(*self.format(record).split("\n"), err=True)


class _Terminal:
    """Prints on the terminal what the overlay shows in the browser."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._errors: list[Diagnostic] = []
        self._counts: dict[Severity, int] | None = None

    def tell(self, news: News) -> None:
        """Print an edition. If the terminal is closed, the server goes on without it."""
        with suppress(OSError):
            self._tell(news)

    def _tell(self, news: News) -> None:
        edition = news.edition
        errors = [*edition.trouble, *news.failed, *edition.errors]
        excerpts = Excerpts(self._site)
        show_findings([e for e in errors if e not in self._errors], quiet=False, excerpts=excerpts)
        show_findings(news.warnings, quiet=False, most_warnings=5, excerpts=excerpts)
        is_known = (errors, edition.counts) == (self._errors, self._counts)
        self._errors, self._counts = errors, edition.counts
        if is_known and news.changes == Changes(everything=True):
            return  # a safety scan without news
        if news.changes == Changes(further=True) and edition.is_behind:
            return  # nobody waits for this
        say(f"{datetime.now():%H:%M:%S} {_summary(news)}", err=True)  # noqa: DTZ005


def _summary(news: News) -> str:
    """Return what was read, how long it took, and the state of the site."""
    changes = news.changes
    sources = sorted(changes.content)
    if changes.everything or changes.settings:
        what = "The site was"
    elif changes.theme:
        what = "The theme was"
    elif changes.further:
        return f"All releases were looked at for warnings: {_state(news)}."
    elif sources:
        more = f" and {text.count(len(sources) - 1, 'more file')} were"
        what = f"content/{visible(sources[0])}{more if len(sources) > 1 else ' was'}"
    else:
        what = "What is published now was"
    spent = f"{news.seconds * 1000:.0f} ms" if news.seconds < 1 else f"{news.seconds:.1f} s"
    return f"{what} read in {spent}: {_state(news)}."


def _state(news: News) -> str:
    counts = Counter(news.edition.counts)
    counts[Severity.ERROR] += len(news.edition.trouble) + len(news.failed)
    return text.counts_text(counts) or "nothing is wrong in the releases"  # no page is made yet
