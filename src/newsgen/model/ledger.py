"""The ledger: `urls.txt`, every address that was ever published, one a line and sorted.

    https://host/path.aspx
    https://host/other.aspx gone
    https://host/third.aspx moved https://host/new.aspx

A line alone says that a release must be there. Git merges the file line by line, so that order and
repetition do no harm.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from newsgen.model.urls import Address, URLError, output_path, parse_url

FILE: Final = "urls.txt"
_HEAD: Final = (
    "# Every address that was ever published. Written by newsgen urls; commit it.\n"
    "# Behind an address that has no release any more: gone, or moved and the new address.\n"
)


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
    """A line that cannot be read, and why."""

    number: int
    message: str
    columns: int


def read(text: str) -> tuple[list[Line], list[Wrong]]:
    """Take the text of a ledger apart; empty lines and comments are passed by."""
    lines, wrong = [], []
    for number, written in enumerate(text.splitlines(), 1):
        if not written.strip() or written.startswith("#"):
            continue
        try:
            lines.append(_line(number, written))
        except (URLError, ValueError) as error:
            wrong.append(Wrong(number, str(error), len(written) + 1))
    return lines, wrong


def _line(number: int, written: str) -> Line:
    url, *rest = written.split()
    if url in ("gone", "moved") and rest:
        raise ValueError(f"the address comes first: {' '.join([rest[0], url, *rest[1:]])[:300]}")
    if rest and rest[0] not in ("gone", "moved"):
        raise ValueError(f"“{rest[0][:40]}” is neither gone nor moved")
    if len(rest) != (0 if not rest else 1 if rest[0] == "gone" else 2):
        raise ValueError("gone stands alone, and moved needs one address behind it")
    address = parse_url(url)
    fate, target = rest[0] if rest else "", parse_url(rest[1]) if len(rest) > 1 else None
    target_file = output_path(target) if target else ""
    return Line(number, address, output_path(address), fate, target, target_file, len(written) + 1)


def write(texts: Iterable[str]) -> str:
    """Return the text of a ledger with these lines."""
    return _HEAD + "".join(f"{text}\n" for text in sorted(set(texts)))
