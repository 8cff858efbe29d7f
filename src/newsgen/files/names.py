"""Names of files that Windows cannot hold."""

import re

from newsgen.fast.patterns import later

_WINDOWS_NAME = later(
    r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?|.*[. ]|.*[<>:\"|?*\\].*", re.IGNORECASE
)
_FREE_OF_TROUBLE = later(
    r"(?:(?!con|prn|aux|nul|com|lpt)[^ ./<>:\"|?*\\]+(?:/|\.(?:aspx|html)\Z|\Z))*", re.IGNORECASE
)
"""Most paths, known at one look."""


def windows_trouble(path: str) -> str:
    """Return the first name in a path that Windows cannot hold; empty if there is none."""
    if _FREE_OF_TROUBLE.fullmatch(path):
        return ""
    return next((s for s in path.split("/") if _WINDOWS_NAME.fullmatch(s)), "")
