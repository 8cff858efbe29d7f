"""What the preview adds to a page: its script, and a banner where the page is not what is public.

The script is a file, so that the strictest policy for the page's content allows it. The banner is
in a shadow root, so that its style sheet changes nothing of the page.
"""

from dataclasses import dataclass
from html import escape
from typing import Final

PREFIX: Final = "/.newsgen/"
"""The addresses that are the server's own: no release can have one."""
SCRIPT: Final = f"{PREFIX}live.js"
STYLE: Final = f"{PREFIX}live.css"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the banner says; nothing if pages are as the public sees them.

    `navigate` has the browser go to the release that was saved.
    """

    text: str = ""
    navigate: bool = False


def snippet(mark: str, notice: Notice) -> bytes:
    """Return the HTML that is added to a page with a mark."""
    banner = (
        '<newsgen-banner><template shadowrootmode="open">'
        f'<link rel="stylesheet" href="{STYLE}">'
        f'<div class="newsgen-banner" role="note">{escape(notice.text)}</div>'
        "</template></newsgen-banner>"
        if notice.text
        else ""
    )
    follow = " data-navigate" if notice.navigate else ""
    script = f'<script src="{SCRIPT}" data-mark="{mark}"{follow} defer></script>'
    return f"{banner}{script}".encode()


def with_snippet(page: bytes, mark: str, notice: Notice) -> bytes:
    """Put the snippet at the end of a page's body, or of the page if it has none."""
    head, end, tail = page.rpartition(b"</body>")
    added = snippet(mark, notice)
    return head + added + end + tail if end else page + added
