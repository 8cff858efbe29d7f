"""What earlier imports left: where the site has each release now, and what was written for it.

So a newer source changes only what nobody edited since. The notes have digests alone: they must not
say what a release was about that was removed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from newsgen.digest import digest_bytes
from newsgen.files import walk
from newsgen.files.walk import read_regular
from newsgen.importers.accounts import Accounts, AddressFate
from newsgen.importers.plan import ImportPlan
from newsgen.importers.seen import address_of
from newsgen.model.urls import URLError
from newsgen.retention.import_report import FOLDER

NOTES: Final = "written.txt"
_IGNORED: Final = "*\n"
"""In a `.gitignore` of its own: addresses of the source are nobody's business."""
_NOTE: Final = re.compile(r"^([0-9a-f]{32}) ([0-9a-f]{32})$", re.MULTILINE)
_URL: Final = re.compile(rb"^url:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)
_AREA: Final = re.compile(rb"^area:[ \t]*[\"']?([^\r\n\"']+)", re.MULTILINE)
_LONGEST_HEAD: Final = 1 << 14


def report_folder(site: Path) -> Path:
    """Return the folder of the report, which git ignores. Raises OSError if it cannot be made."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
    return folder


def hex_digest(data: bytes) -> str:
    return digest_bytes(data).hex()


def written_before(site: Path) -> dict[str, str]:
    """Return the digests of what was written, by those of the addresses; the last one counts."""
    try:
        text = (site / FOLDER / NOTES).read_text(encoding="ascii", errors="replace")
    except OSError:
        return {}  # so whatever differs may have been edited
    return dict(_NOTE.findall(text))


def places_of_releases(content: Path, plan: ImportPlan) -> dict[str, str]:
    """Return the addresses that releases of the site have, with their files below `content`."""
    places: dict[str, str] = {}
    if not content.is_dir():
        return places
    for path, stamp, _ in walk(content):
        if stamp is not None and path.endswith(".md"):
            for url in _addresses(content / path, plan):
                places.setdefault(url, path)
    return places


def without_those_there(
    accounts: Accounts, places: Mapping[str, str]
) -> tuple[Accounts, dict[str, str]]:
    """Return what became of addresses without new lines and redirects of those that the site has.

    A release of the site may be gone or moved in a newer source. Whether it goes is for a person to
    say: these are returned too, with their files, and until then the site can be built.
    """
    fates = (AddressFate.GONE, AddressFate.REDIRECT)
    there = {url: places[url] for url, row in accounts.rows.items()
             if url in places and row.outcome in fates}  # fmt: skip
    forms = {*there, *(address_of(url).href for url in there)}
    redirects = {url: [each for each in old if each not in forms]
                 for url, old in accounts.redirects.items()}  # fmt: skip
    lines = [line for line in accounts.lines if line.partition(" ")[0] not in there]
    return replace(accounts, redirects=redirects, lines=lines), there


def _addresses(file: Path, plan: ImportPlan) -> Iterator[str]:
    """Yield the address that a release has, if its file says it."""
    try:
        head = read_regular(file)[:_LONGEST_HEAD]
    except OSError:
        return
    if not (written := _URL.search(head)):
        return
    url = written[1].decode("utf-8", "replace")
    if url.startswith("/") and (area := _AREA.search(head)):
        hosts = plan.areas.get(area[1].decode("utf-8", "replace").strip())
        url = f"https://{hosts.hosts[0]}{url}" if hosts and hosts.hosts else url
    try:
        yield address_of(url).url
    except URLError:
        return
