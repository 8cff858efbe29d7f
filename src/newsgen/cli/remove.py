"""The command newsgen remove."""

import re
import sys
import time
from collections.abc import Iterable
from typing import Final

import click

from newsgen.cli.options import (
    Choice,
    MakeRequest,
    format_option,
    makes_request,
    read_release,
    shared,
)
from newsgen.cli.results import make_report, show_findings
from newsgen.diagnostics import Exit, NewsgenError
from newsgen.hosting.write import configuration_folders
from newsgen.model.tombstones import FILE, REASONS
from newsgen.model.urls import URLError, parse_url
from newsgen.pipeline.central import build, ingested, retry_if_damaged
from newsgen.pipeline.result import Request, Result, TakenDown
from newsgen.printing import say, show
from newsgen.report import json, text
from newsgen.retention.named import hint_at_removal, hint_at_similar
from newsgen.retention.removal import CannotRemoveError, Removal, Removed, carry_out, look_up

MOST_UNUSED = 20
"""Files that are listed: an old archive may have many."""
_NOT_BUILT = (
    "The website was not rebuilt, as there are errors. Pages that mentioned the release were "
    "deleted; fix the errors and build again to have the others back."
)
_HEADINGS: Final = {
    "to_remove": "To be removed:",
    "translation": "Its translation stays. If it says the same, remove it too:",
    "shared": "Other releases use these pictures, or copies of them, so they stay:",
    "unused": "No release uses these files. Delete those that belong to this one yourself:",
    "mentions": "These files name the address. newsgen does not edit them; do so yourself:",
    "edited": "Its translation no longer names the release, and is held as before. Commit it too:",
    "unknown": "newsgen did not write these files, and they mention the release. Check them:",
    "purge": text.PURGE,
    "search_engines": "Ask search engines to take these out of their results and caches:",
    "build_again": "Pages were deleted in {} too. Build there again:",
    "configurations": "The web server's configuration in these folders may name the address:",
}
"""What text says above each list of JSON."""
_TO_COMMIT: Final = (
    f"Commit the deletions together with {FILE}. The release is still in git's history, in every "
    "clone and in backups: docs/how-to/take-a-page-down.md says what to do."
)
_TO_HOST: Final = (
    "Write the web server's configuration again with newsgen hosting, and reload the server. "
    "Until then it does not answer that the address is gone."
)
Facts = dict[str, list[str]]


