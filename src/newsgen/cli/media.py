"""The command newsgen media."""

from collections.abc import Collection
from pathlib import Path

import click

from newsgen.cli.data import print_json, print_table, widest
from newsgen.cli.options import MakeRequest, format_option, request_options
from newsgen.cli.results import exit_of
from newsgen.files import Stamp
from newsgen.media import UncleanError, check_size, published
from newsgen.media.credit import Credit, credit_kept
from newsgen.media.facts import MediaFact, facts_of
from newsgen.pipeline.central import ingested, retry_if_damaged
from newsgen.printing import say


@click.command("media")
@request_options
@format_option("text", "json")
@retry_if_damaged
def command(make_request: MakeRequest, form: str) -> int:
    """Show the metadata of pictures, films and documents.

    It says where, when, with what and by whom they were made. Only what `keep` under [media] asks
    for is published; files whose metadata cannot be removed are listed with the reason.
    """
    with ingested(make_request()) as (session, problems):
        content, keep = session.content, session.config.media.keep
        files = [_described(content, *file, keep) for file in session.scan.files.items()]
    if form == "json":
        print_json(files=files)
        return exit_of(problems)
    lines = [(str(file["path"]), sort, words) for file in files for sort, words in _lines_of(file)]
    print_table(lines, widest(lines))
    if not lines:
        say("No file has metadata.")
    return exit_of(problems)


def _described(content: Path, path: str, stamp: Stamp, keep: Collection[str]) -> dict[str, object]:
    """Return a file's metadata, what is kept of it, and why the file cannot be published."""
    reason = hint = ""
    data = clean = b""
    credit = Credit()
    try:
        check_size(stamp.size)
        data = clean = (content / path).read_bytes()
        clean = published(path, data)
        credit = credit_kept(data, keep)
    except UncleanError as error:
        reason, hint = error.reason, error.hint
    except OSError:
        reason, hint = "it cannot be read", "Check its permissions."
    facts = [fact._asdict() for fact in facts_of(data) or _rest(data, clean)]
    kept = [MediaFact(sort, words)._asdict() for sort, words in credit.named()]
    return {"path": path, "facts": facts, "kept": kept, "reason": reason, "hint": hint}


def _rest(data: bytes, clean: bytes) -> list[MediaFact]:
    """Return that a file has metadata that is not understood; archives are packed again."""
    is_packed = data.startswith((b"PK", b"%PDF"))
    return [] if is_packed or clean == data else [MediaFact("other", "names, comments or the like")]


def _lines_of(file: dict[str, object]) -> list[tuple[str, str]]:
    facts, kept = file["facts"], file["kept"]
    assert isinstance(facts, list)
    assert isinstance(kept, list)
    lines = [(fact["sort"], fact["words"]) for fact in facts]
    lines += [("published", f"{fact['sort']}: {fact['words']}") for fact in kept]
    return [("not published", str(file["reason"])), *lines] if file["reason"] else lines
