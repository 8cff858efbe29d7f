"""What becomes of an address that only a list has."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from newsgen.importers.accounts import Account, AddressFate
from newsgen.importers.decisions import Decision, other_file
from newsgen.importers.plan import ImportPlan
from newsgen.importers.same_pages import folded
from newsgen.importers.seen import Seen
from newsgen.model.urls import Address

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