@click.command("remove")
@click.argument("release")
@click.option(
    "--reason",
    type=Choice(REASONS),
    required=True,
    help="Why: a request for erasure, a person was found, the retention period or a court order.",
)
@click.option(
    "--ref",
    default="",
    metavar="REF",
    help="Your reference for the decision; it must not name anybody.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be removed, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@format_option("text", "json")
@shared("site", "output", "cache", "as_of", "drafts", "jobs")  # the cache knows what was built
@makes_request
def command(
    make_request: MakeRequest,
    release: str,
    reason: str,
    ref: str,
    dry_run: bool,
    yes: bool,
    form: str,
) -> int:
    """Remove RELEASE permanently: its file, its pictures and every copy of it.

    RELEASE is its URL, its path such as /news/x.aspx, or its file such as content/x.md.

    A tombstone stays, so that its address answers 410 Gone and the release cannot come back by
    mistake. The tombstone does not contain the address.
    """
    if not re.fullmatch(r"[\w./:-]*", ref):
        raise click.BadParameter("use letters, digits and - . / : only.", param_hint="--ref")
    is_text = form == "text"
    with make_report(form).errors():
        request = make_request()
        removal = _look_up(request, release)
    facts = _to_do(removal)
    if is_text:
        _show(facts)
    if dry_run:
        summary = {"removed": False, "refused": False}
        if is_text:
            say("Nothing was changed.")
        else:
            show([json.document([], summary, **facts), "\n"])
        return Exit.CLEAN
    if not yes:
        _ask(can_ask=is_text and sys.stdin.isatty())
    with make_report(form).errors(), ingested(request) as (session, _):
        removed = carry_out(session, removal, reason=reason, ref=ref)
    started, result, code = time.monotonic(), None, Exit.CLEAN
    try:
        result, code = _rebuild(request)
    finally:  # whatever stops the build: the release is deleted, and all this remains to be done
        facts |= _left_to_do(request, removed, result.taken_down if result else TakenDown())
        tell = _tell if is_text else _print_json
        tell(facts, removed.deleted, result, time.monotonic() - started)
    return code


def _ask(*, can_ask: bool) -> None:
    if not can_ask:
        raise click.UsageError("this cannot be undone: add --yes, or run it at a terminal.")
    click.confirm("This cannot be undone. Remove it?", abort=True)


def _rebuild(request: Request) -> tuple[Result, Exit]:
    """Build the website without the release; return the exit code too."""
    try:
        result = build(request)
    except NewsgenError as error:
        return Result(error.diagnostics, refused=True), error.exit_code
    return result, Exit.FINDINGS if result.refused else Exit.CLEAN


@retry_if_damaged
def _look_up(request: Request, release: str) -> Removal:
    with ingested(request) as (session, _):
        url = read_release(session, release)
        try:
            removal = look_up(session, url)
        except (URLError, CannotRemoveError) as error:
            raise click.BadParameter(f"{error}. {error.hint}", param_hint="RELEASE") from None
        hint = ""
        if removal is None:
            hint = hint_at_removal(session, [url]) or hint_at_similar(session, parse_url(url).path)
    if removal is None:
        otherwise = "If its file has a mistake, fix that first; newsgen list prints all addresses."
        message = f"no release has the address {url}. {hint or otherwise}"
        raise click.BadParameter(message, param_hint="RELEASE")
    return removal


def _to_do(removal: Removal) -> Facts:
    files = _in_content([removal.source] if removal.source else []) + _in_content(removal.files)
    return {
        "to_remove": [*files, *(place.address.url for place in removal.places)],
        "translation": _in_content([removal.twin] if removal.twin else []),
        "shared": _in_content(removal.shared),
        "unused": _in_content(removal.unused),
        "mentions": list(removal.mentions),
    }


def _left_to_do(request: Request, removed: Removed, taken_down: TakenDown) -> Facts:
    """Return what remains to be done; the build may have taken down other releases too."""
    site, default = request.site, request.site / ".newsgen"
    cache = request.cache or default
    is_unused = cache.resolve() != default.resolve() and default.is_dir()
    other = (site / "content", site / "output", request.output, default, cache)
    folders = configuration_folders(site, but=other)
    return {
        "edited": _in_content(removed.edited),
        "unknown": list(removed.unknown),
        "purge": sorted({*removed.pages, *taken_down.purge}),
        "search_engines": sorted({*removed.of_release, *taken_down.search_engines}),
        "build_again": list(map(text.build_command, removed.others)),
        "unused_caches": [str(default)] if is_unused else [],
        "configurations": [folder.relative_to(site).as_posix() for folder in folders],
    }


def _in_content(paths: Iterable[str]) -> list[str]:
    return [f"content/{path}" for path in paths]


def _show(facts: Facts) -> None:
    unused = facts["unused"][:MOST_UNUSED]
    if more := facts["unused"][MOST_UNUSED:]:
        unused.append(f"and {len(more):,} more")
    _print(facts | {"unused": unused}, *facts)


def _tell(facts: Facts, deleted: int, result: Result | None, seconds: float) -> None:
    say(f"{text.count(deleted, 'file')} deleted in output folders.")
    if result is not None:
        show_findings(result.diagnostics, quiet=True)
        said = [_NOT_BUILT] if result.refused else text.summary(result, seconds)
        say(*said, err=result.refused)
    _print(facts, "unknown", "purge", "search_engines")
    say(_TO_COMMIT)
    _print(facts, "edited", "build_again")
    for folder in facts["unused_caches"]:
        say(f"The cache in {folder} was not used, and may hold the release: delete it.")
    _print(facts, "configurations")
    say(_TO_HOST)


def _print_json(facts: Facts, deleted: int, result: Result | None, seconds: float) -> None:
    result = result or Result([], refused=True)
    counts = json.counts(result.counts) | {"purged": deleted, "seconds": round(seconds, 3)}
    summary = {"removed": True, "refused": result.refused, **counts}
    show([json.document(result.diagnostics, summary, **facts), "\n"])


def _print(facts: Facts, *names: str) -> None:
    """Print some lists, each below its heading, unless it is empty."""
    for name in names:
        if lines := facts[name]:
            folders = "this output folder" if len(lines) == 1 else "these output folders"
            say(_HEADINGS[name].format(folders))
        say(*(f"  {line}" for line in lines))
