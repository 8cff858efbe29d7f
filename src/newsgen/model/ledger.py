"""The ledger: `urls.txt`, every address that was ever published, one a line and sorted.

    https://host/path.aspx
    https://host/other.aspx gone
    https://host/third.aspx moved https://host/new.aspx

A line alone says that a release must be there. Git merges the file line by line, so that order and
repetition do no harm.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from newsgen.model.refusal import KEEP_ALL_LINES, did_you_mean, unmerged
from newsgen.model.urls import Address, URLError, output_path, parse_url

FILE: Final = "urls.txt"
_HEAD: Final = (
    "# Every address that was ever published. Written by newsgen urls; commit it.\n"
    "# Behind an address that has no release any more: gone, or moved and the new address.\n"
)


class Trace(NamedTuple):
    """Where an address was last, and the commit that took it out; no commit if none has yet.

    `path` is the file, from the content folder; `is_there` says whether it still exists.
    """

    path: str
    commit: str
    day: str
    is_there: bool


class Line(NamedTuple):
    """An address of the ledger, with the file it lived in and what came of it.

    `fate` is empty, `gone` or `moved`; `target` is where a moved one leads. `columns` are those of
    the line.
    """

    number: int
    address: Address
    file: str
    fate: str = ""
    target: Address | None = None
    target_file: str = ""
    columns: int = 1

    @property
    def text(self) -> str:
        target = self.target.url if self.target else ""
        return " ".join(filter(None, (self.address.url, self.fate, target)))


class Wrong(NamedTuple):
    """A line that cannot be read, why, and what to write if that is known."""

    number: int
    message: str
    columns: int
    hint: str = ""


class LineError(ValueError):
    """A text is not a line of a ledger."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def read(text: str) -> tuple[list[Line], list[Wrong]]:
    """Take the text of a ledger apart; empty lines and comments are passed by."""
    lines, wrong = [], []
    for number, written in enumerate(text.splitlines(), 1):
        if not written.strip() or written.startswith("#"):
            continue
        try:
            lines.append(_line(number, written))
        except URLError as error:
            wrong.append(Wrong(number, str(error), len(written) + 1))
        except LineError as error:
            wrong.append(Wrong(number, str(error), len(written) + 1, error.hint))
    return lines, wrong


def _line(number: int, written: str) -> Line:
    if mark := unmerged(written):
        raise LineError(mark, KEEP_ALL_LINES)
    url, *rest = written.split()
    if url in _FATES and rest:
        right = " ".join([rest[0], url, *rest[1:]])[:300]
        raise LineError(f"the address comes first: {right}", f"Write {right}")
    if rest and rest[0] not in _FATES:
        message = f"“{rest[0][:40]}” is neither gone nor moved"
        raise LineError(message, did_you_mean(rest[0][:40], _FATES))
    if len(rest) != (0 if not rest else 1 if rest[0] == "gone" else 2):
        hint = f"Write {url[:300]} gone, or {url[:300]} moved and the new absolute URL."
        raise LineError("gone is the last word of its line, and moved needs one address", hint)
    address = parse_url(url)
    fate, target = rest[0] if rest else "", _target(rest[1], address) if len(rest) > 1 else None
    target_file = output_path(target) if target else ""
    return Line(number, address, output_path(address), fate, target, target_file, len(written) + 1)


_FATES: Final = ("gone", "moved")


def _target(written: str, address: Address) -> Address:
    """Return the address that a moved one leads to."""
    try:
        return parse_url(written)
    except URLError as error:
        hint = error.hint
        if written.startswith("/"):
            hint = f"Write the absolute URL: {address.scheme}://{address.host}{written[:300]}"
        raise LineError(str(error), hint) from None


def write(texts: Iterable[str]) -> str:
    """Return the text of a ledger with these lines."""
    return _HEAD + "".join(f"{text}\n" for text in sorted(set(texts)))
