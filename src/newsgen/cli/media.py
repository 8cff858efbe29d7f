"""The command newsgen media."""

from pathlib import Path

import click

from newsgen.cli.data import print_json, print_table, widest
from newsgen.cli.options import MakeRequest, format_option, request_options
from newsgen.cli.results import verdict
from newsgen.media import UncleanError, published
from newsgen.media.facts import MediaFact, facts_of
from newsgen.pipeline import ingested, retry_if_damaged


@click.command("media")
@request_options
@format_option("text", "json")
@retry_if_damaged
def command(make_request: MakeRequest, form: str) -> int:
    """Show what pictures, films and documents say of themselves.

    It is where, when, with what and by whom they were made. None of that is published; files that
    cannot be published without it are named with the reason.
    """
    with ingested(make_request()) as (session, problems):
        files = [_described(session.content, path) for path in session.scan.files]
    if form == "json":
        print_json(files=files)
        return verdict(problems)
    lines = [(str(file["path"]), sort, words) for file in files for sort, words in _lines_of(file)]
    print_table(lines, widest(lines))
    if not lines:
        click.echo("No file says anything of itself.")
    return verdict(problems)


def _described(content: Path, path: str) -> dict[str, object]:
    """Return what a file says of itself, and why it cannot be published if it cannot."""
    reason = hint = ""
    data = clean = b""
    try:
        data = clean = (content / path).read_bytes()
        clean = published(path, data)
    except UncleanError as error:
        reason, hint = error.reason, error.hint
    except OSError:
        reason, hint = "it cannot be read", "Check its permissions."
    facts = [fact._asdict() for fact in facts_of(data) or _rest(data, clean)]
    return {"path": path, "facts": facts, "reason": reason, "hint": hint}


def _rest(data: bytes, clean: bytes) -> list[MediaFact]:
    """Return that a file says something that is not understood; archives are packed again."""
    is_packed = data.startswith((b"PK", b"%PDF"))
    return [] if is_packed or clean == data else [MediaFact("other", "names, comments or the like")]


def _lines_of(file: dict[str, object]) -> list[tuple[str, str]]:
    facts = file["facts"]
    assert isinstance(facts, list)
    lines = [(fact["sort"], fact["words"]) for fact in facts]
    return [("not published", str(file["reason"])), *lines] if file["reason"] else lines
