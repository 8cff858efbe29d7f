"""Tables of redirects, as systems export them: an old address and a new one on each line.

Lines of `.htaccess` that begin with Redirect are such lines too, and those of a map of nginx.
"""

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from newsgen.importers.capture import LARGEST_FILE, Capture
from newsgen.importers.letters import letters_of

_ADDRESS: Final = r"(?:https?://|/)[^\s,;\"|]*"
_NEXT: Final = r"\"? ?[,;| ] ?\"?"
_REST: Final = r"(?:\d{1,3}|true|false|yes|no|permanent|temporary|[a-z]{2}(?:-[a-z]{2})?|)"
"""What a table may say of a redirect: the answer, whether it is turned on, a language."""
_LINE: Final = re.compile(
    rf'(?:Redirect(?:Permanent|Temp)? )?(?:(?:30[1278]|permanent|temp) )?"?({_ADDRESS})'
    rf'{_NEXT}({_ADDRESS})(?:{_NEXT}{_REST}){{0,4}}"?;?',
    re.IGNORECASE,
)
_LONGEST_LINE: Final = 1 << 13
_START: Final = 1 << 16
_FIRST_LINES: Final = 20


class RedirectTable:
    """A file with redirects."""

    kind = "redirects"

    def __init__(self, file: Path, base_url: str | None = None) -> None:
        self._file, self._base = file, base_url

    def captures(self, wanted: Container[str] | None = None) -> Iterator[Capture]:
        """Yield each redirect, or what cannot be read."""
        if wanted is not None:  # there is nothing to read again
            return
        if self._file.stat().st_size > LARGEST_FILE:
            yield Capture(self._file.name, trouble=f"it is larger than {LARGEST_FILE >> 20} MB")
            return
        for number, line in _lines(self._file.read_bytes()):
            origin = f"{self._file.name}, line {number:,}"
            match = _LINE.fullmatch(line)
            if match is None:
                if number > 1:  # the first may be the head
                    yield Capture(origin, trouble="the line has no two addresses")
                continue
            url = urljoin(f"{self._base}/", match[1]) if self._base else match[1]
            if url.startswith("/"):
                trouble = f"“{url[:200]}” is not an absolute URL: write base_url into the plan"
                yield Capture(origin, trouble=trouble)
            else:
                yield Capture(origin, url, status=301, location=match[2])


def is_redirects(file: Path) -> bool:
    """Return whether most of the first lines of a file have two addresses, and little else."""
    with file.open("rb") as stream:
        start = stream.read(_START)
    lines = [line for number, line in _lines(start) if number > 1][:_FIRST_LINES] or [
        line for _, line in _lines(start)
    ]
    return 2 * sum(bool(_LINE.fullmatch(line)) for line in lines) > len(lines)


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers and single spaces."""
    text = letters_of(data, "")[0].removeprefix("\ufeff")
    for number, line in enumerate(text.splitlines(), 1):
        text = " ".join(line[:_LONGEST_LINE].split())
        if text and not text.startswith("#"):
            yield number, text
