"""The ledger and the tombstones: read from the site, and taken into the store when they change."""

from pathlib import Path
from typing import Final, NamedTuple

from newsgen.config import Config
from newsgen.content.history import commit_checked_out
from newsgen.diagnostics import Diagnostic, Span, fatal
from newsgen.digest import digest_bytes
from newsgen.files import Stamp
from newsgen.files.unread import why_unread
from newsgen.files.walk import read_own
from newsgen.model import ledger, tombstones
from newsgen.model.release import Redirect
from newsgen.model.tombstones import Tombstones
from newsgen.model.urls import folded
from newsgen.pipeline.session import Session
from newsgen.store.tables import LedgerRow, TombstoneRow


class Ledger(NamedTuple):
    """What the two files of a site hold, and the lines that cannot be read."""

    lines: list[ledger.Line]
    tombstones: Tombstones
    wrong: list[Diagnostic]


def read(site: Path) -> Ledger:
    """Read both files; one that is not there is empty.

    Raises:
        NewsgenError: a file cannot be read.

    """
    lines, broken = ledger.read(_text(site / ledger.FILE))
    stones, bad = tombstones.read(_text(site / tombstones.FILE))
    hint = "Restore the line from git, or delete it if it is not an address that was published."
    diagnostics = [
        Diagnostic(
            "NG431",
            wrong.message,
            Span(ledger.FILE, wrong.number, 1, wrong.number, wrong.columns),
            wrong.hint or hint,
        )
        for wrong in broken
    ]
    diagnostics += [
        Diagnostic("NG431", wrong.message, Span(tombstones.FILE, wrong.number), wrong.hint)
        for wrong in bad
    ]
    return Ledger(lines, stones, diagnostics)


def read_tombstones(site: Path) -> Tombstones:
    """Read the tombstones alone. Raises `NewsgenError` if the file cannot be read."""
    return tombstones.read(_text(site / tombstones.FILE))[0]


def _text(file: Path) -> str:
    try:
        return read_own(file)
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        hint = "Restore it from git."
        raise fatal("NG431", f"the file {why_unread(error)}", file.name, hint) from None


def sync(session: Session) -> None:
    """Bring the store up to both files, if one of them has changed."""
    database, site = session.database, session.request.site
    _have_git_asked_again(session)
    files = [site / ledger.FILE, site / tombstones.FILE]
    stamps = [str(Stamp.of(file.stat())) if file.exists() else "" for file in files]
    now = " ".join([database.meta("config"), *stamps]) if any(stamps) else ""
    before, _, known = database.meta("ledger").partition("\n")
    if now == before:
        return
    # A file that was deleted is another thing than an empty one.
    read_now = [_text(file) if stamp else "none" for file, stamp in zip(files, stamps, strict=True)]
    texts = [database.meta("config"), *read_now]
    name = digest_bytes(*(text.encode() for text in texts)).hex()
    database.remember("ledger", f"{now}\n{name}" if now else "")
    if name == known:  # a fresh checkout has new stamps
        return
    site_ledger, config = read(site), session.config
    session.catalogue.ledger.put(
        [_row(line, config) for line in site_ledger.lines if not line.fate],
        [redirect_of(line, config) for line in site_ledger.lines if line.fate],
        [_grave(stone, config) for stone in site_ledger.tombstones.stones],
    )
    session.manifest.receipts.void()
    session.findings.invalidate_archive()


ASKED_GIT: Final = "asked git"
"""What git was asked of when it said that there never was a ledger, or when it was written."""


def asked_of(site: Path) -> str:
    """Name all that decides what git says of the ledger: the commit, and the file as it is now."""
    file = site / ledger.FILE
    stamp = Stamp.of(file.stat()) if file.exists() else ""
    return f"{commit_checked_out(site)} {stamp}"


def _have_git_asked_again(session: Session) -> None:
    """Have git asked about the ledger again if it may say something else by now."""
    asked = session.database.meta(ASKED_GIT)
    if asked and asked != asked_of(session.request.site):
        session.database.remember(ASKED_GIT, "")
        session.manifest.receipts.void()
        session.findings.invalidate_archive()


def _row(line: ledger.Line, config: Config) -> LedgerRow:
    address = line.address
    root = config.root_name(address)
    return LedgerRow(
        line=line.number,
        url=address.url,
        root=root,
        path=address.path,
        query=address.query,
        file=line.file,
        folded=folded(line.file),
    )


def redirect_of(line: ledger.Line, config: Config) -> Redirect:
    """Return what a line that has a fate says."""
    address, target = line.address, None
    if line.target:
        from newsgen.content.lifecycle import target_of  # noqa: PLC0415 (slow; few lines lead on)

        target = target_of(line.target, line.target_file, base=address, config=config)
    return Redirect(
        address.url, config.root_name(address), address.path, address.query, line.file, target,
        line.number, 1, line.columns,
    )  # fmt: skip


def _grave(stone: tombstones.Tombstone, config: Config) -> TombstoneRow:
    address, path = stone.place
    return TombstoneRow(stone.digest, config.root_name(address), path)
