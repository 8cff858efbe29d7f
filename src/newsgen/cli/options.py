"""The options that most commands share, and arguments that name a release or an area."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import partial, reduce, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

import click

from newsgen.cli.results import make_report
from newsgen.codes import Severity
from newsgen.config.load import parse, read
from newsgen.diagnostics import NewsgenError, fatal
from newsgen.model import dates
from newsgen.model.refusal import closest, suggestion
from newsgen.model.urls import URLError
from newsgen.pipeline.result import Request
from newsgen.pipeline.workers import default_jobs
from newsgen.printing import say

if TYPE_CHECKING:
    from newsgen.pipeline.session import Session


class Choice(click.Choice[str]):
    """One of several words; a misspelt one is refused with the word that it is closest to."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            hint = suggestion(closest(str(value), map(str, self.choices)))
            message = f"{error.message} {hint}".rstrip()
            # An argument is called by its name: click would call it by all its words.
            name = f"'{param.human_readable_name}'" if isinstance(param, click.Argument) else None
            raise click.BadParameter(message, ctx, param, name) from None


Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Any], Any]
MakeRequest = Callable[..., Request]
"""What a command gets for the options of a build: it makes a request, with others by name."""


class FilePath(click.Path):
    """A path; an empty one, as of a shell's variable that is not set, is not the current folder."""

    def __init__(self, **about: bool) -> None:
        super().__init__(path_type=Path, **about)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("The path is empty. Write . for the current folder.", param, ctx)
        return super().convert(value, param, ctx)


FOLDER: Final = FilePath(file_okay=False)


def format_option(*forms: str, words: str = "Format of the result.") -> Option:
    """Return the option that chooses one of several formats; the first is the default."""
    choice = Choice(forms)
    return click.option("--format", "form", type=choice, default=forms[0], help=words)


_SHARED: Final = {
    "site": click.option(
        "--site",
        type=FOLDER,
        default=Path(),
        help="Site directory. Default: the current directory.",
    ),
    "output": click.option(
        "--output", type=FOLDER, help="Output directory. Default: output/ in the site."
    ),
    "cache": click.option(
        "--cache",
        type=FOLDER,
        help="Cache directory. Default: .newsgen/ in the site.",
    ),
    "no_cache": click.option(
        "--no-cache", is_flag=True, help="Ignore the cache and rebuild everything."
    ),
    "as_of": click.option(
        "--as-of",
        metavar="TIME",
        help="Build as of this time instead of now, such as 2026-03-05T10:00.",
    ),
    "drafts": click.option("--drafts", is_flag=True, help="Include drafts, for a preview."),
    "jobs": click.option(
        "--jobs",
        "-j",
        type=click.IntRange(1, 256),
        default=default_jobs,
        show_default="the number of processors",
        help="Number of worker processes.",
    ),
    "quiet": click.option("--quiet", "-q", is_flag=True, help="Print errors only."),
}
_REPORT_OPTIONS: Final = (
    click.option(
        "--fail-on",
        type=Choice([str(s) for s in Severity]),
        default=str(Severity.ERROR),
        help="Severity that fails the command: errors only, or warnings too.",
    ),
    format_option(
        *("auto", "text", "json", "github", "sarif", "junit", "azure"),
        words="Format of the findings. Default: text, or annotations on GitHub Actions and "
        "Azure Pipelines.",
    ),
    click.option(
        "--report-file",
        type=FilePath(dir_okay=False),
        help="Write the report to FILE, and text to the terminal.",
    ),
    _SHARED["quiet"],
)


def with_options(command: Any, *options: Option) -> Any:
    """Give a command options, the first of which is the first in its help."""
    return reduce(lambda decorated, option: option(decorated), reversed(options), command)


def shared(*names: str) -> Option:
    """Return what gives a command some of the options that others have."""
    return lambda command: with_options(command, *map(_SHARED.__getitem__, names))


def request_options(command: Command) -> Any:
    """Give a command the options of a build; it gets `make_request` in their place."""
    names = ("site", "output", "cache", "no_cache", "as_of", "drafts", "jobs")
    return shared(*names)(makes_request(command))


def makes_request(command: Command) -> Command:
    """Put `make_request` in the place of those options of a build that a command has."""

    @wraps(command)
    def with_request(
        site: Path,
        cache: Path | None,
        as_of: str | None,
        output: Path | None = None,
        drafts: bool = False,
        jobs: int | None = None,
        no_cache: bool = False,
        **rest: Any,
    ) -> Any:
        kept = cache_folder(site, cache, no_cache=no_cache)

        def make_request(**more: Any) -> Request:
            return Request(
                site=site,
                as_of=read_time(site, as_of),
                output=output or site / "output",
                cache=kept,
                jobs=jobs or default_jobs(),
                drafts=drafts,
                notice=partial(say, err=True),
                is_cache_named=cache is not None,
                **more,
            )

        return command(make_request=make_request, **rest)

    return with_request  # type: ignore[return-value]


def report_options(command: Command) -> Any:
    """Give a command the options of a report; it gets `report` and `quiet` in their place."""

    @wraps(command)
    def with_report(form: str, report_file: Path | None, fail_on: str, **rest: Any) -> Any:
        return command(report=make_report(form, report_file, Severity(fail_on)), **rest)

    return with_options(with_report, *_REPORT_OPTIONS)


def cache_folder(site: Path, cache: Path | None, *, no_cache: bool) -> Path | None:
    """Return the cache folder of the options, or None."""
    if cache is not None and no_cache:
        raise click.UsageError("--cache cannot be combined with --no-cache.")
    return None if no_cache else cache or site / ".newsgen"


def read_time(site: Path, text: str | None, *, option: str = "--as-of") -> datetime:
    """Return the time that an option gives, by the site's own clock, or now."""
    if text is None:
        return datetime.now(UTC)
    try:
        return dates.parse(text, _zone(site, text)).at
    except dates.DateError as error:
        message = f"{error}. Write it like 2026-03-05T10:00."
        raise click.BadParameter(message, param_hint=option) from None


def _zone(site: Path, text: str) -> ZoneInfo:
    """Return the zone of a site, or the usual one if its settings have errors and need not say."""
    try:
        return parse(read(site), only=("site",)).zone
    except NewsgenError:
        if dates.offset_in(text) is None:
            raise
        return parse("").zone


def read_release(session: "Session", text: str) -> str:
    """Return the URL that an argument stands for, and say so if it is not the URL itself."""
    from newsgen.retention.named import UnknownReleaseError, url_named  # noqa: PLC0415 (a few ask)

    try:
        url = url_named(session, text)
    except (UnknownReleaseError, URLError) as error:
        raise click.BadParameter(f"{error}. {error.hint}", param_hint="RELEASE") from None
    if url != text:
        say(f"{text} is {url}", err=True)
    return url


def read_area(text: str, known: Collection[str]) -> str:
    """Return an area that is given, which is one of those that are known, if any are."""
    if known and text not in known:
        hint = suggestion(closest(text, known), f"There are: {', '.join(known)}.")
        raise click.BadParameter(f"there is no area {text}. {hint}", param_hint="--area")
    return text


def require_extra(extra: str, what: str, *packages: str) -> None:
    """Check that the libraries of an extra are installed.

    Raises:
        NewsgenError: one is not.

    """
    if any(find_spec(name) is None for name in packages):
        hint = f'Install it with pip install "newsgen[{extra}]".'
        raise fatal("NG706", f"{what} is not installed", "newsgen", hint)
