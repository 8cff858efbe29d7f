"""The rule on links that were copied out of an email: they lead through the filter of a mailbox.

Outlook, Proofpoint and Mimecast put addresses of their own in place of those in a message. They
stop working one day, and tell the filter who clicked. Most still hold the address that was meant.
"""

import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from newsgen.fast.patterns import later
from newsgen.rules._marks import Mark, in_body
from newsgen.rules.rule import Rule

_SIGNS: Final = (
    "safelinks.protection.outlook.com",
    "urldefense.com",
    "urldefense.proofpoint.com",
    "mimecast.com",
    "mimecastprotect.com",
)
_FILTERED: Final = later(
    rf"https?://(?:[\w-]+\.)*(?:{'|'.join(map(re.escape, _SIGNS))})/[^\s<>()\[\]\"']*"
)
_IN_QUERY: Final = later(r"[?&](?:url|u)=(?P<target>[^&]+)")
_IN_PATH: Final = later(r"/v3/__(?P<target>[^*\s]+?)__;!!")
_PROOFPOINT: Final = str.maketrans("-_", "%/")
_TARGET: Final = later(r"https?://[^\s<>()\[\]\"'`*|\\]+")


@in_body("NG549", "Write the address that is meant: this one belongs to the filter of a mailbox.")
def filtered_link(text: str) -> Iterator[Mark]:
    """Mark addresses of mail filters; the address that is meant stands in most of them."""
    for match in _FILTERED.finditer(text):
        target = _target(html.unescape(match[0]))
        leads = f" to {target}" if target else ""
        yield Mark(
            *match.span(), f"the link leads{leads} through a filter for mail", target or None
        )


def _target(address: str) -> str:
    """Return the address that a filtered one holds, or an empty text if that is not certain."""
    if in_path := _IN_PATH.search(address):
        target = in_path["target"]
    elif in_query := _IN_QUERY.search(address):
        is_proofpoint = "/v2/" in address  # it writes signs in its own way
        written = in_query["target"]
        target = unquote(written.translate(_PROOFPOINT) if is_proofpoint else written)
    else:
        return ""
    return target if _TARGET.fullmatch(target) and _has_other_host(target) else ""


def _has_other_host(target: str) -> bool:
    try:
        host = urlsplit(target).hostname or ""
    except ValueError:
        return False
    return "." in host and not host.endswith(_SIGNS)


RULES: Final = (Rule(filtered_link, signs=_SIGNS),)
