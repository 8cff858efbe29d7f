"""What a rule of a site is given, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CheckedRelease:
    """A release as a rule of the site sees it."""

    path: str
    """Its file, such as `content/2026/03-appeal.md`."""
    title: str
    """The title as readers see it."""
    summary: str
    """The summary as readers see it."""
    body: str
    """The Markdown below the front matter."""
    html: str
    """The body as HTML."""
    kind: str
    """What kind of release it is, such as `appeal`."""
    area: str
    """The area, as the front matter has it."""
    tags: tuple[str, ...]
    """The tags, in order."""
    date: datetime | None
    """When it was published, if that is known."""
    fields: Mapping[str, Any]
    """The values of `[fields]`."""
    is_page: bool
    """Whether it is a page of the site, and not a release."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule of the site reports.

    It is at the value of a `key` of the front matter, or in the body from the character `start` to
    the one before `end`, or else at the beginning of the file.
    """

    message: str
    """What is wrong, with the value, such as `the title ends with a full stop`."""
    hint: str = ""
    """What to write instead."""
    key: str = ""
    """The key that it is about, such as `title`."""
    start: int | None = None
    """Where it begins in the body, as `re.Match.start()` gives it."""
    end: int | None = None
    """Where it ends in the body, as `re.Match.end()` gives it."""

    def __post_init__(self) -> None:
        """Check what the rule gave, so that an error is at its line.

        Raises:
            TypeError: a value is not of its type.
            ValueError: the message is empty, or the place cannot be one.

        """
        for name in ("message", "hint", "key"):
            _require(name, getattr(self, name), str, "a text")
        if not self.message.strip():
            raise ValueError("the message of a finding is empty")
        if self.start is None:
            if self.end is not None:
                raise ValueError("a finding has an end and no start")
            return
        _require("start", self.start, int, "a number")
        end = self.start if self.end is None else self.end
        _require("end", end, int, "a number")
        if not 0 <= self.start <= end:
            raise ValueError(f"a finding cannot be from {self.start} to {end}")


def _require(name: str, value: object, kind: type, called: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"the {name} of a finding should be {called}: {value!r}")
