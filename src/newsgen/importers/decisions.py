"""What becomes of an address, and of files by their names and media types."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from newsgen.content.scan import SUFFIX
from newsgen.importers.accounts import Account, AddressFate
from newsgen.importers.plan import ImportPlan
from newsgen.importers.same_pages import folded
from newsgen.importers.seen import Seen
from newsgen.model.host_files import trouble_of_content
from newsgen.model.urls import PAGE_EXTENSIONS, Address

_THEME: Final = (
    "text/css", "javascript", "font", "application/json", "application/vnd.ms-fontobject",
    "application/manifest+json",
)  # fmt: skip
_MACHINE: Final = ("xml", "text/plain", "application/opensearch")


class Decision(NamedTuple):
    """What became of an address, why, and where it leads."""

    fate: AddressFate
    reason: str = ""
    target: str = ""


def used_file(seen: Seen, used: Mapping[str, Sequence[str]]) -> Decision | None:
    """Return what becomes of a file that releases use."""
    url = seen.address.url
    if url not in used:
        return None
    ending = extension(seen.address)
    if not ending or ending == SUFFIX.removeprefix("."):
        reason = "a release uses it, and newsgen has no files with such a name"
        return Decision(AddressFate.UNEXPLAINED, reason)
    if why := trouble_of_content(seen.address.path.lstrip("/")):
        return Decision(AddressFate.UNEXPLAINED, f"a release uses it, and {why}")
    without = ", without its query" if seen.address.query else ""
    return Decision(AddressFate.COPIED, f"used by {used[url][0]}{without}")


def other_file(kind: str) -> Decision:
    """Return what becomes of a file that no release uses, by its media type."""
    reason = ""
    if any(each in kind for each in _THEME):
        reason = "a file of the old theme"
    elif any(each in kind for each in _MACHINE):
        reason = "a feed or the like, which newsgen makes itself"
    elif kind.startswith("image/"):
        reason = "a picture that no release uses"
    if reason:
        return Decision(AddressFate.NOT_A_RELEASE, reason)
    return Decision(AddressFate.UNEXPLAINED, "a file that no release uses")


def extension(address: Address) -> str:
    """Return how the name of a file ends; empty for a page."""
    name = address.path.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    is_page = name.lower().endswith(PAGE_EXTENSIONS)
    return (
        ending.lower() if dot and not is_page and 1 < len(ending) < 6 and ending.isalnum() else ""
    )


# Addresses that only a list has

PRINTED: Final = "it is a release's page for printers or phones"
_NAMES: Final = "/(?:print|printable|printer-friendly|amp)"
_PRINT: Final = re.compile(rf"(?:{_NAMES})?(/.+?)(?:{_NAMES}/?)?", re.IGNORECASE)


def fate_of_listed(
    seen: Seen, rows: Mapping[tuple[str, str], Account], plan: ImportPlan
) -> Decision:
    """Return what becomes of an address of which nothing is known but what a log says."""
    same = rows.get(folded(seen.address, plan))
    # With a query that nobody knows, servers answer with the page or file of the path.
    bare = rows.get(folded(replace(seen.address, query=""), plan))
    for row in filter(None, (same, bare)):
        if row.outcome in (AddressFate.IMPORTED, AddressFate.COPIED):
            return Decision(AddressFate.REDIRECT, "servers answer it with the same", row.url)
    if same:
        return Decision(same.outcome, same.reason, same.target)
    if seen.status >= 300:
        is_gone = seen.status in (404, 410)
        fate = AddressFate.GONE if is_gone else AddressFate.UNEXPLAINED
        return Decision(fate, f"the server answered {seen.status}")
    if seen.media_type and not seen.is_page:
        other = other_file(seen.media_type)
        if other.fate is AddressFate.NOT_A_RELEASE:
            return other
    printed = rows.get(folded(without_print(seen.address), plan))
    if printed and printed.outcome is AddressFate.IMPORTED:
        return Decision(AddressFate.REDIRECT, PRINTED, printed.url)
    return Decision(AddressFate.UNEXPLAINED, "a list has it, and the source has not")


def without_print(address: Address) -> Address:
    """Return the address of the page that one for printers or phones shows, by its path."""
    match = _PRINT.fullmatch(address.path)
    return replace(address, path=match[1] if match else address.path, query="")
