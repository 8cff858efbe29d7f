"""A partition of the site: what is planned as one."""

from typing import NamedTuple


class Partition(NamedTuple):
    """A part of the site, for one document root, and for one piece of it if it has pieces.

    `piece` is a month, a term, a year of a term, or the start of pictures' names.
    """

    part: str
    root: str
    piece: str = ""

    @property
    def key(self) -> str:
        """Its name in the manifest: no other partition has it."""
        return f"{self.part}@{self.root}/{self.piece}"

    @classmethod
    def parse(cls, key: str) -> "Partition | None":
        """Read a key; `None` for that of another version of newsgen."""
        head, slash, piece = key.partition("/")
        part, at, root = head.partition("@")
        return cls(part, root, piece) if slash and at else None
