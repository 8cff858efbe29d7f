"""The smaller copies of pictures in an output folder: whose they are, by their names and pages.

Copies are called by what their pictures hold, so those that an earlier build made of another
version of a picture, or with other settings, are known only by the pages that show them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_PATH: Final = re.compile(r"(?:.*/)?media/([0-9a-f]{2})/(\1[0-9a-f]{18})-[0-9]+\.(?:webp|avif)")
_ADDRESS: Final = re.compile(rb"/media/[0-9a-f]{2}/([0-9a-f]{20})-[0-9]")
_PICTURE: Final = re.compile(rb"<img\b[^>]*>")

_SOURCE: Final = rb"""["'](?:(?:https?:)?//[^/"'\s]+)?(?:%b)["'?#]"""


def name_of_copy(path: str) -> str:
    """Return what the copies of a picture are called, of the path of one: else nothing."""
    match = _PATH.fullmatch(path)
    return match[2] if match else ""


@dataclass
class Copies:
    """The copies in an output folder, and what its files say of them.

    `sources` are the pictures that go, as pages write their addresses, `gone` the names of their
    copies, and `shown` the names of copies in files that stay.
    """

    sources: Collection[bytes]
    gone: set[str]
    shown: set[str] = field(default_factory=set)
    paths: dict[str, list[str]] = field(default_factory=dict)

    def see(self, path: str, data: bytes, *, stays: bool) -> None:
        """Note a file: whether it is a copy, and which copies it names."""
        if name := name_of_copy(path):
            self.paths.setdefault(name, []).append(path)
        elif stays:
            self.shown |= _names_in(data)
        else:
            for picture in _PICTURE.findall(data) if self.sources else ():
                if self._pattern.search(picture):
                    self.gone |= _names_in(picture)

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        """What has one of the pictures that go, by a path or a full address."""
        return re.compile(_SOURCE % b"|".join(map(re.escape, sorted(self.sources))))

    def going(self) -> Iterator[str]:
        """Yield the paths of copies that no file needs when the pictures are gone."""
        for name in sorted(self.gone - self.shown):
            yield from self.paths.get(name, ())


def _names_in(data: bytes) -> set[str]:
    return {name.decode() for name in _ADDRESS.findall(data)}
